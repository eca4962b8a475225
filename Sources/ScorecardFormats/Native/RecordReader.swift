package import ScorecardModel

/// Reads the file of a whole record, line by line, in bounded memory.
package enum RecordReader {
  /// What owners see of the format.
  package static let title = "the whole record of a ledger, with all its history"

  /// Reads a file to its end.
  ///
  /// - Parameters:
  ///   - knownSchema: the newest schema that a record may be of.
  ///   - body: takes each entry, with its line.
  /// - Throws: ``Diagnostic`` with line and column; ``FileError``; what `body` throws.
  package static func read(
    _ source: ByteSource, fileName: String, knownSchema: Int,
    _ body: (RecordEntry, _ line: Int) throws -> Void
  ) throws {
    var lines = LineReader(source, fileName: fileName)
    var digest = RecordDigest()
    let keys = JSONKeys()
    while var text = try lines.read() {
      let line = lines.line
      let isEnd = try text.withUTF8 { bytes in
        var fields = try RecordFields(bytes, fileName: fileName, line: line, keys: keys)
        if line == 1 {
          try body(.header(try header(&fields, knownSchema: knownSchema)), line)
        } else if let entry = try entry(&fields) {
          try body(entry, line)
        } else {
          try end(&fields, digest)
          return true
        }
        digest.add(line: bytes)
        return false
      }
      if isEnd {
        if try lines.read() != nil {
          throw Diagnostic(file: fileName, line: lines.line, message: "a line after the end of the record")
        }
        return
      }
    }
    throw Diagnostic(
      file: fileName, line: lines.line + 1,
      message: "the file ends before its last line. It is not complete", next: .exportRecord())
  }

  private static func header(_ fields: inout RecordFields, knownSchema: Int) throws -> RecordHeader {
    guard try fields.text("format") == RecordFormat.name else { throw fields.problem("this isn't a record") }
    let (version, schema) = (try fields.count("version"), try fields.count("schema"))
    guard version <= RecordFormat.version, schema <= knownSchema else {
      throw fields.problem("the record was written by a newer vendorscore. Update vendorscore")
    }
    var header = RecordHeader(schema: schema)
    header.vendors = try fields.count("vendors")
    header.sources = try fields.count("sources")
    header.incidents = try fields.count("incidents")
    header.sourceRecords = schema < 4 ? 0 : try fields.count("records")
    header.volumes = try fields.count("volumes")
    header.checkIns = try fields.count("checkIns")
    header.changes = try fields.count("changes")
    header.countedUntil = try fields.optional("countedUntil", "a whole number", RecordFields.integer) ?? 0
    header.currency = try fields.optional("currency", "three capital letters") { json in
      json.string.flatMap {
        $0.utf8.count == 3 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? $0 : nil
      }
    }
    try fields.finish()
    return header
  }

  /// - Returns: nil for the last line.
  private static func entry(_ fields: inout RecordFields) throws -> RecordEntry? {
    let entry: RecordEntry
    switch try fields.text("kind") {
    case "incident": entry = .incident(try fields.incident())
    case "record": entry = .sourceRecord(try fields.sourceRecord())
    case "change": entry = .change(try fields.change())
    case "volume": entry = .volume(try fields.volume())
    case "checkIn": entry = .checkIn(try fields.checkIn())
    case "vendor": entry = .vendor(try fields.text("id"))
    case "source": entry = .source(try fields.text("name"))
    case "end": return nil
    case let kind: throw fields.problem("unknown kind of line \(quoted(kind))")
    }
    try fields.finish()
    return entry
  }

  private static func end(_ fields: inout RecordFields, _ digest: RecordDigest) throws {
    guard try fields.count("lines") == digest.lines else {
      throw fields.problem("lines are missing or repeated: there are \(digest.lines) above")
    }
    guard try fields.checksum("digest") == digest.value else {
      throw fields.problem("lines above were changed since they were written: their digest does not fit")
    }
    try fields.finish()
  }
}

/// The members of a record's line, taken in their order.
struct RecordFields {
  private let fileName: String
  private let members: [JSONMember]
  private var index = 0
  private let start: JSONPosition

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, fileName: String, line: Int, keys: JSONKeys
  ) throws(Diagnostic) {
    self.fileName = fileName
    start = JSONPosition(line: line, column: 1)
    var reader = JSONReader(UnsafeRawBufferPointer(bytes), file: fileName, first: start, keys: keys)
    guard let members = try reader.piece().object else {
      throw Diagnostic(file: fileName, line: line, column: 1, message: "each line should hold an object")
    }
    self.members = members
  }

  /// A problem with the member that was taken last.
  func problem(_ message: String) -> Diagnostic {
    let place = index > 0 ? members[index - 1].value.position : start
    return Diagnostic(file: fileName, line: place.line, column: place.column, message: message)
  }

  /// The next member, if it has this key.
  mutating func take(_ key: String) -> JSONValue? {
    guard index < members.count, members[index].key == key else { return nil }
    index += 1
    return members[index - 1].value
  }

  private mutating func required(_ key: String) throws(Diagnostic) -> JSONValue {
    if let value = take(key) { return value }
    let place = index < members.count ? members[index].keyPosition : start
    throw Diagnostic(
      file: fileName, line: place.line, column: place.column, message: "\(quoted(key)) is missing here")
  }

  func finish() throws(Diagnostic) {
    guard index < members.count else { return }
    let (key, place) = (members[index].key, members[index].keyPosition)
    throw Diagnostic(
      file: fileName, line: place.line, column: place.column, message: "no key \(quoted(key)) belongs here")
  }

  // MARK: Values

  /// A member made into a value; nil when it is not there.
  mutating func optional<Value>(
    _ key: String, _ what: String, _ make: (JSONValue) -> Value?
  ) throws(Diagnostic) -> Value? {
    guard let json = take(key) else { return nil }
    guard let value = make(json) else { throw problem("\(quoted(key)) isn't \(what)") }
    return value
  }

  mutating func value<Value>(
    _ key: String, _ what: String, _ make: (JSONValue) -> Value?
  ) throws(Diagnostic) -> Value {
    guard let value = make(try required(key)) else { throw problem("\(quoted(key)) isn't \(what)") }
    return value
  }

  mutating func text(_ key: String) throws(Diagnostic) -> String { try value(key, "a text") { $0.string } }

  mutating func integer(_ key: String) throws(Diagnostic) -> Int64 {
    try value(key, "a whole number") { $0.number.flatMap { Int64($0.text) } }
  }

  mutating func count(_ key: String) throws(Diagnostic) -> Int {
    try value(key, "a whole number") { $0.number.flatMap { Int($0.text) }.flatMap { $0 >= 0 ? $0 : nil } }
  }

  mutating func day(_ key: String) throws(Diagnostic) -> Day {
    try value(key, "a day such as 2026-09-21") { RecordFields.day($0) }
  }

  mutating func moment(_ key: String) throws(Diagnostic) -> Timestamp {
    try value(key, "a moment such as 2026-09-21T08:30:00Z") { $0.string.flatMap { Timestamp($0) } }
  }

  mutating func checksum(_ key: String) throws(Diagnostic) -> Int64 {
    try value(key, "a checksum of 16 hexadecimal digits") { json in
      RecordFields.hexadecimal(json, digits: 16).map { (word: UInt64) in Int64(bitPattern: word) }
    }
  }

  static func day(_ json: JSONValue) -> Day? { json.string.flatMap { try? Day($0) } }

  static func integer(_ json: JSONValue) -> Int64? { json.number.flatMap { Int64($0.text) } }

  static func flag(_ json: JSONValue) -> Bool? {
    if case .bool(let flag) = json.content { flag } else { nil }
  }

  static func hexadecimal<Word: FixedWidthInteger>(_ json: JSONValue, digits: Int) -> Word? {
    guard let text = json.string, text.utf8.count == digits,
      text.utf8.allSatisfy({ $0.isDigit || (0x61...0x66).contains($0) })
    else { return nil }
    return Word(text, radix: 16)
  }

  /// Digits with at most three decimals, and a minus before them when it is below zero.
  static func money(_ json: JSONValue) -> Money? {
    guard let text = json.number?.text else { return nil }
    guard text.hasPrefix("-") else { return Money(text) }
    return Money(text.dropFirst()).flatMap { Money(thousandths: -$0.thousandths) }
  }
}
