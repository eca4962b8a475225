internal import ScorecardModel

/// Finds the line and column of a byte in a piece of text, for diagnostics.
struct SourceText {
  /// Lines are shown up to here; a caret further right helps nobody.
  static let longestExcerpt = 200

  let bytes: UnsafeRawBufferPointer
  let file: String?
  /// Line of the first byte.
  let firstLine: Int
  /// Column of the first byte; beyond 1 the first line is not whole, and no excerpt of it is shown.
  let firstColumn: Int

  init(_ bytes: UnsafeRawBufferPointer, file: String?, firstLine: Int = 1, firstColumn: Int = 1) {
    self.bytes = bytes
    self.file = file
    self.firstLine = firstLine
    self.firstColumn = firstColumn
  }

  /// The problem with its place and its line. LF, CRLF and a lone CR end a line; columns count characters.
  func diagnostic(_ message: String, at offset: Int, kind: Diagnostic.Kind = .error) -> Diagnostic {
    var line = firstLine
    var start = 0
    for index in 0..<min(offset, bytes.count) where endsLine(index) {
      line += 1
      start = index + 1
    }
    var column = bytes[start..<max(start, min(offset, bytes.count))].count { $0 & 0xC0 != 0x80 } + 1
    let isPart = line == firstLine && firstColumn > 1
    if isPart { column += firstColumn - 1 }
    return Diagnostic(
      kind: kind, file: file, line: line, column: column, message: message,
      excerpt: column <= SourceText.longestExcerpt && !isPart ? excerpt(from: start) : nil)
  }

  /// The same for a place that is known by line and column.
  func diagnostic(_ message: String, line: Int, column: Int) -> Diagnostic {
    var start = 0
    var current = firstLine
    while current < line, start < bytes.count {
      if endsLine(start) { current += 1 }
      start += 1
    }
    return Diagnostic(
      file: file, line: line, column: column, message: message,
      excerpt: column <= SourceText.longestExcerpt ? excerpt(from: start) : nil)
  }

  /// Whether a line ends with this byte.
  func endsLine(_ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
    default: false
    }
  }

  private func excerpt(from start: Int) -> String? {
    let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let text = String(decoding: line.prefix(SourceText.longestExcerpt * 4), as: UTF8.self)
    if text.isEmpty { return nil }
    let scalars = text.unicodeScalars
    return scalars.count <= SourceText.longestExcerpt
      ? text : String(String.UnicodeScalarView(scalars.prefix(SourceText.longestExcerpt))) + "…"
  }
}

/// The text of a value in a message: in quotes, and not longer than a line can hold.
func quoted(_ text: some StringProtocol) -> String {
  let shown = text.unicodeScalars.prefix(60)
  let cut = shown.endIndex < text.unicodeScalars.endIndex
  return "\"" + String(String.UnicodeScalarView(shown)) + (cut ? "…\"" : "\"")
}
