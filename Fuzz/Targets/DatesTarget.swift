@testable import ScorecardFormats
@testable import ScorecardModel

/// Dates: the first line is a pattern, the rest a text.
enum DatesTarget {
  static func run(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    let text = Array(parts.count > 1 ? parts[1] : parts[0])
    text.withUnsafeBytes { text in
      checkTimestamp(text)
      for pattern in ["iso", "epoch", "epochMillis"] { checkPattern(pattern, text) }
      if parts.count > 1, let pattern = String(validating: parts[0], as: UTF8.self) {
        checkPattern(pattern, text)
      }
    }
    if let name = String(validating: text, as: UTF8.self) { checkDay(name) }
  }

  private static let dayOf = Store.context().dayOf

  private static func checkTimestamp(_ bytes: FieldBytes) {
    // Blanks of every kind are read as a space.
    if let plain = WideBlank.replaced(in: bytes) { return plain.withUnsafeBytes(checkTimestamp) }
    let day = try? Day(bytes, dayOf: dayOf)
    guard let text = try? DateFormat.iso.read(bytes) else {
      return promise(day == nil, "a day of no date: \(bytes.text)")
    }
    promise(bytes.starts(with: text.day.description.utf8), "\(text.day) of \(bytes.text)")
    guard let second = text.second else {
      return promise(bytes.count == 10 && day == text.day, "\(text) of \(bytes.text)")
    }
    promise((0..<86_400).contains(second), "second \(second) of \(bytes.text)")
    let separator = bytes[10]
    promise([0x20, 0x54, 0x74].contains(separator), "separator \(separator) of \(bytes.text)")
    let isLeap = bytes.count >= 19 && bytes.digits(17..<19) == 60
    let clock = padded(second / 3600) + ":" + padded(second / 60 % 60)
    promise(bytes[11...].starts(with: clock.utf8), "\(clock) of \(bytes.text)")
    if bytes.count >= 19, bytes[16] == UInt8(ascii: ":") {
      promise(bytes.digits(17..<19) == second % 60 + (isLeap ? 1 : 0), "second \(second) of \(bytes.text)")
    }
    guard let offset = text.offset, let moment = text.moment() else {
      return promise(text.offset == nil && day == text.day, "\(text) of \(bytes.text)")
    }
    promise((-43_200...50_400).contains(offset) && offset % 60 == 0, "offset \(offset) of \(bytes.text)")
    promise(day == dayOf(moment), "\(String(describing: day)) of \(bytes.text)")
    guard Day(number: Int((Double(moment.seconds) / 86_400).rounded(.down))) != nil else { return }
    // Written by the model, read by both.
    let written = moment.description
    promise(Timestamp(written) == moment, "\(written) of \(bytes.text)")
    promise((try? DateFormat.iso.read(written))?.moment() == moment, "\(written) of \(bytes.text)")
  }

  private static func checkPattern(_ pattern: String, _ bytes: FieldBytes) {
    guard let pattern = DateFormat(pattern) else { return }
    let value = try? pattern.read(bytes)
    show(value as Any)
    promise(value == (try? pattern.read(bytes)), "\(bytes.text) is two dates")
    guard let value else { return }
    promise(Day(number: value.day.number) == value.day, "no such day: \(value)")
    promise((0..<86_400).contains(value.second ?? 0), "no such second: \(value)")
    promise((-43_200...50_400).contains(value.offset ?? 0), "no such offset: \(value)")
    if value.isMonth { promise(value.second == nil, "a month with a time: \(value)") }
    if let day = value.day(in: dayOf) { promise(abs(day - value.day) <= 1, "\(day) of \(value)") }
    // Nothing that is written is passed over.
    let longer = Array(bytes) + [UInt8(ascii: "!")]
    promise(longer.withUnsafeBytes { try? pattern.read($0) } == nil, "\(bytes.text)! is a date")
    if pattern.text == "epoch" {
      promise(Int(bytes.text) == value.moment().map { Int($0.seconds) }, "\(value) of \(bytes.text)")
    }
  }

  private static func checkDay(_ text: String) {
    guard let day = try? Day(text) else { return }
    promise(day.description == text, "\(day) of \(text)")
    promise(
      Array(text.utf8).withUnsafeBytes { try? DateFormat.iso.read($0) }?.day == day, "\(day) of \(text)")
    promise(Day(number: day.number) == day, "\(day.number) of \(text)")
    let parts = day.components
    promise((try? Day(year: parts.year, month: parts.month, day: parts.day)) == day, "\(parts) of \(text)")
  }

  private static func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
