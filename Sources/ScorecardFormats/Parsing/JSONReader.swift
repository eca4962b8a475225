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

  let bytes: UnsafeRawBufferPointer
  let file: String?
  /// Where the first byte stands in the file.
  let first: JSONPosition
  let keys: JSONKeys
  var index = 0
  var line: Int
  /// Where the current line begins; negative when that was before the first byte.
  var lineStart: Int
  /// Bytes of the current line that continue a character.
  var continuations = 0
  /// Values are checked, but not built.
  var isSkipping = false
  private var depth = 0
  private let notesDoubledKeys: Bool
  /// Bytes of the byte order mark, which only a document may begin with.
  private var mark = 0
  private var doubledKeys: [Diagnostic] = []

  /// - Throws: ``Diagnostic`` at the first thing that is not JSON.
  package static func read(_ bytes: [UInt8], fileName: String?) throws(Diagnostic) -> JSONDocument {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(Diagnostic) in
        var reader = JSONReader(
          bytes, file: fileName, first: .start, keys: JSONKeys(), notesDoubledKeys: true)
        return try reader.document()
      }
    }
    return try result.get()
  }

  /// - Parameter keys: may be shared by the readers of many pieces of a file, one after another.
  init(
    _ bytes: UnsafeRawBufferPointer, file: String?, first: JSONPosition, keys: JSONKeys,
    notesDoubledKeys: Bool = false
  ) {
    self.bytes = bytes
    self.file = file
    self.first = first
    self.keys = keys
    self.notesDoubledKeys = notesDoubledKeys
    line = first.line
    lineStart = 1 - first.column
  }

  private mutating func document() throws(Diagnostic) -> JSONDocument {
    try BinaryFormat.refuse(bytes, in: file, wanted: "JSON")
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (mark, index, lineStart) = (3, 3, 3) }
    try validate()
    skipSpace()
    let root = try value()
    skipSpace()
    if index < bytes.count { throw problem("\(found) after the end of the value") }
    return JSONDocument(root: root, doubledKeys: doubledKeys)
  }

  /// The one value that the bytes are, without anything around it.
  mutating func piece() throws(Diagnostic) -> JSONValue {
    try validate()
    let value = try value()
    if index < bytes.count { throw problem("\(found) after the end of the value") }
    return value
  }

  private mutating func validate() throws(Diagnostic) {
    do { _ = try UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span) } catch {
      index = error.byteOffsets.lowerBound
      throw problem("not valid UTF-8. Save the file as UTF-8")
    }
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
    var seen: Set<String> = []
    let wasSkipping = isSkipping
    try open()
    while current != UInt8(ascii: "}") {
      guard current == UInt8(ascii: "\"") else {
        throw problem("\(found) where a key in quotes should be" + hint)
      }
      let (start, position) = (index, position)
      let key = try key()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw problem("\(found) where : should be") }
      index += 1
      skipSpace()
      if notesDoubledKeys { note(key.text, among: members, &seen, at: start) }
      isSkipping = wasSkipping || key.isIgnored
      let value = try value()
      if !isSkipping { members.append(JSONMember(key: key.text, keyPosition: position, value: value)) }
      isSkipping = wasSkipping
      try separate(closing: UInt8(ascii: "}"))
    }
    close()
    return members
  }

  private mutating func array() throws(Diagnostic) -> [JSONValue] {
    var values: [JSONValue] = []
    try open()
    while current != UInt8(ascii: "]") {
      let value = try value()
      if !isSkipping { values.append(value) }
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
    if current == closing { throw problem("a comma before \(bracket); remove it", at: comma) }
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
    _ key: String, among members: [JSONMember], _ seen: inout Set<String>, at offset: Int
  ) {
    if members.count == JSONReader.manyMembers { seen = Set(members.map(\.key)) }
    let isDoubled =
      members.count < JSONReader.manyMembers
      ? members.contains { $0.key == key } : !seen.insert(key).inserted
    if isDoubled, doubledKeys.count < JSONReader.mostDoubledKeys {
      doubledKeys.append(problem("key \(quoted(key)) twice in this object", at: offset))
    }
  }

  /// From here on a set is quicker than looking through.
  private static let manyMembers = 16
  /// Finding the place of each takes time.
  private static let mostDoubledKeys = 100
}

// MARK: Where it stands

extension JSONReader {
  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  var position: JSONPosition {
    JSONPosition(line: line, column: index - lineStart - continuations + 1)
  }

  @inline(__always)
  mutating func skipSpace() {
    if let byte = current, byte > UInt8(ascii: " ") { return }
    skipSpaces()
  }

  private mutating func skipSpaces() {
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

  func problem(_ message: String, at offset: Int? = nil) -> Diagnostic {
    let text = UnsafeRawBufferPointer(rebasing: bytes[mark...])
    return SourceText(text, file: file, firstLine: first.line, firstColumn: first.column)
      .diagnostic(message, at: (offset ?? index) - mark)
  }

  /// The current character, for messages.
  var found: String {
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
