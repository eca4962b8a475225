extension JSONReader {
  /// The column of what a text in quotes holds, as it is written: with escapes.
  ///
  /// - Parameters:
  ///   - scalars: how many characters of the text stand before it.
  ///   - position: of the opening quote. A text has no line breaks.
  static func column(
    of scalars: Int, inTextAt position: JSONPosition, of bytes: UnsafeRawBufferPointer
  ) -> Int {
    let source = SourceText(bytes, file: nil)
    var index = 0
    var line = 1
    while line < position.line, index < bytes.count {
      if source.endsLine(index) { line += 1 }
      index += 1
    }
    var written = String(decoding: bytes[index...].prefix(1 << 16), as: UTF8.self).unicodeScalars[...]
      .dropFirst(position.column)
    var column = position.column + 1
    for _ in 0..<scalars {
      guard let first = written.first, first != "\"" else { break }
      let length = first == "\\" ? lengthOfEscape(written) : 1
      column += length
      written = written.dropFirst(length)
    }
    return column
  }

  /// A letter beyond the first 65,536 is two escapes.
  private static func lengthOfEscape(_ text: Substring.UnicodeScalarView) -> Int {
    let text = text.prefix(12).map(Character.init)
    guard text.count > 1, text[1] == "u" else { return 2 }
    let isHigh = text.count > 3 && "dD".contains(text[2]) && "89abAB".contains(text[3])
    return isHigh ? 12 : 6
  }
}
