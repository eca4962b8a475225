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
        (0..<Int.random(in: 0...9, using: &random)).map { _ in piece(using: &random) }.joined()
      }
  }

  /// One of ours, or any character that Unicode has or will have.
  private static func piece(using random: inout SeededGenerator) -> String {
    let isOurs = Int.random(in: 0..<4, using: &random) > 0
    let ends: [UInt32] = [0x80, 0x800, 0x3100, 0x1_0000, 0x11_0000]
    let end = ends[Int.random(in: 0..<5, using: &random)]
    let scalar = Unicode.Scalar(UInt32.random(in: 0..<end, using: &random))
    return isOurs ? pieces.randomElement(using: &random) ?? "" : scalar.map { String($0) } ?? ""
  }
}
