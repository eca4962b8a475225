internal import ScorecardModel

/// Reads a text line by line, in bounded memory. LF and CRLF end a line.
struct LineReader: ~Copyable {
  /// Bytes; a longer line is refused.
  static let longest = 1 << 20

  private let source: ByteSource
  private let fileName: String
  private var buffer: [UInt8] = []
  private var next = 0
  private var sourceEnded = false
  /// 1-based; of the line that ``read()`` gave last.
  private(set) var line = 0

  init(_ source: ByteSource, fileName: String) {
    self.source = source
    self.fileName = fileName
  }

  /// The next line without its end; nil at the end of the file.
  ///
  /// - Throws: ``Diagnostic`` for a line too long, or no UTF-8; ``FileError``.
  mutating func read() throws -> String? {
    while true {
      if let end = buffer[next...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { next = end + 1 }
        return try text(of: next..<end)
      }
      if sourceEnded {
        guard next < buffer.count else { return nil }
        defer { next = buffer.count }
        return try text(of: next..<buffer.count)
      }
      try refill()
    }
  }

  private mutating func text(of range: Range<Int>) throws -> String {
    line += 1
    var bytes = buffer[range]
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(file: fileName, line: line, message: "not valid UTF-8. Save the file as UTF-8")
    }
    if bytes.contains(0) {
      throw Diagnostic(file: fileName, line: line, message: "a NUL byte; is this a text file?")
    }
    return text
  }

  private mutating func refill() throws {
    buffer.removeSubrange(..<next)
    next = 0
    if buffer.count > LineReader.longest {
      throw Diagnostic(file: fileName, line: line + 1, message: "a line over 1 MB; is this a text file?")
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
    buffer += chunk[..<count]
    sourceEnded = count == 0
  }
}
