/// The two ratings that version 2 is compared with, from incidents by month, oldest first, and severity 1 to 5.
enum Ratings {
  /// Mean of 5 stars for a good experience or severity 1 to 1 star for severity 5; 3 without a log.
  static func stars(_ months: [[Int]], good: Int = 0) -> Double {
    let bySeverity = months.reduce([0, 0, 0, 0, 0]) { sum, month in zip(sum, month).map(+) }
    let count = good + bySeverity.reduce(0, +)
    let sum = bySeverity.enumerated().reduce(5 * good) { $0 + (5 - $1.offset) * $1.element }
    return count > 0 ? Double(sum) / Double(count) : 3
  }

  /// Mean of monthly max(0, 100 − 10·severity), newer months weighing more, down to 1/12 for the twelfth.
  static func erp(_ months: [[Int]]) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for (age, month) in months.reversed().enumerated() {
      let points = month.enumerated().reduce(0) { $0 + $1.element * ($1.offset + 1) }
      let weight = Double(12 - age) / 12
      sum += weight * Double(max(0, 100 - 10 * points))
      weights += weight
    }
    return sum / weights
  }
}
