/// The names that the file of a whole record has, and the digest that tells whether all of it is there.
package enum RecordFormat {
  package static let name = "vendorscore-record"
  /// Of the lines' keys and meaning; a file with a later one is refused.
  package static let version = 1
  /// What every record's file begins with.
  package static let beginning = "{\"format\":\"\(name)\","
}

/// The 64-bit FNV-1a hash of lines, a line feed after each: it finds damage, not malice.
///
/// Fowler, Noll & Vo, draft-eastlake-fnv.
package struct RecordDigest: Sendable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325
  package private(set) var lines = 0

  package init() {}

  package mutating func add(line: UnsafeBufferPointer<UInt8>) {
    var state = state
    for byte in line { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    self.state = (state ^ 0x0A) &* 0x0000_0100_0000_01b3
    lines += 1
  }

  package var value: Int64 { Int64(bitPattern: state) }
}
