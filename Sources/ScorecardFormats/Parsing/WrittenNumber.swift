internal import ScorecardModel

/// A number as people and programs write it: a sign or brackets, a currency, and digits with marks between them.
struct WrittenNumber {
  private(set) var isNegative = false
  /// What it may be in, as codes of ISO 4217; nil when none is written.
  private(set) var currencies: Set<String>?
  /// Digits with the marks between them; every blank is a space.
  private let body: [UInt8]

  /// Bytes; longer texts are no numbers.
  private static let longest = 60

  /// - Returns: nil for what is no number in any way.
  init?(_ bytes: FieldBytes) {
    guard bytes.count <= WrittenNumber.longest else { return nil }
    var rest = bytes.text.unicodeScalars.map(WrittenNumber.usual)[...]
    var isSigned = false
    while let first = rest.first, let last = rest.last {
      if first == " " {
        rest.removeFirst()
      } else if last == " " {
        rest.removeLast()
      } else if !isSigned, first == "-" || first == "+" {
        (isSigned, isNegative) = (true, first == "-")
        rest.removeFirst()
      } else if !isSigned, last == "-" {
        (isSigned, isNegative) = (true, true)
        rest.removeLast()
      } else if !isSigned, first == "(", last == ")" {
        (isSigned, isNegative) = (true, true)
        rest = rest.dropFirst().dropLast()
      } else if currencies == nil, let currency = WrittenNumber.currency(around: rest) {
        currencies = currency.codes
        rest = currency.rest
      } else {
        break
      }
    }
    guard let first = rest.first, let last = rest.last, ("0"..."9").contains(first),
      ("0"..."9").contains(last),
      rest.allSatisfy({ ("0"..."9").contains($0) || [".", ",", " ", "'"].contains($0) })
    else { return nil }
    body = rest.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  /// What it comes to in one way of writing numbers; nil when it isn't written so.
  func value(as format: NumberFormat) -> Double? {
    let parts = body.split(separator: format.decimal, omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.dropFirst().allSatisfy({ $0.allSatisfy(\.isDigit) }),
      let whole = WrittenNumber.ungrouped(parts[0], format)
    else { return nil }
    let digits = parts.count == 2 ? whole + [UInt8(ascii: ".")] + parts[1] : whole
    return Double(String(decoding: digits, as: UTF8.self)).map { isNegative ? -$0 : $0 }
  }

  /// Digits without the marks between thousands; nil when these aren't all the same, or stand elsewhere.
  private static func ungrouped(_ whole: ArraySlice<UInt8>, _ format: NumberFormat) -> [UInt8]? {
    guard let mark = whole.first(where: { !$0.isDigit }) else { return whole.isEmpty ? nil : Array(whole) }
    let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
    guard format.mayGroup(mark), (1...3).contains(groups[0].count), groups[0].first != UInt8(ascii: "0"),
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.joined().allSatisfy(\.isDigit)
    else { return nil }
    return Array(groups.joined())
  }

  /// A character as it is read: blanks, minus signs, apostrophes and widths of every kind are one.
  private static func usual(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\u{2212}", "\u{2012}", "\u{2013}": "-"
    case "\u{2019}", "\u{2BC}": "'"
    default: scalar.properties.isWhitespace ? " " : CaseFolding.ofUsualWidth(scalar)
    }
  }

  private static func currency(
    around text: ArraySlice<Unicode.Scalar>
  ) -> (codes: Set<String>, rest: ArraySlice<Unicode.Scalar>)? {
    let isOther = { (scalar: Unicode.Scalar) in
      !("0"..."9").contains(scalar) && !"-+() ".unicodeScalars.contains(scalar)
    }
    let before = text.prefix(while: isOther)
    let after = text.suffix(text.reversed().prefix(while: isOther).count)
    for (part, rest) in [(before, text[before.endIndex...]), (after, text[..<after.startIndex])]
    where !part.isEmpty {
      var name = String.UnicodeScalarView()
      name.append(contentsOf: part)
      if let codes = CurrencyText.codes(of: String(name)) { return (codes, rest) }
    }
    return nil
  }
}
