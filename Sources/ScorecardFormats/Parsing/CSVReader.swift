package import ScorecardModel

/// Reads comma-, semicolon- or TAB-separated text record by record, in bounded memory.
///
/// RFC 4180, and what reality adds: a byte order mark, Excel's `sep=;` before the header, LF, CRLF or a lone CR, blank
/// lines, a quote inside an unquoted field. A cursor: ``next()`` moves on, and everything else speaks of the record at which it stands; its bytes are
/// valid until the next move.
package struct CSVReader: ~Copyable {
  package struct Limits: Sendable {
    /// Bytes.
    package var field = 1 << 20
    /// Bytes; what the buffer may grow to.
    package var record = 16 << 20
    package var columns = 10_000
    package static let standard = Limits()
  }

  /// What ``next()`` found.
  package enum Step {
    case record
    /// A record that breaks a rule; its fields may be wrong. Reading can go on.
    case malformed(Diagnostic)
    case end
  }

  /// A field of the current record, in offsets of the buffer (or of `unescaped`).
  struct Field {
    var start: Int
    var end: Int
    /// Where it begins in the file, with its quote.
    var opening: Int
    var hasEscapes = false
    var isUnescaped = false
  }

  let fileName: String
  let limits: Limits
  let source: ByteSource
  var buffer: UnsafeMutableRawBufferPointer
  var filled = 0
  var sourceEnded = false
  private(set) var delimiter = UInt8(ascii: ",")
  private var isDelimiterKnown = false
  /// The first record as it stands in the file, below the line that names the delimiter if there is one.
  private var header: [UInt8] = []
  /// 1-based line on which it begins.
  private(set) var headerLine = 1

  /// 1-based line on which the current record begins.
  package private(set) var line = 1
  var recordStart = 0
  /// End of the current record, without and with its line end.
  var recordEnd = 0
  var nextStart = 0
  /// Line ends inside the current record's quotes.
  var innerLines = 0
  var hasQuotes = false
  /// How many fields the current record has; what `fields` holds beyond them is of earlier ones.
  package internal(set) var count = 0
  let fields: UnsafeMutableBufferPointer<Field>
  /// Text of fields with doubled quotes, as it was meant.
  var unescaped = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// Reads the first bytes; ``next()`` then returns the header, which also determines the delimiter.
  ///
  /// - Parameter chunk: bytes to read at once.
  /// - Throws: ``Diagnostic`` when it is not UTF-8 text; ``FileError``.
  package init(
    _ source: ByteSource, fileName: String, limits: Limits = .standard, chunk: Int = 1 << 18
  ) throws {
    self.source = source
    self.fileName = fileName
    self.limits = limits
    buffer = .allocate(byteCount: max(4, chunk), alignment: 16)
    fields = .allocate(capacity: limits.columns)
    try fill()
    try skipByteOrderMark()
  }

  deinit {
    buffer.deallocate()
    fields.deallocate()
    unescaped.deallocate()
  }

  /// Moves to the next record that is not a blank line.
  ///
  /// - Throws: ``Diagnostic`` for what makes the rest unreadable (an open quote, a field, record or column count
  ///   over its limit); ``FileError``.
  package mutating func next() throws -> Step {
    guard try advance() else { return .end }
    if !isDelimiterKnown {
      isDelimiterKnown = true
      if let named = namedDelimiter {
        header = Array(raw) + [UInt8(ascii: "\n")]
        delimiter = named
        guard try advance() else { return .end }
      } else {
        try detectDelimiter()
      }
      header += raw
      headerLine = line
    }
    if let problem = textProblem() { return .malformed(problem) }
    return .record
  }

  /// Moves to the next line that is not blank.
  private mutating func advance() throws -> Bool {
    repeat {
      if nextStart > recordStart { line += 1 + innerLines }
      recordStart = nextStart
      guard try completeRecord() else { return false }
    } while recordEnd == recordStart
    return true
  }

  /// The bytes of a field, without its quotes; valid until the next move.
  @inline(__always)
  package subscript(index: Int) -> UnsafeRawBufferPointer {
    let field = fields[index]
    let text = field.isUnescaped ? unescaped : buffer
    return UnsafeRawBufferPointer(rebasing: text[field.start..<field.end])
  }

  package func isEmpty(_ index: Int) -> Bool { fields[index].start == fields[index].end }

  /// No field of the current record holds anything.
  package var isBlank: Bool { fields[..<count].allSatisfy { $0.start == $0.end } }

  var delimiterName: String {
    switch delimiter {
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "TAB"
    case UInt8(ascii: ","): "comma"
    default: "\"\(String(decoding: [delimiter], as: UTF8.self))\""
    }
  }

  /// The current record as it stands in the file, without its line end.
  package var raw: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: buffer[recordStart..<recordEnd])
  }

  /// The current record, to be set aside under the file's own header.
  var original: RejectedRow { RejectedRow(line: line, header: header, row: Array(raw)) }

  /// A problem with a field of the current record; one past the last means the record's end.
  package func diagnostic(_ message: String, field: Int) -> Diagnostic {
    problem(message, at: field < count ? fields[field].opening : recordEnd)
  }

  /// The names of the columns as they are written; call it first.
  ///
  /// - Parameter example: added to the message when there are none.
  /// - Throws: ``Diagnostic`` when there are none; ``FileError``.
  mutating func header(_ example: String = "") throws -> [String] {
    switch try next() {
    case .end:
      throw Diagnostic(
        file: fileName, message: "the file is empty; its first line names the columns" + example)
    case .malformed(let diagnostic): throw diagnostic
    case .record: return (0..<count).map { self[$0].trimmed.text }
    }
  }

  func problem(_ message: String, at offset: Int) -> Diagnostic {
    let seen = UnsafeRawBufferPointer(rebasing: buffer[recordStart..<filled])
    return SourceText(seen, file: fileName, firstLine: line).diagnostic(message, at: offset - recordStart)
  }
}

// MARK: Filling the buffer

extension CSVReader {
  /// Scans the record at `recordStart`, reading more as long as its end is not in sight.
  ///
  /// Each refill at least doubles what a record may occupy, so that starting its scan over stays linear.
  private mutating func completeRecord() throws -> Bool {
    while true {
      if recordStart == filled, sourceEnded { return false }
      if try scan() { return true }
      try refill()
    }
  }

  private mutating func refill() throws {
    let kept = filled - recordStart
    if kept > limits.record {
      throw problem("a record over \(limits.record >> 20) MB; is this a table?", at: recordStart)
    }
    let target: UnsafeMutableRawBufferPointer =
      kept * 2 > buffer.count ? .allocate(byteCount: buffer.count * 2, alignment: 16) : buffer
    let source = UnsafeRawBufferPointer(rebasing: buffer[recordStart..<filled])
    if let to = target.baseAddress, let from = source.baseAddress {
      to.copyMemory(from: from, byteCount: kept)
    }
    if target.baseAddress != buffer.baseAddress {
      buffer.deallocate()
      buffer = target
    }
    (recordStart, nextStart, filled) = (0, 0, kept)
    try fill()
  }

  /// Reads until the buffer is full or the source ends.
  private mutating func fill() throws {
    while filled < buffer.count, !sourceEnded {
      let count = try source.read(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      filled += count
      sourceEnded = count == 0
    }
  }

  private mutating func skipByteOrderMark() throws {
    let start = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    try BinaryFormat.refuse(start, in: fileName, wanted: "CSV")
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { nextStart = 3 }
    recordStart = nextStart
  }

  /// The delimiter is the one that cuts the first record into most fields; of equals, the comma.
  private mutating func detectDelimiter() throws {
    var counts: [(delimiter: UInt8, fields: Int)] = []
    for candidate in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
      delimiter = candidate
      _ = try completeRecord()
      counts.append((candidate, count))
    }
    let most = counts.map(\.fields).max()
    delimiter = counts.first { $0.fields == most }?.delimiter ?? UInt8(ascii: ",")
    _ = try completeRecord()
  }

  /// What `sep=;` names on a line of its own, with quotes around it or without: Excel writes and reads it so.
  private var namedDelimiter: UInt8? {
    var line = raw[...]
    if line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\"") {
      line = line.dropFirst().dropLast()
    }
    guard line.count == 5, let named = line.last, named < 0x80, !named.isDigit, named != UInt8(ascii: "\""),
      zip(line, "sep=".utf8).allSatisfy({ $0.lowercased == $1 })
    else { return nil }
    return named
  }
}
