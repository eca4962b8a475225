/// A calendar day in the proleptic Gregorian calendar, without time or zone.
///
/// Strict: only days that exist between 0001-01-01 and 9999-12-31 can be made. Arithmetic that would leave
/// that range stops at its ends.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01 (negative before it).
  public let number: Int

  public static let earliest = Day(unchecked: -719_162)
  public static let latest = Day(unchecked: 2_932_896)

  private init(unchecked number: Int) { self.number = number }

  /// The day that lies `number` days after 1970-01-01, or nil outside the years 1 to 9999.
  public init?(number: Int) {
    guard number >= Day.earliest.number, number <= Day.latest.number else { return nil }
    self.number = number
  }

  /// The day with this year, month (1...12) and day of the month.
  ///
  /// - Throws: ``DayError`` that names the part that does not exist.
  public init(year: Int, month: Int, day: Int) throws(DayError) {
    guard (1...9999).contains(year) else { throw .noSuchYear(year) }
    guard (1...12).contains(month) else { throw .noSuchMonth(month) }
    guard day >= 1, day <= Day.length(ofMonth: month, year: year) else {
      throw .noSuchDay(day: day, month: month, year: year)
    }
    number = Day.number(year: year, month: month, day: day)
  }

  /// Parses exactly `YYYY-MM-DD`.
  ///
  /// - Throws: ``DayError``: not of that form, or no such year, month or day.
  public init(_ text: some StringProtocol) throws(DayError) {
    do throws(DateProblem) { self = try DateFormat.day.read(text).day } catch {
      if case .noSuchDay(let problem) = error { throw problem }
      throw .notADate(String(text))
    }
  }

  /// Year 1...9999, month 1...12 and day of the month 1...31.
  ///
  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  public var components: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
  }

  /// 1 for Monday to 7 for Sunday (ISO 8601).
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// The Monday of this day's week.
  public var weekStart: Day { self - (weekday - 1) }

  /// The calendar month that holds this day.
  public var month: Month {
    let parts = components
    return Month(index: parts.year * 12 + parts.month - 1)
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
  public static func + (day: Day, days: Int) -> Day {
    let (sum, overflow) = day.number.addingReportingOverflow(days)
    if overflow { return days > 0 ? latest : earliest }
    return Day(unchecked: min(max(sum, earliest.number), latest.number))
  }
  public static func - (day: Day, days: Int) -> Day { day + (days == .min ? .max : -days) }

  /// Whole days from `b` to `a`.
  public static func - (a: Day, b: Day) -> Int { a.number - b.number }

  static func number(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yoe = y - era * 400
    let doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy
    return era * 146_097 + doe - 719_468
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = components
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}

extension Day: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode(String.self))
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Why a text or a triple of numbers is not a day.
public enum DayError: Error, Hashable, Sendable, CustomStringConvertible {
  case notADate(String)
  case noSuchYear(Int)
  case noSuchMonth(Int)
  case noSuchDay(day: Int, month: Int, year: Int)

  /// The reason alone, such as `no month 13`.
  public var description: String {
    switch self {
    case .notADate: "not a date"
    case .noSuchYear(let year): "no year \(padded(year, 4)) (0001 to 9999)"
    case .noSuchMonth(let month): "no month \(month)"
    case .noSuchDay(let day, let month, let year):
      "no day \(day) in \(Month(index: year * 12 + month - 1))"
    }
  }
}
