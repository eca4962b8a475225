internal import ScorecardModel

/// Reads XML piece by piece, strictly, and no more of it than feeds need: no DTD, and so no entities of a file's own.
///
/// W3C, "Extensible Markup Language (XML) 1.0", without its §2.8 doctype declaration.
struct XMLReader {
  enum Event: Hashable {
    case start(name: String, attributes: [String: String])
    case end(name: String)
    case text(String)
  }

  /// Nesting that is read; deeper is refused.
  static let deepest = 64

  let bytes: UnsafeRawBufferPointer
  private let source: SourceText
  var index: Int
  private var open: [String] = []
  /// The end of an element that is closed where it opens.
  private var pendingEnd: String?
  private var hasRoot = false
  private var counted = (offset: 0, line: 1)

  /// - Throws: ``Diagnostic`` when it is not UTF-8 text, or has characters that XML may not hold (§2.2).
  init(_ bytes: UnsafeRawBufferPointer, fileName: String) throws(Diagnostic) {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.bytes = UnsafeRawBufferPointer(rebasing: bytes[mark...])
    source = SourceText(self.bytes, file: fileName)
    index = 0
    try BinaryFormat.refuse(bytes, in: fileName, wanted: "XML")
    do { _ = try UTF8Span(validating: self.bytes.assumingMemoryBound(to: UInt8.self).span) } catch {
      throw problem("not valid UTF-8. Save the file as UTF-8", at: error.byteOffsets.lowerBound)
    }
    if let offset = self.bytes.firstIndex(where: { $0 < 0x20 && !$0.isXMLSpace }) {
      throw problem("a control character, which XML can't contain; is the file damaged?", at: offset)
    }
  }

  /// The next piece; nil at the end of a document that is complete.
  mutating func next() throws(Diagnostic) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        let text = try text()
        if !open.isEmpty { return .text(text) }
        if text.utf8.contains(where: { $0 > 0x20 }) { throw problem("text outside the root element") }
      } else if starts("<!--") {
        try skip(past: "-->", what: "a comment")
      } else if starts("<![CDATA[") {
        return .text(try cdata())
      } else if starts("<?") {
        try skip(past: "?>", what: "a declaration")
      } else if starts("<!") {
        throw problem("a document type declaration, which feeds don't have; is this an HTML page?")
      } else {
        return starts("</") ? try closing() : try opening()
      }
    }
    guard open.isEmpty else { throw cutShort("inside <\(open.last ?? "")>") }
    guard hasRoot else { throw cutShort("before its first element") }
    return nil
  }

  /// 1-based line at which it stands; counted on from where it was last asked for.
  mutating func line() -> Int {
    for offset in counted.offset..<index where source.endsLine(offset) { counted.line += 1 }
    counted.offset = index
    return counted.line
  }

  func problem(_ message: String, at offset: Int? = nil) -> Diagnostic {
    source.diagnostic(message, at: offset ?? index)
  }

  func cutShort(_ place: String) -> Diagnostic {
    problem("the file ends \(place); was the download cut short?", at: bytes.count)
  }
}

// MARK: Pieces

extension XMLReader {
  private mutating func opening() throws(Diagnostic) -> Event {
    let start = index
    index += 1
    let name = try name()
    if open.isEmpty, hasRoot { throw problem("a second root element", at: start) }
    if open.count == XMLReader.deepest {
      throw problem("nested more than \(XMLReader.deepest) deep", at: start)
    }
    var attributes: [String: String] = [:]
    while true {
      let hadSpace = skipSpace()
      guard let byte = current else { throw cutShort("inside a tag") }
      if byte == UInt8(ascii: ">") || starts("/>") { break }
      if byte == UInt8(ascii: "/"), index + 1 == bytes.count { throw cutShort("inside a tag") }
      guard hadSpace else { throw problem("a space should be before an attribute") }
      let (key, value) = try attribute()
      if attributes.updateValue(value, forKey: key) != nil {
        throw problem("attribute \(key) twice", at: start)
      }
    }
    hasRoot = true
    if current == UInt8(ascii: "/") {
      pendingEnd = name
      index += 2
    } else {
      open.append(name)
      index += 1
    }
    return .start(name: name, attributes: attributes)
  }

  private mutating func attribute() throws(Diagnostic) -> (String, String) {
    let key = try name()
    _ = skipSpace()
    guard current == UInt8(ascii: "=") else {
      throw current == nil ? cutShort("inside a tag") : problem("an attribute without a value")
    }
    index += 1
    _ = skipSpace()
    guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw current == nil ? cutShort("inside a tag") : problem("an attribute's value without quotes")
    }
    index += 1
    guard let end = bytes[index...].firstIndex(of: quote) else { throw cutShort("inside a tag") }
    let value = try decoded(to: end)
    index = end + 1
    return (key, value)
  }

  private mutating func closing() throws(Diagnostic) -> Event {
    let start = index
    index += 2
    let name = try name()
    _ = skipSpace()
    guard let byte = current else { throw cutShort("inside a tag") }
    guard byte == UInt8(ascii: ">") else { throw problem("a closing tag with more than a name", at: start) }
    guard open.last == name else {
      let expected = open.last.map { "</\($0)> should be" } ?? "nothing is open"
      throw problem("</\(name)> where \(expected)", at: start)
    }
    open.removeLast()
    index += 1
    return .end(name: name)
  }

  private mutating func name() throws(Diagnostic) -> String {
    let rest = bytes[index...].prefix { $0 >= 0x80 || $0.isNameByte }
    guard let first = rest.first else {
      throw index == bytes.count
        ? cutShort("inside a tag") : problem("a tag without a name; write &lt; for <")
    }
    guard !first.isDigit, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else {
      throw problem("a name that begins with \(quoted(String(Unicode.Scalar(first))))")
    }
    index = rest.endIndex
    return String(decoding: rest, as: UTF8.self)
  }

  private mutating func text() throws(Diagnostic) -> String {
    let end = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    return try decoded(to: end)
  }

  private mutating func cdata() throws(Diagnostic) -> String {
    guard !open.isEmpty else { throw problem("text outside the root element") }
    let start = index + "<![CDATA[".utf8.count
    try skip(past: "]]>", what: "a CDATA section")
    return String(decoding: bytes[start..<index - 3], as: UTF8.self)
  }

  private mutating func skip(past end: String, what: String) throws(Diagnostic) {
    let pattern = Array(end.utf8)
    var offset = index + 2
    while offset + pattern.count <= bytes.count {
      if bytes[offset..<offset + pattern.count].elementsEqual(pattern) {
        index = offset + pattern.count
        return
      }
      offset += 1
    }
    throw cutShort("inside \(what)")
  }
}
