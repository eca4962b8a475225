import ScorecardModel

/// Text from outside, made harmless for the place it goes to.
package enum Escaping {
  /// A path or name as one word of a command that is proposed, to be typed in a shell.
  package static func shell(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        true
      default: "/._-+:,@%=".utf8.contains(byte)
      }
    }
    if isPlain, !text.isEmpty { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// One line for a terminal: line breaks and tabs become a space, and every control, bidirectional or
  /// invisible character shows itself (`␛`, `\u{202e}`) instead of acting.
  package static func terminal(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(folded(text).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar.isHidden, !joinsEmoji(at: index, in: scalars) {
        result.append(contentsOf: visible(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether it makes one sign of the two beside it, such as 👩‍🔧; between letters a joiner could hide a difference.
  private static func joinsEmoji(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard scalars[index] == "\u{200D}", index > 0, index + 1 < scalars.count else { return false }
    var before = index - 1
    // A variation selector or a skin tone belongs to the sign before it.
    while before > 0, scalars[before] == "\u{FE0F}" || (0x1F3FB...0x1F3FF).contains(scalars[before].value) {
      before -= 1
    }
    return [scalars[before], scalars[index + 1]].allSatisfy { $0.properties.isEmoji && $0.value > 0xFF }
  }

  /// The same for each line of a text.
  package static func terminalLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { terminal(String($0)) }
      .joined(separator: "\n")
  }

  /// Inline Markdown that reads back as the same line of text, also in a table cell and at the start of a
  /// line. Only what would act is escaped, so that the source stays readable.
  package static func markdown(_ text: String) -> String {
    let source = Array(withoutControls(trimmed(folded(text))).utf8)
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    for (index, byte) in source.enumerated() {
      if needsBackslash(byte, at: index, in: source) { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// One line of HTML that reads back as the same line of text and cannot turn the direction of what stands
  /// around it.
  package static func html(_ text: String) -> String {
    let escaped = xml(trimmed(folded(text)))
    return escaped.utf8.allSatisfy { $0 < 0x80 } ? escaped : "<bdi>\(escaped)</bdi>"
  }

  /// Character data or an attribute value of HTML, XML and SVG. Characters that XML cannot hold show
  /// themselves.
  package static func xml(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // A reader turns a raw carriage return into a line feed.
      case "\r": result += "&#13;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result += scalar.properties.generalCategory == .control ? visible(scalar) : String(scalar)
      }
    }
    return result
  }

  /// `␛` for ESC, `␡` for DEL, `\u{9b}` for the rest.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? ""
    case 0x7F: "␡"
    default: "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }

  private static func withoutControls(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return text
    }
    return text.unicodeScalars.reduce(into: "") {
      $0 += $1.properties.generalCategory == .control ? visible($1) : String($1)
    }
  }

  /// Every run of line breaks, and every tab, as one space.
  private static func folded(_ text: String) -> String {
    var result: [UInt8] = []
    var inBreak = false
    for byte in text.utf8 {
      let isBreak = byte == 0x0A || byte == 0x0D
      if !isBreak {
        result.append(byte == 0x09 ? 0x20 : byte)
      } else if !inBreak {
        result.append(0x20)
      }
      inBreak = isBreak
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = text.utf8.drop { $0 == 0x20 }
    let end = bytes.lastIndex { $0 != 0x20 }.map { bytes.index(after: $0) } ?? bytes.startIndex
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  private static func needsBackslash(_ byte: UInt8, at index: Int, in text: [UInt8]) -> Bool {
    let next = index + 1 < text.count ? text[index + 1] : 0x20
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "$"):
      return true
    case UInt8(ascii: "&"):
      return next == UInt8(ascii: "#") || isAlphanumeric(next)
    case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="):
      return index == 0
    case UInt8(ascii: "#"):
      // At the end of a heading they would close it.
      return index == 0 || (text[index - 1] == 0x20 && text.last == byte)
    case UInt8(ascii: ":"):
      // GitHub makes links of bare addresses and would show the backslashes within them.
      return index == 0 || next == UInt8(ascii: "/")
    case UInt8(ascii: "."), UInt8(ascii: ")"):
      return (next == 0x20 && isListNumber(text[..<index])) || endsInWWW(text[..<index])
    default:
      return false
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isListNumber(_ start: ArraySlice<UInt8>) -> Bool {
    !start.isEmpty && start.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func endsInWWW(_ start: ArraySlice<UInt8>) -> Bool {
    start.count >= 3 && start.suffix(3).allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
  }
}
