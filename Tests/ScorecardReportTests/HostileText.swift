import TestSupport

/// Texts made to break out of whatever holds them.
enum HostileText {
  private static let pieces = [
    "a", "Z", "9", "1.", "2) ", " ", "  ", "\n", "\r\n", "\r", "\t", "|", "\\", "`", "``", "*", "_", "~", "[",
    "]",
    "]](", "(", ")", "<", ">", "<b>", "</td>", "<!--", "-->", "&", "&amp;", "&#60;", "#", "-", "+", "=", "@",
    "!", "$",
    "'", "\"", "\"\"", ",", ";", ":", "http://x.example", "www.x_y", "a@b.example", "\u{0}", "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}", "\u{202e}", "\u{2066}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{2028}", "\u{ad}", "\u{e0041}",
    "é",
    "e\u{301}", "支", "🙂", "\u{fffe}", "-5", "+3.5e2", "=1+1", "'=x", "''", "https://", "://", "]]>", "{{",
    "%0A",
  ]

  static func texts(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    return pieces
      + (0..<count).map { _ in
        (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
          .joined()
      }
  }
}
