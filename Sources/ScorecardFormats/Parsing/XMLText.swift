internal import ScorecardModel

// The bytes between the marks.
extension XMLReader {
  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  func starts(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  mutating func skipSpace() -> Bool {
    let start = index
    while let byte = current, byte.isXMLSpace { index += 1 }
    return index > start
  }

  /// The text up to `end` with its references replaced; ends there.
  mutating func decoded(to end: Int) throws(Diagnostic) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(end - index)
    while index < end {
      let plain = bytes[index..<end].prefix { $0 != UInt8(ascii: "&") }
      result += plain
      index = plain.endIndex
      if index < end { result += String(try reference(before: end)).utf8 }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// At the ampersand; ends behind the semicolon.
  private mutating func reference(before end: Int) throws(Diagnostic) -> Unicode.Scalar {
    let start = index
    guard let semicolon = bytes[start..<min(end, start + 12)].firstIndex(of: UInt8(ascii: ";")) else {
      if bytes.count - start < 12 { throw cutShort("inside a text") }
      throw problem("an & that doesn't begin a reference; write &amp;", at: start)
    }
    let name = String(decoding: bytes[start + 1..<semicolon], as: UTF8.self)
    guard let scalar = XMLEntities.scalar(name) else {
      throw problem(
        "unknown reference &\(name);; feeds have &amp; &lt; &gt; &quot; &apos; and numbers", at: start)
    }
    index = semicolon + 1
    return scalar
  }
}

/// What stands between `&` and `;`.
enum XMLEntities {
  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  /// nil when it is none of the five that XML has by itself, and no number of a character that XML may hold.
  static func scalar(_ name: String) -> Unicode.Scalar? {
    if let scalar = named[name] { return scalar }
    guard name.hasPrefix("#") else { return nil }
    let isHex = name.hasPrefix("#x")
    let digits = name.utf8.dropFirst(isHex ? 2 : 1)
    guard !digits.isEmpty, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10),
      number >= 0x20 || number == 9 || number == 10 || number == 13
    else { return nil }
    return Unicode.Scalar(number)
  }
}

extension UInt8 {
  var isXMLSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  var isNameByte: Bool {
    let letter = self | 0x20
    return (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")) || isDigit
      || self == UInt8(ascii: ":") || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: ".")
  }
}
