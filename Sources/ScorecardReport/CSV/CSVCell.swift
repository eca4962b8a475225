/// Cells of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
package enum CSVCell {
  /// A cell ready for the file: with `'` in front when a spreadsheet would run it, quoted when it has to be.
  ///
  /// A text that begins with `= + - @`, TAB or CR is guarded, numbers excepted. A text that already begins
  /// with `'` before such a character is guarded as well, so that ``plainCell(_:)`` gives back every text.
  package static func csvCell(_ text: String) -> String {
    let guarded = needsGuard(text) ? "'" + text : text
    let mustQuote = guarded.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    guard mustQuote else { return guarded }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in guarded.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text that ``csvCell(_:)`` guarded, from a cell that a CSV reader has already unquoted.
  package static func plainCell(_ cell: String) -> String {
    cell.utf8.first == UInt8(ascii: "'") && needsGuard(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
  }

  /// One record with its line end; cells are plain texts.
  package static func line(_ cells: [String]) -> String {
    cells.map(csvCell).joined(separator: ",") + "\r\n"
  }

  private static func needsGuard(_ text: String) -> Bool {
    let rest = text.utf8.drop { $0 == UInt8(ascii: "'") }
    guard let first = rest.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumber(rest.dropFirst())
    default: return false
    }
  }

  /// Digits with at most one point and an exponent, after the sign.
  private static func isNumber(_ text: Substring.UTF8View) -> Bool {
    var rest = text
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

  private static func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.count
  }
}
