internal import ScorecardModel

/// A row of a table or an element of a list, as rules see it.
protocol RuleRecord: ~Copyable {
  /// Its bytes, valid until the next record; empty when it is not there.
  func field(_ number: Int) -> FieldBytes
  /// Whether the file itself says that it is a number, so that its point is before decimals.
  func isExactNumber(_ field: Int) -> Bool
}

extension RuleRecord where Self: ~Copyable {
  func isExactNumber(_ field: Int) -> Bool { false }
}

/// A row that the rules cannot turn into what they should, and the field it is about.
struct RuleProblem: Error {
  var message: String
  var field: Int
  var next: NextStep?
}

/// The values that rules read from a record's fields.
///
/// What is there and cannot be read is a problem, never a value that is missing.
struct RuleValues {
  let habits: FileHabits
  let fields: [String]
  let dayOf: (Timestamp) -> Day?

  /// The date of a field; nil when it is empty.
  func date(_ field: Int, in record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem)
    -> WrittenDate?
  {
    let bytes = record.field(field).trimmed
    if bytes.isEmpty { return nil }
    return try read(field) { () throws(FieldProblem) in try habits.dates.read(bytes) }
  }

  func requiredDate(_ field: Int, in record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem)
    -> WrittenDate
  {
    if let value = try date(field, in: record) { return value }
    throw RuleProblem(message: "\(quoted(fields[field])) is empty; a row needs its day", field: field)
  }

  /// The number of a field, with its sign; nil when it is empty.
  func number(_ field: Int, in record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem) -> Double? {
    let bytes = record.field(field).trimmed
    if bytes.isEmpty { return nil }
    if record.isExactNumber(field), let number = Double(bytes.text) { return number }
    return try read(field) { () throws(FieldProblem) in try habits.numbers.number(bytes) }
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

  /// Hours from one time to another; nil when either is empty.
  func hours(
    from: Int, to: Int, in record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Double? {
    guard let start = try date(from, in: record), let end = try date(to, in: record) else { return nil }
    return try hours(from: start, to: end, field: to, other: from)
  }

  private func hours(
    from start: WrittenDate, to end: WrittenDate, field: Int, other: Int
  ) throws(RuleProblem) -> Double {
    guard start.second == nil || end.second == nil || (start.offset == nil) == (end.offset == nil) else {
      throw RuleProblem(
        message:
          "of \(quoted(fields[other])) and \(quoted(fields[field])) one has a time zone and one has none: "
          + "the hours between them can't be known", field: field)
    }
    return Double(end.seconds - start.seconds) / 3600
  }

  private func read<Value>(
    _ field: Int, _ read: () throws(FieldProblem) -> Value
  ) throws(RuleProblem) -> Value {
    do throws(FieldProblem) { return try read() } catch {
      throw RuleProblem(message: fields[field] + " " + error.message, field: field, next: error.next)
    }
  }

  // MARK: Conditions

  /// Whether all of them hold.
  ///
  /// - Throws: what cannot be read, when the answer depends on it: not where another condition is false anyway.
  func holds(
    _ conditions: [RuleCondition], for record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Bool {
    var unreadable: RuleProblem?
    for condition in conditions {
      do throws(RuleProblem) { if try !holds(condition, for: record) { return false } } catch {
        unreadable = unreadable ?? error
      }
    }
    if let unreadable { throw unreadable }
    return true
  }

  func holds(
    _ condition: RuleCondition, for record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Bool {
    switch condition {
    case .equals(let field, let texts):
      let bytes = record.field(field).trimmed
      return texts.contains { RuleValues.isSame($0, bytes) }
    case .contains(let field, let text): return RuleValues.contains(text, in: record.field(field))
    case .isEmpty(let field): return record.field(field).trimmed.isEmpty
    case .above(let field, let limit): return try number(field, in: record).map { $0 > limit } ?? false
    case .below(let field, let limit): return try number(field, in: record).map { $0 < limit } ?? false
    case .isAfter(let field, let other, let lag): return try isLater(field, than: other, by: lag, in: record)
    case .isBefore(let field, let other, let lag): return try isLater(other, than: field, by: lag, in: record)
    case .not(let inner): return try !holds(inner, for: record)
    case .any(let inner): return try holdsAny(inner, for: record)
    }
  }

  private func holdsAny(
    _ conditions: [RuleCondition], for record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Bool {
    var unreadable: RuleProblem?
    for condition in conditions {
      do throws(RuleProblem) { if try holds(condition, for: record) { return true } } catch {
        unreadable = unreadable ?? error
      }
    }
    if let unreadable { throw unreadable }
    return false
  }

  private func isLater(
    _ field: Int, than other: Int, by lag: RuleCondition.Lag?,
    in record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Bool {
    // One that is empty answers whatever the other says.
    if record.field(field).trimmed.isEmpty || record.field(other).trimmed.isEmpty { return false }
    guard let later = try date(field, in: record), let earlier = try date(other, in: record) else {
      return false
    }
    switch lag {
    case nil:
      return RuleValues.haveTimes(later, earlier) ? later.seconds > earlier.seconds : later.day > earlier.day
    case .days(let days): return self.days(from: earlier, to: later) > days
    case .hours(let hours):
      return try self.hours(from: earlier, to: later, field: field, other: other) > hours
    }
  }

  /// Whole days on the calendar.
  func days(from earlier: WrittenDate, to later: WrittenDate) -> Int {
    later.calendarDay(in: dayOf) - earlier.calendarDay(in: dayOf)
  }

  /// Whether two dates can be compared by their times: both have one, with a time zone or without.
  static func haveTimes(_ a: WrittenDate, _ b: WrittenDate) -> Bool {
    a.second != nil && b.second != nil && (a.offset == nil) == (b.offset == nil)
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
