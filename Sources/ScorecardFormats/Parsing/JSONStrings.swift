internal import ScorecardModel

// Strings and numbers.
extension JSONReader {
  /// At the opening quote of a key; ends behind the closing one.
  mutating func key() throws(Diagnostic) -> JSONKeys.Key {
    let start = index + 1
    let wasSkipping = isSkipping
    isSkipping = true
    defer { isSkipping = wasSkipping }
    let hasEscapes = try scanString()
    if !hasEscapes { return keys.key(UnsafeRawBufferPointer(rebasing: bytes[start..<index - 1])) }
    return keys.key(String(decoding: try unescaped(from: start, to: index - 1), as: UTF8.self))
  }

  /// At the opening quote; ends behind the closing one. Empty while skipping.
  mutating func string() throws(Diagnostic) -> String {
    let start = index + 1
    let hasEscapes = try scanString()
    if isSkipping { return "" }
    if !hasEscapes { return UnsafeRawBufferPointer(rebasing: bytes[start..<index - 1]).text }
    return String(decoding: try unescaped(from: start, to: index - 1), as: UTF8.self)
  }

  /// Moves behind the closing quote and checks what is between.
  ///
  /// - Returns: whether it has escapes.
  private mutating func scanString() throws(Diagnostic) -> Bool {
    let opening = index
    var hasEscapes = false
    index += 1
    while true {
      skipPlain()
      switch current {
      case UInt8(ascii: "\""):
        index += 1
        return hasEscapes
      case UInt8(ascii: "\\"):
        hasEscapes = true
        _ = try escape()
      case nil: throw problem("the quote that opens here is never closed", at: opening)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        throw problem("the quote that opens here isn't closed on its line", at: opening)
      case let byte?:
        throw problem(
          "a control character in a text; write it as \\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))")
      }
    }
  }

  /// Moves to the next quote, backslash or control character, eight bytes at a time.
  private mutating func skipPlain() {
    let quotes = UInt64(repeating: UInt8(ascii: "\""))
    let backslashes = UInt64(repeating: UInt8(ascii: "\\"))
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let stops = (word ^ quotes).zeroBytes | (word ^ backslashes).zeroBytes | word.controlBytes
      if stops != 0 { break }
      continuations += word.continuationBytes
      index += 8
    }
    while let byte = current, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      if byte & 0xC0 == 0x80 { continuations += 1 }
      index += 1
    }
  }

  /// The text of a string that was scanned, its escapes replaced.
  private mutating func unescaped(from start: Int, to end: Int) throws(Diagnostic) -> [UInt8] {
    let after = index
    defer { index = after }
    var text: [UInt8] = []
    text.reserveCapacity(end - start)
    index = start
    while index < end {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[index..<end])
      let plain = rest.firstIndex(of: UInt8(ascii: "\\")) ?? rest.count
      text += rest[..<plain]
      index += plain
      if index < end { text += String(try escape()).utf8 }
    }
    return text
  }

  private mutating func escape() throws(Diagnostic) -> Unicode.Scalar {
    let start = index
    index += 2
    switch index <= bytes.count ? bytes[index - 1] : 0 {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default: throw problem("no such escape in a text; write \\\\ for a backslash", at: start)
    }
  }

  /// Behind `\u`; a character beyond the first 65,536 takes two escapes (RFC 8259 §7).
  private mutating func unicodeEscape(from start: Int) throws(Diagnostic) -> Unicode.Scalar {
    guard let unit = hexUnit() else { throw problem("\\u needs four hexadecimal digits", at: start) }
    if unit == 0 { throw problem("a NUL character in a text", at: start) }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, bytes[index...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      throw problem("half a surrogate pair", at: start)
    }
    index += 2
    guard let low = hexUnit(), (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw problem("half a surrogate pair", at: start) }
    return scalar
  }

  private mutating func hexUnit() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    index += 4
    return unit
  }

  mutating func number() throws(Diagnostic) -> JSONNumber {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    let whole = skipDigits()
    if whole == 0 { throw problem("\(found) where a digit should be") }
    if whole > 1, bytes[index - whole] == UInt8(ascii: "0") {
      throw problem("a number that begins with 0", at: start)
    }
    if current == UInt8(ascii: ".") {
      index += 1
      if skipDigits() == 0 { throw problem("\(found) where a digit should be") }
    }
    if current.map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      if skipDigits() == 0 { throw problem("\(found) where a digit should be") }
    }
    guard index - start <= 400 else { throw problem("a number of more than 400 digits", at: start) }
    let text = UnsafeRawBufferPointer(rebasing: bytes[start..<index]).text
    guard let value = Double(text), value.isFinite else { throw problem("a number out of range", at: start) }
    return JSONNumber(text: text, value: value)
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = current, byte.isDigit { index += 1 }
    return index - start
  }
}
