/// Goes through the bytes of a date.
struct DateScan {
  private let bytes: UnsafeRawBufferPointer
  private var index = 0

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  // MARK: Whole dates

  static func iso(_ bytes: UnsafeRawBufferPointer) throws(DateProblem) -> WrittenDate {
    var scan = DateScan(bytes)
    var parts = DateParts()
    guard let year = scan.number(4...4), scan.take("-"), let month = scan.number(2...2), scan.take("-"),
      let day = scan.number(2...2)
    else { throw .notADate }
    (parts.year, parts.month, parts.day) = (year, month, day)
    if scan.isAtEnd { return try parts.checked() }
    guard scan.take("T") || scan.take("t") || scan.take(" ") else { throw .notADate }
    guard let hour = scan.number(2...2), scan.take(":"), let minute = scan.number(2...2) else {
      throw .notATime
    }
    (parts.hour, parts.minute) = (hour, minute)
    if scan.take(":") { try scan.second(into: &parts) }
    if !scan.isAtEnd { parts.offset = try scan.offset() }
    guard scan.isAtEnd else { throw .notATime }
    return try parts.checked()
  }

  static func epoch(_ bytes: UnsafeRawBufferPointer, perSecond: Int) throws(DateProblem) -> WrittenDate {
    var scan = DateScan(bytes)
    guard let whole = scan.number(1...15), scan.isAtEnd else { throw .notADate }
    let seconds = whole / perSecond
    guard let day = Day(number: seconds / 86_400) else { throw .outsideYears }
    return WrittenDate(day: day, second: seconds % 86_400, offset: 0)
  }

  static func date(
    _ bytes: UnsafeRawBufferPointer, of parts: [DateFormat.Part]
  ) throws(DateProblem) -> WrittenDate {
    var scan = DateScan(bytes)
    var date = DateParts()
    var isAfternoon: Bool?
    var halfDayHour: Int?
    for (index, part) in parts.enumerated() {
      switch part {
      case .literal(let byte): guard scan.take(byte) else { throw .notADate }
      case .year: date.year = try scan.required(4...4)
      case .shortYear:
        let year = try scan.required(2...2)
        date.year = year < 69 ? 2000 + year : 1900 + year
      case .monthName:
        date.month = try scan.monthName()
        // `Sept.`; a pattern's own point comes after it.
        let isNext = index + 1 < parts.count && parts[index + 1] == .literal(UInt8(ascii: "."))
        if !isNext || scan.isAhead("..") { _ = scan.take(".") }
      case .half:
        guard let half = scan.half() else { throw .notATime }
        isAfternoon = half
      case .zone: date.offset = try scan.isUTC() ? 0 : scan.offset()
      case .number(let unit, let digits):
        let number = try scan.required(digits)
        switch unit {
        case .month: date.month = number
        case .day: date.day = number
        case .hour: date.hour = number
        case .halfDayHour: halfDayHour = number
        case .minute: date.minute = number
        case .second: date.second = number
        }
      }
    }
    if !scan.isAtEnd, date.day != nil, !DateFormat.hasTime(parts) { try scan.time(into: &date) }
    guard scan.isAtEnd else { throw .notADate }
    if let halfDayHour { date.hour = try hour(halfDayHour, isAfternoon: isAfternoon == true) }
    return try date.checked()
  }

  /// The time behind a date whose pattern has none: `15:42`, `3:42:10 PM`, `15:42:10.5 +02:00`, after blanks, a comma or T.
  private mutating func time(into date: inout DateParts) throws(DateProblem) {
    let isSeparated = take(",")
    var blanks = take("T") ? 1 : 0
    while take(" ") { blanks += 1 }
    guard blanks > 0, let hour = number(1...2), take(":"), let minute = number(2...2) else {
      throw isSeparated || blanks > 0 ? .notATime : .notADate
    }
    (date.hour, date.minute) = (hour, minute)
    if take(":") { try second(into: &date) }
    let end = index
    while take(" ") {}
    if let isAfternoon = half() {
      date.hour = try DateScan.hour(hour, isAfternoon: isAfternoon)
    } else {
      index = end
    }
    if !isAtEnd { date.offset = try isUTC() ? 0 : offset() }
  }

  private static func hour(_ hour: Int, isAfternoon: Bool) throws(DateProblem) -> Int {
    guard (1...12).contains(hour) else { throw .noSuchTime(unit: "hour", hour) }
    return hour % 12 + (isAfternoon ? 12 : 0)
  }

  /// With its fraction, whose value means nothing.
  private mutating func second(into date: inout DateParts) throws(DateProblem) {
    guard let second = number(2...2) else { throw .notATime }
    date.second = second
    if take(".") || take(",") {
      guard number(1...(.max)) != nil else { throw .notATime }
    }
  }

  // MARK: Parts

  private var isAtEnd: Bool { index == bytes.count }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool { take(UInt8(ascii: character)) }

  /// - Parameter digits: how many there may be; of a fraction's the value means nothing.
  private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    let start = index
    while index < bytes.count, index - start < digits.upperBound {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      index += 1
    }
    return index - start < digits.lowerBound ? nil : value
  }

  private mutating func required(_ digits: ClosedRange<Int>) throws(DateProblem) -> Int {
    guard let value = number(digits) else { throw .notADate }
    return value
  }

  private mutating func monthName() throws(DateProblem) -> Int {
    let letters = bytes[index...].prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    guard let month = MonthName.number(of: letters) else { throw .notADate }
    index = letters.endIndex
    return month
  }

  private func isAhead(_ text: StaticString) -> Bool {
    index + text.utf8CodeUnitCount <= bytes.count
      && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
  }

  /// true for PM; nil when neither comes next.
  private mutating func half() -> Bool? {
    let start = index
    let isMorning = take("a") || take("A")
    if isMorning || take("p") || take("P"), take("m") || take("M") { return !isMorning }
    index = start
    return nil
  }

  /// Names of UTC that only patterns know, after a space or not.
  private mutating func isUTC() -> Bool {
    let start = index
    _ = take(" ")
    for name in ["UTC", "GMT"] where bytes[index...].prefix(3).elementsEqual(name.utf8) {
      index += 3
      return true
    }
    index = start
    return false
  }

  /// Seconds east of UTC: `Z`, `+02:00`, `-0400`, `+02`, after a space or not.
  private mutating func offset() throws(DateProblem) -> Int {
    _ = take(" ")
    if take("Z") || take("z") { return 0 }
    let start = index
    let isWest = take("-")
    guard isWest || take("+"), let hours = number(2...2) else { throw .notATime }
    var minutes = 0
    if take(":") || (index < bytes.count && bytes[index] &- UInt8(ascii: "0") < 10) {
      guard let number = number(2...2) else { throw .notATime }
      minutes = number
    }
    guard minutes < 60, hours * 60 + minutes <= (isWest ? 12 : 14) * 60 else {
      throw .noSuchOffset(String(decoding: bytes[start..<index], as: UTF8.self))
    }
    return (hours * 60 + minutes) * (isWest ? -60 : 60)
  }
}
