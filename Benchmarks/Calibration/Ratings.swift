import ScorecardModel

/// The two ratings that the model is compared with, over twelve months.
struct Ratings {
  /// Incidents by month, oldest first, and severity 1 to 5.
  let months: [[Int]]
  let good: Int

  init(months: [[Int]], good: Int = 0) {
    self.months = months
    self.good = good
  }

  init(_ incidents: [Incident], from first: Month) {
    var months = [[Int]](repeating: [0, 0, 0, 0, 0], count: 12)
    for incident in incidents {
      guard let severity = incident.outcome.severity else { continue }
      months[incident.day.month.index - first.index][severity.level - 1] += 1
    }
    self.init(months: months, good: incidents.count { $0.outcome == .good })
  }

  /// Mean of 5 stars for a good experience or severity 1 to 1 star for severity 5; nil without a log.
  var stars: Double? {
    let count = good + months.joined().reduce(0, +)
    let sum = months.joined().enumerated().reduce(5 * good) { $0 + (5 - $1.offset % 5) * $1.element }
    return count > 0 ? Double(sum) / Double(count) : nil
  }

  /// Mean of monthly max(0, 100 − 10·severity), newer months weighing more, down to 1/12 for the twelfth.
  var erp: Double {
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
