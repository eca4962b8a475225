/// How dates are written, and the one reader of them: whatever the form, 30 February, 24:00, an offset of 25 hours, the
/// years 0 and 10000 and a leap second at any other time than 23:59:60 UTC are refused.
///
/// A pattern is made of `yyyy yy M MM MMM d dd H HH h hh mm ss a Z`; any other character stands for itself. A single
/// letter takes one or two digits, a double one two. `yy` is 1969 to 2068 (POSIX strptime). `MMM` is an English month
/// name, short, long or `Sept`, with a point or without, in any case. Behind a pattern without a time there may be one:
/// `d/M/yyyy` also reads `4/9/2026 15:42`, with seconds, AM or PM, and an offset. Any blank is a space.
package struct DateFormat: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case year, shortYear, monthName, half, zone
    case number(Unit, digits: ClosedRange<Int>)
    case literal(UInt8)
  }

  enum Unit: Hashable, Sendable { case month, day, hour, halfDayHour, minute, second }

  private enum Form: Hashable, Sendable {
    case day, moment, iso
    case epoch(perSecond: Int)
    case parts([Part])
  }

  /// As rules name it.
  package let text: String
  private let form: Form

  /// Exactly `2026-09-21`.
  package static let day = DateFormat("day", .day)
  /// Exactly `2026-09-21T08:30:00Z`, as ``Timestamp`` writes it; no leap second.
  package static let moment = DateFormat("moment", .moment)
  /// `2026-09-21`, or ISO 8601 with T or a space, seconds and their fraction optional, and `Z`, an offset or neither,
  /// which may stand apart (`2020-05-01 10:00:00 -0400`).
  package static let iso = DateFormat("iso", .iso)

  /// Names that rules may give, for messages.
  package static let tokens = "yyyy yy M MM MMM d dd H HH h hh mm ss a Z, or iso, epoch, epochMillis"

  private init(_ text: String, _ form: Form) { (self.text, self.form) = (text, form) }

  /// `iso`, `epoch`, `epochMillis` or a pattern such as `d-MMM-yy`; nil when a pattern names no year and month, or has
  /// letters of no meaning.
  package init?(_ text: String) {
    switch text {
    case "iso": self = .iso
    case "epoch": self.init(text, .epoch(perSecond: 1))
    case "epochMillis": self.init(text, .epoch(perSecond: 1000))
    default:
      guard let parts = DateFormat.parts(Array(text.utf8)) else { return nil }
      self.init(text, .parts(parts))
    }
  }

  private static let tokenParts: [String: Part] = [
    "yyyy": .year, "yy": .shortYear, "MMM": .monthName, "a": .half, "Z": .zone,
    "M": .number(.month, digits: 1...2), "MM": .number(.month, digits: 2...2),
    "d": .number(.day, digits: 1...2), "dd": .number(.day, digits: 2...2),
    "H": .number(.hour, digits: 1...2), "HH": .number(.hour, digits: 2...2),
    "h": .number(.halfDayHour, digits: 1...2), "hh": .number(.halfDayHour, digits: 2...2),
    "mm": .number(.minute, digits: 2...2), "ss": .number(.second, digits: 2...2),
  ]

  private static func parts(_ text: [UInt8]) -> [Part]? {
    var parts: [Part] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      let run = text[index...].prefix { $0 == byte }
      if let part = tokenParts[String(decoding: run, as: UTF8.self)] {
        parts.append(part)
      } else if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20), byte != UInt8(ascii: "T") {
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

  // MARK: Reading

  package func read(_ bytes: UnsafeRawBufferPointer) throws(DateProblem) -> WrittenDate {
    do throws(DateProblem) { return try readPlain(bytes) } catch {
      guard let plain = WideBlank.replaced(in: bytes) else { throw error }
      let result = plain.withUnsafeBytes { bytes in
        Result { () throws(DateProblem) in try readPlain(bytes) }
      }
      return try result.get()
    }
  }

  private func readPlain(_ bytes: UnsafeRawBufferPointer) throws(DateProblem) -> WrittenDate {
    switch form {
    case .day:
      guard bytes.count == 10 else { throw .notADate }
      return try DateScan.iso(bytes)
    case .moment:
      guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z") else {
        throw .notATime
      }
      if bytes[17] == UInt8(ascii: "6") { throw .noSuchTime(unit: "second", 60) }
      return try DateScan.iso(bytes)
    case .iso: return try DateScan.iso(bytes)
    case .epoch(let perSecond): return try DateScan.epoch(bytes, perSecond: perSecond)
    case .parts(let parts): return try DateScan.date(bytes, of: parts)
    }
  }

  package func read(_ text: some StringProtocol) throws(DateProblem) -> WrittenDate {
    var text = String(text)
    let result = text.withUTF8 { bytes in
      Result { () throws(DateProblem) in try read(UnsafeRawBufferPointer(bytes)) }
    }
    return try result.get()
  }
}

// MARK: The order of day and month

extension DateFormat {
  static func hasTime(_ parts: [Part]) -> Bool {
    parts.contains { part in
      switch part {
      case .half, .zone, .number(.hour, _), .number(.halfDayHour, _), .number(.minute, _),
        .number(.second, _):
        true
      default: false
      }
    }
  }

  /// Whether the day is written before the month; nil where they cannot be taken for one another.
  package var isDayFirst: Bool? { order?.isDayFirst }

  /// Whether the other has day and month, both in digits, where this has month and day: a text can be both dates.
  package func swapsDayAndMonth(of other: DateFormat) -> Bool {
    guard let order, let others = other.order else { return false }
    return order.isDayFirst != others.isDayFirst && order.rest == others.rest
  }

  /// Which of day and month comes first where both are in digits, and the pattern up to its last part of a date with
  /// no distinction between the two; nil where nothing can be mistaken.
  private var order: (isDayFirst: Bool, rest: [Part])? {
    let parts: [Part]
    switch form {
    case .epoch: return nil
    case .day, .moment, .iso: parts = DateFormat.isoParts
    case .parts(let own): parts = own
    }
    var rest: [Part] = []
    var isDayFirst: Bool?
    var end = 0
    for part in parts {
      switch part {
      case .number(.day, _), .number(.month, _):
        if case .number(.day, _) = part {
          isDayFirst = isDayFirst ?? true
        } else {
          isDayFirst = isDayFirst ?? false
        }
        rest.append(.number(.day, digits: 1...2))
        end = rest.count
      case .year, .shortYear:
        rest.append(part)
        end = rest.count
      default: rest.append(part)
      }
    }
    let numbers = rest.count { $0 == .number(.day, digits: 1...2) }
    return numbers == 2 ? isDayFirst.map { ($0, Array(rest[..<end])) } : nil
  }

  private static let isoParts = parts(Array("yyyy-MM-dd".utf8)) ?? []

  /// What a file may be written in once its owner has chosen: that, and of the reader's own ways those that no text of
  /// the chosen one can be mistaken for: ISO 8601 and names of months.
  package func over(_ own: [DateFormat]) -> [DateFormat] {
    [self]
      + own.filter { own in
        guard own != self else { return false }
        if own == .iso { return !swapsDayAndMonth(of: own) }
        return own.namesMonth && !namesMonth
      }
  }

  private var namesMonth: Bool {
    if case .parts(let parts) = form { parts.contains(.monthName) } else { false }
  }
}
