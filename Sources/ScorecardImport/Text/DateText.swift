internal import ScorecardModel

/// Reads a date column: a day as it stands, or a moment that the store's time zone turns into a day.
///
/// `2026-09-21`, or ISO 8601 with T or a space, seconds and their fraction optional, and `Z` or an offset. A time
/// without offset is the store's own and stands on its date.
enum DateText {
  /// - Parameter dayOf: the day of a moment in the store's time zone.
  static func day(
    _ bytes: FieldBytes, dayOf: (Timestamp) -> Day?
  ) throws(FieldProblem) -> Day {
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = bytes.digits(0..<4), let month = bytes.digits(5..<7), let day = bytes.digits(8..<10)
    else { throw FieldProblem(bytes, "isn't a date. Write YYYY-MM-DD") }
    let date: Day
    do { date = try Day(year: year, month: month, day: day) } catch {
      throw FieldProblem(bytes, because: "\(error)")
    }
    if bytes.count == 10 { return date }
    return try moment(bytes, on: date, dayOf: dayOf)
  }

  private static func moment(
    _ bytes: FieldBytes, on date: Day, dayOf: (Timestamp) -> Day?
  ) throws(FieldProblem) -> Day {
    let separator = bytes[10] | 0x20
    guard separator == UInt8(ascii: "t") || separator == UInt8(ascii: " ") else {
      throw FieldProblem(bytes, "isn't a date. Write YYYY-MM-DD")
    }
    let (clock, zoneStart) = try clock(bytes)
    guard let offset = try offset(bytes, from: zoneStart) else {
      if clock.second == 60 { throw FieldProblem(bytes, because: "a leap second needs Z or an offset") }
      return date
    }
    let seconds = date.number * 86_400 + clock.hour * 3600 + clock.minute * 60 + clock.second - offset
    // Leap seconds are inserted at 23:59:60 UTC (ITU-R TF.460), whatever the clock on the wall.
    if clock.second == 60, (seconds % 86_400 + 86_400) % 86_400 != 0 {
      throw FieldProblem(bytes, because: "no second 60 (leap seconds are at 23:59:60 UTC)")
    }
    let stamp = Timestamp(seconds: Int64(clock.second == 60 ? seconds - 1 : seconds))
    guard let day = dayOf(stamp) else { throw FieldProblem(bytes, because: "outside the years 1 to 9999") }
    return day
  }

  private static func clock(
    _ bytes: FieldBytes
  ) throws(FieldProblem) -> (clock: (hour: Int, minute: Int, second: Int), end: Int) {
    guard bytes.count >= 16, bytes[13] == UInt8(ascii: ":"), let hour = bytes.digits(11..<13),
      let minute = bytes.digits(14..<16)
    else { throw FieldProblem(bytes, "isn't a time. Write 2026-09-21T23:30:00Z") }
    var second = 0
    var end = 16
    if bytes.count > end, bytes[end] == UInt8(ascii: ":") {
      guard let value = bytes.digits(17..<19) else { throw FieldProblem(bytes, "isn't a time") }
      second = value
      end = 19
      if bytes.count > end, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ",") {
        let fraction = bytes[(end + 1)...].prefix { $0.isDigit }
        if fraction.isEmpty { throw FieldProblem(bytes, "isn't a time") }
        end = fraction.endIndex
      }
    }
    for (value, most, name) in [(hour, 23, "hour"), (minute, 59, "minute"), (second, 60, "second")]
    where value > most { throw FieldProblem(bytes, because: "no \(name) \(value)") }
    return ((hour, minute, second), end)
  }

  /// Seconds east of UTC, or nil when none is written.
  private static func offset(_ bytes: FieldBytes, from start: Int) throws(FieldProblem) -> Int? {
    let zone = FieldBytes(rebasing: bytes[start...])
    if zone.isEmpty { return nil }
    if zone.count == 1, zone[0] | 0x20 == UInt8(ascii: "z") { return 0 }
    let colon = zone.count == 6 && zone[3] == UInt8(ascii: ":")
    let minutes = zone.count == 3 ? 0 : colon ? zone.digits(4..<6) : zone.digits(3..<5)
    guard zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"), let hours = zone.digits(1..<3),
      let minutes, zone.count == 3 || zone.count == 5 || colon
    else { throw FieldProblem(bytes, "isn't a time. Write 2026-09-21T23:30:00Z") }
    let seconds = (hours * 60 + minutes) * 60
    // The clocks of the world run from UTC−12 to UTC+14.
    guard minutes < 60, seconds <= (zone[0] == UInt8(ascii: "+") ? 14 : 12) * 3600 else {
      throw FieldProblem(bytes, because: "no offset \(zone.text)")
    }
    return zone[0] == UInt8(ascii: "+") ? seconds : -seconds
  }
}
