internal import ScorecardModel

/// A date, or a date with its time, as other systems write them.
///
/// In the years 1 to 9999 of UTC: `2026-09-21`, or ISO 8601 with T or a space, seconds and their fraction optional, and `Z` or an offset, which may
/// stand apart (`2020-05-01 10:00:00 -0400`).
struct TimestampText {
  /// As it is written, whatever the offset.
  let day: Day
  /// Seconds since midnight, 0...86 399, without their fraction (a leap second is the one before it); nil = only the
  /// day is written.
  let second: Int?
  /// Seconds east of UTC; nil = none is written.
  let offset: Int?

  init(_ bytes: FieldBytes) throws(FieldProblem) {
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = bytes.digits(0..<4), let month = bytes.digits(5..<7), let date = bytes.digits(8..<10)
    else { throw FieldProblem(bytes, "isn't a date. Write YYYY-MM-DD") }
    do { day = try Day(year: year, month: month, day: date) } catch {
      throw FieldProblem(bytes, because: "\(error)")
    }
    if bytes.count == 10 {
      (second, offset) = (nil, nil)
      return
    }
    guard bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " ") else {
      throw FieldProblem(bytes, "isn't a date. Write YYYY-MM-DD")
    }
    let (clock, zoneStart) = try TimestampText.clock(bytes)
    offset = try TimestampText.offset(bytes, from: zoneStart)
    let second = clock.hour * 3600 + clock.minute * 60 + clock.second
    if clock.second == 60 { try TimestampText.checkLeap(second, offset: offset, of: bytes) }
    self.second = clock.second == 60 ? second - 1 : second
    guard moment(elseOffset: 0)?.isInYears == true else {
      throw FieldProblem(bytes, because: "outside the years 1 to 9999")
    }
  }

  init(text: String) throws(FieldProblem) {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(FieldProblem) in try TimestampText(FieldBytes(bytes)) }
    }
    self = try result.get()
  }

  /// The moment, or nil without a time or, when `elseOffset` is nil too, without an offset.
  ///
  /// - Parameter elseOffset: what is meant when no offset is written; 0 = UTC.
  func moment(elseOffset: Int? = nil) -> Timestamp? {
    guard let second, let offset = offset ?? elseOffset else { return nil }
    return Timestamp(seconds: Int64(day.number * 86_400 + second - offset))
  }

  /// Leap seconds are inserted at 23:59:60 UTC (ITU-R TF.460), whatever the clock on the wall.
  private static func checkLeap(_ second: Int, offset: Int?, of bytes: FieldBytes) throws(FieldProblem) {
    guard let offset else { throw FieldProblem(bytes, because: "a leap second needs Z or an offset") }
    if (second - offset) % 86_400 != 0 {
      throw FieldProblem(bytes, because: "no second 60 (leap seconds are at 23:59:60 UTC)")
    }
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

  private static func offset(_ bytes: FieldBytes, from start: Int) throws(FieldProblem) -> Int? {
    var zone = FieldBytes(rebasing: bytes[start...])
    if zone.count > 1, zone[0] == UInt8(ascii: " "), !zone[1].isDigit { zone = .init(rebasing: zone[1...]) }
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
