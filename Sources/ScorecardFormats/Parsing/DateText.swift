internal import ScorecardModel

/// Reads a date column: a day as it stands, or a moment that the store's time zone turns into a day.
///
/// A time without offset is the store's own and stands on its date.
enum DateText {
  /// - Parameter dayOf: the day of a moment in the store's time zone.
  static func day(
    _ bytes: FieldBytes, dayOf: (Timestamp) -> Day?
  ) throws(FieldProblem) -> Day {
    let text = try TimestampText(bytes)
    guard let moment = text.moment() else { return text.day }
    guard let day = dayOf(moment) else { throw FieldProblem(bytes, because: "outside the years 1 to 9999") }
    return day
  }
}
