/// Cells of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
package enum CSVCell {
  /// A cell ready for the file: with `'` in front when a spreadsheet would run it, quoted when it has to be.
  ///
  /// A text that begins with `= + - @`, TAB or CR is guarded, numbers excepted. A text that already begins
  /// with `'` before such a character is guarded as well, so that import gives back every text (``FormulaGuard``).
  package static func csvCell(_ text: String) -> String {
    let guarded = FormulaGuard.covers(text.utf8) ? "'" + text : text
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

  /// One record with its line end; cells are plain texts.
  package static func line(_ cells: [String]) -> String {
    cells.map(csvCell).joined(separator: ",") + "\r\n"
  }
}
