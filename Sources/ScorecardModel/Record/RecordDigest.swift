/// The names that the file of a whole record has, and the digest that tells whether all of it is there.
package enum RecordFormat {
  package static let name = "vendorscore-record"
  /// Of the lines' keys and meaning; a file with a later one is refused.
  package static let version = 1
  /// What every record's file begins with.
  package static let beginning = "{\"format\":\"\(name)\","
}

/// The hash of lines, a line feed after each: it finds damage, not malice.
package struct RecordDigest: Sendable {
  private var hash = ContentHash<UInt64>()
  package private(set) var lines = 0

  package init() {}

  package mutating func add(line: UnsafeBufferPointer<UInt8>) {
    hash.add(bytes: line)
    hash.add(byte: 0x0A)
    lines += 1
  }

  package var value: Int64 { Int64(bitPattern: hash.value) }
}
