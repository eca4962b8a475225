import ScorecardModel
import VendorScorecard

/// Reads a period that was typed: `2026-Q3`, `Q3`, `last`, `2026-09`, `sep`, `last month`, `2026`,
/// `2026-07-01..2026-07-15`, or with moments.
struct PeriodParser {
  let calendar: StoreCalendar
  /// The last day to look at.
  let asOf: Day
  let now: Timestamp

  /// - Returns: `from` nil for all that is on record; `to` exclusive, never after now or the as-of day.
  func span(_ text: String?) throws(Failure) -> (from: Timestamp?, to: Timestamp) {
    let latest = min(now, calendar.start(of: asOf + 1))
    guard let text else { return (nil, latest) }
    let (first, last) = try ends(text)
    let to = min(last, latest)
    guard first < last else {
      throw .usage("\(text) ends before it begins. Try 2026-07-01..2026-09-30")
    }
    guard first < to else {
      throw .usage("\(text) begins after \(asOf). Try \(Quarter(of: asOf))")
    }
    return (first, to)
  }

  private func ends(_ text: String) throws(Failure) -> (Timestamp, Timestamp) {
    let dates = DateParser(today: asOf)
    if let quarter = try? dates.quarter(text) {
      let span = calendar.span(of: quarter)
      return (span.lowerBound, span.upperBound)
    }
    if let month = try? dates.month(text) { return days(month.firstDay, month.lastDay) }
    if text.utf8.count == 4, let first = try? Day(text + "-01-01"), let last = try? Day(text + "-12-31") {
      return days(first, last)
    }
    guard let dots = text.firstRange(of: "..") else {
      throw .usage("\"\(text)\" isn't a period. Try 2026-Q3, 2026-09, 2026 or 2026-07-01..2026-09-30")
    }
    return (try end(text[..<dots.lowerBound], isLast: false), try end(text[dots.upperBound...], isLast: true))
  }

  private func days(_ first: Day, _ last: Day) -> (Timestamp, Timestamp) {
    (calendar.start(of: first), calendar.start(of: last + 1))
  }

  /// A day (the last one to its end), or a moment such as `2026-07-01T08:30:00Z`.
  private func end(_ text: Substring, isLast: Bool) throws(Failure) -> Timestamp {
    if let day = try? Day(text) { return calendar.start(of: isLast ? day + 1 : day) }
    if let moment = Timestamp(text) { return moment }
    throw .usage("\"\(text)\" is neither a day nor a moment. Try 2026-07-01 or 2026-07-01T08:30:00Z")
  }
}
