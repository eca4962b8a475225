/// The `'` that keeps a spreadsheet from taking a text for a formula.
///
/// Export puts it before a text that begins with `= + - @`, TAB or CR, numbers excepted; import takes it away.
/// A text that itself begins with `'` before such a character gets one more, so that every text comes back.
public enum FormulaGuard {
  public static let mark = UInt8(ascii: "'")

  /// Whether a text, as UTF-8, is written with the mark before it.
  public static func covers(_ text: some Collection<UInt8>) -> Bool {
    let rest = text.drop { $0 == mark }
    guard let first = rest.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumber(rest.dropFirst())
    default: return false
    }
  }

  /// Whether a cell begins with a mark that an export put there.
  public static func marks(_ cell: some Collection<UInt8>) -> Bool { cell.first == mark && covers(cell) }

  /// Digits with at most one point and an exponent, after the sign.
  private static func isNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    let whole = takeDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = takeDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard takeDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits<Text: Collection>(_ rest: inout Text) -> Int
  where Text.Element == UInt8, Text.SubSequence == Text {
    let digits = rest.prefix { (0x30...0x39).contains($0) }.count
    rest = rest.dropFirst(digits)
    return digits
  }
}
