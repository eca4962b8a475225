internal import ScorecardModel

extension FieldBytes {
  /// Whether a spreadsheet has rounded it, as it does with a long number: `9.4E+21`, or `9,4E+21`. Many ids look like that
  /// afterwards, so it tells none of them.
  var isRoundedNumber: Bool {
    guard let exponent = firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }), exponent >= 1,
      exponent + 2 < count, self[exponent + 1] == UInt8(ascii: "+")
    else { return false }
    let digits = self[..<exponent]
    let isMantissa =
      digits[0].isDigit
      && (exponent == 1
        || exponent > 2 && (digits[1] == UInt8(ascii: ".") || digits[1] == UInt8(ascii: ","))
          && digits[2...].allSatisfy(\.isDigit))
    return isMantissa && self[(exponent + 2)...].allSatisfy(\.isDigit)
  }
}

enum RoundedKey {
  /// After the field's name.
  static func message(_ text: String) -> String {
    "\(quoted(text)) was rounded by a spreadsheet, so that several ids look the same. Export the file again and import "
      + "it as it is, or give the column the format text before you save it there"
  }
}
