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
    if scan.take(":") {
      guard let second = scan.number(2...2) else { throw .notATime }
      parts.second = second
      if scan.take(".") || scan.take(",") {
        guard scan.number(1...(.max)) != nil else { throw .notATime }
      }
    }
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
    for part in parts {
      switch part {
      case .literal(let byte): guard scan.take(byte) else { throw .notADate }
      case .year: date.year = try scan.required(4...4)
      case .shortYear:
        let year = try scan.required(2...2)
        date.year = year < 69 ? 2000 + year : 1900 + year
      case .monthName: date.month = try scan.monthName()
      case .half: isAfternoon = try scan.half()
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
    guard scan.isAtEnd else { throw .notADate }
    if let halfDayHour {
      guard (1...12).contains(halfDayHour) else { throw .noSuchTime(unit: "hour", halfDayHour) }
      date.hour = halfDayHour % 12 + (isAfternoon == true ? 12 : 0)
    }
    return try date.checked()
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

  private static let months = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)

  private mutating func monthName() throws(DateProblem) -> Int {
    guard index + 3 <= bytes.count else { throw .notADate }
    for month in 0..<12
    where (0..<3).allSatisfy({ bytes[index + $0] | 0x20 == DateScan.months[3 * month + $0] }) {
      index += 3
      return month + 1
    }
    throw .notADate
  }

  /// true for PM.
  private mutating func half() throws(DateProblem) -> Bool {
    let isMorning = take("a") || take("A")
    guard isMorning || take("p") || take("P"), take("m") || take("M") else { throw .notATime }
    return !isMorning
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
