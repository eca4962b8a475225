/// Rounds parts so that what is shown adds up to what is shown as their sum.
package enum PointRounding {
  /// The parts in tenths, by largest remainder: their sum is the total rounded to a tenth.
  ///
  /// - Parameters:
  ///   - parts: finite; negative ones are allowed.
  ///   - total: what they add up to, up to rounding.
  package static func tenths(_ parts: [Double], total: Double) -> [Int] {
    let scaled = parts.map { $0.isFinite ? min(max($0 * 10, -1e12), 1e12) : 0 }
    var result = scaled.map { Int($0.rounded(.down)) }
    guard !parts.isEmpty, let target = tenths(total) else { return result }
    let missing = target - result.reduce(0, +)
    // Of equal remainders the first part takes the tenth, so that the order decides and not chance.
    let byRemainder = scaled.indices.sorted { a, b in
      let (first, second) = (scaled[a] - scaled[a].rounded(.down), scaled[b] - scaled[b].rounded(.down))
      return first != second ? first > second : a < b
    }
    let (each, extra) = missing.quotientAndRemainder(dividingBy: parts.count)
    for (position, index) in byRemainder.enumerated() {
      let bonus = position < abs(extra) ? extra.signum() : 0
      result[index] += each + bonus
    }
    return result
  }

  /// `13.2` for 132.
  package static func text(tenths: Int) -> String { NumberText.fixed(Double(tenths) / 10, digits: 1) }

  /// The tenths that ``NumberText/fixed(_:digits:grouped:)`` shows with one decimal.
  private static func tenths(_ value: Double) -> Int? {
    guard abs(value) < 1e12 else { return nil }
    return Int(NumberText.fixed(value, digits: 1).filter { $0 != "." })
  }
}
