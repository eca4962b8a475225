internal import ScorecardModel

/// What is said of rows that came to nothing.
enum PassedOverText {
  /// Reasons that are told one by one.
  private static let mostShown = 4

  /// `3 rows passed over: Status Refunded (2), Status Pending`; nil when none was.
  static func line(_ rows: PassedOver) -> String? {
    let expected =
      rows.expected == 0 ? nil : "\(NumberText.count(rows.expected, "row")) passed over, as expected"
    guard rows.unexpected > 0 else { return expected }
    let shown = rows.commonest.prefix(mostShown)
    var reasons = shown.map { reason, count in
      words(reason) + (count == 1 ? "" : " (\(NumberText.grouped(count)))")
    }
    let rest = rows.unexpected - shown.reduce(0) { $0 + $1.rows }
    if rest > 0 { reasons.append("and \(NumberText.grouped(rest)) more") }
    let told = "\(NumberText.count(rows.unexpected, "row")) passed over: " + reasons.joined(separator: ", ")
    return told + (expected.map { "; " + $0 } ?? "")
  }

  private static func words(_ reason: PassedOver.Reason) -> String {
    guard let text = reason.text else { return Escaping.terminal(reason.field) }
    return Escaping.terminal(reason.field) + " " + (text.isEmpty ? "empty" : Escaping.terminal(text))
  }
}
