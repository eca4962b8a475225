internal import ScorecardModel

/// Reads the numbers of one file.
struct NumberReading {
  /// How they are written; nil = nothing tells, and each has to be plain by itself.
  var format: NumberFormat?
  /// The store's, as a code of ISO 4217; amounts in another are refused.
  let currency: String

  /// - Parameter reason: what is said of what is no number, after its text.
  func number(_ bytes: FieldBytes, else reason: String = "isn't a number") throws(FieldProblem) -> Double {
    if let plain = plainNumber(bytes) { return plain }
    guard let written = WrittenNumber(bytes) else { throw FieldProblem(bytes, reason) }
    let value = try value(of: written, bytes, else: reason)
    if let currencies = written.currencies, !currencies.contains(currency.uppercased()) {
      throw FieldProblem(bytes, "isn't in \(currency), the store's currency")
    }
    return value
  }

  /// An amount of at most three decimals, without a sign.
  func amount(_ bytes: FieldBytes, else reason: String) throws(FieldProblem) -> Money {
    if mayBePlain(bytes), let amount = bytes.amount { return amount }
    let value = try number(bytes, else: reason)
    let thousandths = (value * 1000).rounded()
    guard value.sign == .plus, thousandths <= Double(Money.limit), thousandths / 1000 == value,
      let money = Money(thousandths: Int64(thousandths))
    else { throw FieldProblem(bytes, reason) }
    return money
  }

  /// A whole number from 0 to `most`.
  func whole(_ bytes: FieldBytes, most: Int, else reason: String) throws(FieldProblem) -> Int {
    if let whole = bytes.wholeNumber, whole <= most { return whole }
    let number = try number(bytes, else: reason)
    guard let whole = Int(exactly: number), (0...most).contains(whole) else {
      throw FieldProblem(bytes, reason)
    }
    return whole
  }

  private func value(
    of written: WrittenNumber, _ bytes: FieldBytes, else reason: String
  ) throws(FieldProblem) -> Double {
    if let format {
      if let value = written.value(as: format) { return value }
      let isNumber = NumberFormat.allCases.contains { written.value(as: $0) != nil }
      throw FieldProblem(bytes, isNumber ? "isn't a number written \(format.rawValue)" : reason)
    }
    switch (written.value(as: .point), written.value(as: .comma)) {
    case (let value?, nil), (nil, let value?): return value
    case (let value?, let other?) where value == other: return value
    case (let value?, let other?):
      let (value, other) = (DecimalText.exact(value) ?? "", DecimalText.exact(other) ?? "")
      throw FieldProblem(bytes, "can be \(value) or \(other)", next: .chooseNumberFormat(NumberReading.ways))
    case (nil, nil): throw FieldProblem(bytes, reason)
    }
  }

  /// Digits with at most one point, where that can only be before decimals; most numbers are.
  @inline(__always)
  private func plainNumber(_ bytes: FieldBytes) -> Double? { mayBePlain(bytes) ? bytes.decimalNumber : nil }

  /// Three digits behind a point may be thousands, and in a file of decimal commas any may.
  @inline(__always)
  private func mayBePlain(_ bytes: FieldBytes) -> Bool {
    switch format {
    case .point: true
    case .comma, .blank: false
    case nil: bytes.count < 5 || bytes[bytes.count - 4] != UInt8(ascii: ".")
    }
  }

  static let ways = [NumberFormat.point, .comma].map(\.rawValue)
}
