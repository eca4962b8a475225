internal import ScorecardModel

/// Cuts the values of a JSON file out of its stream, in a buffer that holds one value at a time.
///
/// A cursor: everything before it is read and forgotten.
struct JSONBuffer: ~Copyable {
  let fileName: String
  /// Bytes; what one value may have.
  private let limit: Int
  private let source: ByteSource
  private let keys: JSONKeys
  private var buffer: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var sourceEnded = false
  private var index = 0
  private(set) var position = JSONPosition.start
  private var isBehindReturn = false

  /// Reads the first bytes, and skips a byte order mark.
  ///
  /// - Throws: ``Diagnostic`` when it is not UTF-8 text; ``FileError``.
  init(_ source: ByteSource, fileName: String, ignored: Set<String>, limit: Int, chunk: Int) throws {
    self.source = source
    self.fileName = fileName
    self.limit = limit
    keys = JSONKeys(ignored: ignored)
    buffer = .allocate(byteCount: max(16, chunk), alignment: 16)
    try fill()
    let start = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    try BinaryFormat.refuse(start, in: fileName, wanted: "JSON")
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  deinit { buffer.deallocate() }

  /// The next byte that is not white space; nil at the end of the file.
  mutating func next() throws -> UInt8? {
    while true {
      while index < filled {
        let byte = buffer[index]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): position.column += 1
        case UInt8(ascii: "\n"):
          if !isBehindReturn { position.line += 1 }
          position.column = 1
        case UInt8(ascii: "\r"):
          position.line += 1
          position.column = 1
        default:
          // All of a character, for whoever names it.
          if byte >= 0x80, filled - index < 4 { _ = try refill() }
          return byte
        }
        isBehindReturn = byte == UInt8(ascii: "\r")
        index += 1
      }
      guard try refill() else { return nil }
    }
  }

  /// Moves past one byte of ASCII that is no white space.
  mutating func skip() {
    index += 1
    position.column += 1
    isBehindReturn = false
  }

  /// Reads the value at the cursor and moves past it.
  ///
  /// - Parameter isSkipped: whether it is checked, but not made; what comes back is empty then.
  /// - Returns: the value, and how many bytes it has.
  mutating func value(isSkipped: Bool = false) throws -> (value: JSONValue, size: Int) {
    let size = try extent()
    var reader = reader(of: size)
    reader.isSkipping = isSkipped
    let value = try reader.piece()
    index += size
    position = reader.position
    isBehindReturn = false
    return (value, size)
  }

  private func reader(of size: Int) -> JSONReader {
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[index..<index + size])
    return JSONReader(bytes, file: fileName, first: position, keys: keys)
  }

  func problem(_ message: String) -> Diagnostic {
    let rest = UnsafeRawBufferPointer(rebasing: buffer[min(index, filled)..<filled])
    return SourceText(
      rest, file: fileName, firstLine: position.line, firstColumn: position.column
    ).diagnostic(message, at: 0)
  }

  /// What stands at the cursor, for messages.
  var found: String {
    guard index < filled else { return "end of file" }
    let bytes = buffer[index..<min(index + 4, filled)]
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first.map { quoted(String($0)) } ?? ""
  }

  /// Whether the text at the cursor begins so, whatever the case of its letters.
  func begins(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= filled else { return false }
    return (0..<count).allSatisfy { buffer[index + $0] | 0x20 == text.utf8Start[$0] | 0x20 }
  }
}

// MARK: Extents

extension JSONBuffer {
  /// Bytes of the value at the cursor, all of which are then in the buffer.
  private mutating func extent() throws -> Int {
    var scan = JSONExtent()
    while !scan.advance(UnsafeRawBufferPointer(rebasing: buffer[index..<filled])) {
      if filled - index > limit {
        try explain(filled - index)
        throw problem("a value over \(limit >> 20) MB; is a quote or bracket missing?")
      }
      if try !refill() {
        try explain(filled - index)
        throw cutShort(scan.isInString ? "inside a text" : "inside a value")
      }
    }
    // Where no value begins, the reader should name the current byte.
    return max(1, scan.offset)
  }

  /// A value without an end may have a better reason than that it was cut: the first thing in it that is no JSON.
  private func explain(_ size: Int) throws(Diagnostic) {
    var reader = reader(of: size)
    do { _ = try reader.piece() } catch {
      // The last bytes of a truncated file are not JSON by themselves.
      if reader.index + JSONExtent.longestToken < size { throw error }
    }
  }

  /// The problem with a file that ends too early, at its end.
  func cutShort(_ place: String) -> Diagnostic {
    let rest = UnsafeRawBufferPointer(rebasing: buffer[index..<filled])
    return SourceText(
      rest, file: fileName, firstLine: position.line, firstColumn: position.column
    ).diagnostic("the file ends \(place); was the download cut short?", at: rest.count)
  }

  /// Forgets what is behind the cursor and reads on.
  ///
  /// - Returns: false when the source has no more.
  private mutating func refill() throws -> Bool {
    if sourceEnded { return false }
    let kept = filled - index
    let isLarge = kept * 2 > buffer.count
    let target: UnsafeMutableRawBufferPointer =
      isLarge ? .allocate(byteCount: buffer.count * 2, alignment: 16) : buffer
    if kept > 0, let to = target.baseAddress, let from = buffer.baseAddress {
      to.copyMemory(from: from + index, byteCount: kept)
    }
    if isLarge {
      buffer.deallocate()
      buffer = target
    }
    (index, filled) = (0, kept)
    try fill()
    return filled > kept
  }

  /// Reads until the buffer is full or the source ends.
  private mutating func fill() throws {
    while filled < buffer.count, !sourceEnded {
      let count = try source.read(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      filled += count
      sourceEnded = count == 0
    }
  }
}
