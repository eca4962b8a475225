/// How many columns a text takes on a terminal.
package enum DisplayWidth {
  /// Wide East Asian characters and emoji count 2, combining marks 0 (Unicode UAX #11).
  package static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
    guard text.unicodeScalars.contains("\u{200D}") else {
      return text.unicodeScalars.reduce(0) { $0 + of($1) }
    }
    // Signs that are joined are one.
    return text.reduce(0) { width, character in
      width
        + (character.unicodeScalars.contains("\u{200D}")
          ? 2 : character.unicodeScalars.reduce(0) { $0 + of($1) })
    }
  }

  /// The longest beginning that takes at most `columns`, with `…` when something is left out.
  package static func truncated(_ text: String, to columns: Int) -> String {
    guard of(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var width = 0
    let kept = text.prefix { character in
      width += of(String(character))
      return width < columns
    }
    return kept + "…"
  }

  /// Lines of at most `columns`, broken at spaces where there are any.
  package static func wrapped(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    // By scalars: a space with a mark on it is another Character.
    let words = text.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
    for word in words.map({ String($0) }) {
      if !line.isEmpty, of(line) + 1 + of(word) > columns {
        lines.append(line)
        line = word
      } else {
        line = lines.isEmpty && line.isEmpty ? word : line + " " + word
      }
    }
    return lines + [line]
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    // Two regional indicators make one flag of two columns; vowels and finals of Hangul join their initial.
    if (0x1F1E6...0x1F1FF).contains(value) { return 1 }
    if (0x1160...0x11FF).contains(value) || (0x1F3FB...0x1F3FF).contains(value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    return scalar.properties.isEmojiPresentation || isWide(value) ? 2 : 1
  }

  /// East Asian Width W and F, without emoji.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x1F300...0x1F320,
      0x20000...0x3FFFD:
      value != 0x303F
    default: false
    }
  }
}
