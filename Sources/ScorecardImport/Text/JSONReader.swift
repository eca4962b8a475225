package import ScorecardModel

/// A JSON document that was read.
package struct JSONDocument: Sendable {
  package var root: JSONValue
  /// One for each key that an object has twice; both values are in it.
  package var doubledKeys: [Diagnostic]
}

/// Reads JSON strictly by RFC 8259: UTF-8, no comments, no trailing commas, every number finite.
package struct JSONReader {
  /// Nesting that is read; deeper is refused, so that no file exhausts the stack.
  package static let deepest = 128

  private let bytes: UnsafeRawBufferPointer
  private let file: String?
  private var index = 0
  private var line = 1
  private var lineStart = 0
  /// Bytes of the current line that continue a character.
  private var continuations = 0
  private var depth = 0
  private var doubledKeys: [Diagnostic] = []

  /// - Throws: ``Diagnostic`` at the first thing that is not JSON.
  package static func read(_ bytes: [UInt8], fileName: String?) throws(Diagnostic) -> JSONDocument {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(Diagnostic) in
        var reader = JSONReader(bytes: bytes, file: fileName)
        return try reader.document()
      }
    }
    return try result.get()
  }

  private init(bytes: UnsafeRawBufferPointer, file: String?) {
    self.bytes = bytes
    self.file = file
  }

  private mutating func document() throws(Diagnostic) -> JSONDocument {
    if let format = BinaryFormat(ofFirst: bytes) {
      throw Diagnostic(
        file: file, message: "this is \(format.rawValue), not text in UTF-8. Save it as JSON (UTF-8)")
    }
    do { _ = try UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span) } catch {
      throw problem("not valid UTF-8. Save the file as UTF-8", at: error.byteOffsets.lowerBound)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (index, lineStart) = (3, 3) }
    skipSpace()
    let root = try value()
    skipSpace()
    if index < bytes.count { throw problem("\(found) after the end of the value") }
    return JSONDocument(root: root, doubledKeys: doubledKeys)
  }

  private mutating func value() throws(Diagnostic) -> JSONValue {
    let position = position
    switch current {
    case UInt8(ascii: "{"): return JSONValue(content: .object(try object()), position: position)
    case UInt8(ascii: "["): return JSONValue(content: .array(try array()), position: position)
    case UInt8(ascii: "\""): return JSONValue(content: .string(try string()), position: position)
    case let byte? where byte == UInt8(ascii: "-") || byte.isDigit:
      return JSONValue(content: .number(try number()), position: position)
    default:
      for (word, content) in JSONReader.words where bytes[index...].starts(with: word.utf8) {
        index += word.utf8.count
        return JSONValue(content: content, position: position)
      }
      throw problem("\(found) where a value should be" + hint)
    }
  }

  private static let words: [(String, JSONValue.Content)] = [
    ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
  ]

  private mutating func object() throws(Diagnostic) -> [JSONMember] {
    var members: [JSONMember] = []
    var keys: Set<String> = []
    try open()
    while current != UInt8(ascii: "}") {
      guard current == UInt8(ascii: "\"") else {
        throw problem("\(found) where a key in quotes should be" + hint)
      }
      let (start, position) = (index, position)
      let key = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw problem("\(found) where : should be") }
      index += 1
      skipSpace()
      note(key, among: members, &keys, at: start)
      members.append(JSONMember(key: key, keyPosition: position, value: try value()))
      try separate(closing: UInt8(ascii: "}"))
    }
    close()
    return members
  }

  private mutating func array() throws(Diagnostic) -> [JSONValue] {
    var values: [JSONValue] = []
    try open()
    while current != UInt8(ascii: "]") {
      values.append(try value())
      try separate(closing: UInt8(ascii: "]"))
    }
    close()
    return values
  }

  private mutating func open() throws(Diagnostic) {
    if depth == JSONReader.deepest { throw problem("nested more than \(JSONReader.deepest) deep") }
    depth += 1
    index += 1
    skipSpace()
  }

  private mutating func close() {
    depth -= 1
    index += 1
  }

  /// Moves past the comma, or up to the closing bracket.
  private mutating func separate(closing: UInt8) throws(Diagnostic) {
    skipSpace()
    if current == closing { return }
    let comma = index
    let bracket = Character(Unicode.Scalar(closing))
    guard current == UInt8(ascii: ",") else {
      throw problem(missingComma(or: bracket), at: comma)
    }
    index += 1
    skipSpace()
    if current == closing { throw problem("a comma before \(bracket); take it away", at: comma) }
  }

  /// What begins a key or a value lacks a comma before it.
  private mutating func missingComma(or bracket: Character) -> String {
    guard let byte = current, byte.isDigit || "\"{[-tfn".utf8.contains(byte) else {
      return "\(found) where a comma or \(bracket) should be"
    }
    let name = byte == UInt8(ascii: "\"") ? try? string() : nil
    return "a comma is missing before " + (name.map { quoted($0) } ?? found)
  }

  private mutating func note(
    _ key: String, among members: [JSONMember], _ keys: inout Set<String>, at offset: Int
  ) {
    if members.count == JSONReader.manyMembers { keys = Set(members.map(\.key)) }
    let isDoubled =
      members.count < JSONReader.manyMembers
      ? members.contains { $0.key == key } : !keys.insert(key).inserted
    if isDoubled, doubledKeys.count < JSONReader.mostDoubledKeys {
      doubledKeys.append(problem("key \(quoted(key)) twice in this object", at: offset))
    }
  }

  /// From here on a set is quicker than looking through.
  private static let manyMembers = 16
  /// Finding the place of each takes time.
  private static let mostDoubledKeys = 100
}

// MARK: Strings and numbers

extension JSONReader {
  /// At the opening quote; ends behind the closing one.
  private mutating func string() throws(Diagnostic) -> String {
    let opening = index
    index += 1
    var start = index
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        defer { index += 1 }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start..<index])
        return text.isEmpty ? rest.text : String(decoding: text + rest, as: UTF8.self)
      }
      if byte < 0x20 {
        let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        if isLineEnd { throw problem("the quote that opens here isn't closed on its line", at: opening) }
        throw problem(
          "a control character in a text; write it as \\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))")
      }
      if byte == UInt8(ascii: "\\") {
        text += bytes[start..<index]
        text += String(try escape()).utf8
        start = index
      } else {
        if byte & 0xC0 == 0x80 { continuations += 1 }
        index += 1
      }
    }
    throw problem("the quote that opens here is never closed", at: opening)
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

  private mutating func number() throws(Diagnostic) -> JSONNumber {
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

// MARK: Where it stands

extension JSONReader {
  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var position: JSONPosition {
    JSONPosition(line: line, column: index - lineStart - continuations + 1)
  }

  private mutating func skipSpace() {
    while let byte = current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        index += 1
        let isPair = byte == UInt8(ascii: "\r") && current == UInt8(ascii: "\n")
        if !isPair { (line, lineStart, continuations) = (line + 1, index, 0) }
      default: return
      }
    }
  }

  private func problem(_ message: String, at offset: Int? = nil) -> Diagnostic {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = UnsafeRawBufferPointer(rebasing: bytes[mark...])
    return SourceText(text, file: file).diagnostic(message, at: (offset ?? index) - mark)
  }

  /// The character at hand, for messages.
  private var found: String {
    guard current != nil else { return "end of file" }
    if current == UInt8(ascii: "\"") { return "a quote" }
    let character = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first
    return character.map { quoted(String($0)) } ?? "end of file"
  }

  /// What may have been meant.
  private var hint: String {
    switch current {
    case UInt8(ascii: "'"): "; JSON has double quotes only"
    case UInt8(ascii: "/"), UInt8(ascii: "#"): "; JSON has no comments"
    case UInt8(ascii: "+"), UInt8(ascii: "."): "; a number begins with a digit"
    case UInt8(ascii: ","): "; a comma too many"
    default: ""
    }
  }
}
