extension StringProtocol {
  /// Without white space around it, whatever its script.
  package var trimmed: String {
    let isText: (Unicode.Scalar) -> Bool = { !$0.properties.isWhitespace }
    guard let first = unicodeScalars.firstIndex(where: isText),
      let last = unicodeScalars.lastIndex(where: isText)
    else { return "" }
    return String(self[first...last])
  }
}

/// Blanks beyond ASCII: spreadsheets and newer locales put them before `PM`, between thousands, and around fields.
package enum WideBlank {
  /// How many bytes the one that ends before `end` has, in UTF-8; 0 where none does.
  package static func length(in bytes: UnsafeRawBufferPointer, endingAt end: Int) -> Int {
    for length in 2...3 where length <= end && self.length(in: bytes, at: end - length) == length {
      return length
    }
    return 0
  }

  /// How many bytes the one that begins at `start` has, in UTF-8; 0 where none does.
  package static func length(in bytes: UnsafeRawBufferPointer, at start: Int) -> Int {
    switch bytes[start] {
    // U+00A0, without line break.
    case 0xC2: return start + 1 < bytes.count && bytes[start + 1] == 0xA0 ? 2 : 0
    case 0xE2, 0xE3:
      guard start + 2 < bytes.count else { return 0 }
      switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
      // U+2000 to U+200A of fixed widths, U+202F narrow without line break, U+205F, U+3000 of full width.
      case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80): return 3
      default: return 0
      }
    default: return 0
    }
  }

  /// The bytes with a space in place of each; nil when there is none.
  package static func replaced(in bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let length = length(in: bytes, at: index)
      result.append(length > 0 ? UInt8(ascii: " ") : bytes[index])
      index += max(1, length)
    }
    return result.count < bytes.count ? result : nil
  }
}
