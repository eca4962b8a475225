internal import ScorecardModel

/// A day, or a moment, or a whole month, as a field of another system writes it.
struct DateValue: Hashable, Sendable {
  /// Of the date as it is written; a month's middle day.
  var day: Day
  /// Seconds after midnight; nil for a date alone.
  var second: Int?
  /// Seconds east of UTC, when it is written.
  var offset: Int?
  /// Only year and month are written.
  var isMonth = false

  /// Seconds since 1970 on the clock that it was written by; midnight for a date alone.
  var seconds: Int64 { Int64(day.number) * 86_400 + Int64(second ?? 0) - Int64(offset ?? 0) }

  /// The moment, when the time of day is known; without an offset it is taken for UTC.
  var timestamp: Timestamp? { second == nil ? nil : Timestamp(seconds: seconds) }

  /// The day in the store's time zone; a date without offset stands as it is.
  func day(in dayOf: (Timestamp) -> Day?) -> Day? {
    guard second != nil, offset != nil else { return day }
    return dayOf(Timestamp(seconds: seconds))
  }
}

/// How a date is written, such as `d-MMM-yy` or `dd/MM/yyyy HH:mm`; also `iso`, `epoch`, `epochMillis`.
///
/// `yyyy yy M MM MMM d dd H HH h hh mm ss a Z`; any other character stands for itself. A single letter takes one or
/// two digits, a double one two. `yy` is 1969 to 2068 (POSIX strptime). English month names, in any case.
struct DatePattern: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case year, shortYear, monthName, half, zone
    case number(Unit, digits: ClosedRange<Int>)
    case literal(UInt8)
  }

  private enum Unit: Hashable, Sendable { case month, day, hour, halfDayHour, minute, second }

  private enum Form: Hashable, Sendable {
    case iso
    case epoch(perSecond: Int64)
    case parts([Part])
  }

  let text: String
  private let form: Form

  /// Names that a pattern may be made of, for messages.
  static let tokens = "yyyy yy M MM MMM d dd H HH h hh mm ss a Z, or iso, epoch, epochMillis"

  /// nil when it names no year and month, or has letters of no meaning.
  init?(_ text: String) {
    self.text = text
    switch text {
    case "iso": form = .iso
    case "epoch": form = .epoch(perSecond: 1)
    case "epochMillis": form = .epoch(perSecond: 1000)
    default:
      guard let parts = DatePattern.parts(Array(text.utf8)) else { return nil }
      form = .parts(parts)
    }
  }

  private static func parts(_ text: [UInt8]) -> [Part]? {
    let tokens: [String: Part] = [
      "yyyy": .year, "yy": .shortYear, "MMM": .monthName, "a": .half, "Z": .zone,
      "M": .number(.month, digits: 1...2), "MM": .number(.month, digits: 2...2),
      "d": .number(.day, digits: 1...2), "dd": .number(.day, digits: 2...2),
      "H": .number(.hour, digits: 1...2), "HH": .number(.hour, digits: 2...2),
      "h": .number(.halfDayHour, digits: 1...2), "hh": .number(.halfDayHour, digits: 2...2),
      "mm": .number(.minute, digits: 2...2), "ss": .number(.second, digits: 2...2),
    ]
    var parts: [Part] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      let run = text[index...].prefix { $0 == byte }
      if let part = tokens[String(decoding: run, as: UTF8.self)] {
        parts.append(part)
      } else if (byte | 0x20).isLowercaseLetter, byte != UInt8(ascii: "T") {
        return nil
      } else {
        parts += run.map(Part.literal)
      }
      index = run.endIndex
    }
    let hasYear = parts.contains(.year) || parts.contains(.shortYear)
    let hasMonth = parts.contains { part in
      if case .number(.month, _) = part { true } else { part == .monthName }
    }
    return hasYear && hasMonth ? parts : nil
  }

  /// nil when the text is not written so, or is no date.
  func value(_ bytes: FieldBytes) -> DateValue? {
    switch form {
    case .iso: DatePattern.iso(bytes)
    case .epoch(let perSecond): DatePattern.epoch(bytes, perSecond: perSecond)
    case .parts(let parts): DatePattern.value(bytes, parts: parts)
    }
  }

  private static func value(_ bytes: FieldBytes, parts: [Part]) -> DateValue? {
    var scan = FieldScan(bytes)
    var clock = Clock()
    for part in parts {
      switch part {
      case .literal(let byte): guard scan.take(byte) else { return nil }
      case .year: clock.year = scan.number(4...4)
      case .shortYear: clock.year = scan.number(2...2).map { $0 < 69 ? 2000 + $0 : 1900 + $0 }
      case .monthName: clock.month = scan.monthName()
      case .half: clock.isAfternoon = scan.half()
      case .zone: clock.offset = scan.offset()
      case .number(let unit, let digits):
        let number = scan.number(digits)
        switch unit {
        case .month: clock.month = number
        case .day: clock.day = number
        case .hour: clock.hour = number
        case .halfDayHour: clock.halfDayHour = number
        case .minute: clock.minute = number
        case .second: clock.second = number
        }
        if number == nil { return nil }
      }
    }
    guard scan.isAtEnd else { return nil }
    return clock.value(
      hasDay: parts.contains { if case .number(.day, _) = $0 { true } else { false } },
      needsHalf: parts.contains(.half), needsZone: parts.contains(.zone))
  }

  private static func iso(_ bytes: FieldBytes) -> DateValue? {
    // What is written in another way costs no message.
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let text = try? TimestampText(bytes)
    else { return nil }
    return DateValue(day: text.day, second: text.second, offset: text.offset)
  }

  private static func epoch(_ bytes: FieldBytes, perSecond: Int64) -> DateValue? {
    guard let whole = bytes.wholeNumber else { return nil }
    let seconds = Int64(whole) / perSecond
    guard let day = Day(number: Int(seconds / 86_400)) else { return nil }
    return DateValue(day: day, second: Int(seconds % 86_400), offset: 0)
  }
}

/// The parts of a date and a time of day, as they were read.
private struct Clock {
  var year, month, day, hour, halfDayHour, minute, second, offset: Int?
  var isAfternoon: Bool?

  func value(hasDay: Bool, needsHalf: Bool, needsZone: Bool) -> DateValue? {
    guard let year, let month, (1...12).contains(month), (1...9999).contains(year) else { return nil }
    if needsHalf, isAfternoon == nil { return nil }
    if needsZone, offset == nil { return nil }
    guard hasDay else {
      let whole = Month(index: year * 12 + month - 1)
      return DateValue(day: whole.middleDay, isMonth: true)
    }
    guard let number = day, let day = try? Day(year: year, month: month, day: number) else { return nil }
    var hour = self.hour
    if let halfDayHour {
      guard (1...12).contains(halfDayHour) else { return nil }
      hour = halfDayHour % 12 + (isAfternoon == true ? 12 : 0)
    }
    guard let hour else { return DateValue(day: day, offset: offset) }
    let (minute, second) = (self.minute ?? 0, self.second ?? 0)
    // A leap second is taken for the one before it.
    guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
    let value = DateValue(day: day, second: hour * 3600 + minute * 60 + min(second, 59), offset: offset)
    return value.timestamp?.isInYears == true ? value : nil
  }
}

/// Goes through the bytes of a field.
struct FieldScan {
  private let bytes: FieldBytes
  private var index = 0

  init(_ bytes: FieldBytes) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    let start = index
    while index < bytes.count, index - start < digits.upperBound, bytes[index].isDigit {
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      index += 1
    }
    return index - start < digits.lowerBound ? nil : value
  }

  private static let months = "janfebmaraprmayjunjulaugsepoctnovdec"

  mutating func monthName() -> Int? {
    guard index + 3 <= bytes.count else { return nil }
    let names = FieldScan.months.utf8
    for month in 0..<12 {
      let name = names.dropFirst(3 * month).prefix(3)
      if zip(name, bytes[index..<index + 3]).allSatisfy({ $0 == $1 | 0x20 }) {
        index += 3
        return month + 1
      }
    }
    return nil
  }

  /// true for PM.
  mutating func half() -> Bool? {
    guard index + 2 <= bytes.count, bytes[index + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
    let first = bytes[index] | 0x20
    guard first == UInt8(ascii: "a") || first == UInt8(ascii: "p") else { return nil }
    index += 2
    return first == UInt8(ascii: "p")
  }

  /// Seconds east of UTC: `Z`, `UTC`, `GMT`, `+02:00`, `-0400`, `+02`, after a space or not.
  mutating func offset() -> Int? {
    _ = take(UInt8(ascii: " "))
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    for name in ["UTC", "GMT"]
    where bytes.count - index >= 3 && bytes[index...].prefix(3).elementsEqual(name.utf8) {
      index += 3
      return 0
    }
    let isWest = take(UInt8(ascii: "-"))
    guard isWest || take(UInt8(ascii: "+")), let hours = number(2...2) else { return nil }
    _ = take(UInt8(ascii: ":"))
    let minutes = isAtEnd ? 0 : number(2...2)
    // The clocks of the world run from UTC−12 to UTC+14.
    guard let minutes, minutes < 60, hours * 60 + minutes <= (isWest ? 12 : 14) * 60 else { return nil }
    return (hours * 60 + minutes) * (isWest ? -60 : 60)
  }
}

extension UInt8 {
  fileprivate var isLowercaseLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
}

extension Month {
  /// The day on which an event of unknown date in this month is counted: as many before it as after.
  var middleDay: Day { firstDay + (lastDay.number - firstDay.number) / 2 }
}
