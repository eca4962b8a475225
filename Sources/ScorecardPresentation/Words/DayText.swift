package import ScorecardModel

/// Days and months as people read them, in English whatever the locale.
package enum DayText {
  /// `21 Sep 2026`.
  package static func short(_ day: Day) -> String { dayAndMonth(day) + " \(day.components.year)" }

  /// `Mon 21 Sep 2026`.
  package static func withWeekday(_ day: Day) -> String {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1] + " " + short(day)
  }

  /// `today`, `9 days ago`, `5 months ago`, of a day that is over.
  package static func ago(_ day: Day, from today: Day) -> String {
    switch today - day {
    case ..<1: "today"
    case 1: "yesterday"
    case let days where days < 60: "\(days) days ago"
    case let days: "\(days / 30) months ago"
    }
  }

  /// `Sep 2026`.
  package static func month(_ month: Month) -> String { monthNames[month.number - 1] + " \(month.year)" }

  /// `Q3 2026`.
  package static func quarter(_ quarter: Quarter) -> String { "Q\(quarter.number) \(quarter.year)" }

  /// `1 Jul – 30 Sep`, both ends included, a single day alone; with years when they differ or `withYear` is set.
  package static func range(_ first: Day, _ last: Day, withYear: Bool = false) -> String {
    if first == last { return withYear ? short(last) : dayAndMonth(last) }
    if first.components.year != last.components.year { return short(first) + " – " + short(last) }
    return dayAndMonth(first) + " – " + (withYear ? short(last) : dayAndMonth(last))
  }

  /// `Sep 2026` for a whole month, else as ``range(_:_:withYear:)``, with years.
  package static func period(_ first: Day, _ last: Day) -> String {
    first == first.month.firstDay && last == first.month.lastDay
      ? month(first.month) : range(first, last, withYear: true)
  }

  /// `21 Sep 2026 08:30 UTC`.
  ///
  /// - Parameter zone: what its clock time is of, when it was moved to another zone.
  package static func moment(_ moment: Timestamp, zone: String = "UTC") -> String {
    let text = moment.description
    guard let day = try? Day(text.prefix(10)) else { return text }
    return short(day) + " " + text.dropFirst(11).prefix(5) + " " + zone
  }

  /// `New York` for `America/New_York`: whose clock it is.
  package static func zone(_ name: String) -> String {
    String(name.split(separator: "/").last ?? "").replacing("_", with: " ")
  }

  private static func dayAndMonth(_ day: Day) -> String {
    "\(day.components.day) \(monthNames[day.components.month - 1])"
  }

  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
