/// What can be read from a server's binary form. A server may lie: no length is believed, and nothing traps.
package protocol ServerDecodable {
  /// Whether it reads a type, by its number in `pg_type`.
  static func reads(_ type: UInt32) -> Bool
  /// nil when the bytes are no such value.
  init?(serverBytes: UnsafeRawBufferPointer)
}

extension FixedWidthInteger {
  fileprivate init?(bigEndianBytes bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.bitWidth / 8 else { return nil }
    self.init(bigEndian: bytes.loadUnaligned(as: Self.self))
  }
}

extension Int64: ServerDecodable {
  package static func reads(_ type: UInt32) -> Bool { type == ServerType.int8 }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: serverBytes) }
}

extension Int32: ServerDecodable {
  package static func reads(_ type: UInt32) -> Bool { type == ServerType.int4 }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: serverBytes) }
}

extension Int16: ServerDecodable {
  package static func reads(_ type: UInt32) -> Bool { type == ServerType.int2 }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: serverBytes) }
}

extension Bool: ServerDecodable {
  package static func reads(_ type: UInt32) -> Bool { type == ServerType.bool }
  package init?(serverBytes: UnsafeRawBufferPointer) {
    guard serverBytes.count == 1, serverBytes[0] <= 1 else { return nil }
    self = serverBytes[0] == 1
  }
}

extension Double: ServerDecodable {
  package static func reads(_ type: UInt32) -> Bool { type == ServerType.float8 }
  package init?(serverBytes: UnsafeRawBufferPointer) {
    guard let bits = UInt64(bigEndianBytes: serverBytes) else { return nil }
    self.init(bitPattern: bits)
  }
}

extension String: ServerDecodable {
  package static func reads(_ type: UInt32) -> Bool {
    type == ServerType.text || type == ServerType.varchar || type == ServerType.name
  }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(validating: serverBytes, as: UTF8.self) }
}

extension [UInt8]: ServerDecodable {
  package static func reads(_ type: UInt32) -> Bool { type == ServerType.bytea }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(serverBytes) }
}
