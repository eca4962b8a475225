/// What can be read from a server's binary form. A server may lie: no length is believed, and nothing traps.
package protocol ServerDecodable {
  /// The types, by their numbers, that it reads.
  static var serverTypes: [UInt32] { get }
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
  package static var serverTypes: [UInt32] { [ServerType.int8] }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: serverBytes) }
}

extension Int32: ServerDecodable {
  package static var serverTypes: [UInt32] { [ServerType.int4] }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: serverBytes) }
}

extension Int16: ServerDecodable {
  package static var serverTypes: [UInt32] { [ServerType.int2] }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: serverBytes) }
}

extension Bool: ServerDecodable {
  package static var serverTypes: [UInt32] { [ServerType.bool] }
  package init?(serverBytes: UnsafeRawBufferPointer) {
    guard serverBytes.count == 1, serverBytes[0] <= 1 else { return nil }
    self = serverBytes[0] == 1
  }
}

extension Double: ServerDecodable {
  package static var serverTypes: [UInt32] { [ServerType.float8] }
  package init?(serverBytes: UnsafeRawBufferPointer) {
    guard let bits = UInt64(bigEndianBytes: serverBytes) else { return nil }
    self.init(bitPattern: bits)
  }
}

extension String: ServerDecodable {
  package static var serverTypes: [UInt32] { [ServerType.text, ServerType.varchar, ServerType.name] }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(validating: serverBytes, as: UTF8.self) }
}

extension [UInt8]: ServerDecodable {
  package static var serverTypes: [UInt32] { [ServerType.bytea] }
  package init?(serverBytes: UnsafeRawBufferPointer) { self.init(serverBytes) }
}
