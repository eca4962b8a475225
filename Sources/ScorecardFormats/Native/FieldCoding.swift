internal import ScorecardModel

/// What is written in several ways.
enum FieldHabit: Sendable {
  case date
  case number
}

/// How a value stands in a field of a native file: read and written in one place.
struct FieldCoding<Value>: Sendable {
  let read: @Sendable (FieldBytes, inout NativeContext) throws(FieldProblem) -> Value
  let write: @Sendable (Value) -> String
  let habit: FieldHabit?

  init(
    habit: FieldHabit? = nil,
    _ read: @escaping @Sendable (FieldBytes, inout NativeContext) throws(FieldProblem) -> Value,
    write: @escaping @Sendable (Value) -> String
  ) {
    (self.habit, self.read, self.write) = (habit, read, write)
  }

  /// - Parameter what: such as `a whole number`, after `isn't`.
  init(
    _ what: String, _ read: @escaping @Sendable (FieldBytes) -> Value?,
    write: @escaping @Sendable (Value) -> String
  ) {
    self.init(
      { bytes, _ throws(FieldProblem) in
        guard let value = read(bytes) else { throw FieldProblem(bytes, "isn't " + what) }
        return value
      }, write: write)
  }
}

extension FieldCoding<Day> {
  static let day = FieldCoding(
    habit: .date, { bytes, context throws(FieldProblem) in try context.day(bytes) }, write: \.description)
  /// Not after the day of the call.
  static let pastDay = FieldCoding(
    habit: .date, { bytes, context throws(FieldProblem) in try context.pastDay(bytes) }, write: \.description)
}

extension FieldCoding<Vendor.ID> {
  static let vendor = FieldCoding(
    { bytes, context throws(FieldProblem) in try context.vendors.id(bytes) }, write: { $0 })

  static func text(limit: Int) -> Self {
    FieldCoding(
      { bytes, _ throws(FieldProblem) in
        guard bytes.count <= limit else {
          throw FieldProblem(reason: "has \(bytes.count) bytes; at most \(limit) fit")
        }
        return bytes.withoutFormulaGuard.text
      }, write: { $0 })
  }
}

extension FieldCoding<Bool> {
  static let yesOrNo = FieldCoding("yes, no or empty", { $0.flag("yes", "no") }, write: { $0 ? "yes" : "no" })
  static let goodOrBad = FieldCoding(
    "good or bad", { $0.flag("good", "bad") }, write: { $0 ? "good" : "bad" })
}

extension FieldCoding<Severity> {
  static let severity = FieldCoding(
    "1–5", { $0.count == 1 ? $0.digits(0..<1).flatMap { try? Severity($0) } : nil },
    write: { String($0.level) })
}

extension FieldCoding<Int> {
  static let minutes = whole("a whole number of minutes", most: 100_000)
  static let orders = whole("a whole number", most: Volume.mostOrders)

  private static func whole(_ what: String, most: Int) -> Self {
    let reason = "isn't \(what) from 0 to \(most)"
    return FieldCoding(
      habit: .number,
      { bytes, context throws(FieldProblem) in
        try context.numbers.whole(bytes, most: most, else: reason)
      }, write: { String($0) })
  }
}

extension FieldCoding<Double> {
  static let hours = FieldCoding(
    habit: .number,
    { bytes, context throws(FieldProblem) in
      let reason = "isn't a number of hours from 0 to 100000, such as 2.5"
      let hours = try context.numbers.number(bytes, else: reason)
      guard (0...100_000).contains(hours) else { throw FieldProblem(bytes, reason) }
      return hours
    }, write: { plainlyDecimal(DecimalText.withoutExponent($0) ?? "") })
}

extension FieldCoding<Money> {
  /// More than nothing.
  static let claim = FieldCoding(
    habit: .number,
    { bytes, context throws(FieldProblem) in
      let money = try FieldCoding.money.read(bytes, &context)
      guard money > .zero else { throw FieldProblem(bytes, "isn't an amount above 0") }
      return money
    }, write: FieldCoding.money.write)
  /// Nothing, or more.
  static let recovered = FieldCoding(
    habit: .number,
    { bytes, context throws(FieldProblem) in
      let money = try FieldCoding.money.read(bytes, &context)
      guard money >= .zero else { throw FieldProblem(bytes, "isn't an amount of 0 or more") }
      return money
    }, write: FieldCoding.money.write)
  static let money = FieldCoding(
    habit: .number,
    { bytes, context throws(FieldProblem) in
      try context.numbers.amount(
        bytes, else: "isn't an amount such as 12.50 (digits, at most three decimals)")
    }, write: { plainlyDecimal($0.description) })
}

/// A number whose three decimals could be taken for thousands, with one more.
private func plainlyDecimal(_ text: String) -> String {
  let point = text.utf8.index(text.utf8.endIndex, offsetBy: -4, limitedBy: text.utf8.startIndex)
  return point.map { text.utf8[$0] == UInt8(ascii: ".") } == true ? text + "0" : text
}

/// How many incidents a row stands for.
enum RowCount {
  case none
  case some(IncidentCount)
}

extension FieldCoding<RowCount> {
  static let count = FieldCoding(
    habit: .number,
    { bytes, context throws(FieldProblem) in
      let reason = "isn't a number of 0 or more, such as 12 (at most 1000000, at most three decimals)"
      let amount = try context.numbers.amount(bytes, else: reason)
      if amount == .zero { return .none }
      guard let count = IncidentCount(thousandths: amount.thousandths) else {
        throw FieldProblem(bytes, reason)
      }
      return .some(count)
    },
    write: { count in
      guard case .some(let count) = count else { return "0" }
      return plainlyDecimal(Money(thousandths: count.thousandths)?.description ?? "")
    })
}

extension FieldCoding
where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of a few words.
  static func word() -> Self {
    let words = Value.allCases.map { (bytes: Array($0.rawValue.utf8), value: $0) }
    let names = Value.allCases.map(\.rawValue)
    return FieldCoding(
      names.dropLast().joined(separator: ", ") + " or " + (names.last ?? ""),
      { bytes in words.first { $0.bytes.withUnsafeBytes { $0.hasBytes(of: bytes) } }?.value },
      write: \.rawValue)
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func flag(_ yes: StaticString, _ no: StaticString) -> Bool? {
    equals(yes) ? true : equals(no) ? false : nil
  }

  /// Without the apostrophe that an export puts before `= + - @` so that a spreadsheet runs no formula.
  fileprivate var withoutFormulaGuard: UnsafeRawBufferPointer {
    FormulaGuard.marks(self) ? UnsafeRawBufferPointer(rebasing: self[1...]) : self
  }
}
