internal import ScorecardModel

/// A row of a table or an element of a list, as rules see it.
protocol RuleRecord: ~Copyable {
  /// Its bytes, valid until the next record; empty when it is not there.
  func field(_ number: Int) -> FieldBytes
}

/// A row that the rules cannot turn into what they should, and the field it is about.
struct RuleProblem: Error {
  var message: String
  var field: Int
  var next: NextStep?
}

/// The values that rules read from a record's fields.
struct RuleValues {
  let dates: [DateFormat]
  let fields: [String]

  /// The date of a field; nil when it is empty or not written in any of the known ways.
  func date(_ bytes: FieldBytes) -> WrittenDate? {
    let bytes = bytes.trimmed
    if bytes.isEmpty { return nil }
    for pattern in dates {
      if let value = try? pattern.read(bytes) { return value }
    }
    return nil
  }

  func requiredDate(_ field: Int, in record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem)
    -> WrittenDate
  {
    let bytes = record.field(field).trimmed
    if let value = date(bytes) { return value }
    if bytes.isEmpty {
      throw RuleProblem(message: "\(quoted(fields[field])) is empty; a row needs its day", field: field)
    }
    let forms = dates.map(\.text).joined(separator: " or ")
    throw RuleProblem(
      message: "\(fields[field]) \(quoted(bytes.text)) isn't a date written \(forms)", field: field)
  }

  /// A number with a sign and with commas between thousands or without; nil when empty.
  func number(_ field: Int, in record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem) -> Double? {
    let bytes = record.field(field).trimmed
    if bytes.isEmpty { return nil }
    guard let value = RuleValues.number(bytes) else {
      throw RuleProblem(message: "\(fields[field]) \(quoted(bytes.text)) isn't a number", field: field)
    }
    return value
  }

  static func number(_ bytes: FieldBytes) -> Double? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? FieldBytes(rebasing: bytes[1...]) : bytes
    let value = digits.decimalNumber ?? grouped(digits).flatMap { $0.withUnsafeBytes(\.decimalNumber) }
    return value.map { isNegative ? -$0 : $0 }
  }

  /// `1,234.50` without its commas; nil when they do not stand between thousands.
  private static func grouped(_ bytes: FieldBytes) -> [UInt8]? {
    guard bytes.count <= 40, bytes.contains(UInt8(ascii: ",")) else { return nil }
    let whole = bytes.prefix { $0 != UInt8(ascii: ".") }
    let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return Array(groups.joined()) + bytes[whole.endIndex...]
  }

  /// An amount without its sign: exports write what was taken as a negative one.
  func money(_ field: Int, in record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem) -> Money? {
    guard let value = try number(field, in: record), value != 0 else { return nil }
    let thousandths = (value.magnitude * 1000).rounded()
    guard thousandths <= Double(Money.limit), let money = Money(thousandths: Int64(thousandths)) else {
      throw RuleProblem(message: "\(fields[field]): too large an amount", field: field)
    }
    return money
  }

  // MARK: Conditions

  func holds(_ conditions: [RuleCondition], for record: borrowing some RuleRecord & ~Copyable) -> Bool {
    for condition in conditions where !holds(condition, for: record) { return false }
    return true
  }

  func holds(_ condition: RuleCondition, for record: borrowing some RuleRecord & ~Copyable) -> Bool {
    switch condition {
    case .equals(let field, let texts):
      let bytes = record.field(field).trimmed
      return texts.contains { RuleValues.isSame($0, bytes) }
    case .contains(let field, let text): return RuleValues.contains(text, in: record.field(field))
    case .isEmpty(let field): return record.field(field).trimmed.isEmpty
    case .above(let field, let limit):
      return RuleValues.number(record.field(field).trimmed).map { $0 > limit } ?? false
    case .below(let field, let limit):
      return RuleValues.number(record.field(field).trimmed).map { $0 < limit } ?? false
    case .isAfter(let field, let other, let lag):
      return isLater(record.field(field), than: record.field(other), by: lag)
    case .isBefore(let field, let other, let lag):
      return isLater(record.field(other), than: record.field(field), by: lag)
    case .not(let inner): return !holds(inner, for: record)
    case .any(let inner):
      for condition in inner where holds(condition, for: record) { return true }
      return false
    }
  }

  private func isLater(_ a: FieldBytes, than b: FieldBytes, by lag: RuleCondition.Lag) -> Bool {
    guard let later = date(a), let earlier = date(b) else { return false }
    switch lag {
    case .days(let days): return later.day - earlier.day > days
    case .hours(let hours): return Double(later.seconds - earlier.seconds) > hours * 3600
    }
  }

  /// - Parameter text: in lower case.
  static func isSame(_ text: [UInt8], _ bytes: FieldBytes) -> Bool {
    guard text.count == bytes.count else { return false }
    for index in text.indices where text[index] != bytes[index].lowercased { return false }
    return true
  }

  /// Naive, but the text is short and each step looks at one byte; no input makes it run away.
  private static func contains(_ text: [UInt8], in bytes: FieldBytes) -> Bool {
    guard let first = text.first, text.count <= bytes.count else { return text.isEmpty }
    for start in 0...(bytes.count - text.count) where bytes[start].lowercased == first {
      if isSame(text, FieldBytes(rebasing: bytes[start..<start + text.count])) { return true }
    }
    return false
  }
}

extension UInt8 {
  var lowercased: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}
