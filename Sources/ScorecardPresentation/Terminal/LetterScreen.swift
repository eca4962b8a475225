package import ScorecardModel

extension Screen {
  /// The answer to `letter`.
  ///
  /// - Parameters:
  ///   - path: the file as the owner would name it.
  ///   - kept: where the letter is that stood there before; nil without one.
  ///   - changed: false when the file already had these bytes.
  package func letterWritten(
    _ letter: VendorLetter, path: String, kept: String?, changed: Bool
  ) -> String {
    guard changed else { return lines(["✓ \(safe(path)) is already up to date"]) }
    let count = letter.kind == .thanks ? letter.good.count : letter.bad.count
    let since = "since \(DayText.short(letter.since))"
    let head = "✓ Wrote \(safe(path))  (\(NumberText.entries(count)) \(since))"
    return lines([head] + (kept.map { ["  The letter that stood there is kept as \(safe($0))"] } ?? []))
  }

  /// That an answer is awaited.
  package func letterSent(_ letter: VendorLetter, answerBy day: Day) -> String {
    let ids = letter.subjects.map(\.id)
    let named = ids.prefix(10).map { "#\($0)" }.joined(separator: ", ") + (ids.count > 10 ? ", …" : "")
    return lines(
      [
        "✓ \(letter.kind == .claim ? "Claimed; ask for it" : "Ask") again on \(DayText.withWeekday(day)): \(named)"
      ] + next([("Undo", .undo)], indent: 2))
  }
}
