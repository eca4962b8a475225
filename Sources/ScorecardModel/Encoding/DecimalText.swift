/// The digits of a number, with zeros before them up to a width.
package func padded(_ number: some BinaryInteger, _ width: Int, radix: Int = 10) -> String {
  let digits = String(number, radix: radix)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Numbers as files hold them: every digit of the value, the same in every locale.
package enum DecimalText {
  /// The shortest decimal that reads back as the same double, without a trailing `.0`.
  /// - Returns: nil for NaN and infinity, which JSON and CSV cannot say.
  package static func exact(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    if value == 0 { return "0" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The same without an exponent, as tables of numbers are written.
  package static func withoutExponent(_ value: Double) -> String? {
    guard let text = exact(value) else { return nil }
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text
    }
    let digits = text[..<mark].filter(\.isWholeNumber)
    let zeros = String(
      repeating: "0", count: max(0, exponent < 0 ? -exponent - 1 : exponent + 1 - digits.count))
    return (value < 0 ? "-" : "") + (exponent < 0 ? "0." + zeros + digits : digits + zeros)
  }
}
