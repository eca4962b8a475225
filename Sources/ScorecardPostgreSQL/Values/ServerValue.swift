/// A statement's parameter, in the server's binary form.
package enum ServerValue: Hashable, Sendable {
  case null
  case int8(Int64)
  case int4(Int32)
  case int2(Int16)
  case bool(Bool)
  case float8(Double)
  /// Without NUL, which the server refuses.
  case text(String)
  case bytea([UInt8])
  /// For `= ANY ($1)` and `unnest($1)`: as many as there are in one parameter.
  case array(ServerArray)

  /// NULL for nil.
  package init(_ value: Int64?) { self = value.map(Self.int8) ?? .null }
  package init(_ value: Int32?) { self = value.map(Self.int4) ?? .null }
  package init(_ value: Int16?) { self = value.map(Self.int2) ?? .null }
  package init(_ value: Bool?) { self = value.map(Self.bool) ?? .null }
  package init(_ value: Double?) { self = value.map(Self.float8) ?? .null }
  package init(_ value: String?) { self = value.map(Self.text) ?? .null }
  package init(_ value: [UInt8]?) { self = value.map(Self.bytea) ?? .null }

  package static func int8s(_ values: [Int64]) -> ServerValue {
    var array = ServerArray.int8s
    for value in values { array.append(value) }
    return .array(array)
  }
}

/// The types' numbers in `pg_type`, the same on every server.
enum ServerType {
  static let unknown: UInt32 = 0
  static let bool: UInt32 = 16
  static let bytea: UInt32 = 17
  static let name: UInt32 = 19
  static let int8: UInt32 = 20
  static let int2: UInt32 = 21
  static let int4: UInt32 = 23
  static let text: UInt32 = 25
  static let float8: UInt32 = 701
  static let varchar: UInt32 = 1043
  static let int8s: UInt32 = 1016
  static let texts: UInt32 = 1009
  static let bools: UInt32 = 1000
  static let float8s: UInt32 = 1022
  static let byteas: UInt32 = 1001
}

extension ServerValue {
  /// For NULL the server finds out by itself.
  var type: UInt32 {
    switch self {
    case .null: ServerType.unknown
    case .int8: ServerType.int8
    case .int4: ServerType.int4
    case .int2: ServerType.int2
    case .bool: ServerType.bool
    case .float8: ServerType.float8
    case .text: ServerType.text
    case .bytea: ServerType.bytea
    case .array(let array): array.type
    }
  }

  func encode(into bytes: inout ServerBytes) {
    switch self {
    case .null: break
    case .int8(let value): bytes.append(value)
    case .int4(let value): bytes.append(value)
    case .int2(let value): bytes.append(value)
    case .bool(let value): bytes.append(value)
    case .float8(let value): bytes.append(value)
    case .text(let value): bytes.append(value)
    case .bytea(let value): bytes.append(value)
    case .array(let array): array.encode(into: &bytes)
    }
  }
}

/// Bytes in the order of the network, as values are sent.
struct ServerBytes: Hashable, Sendable {
  private(set) var bytes: [UInt8] = []
  var count: Int { bytes.count }

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ value: Bool) { bytes.append(value ? 1 : 0) }
  mutating func append(_ value: Double) { append(value.bitPattern) }
  mutating func append(_ value: String) { bytes.append(contentsOf: value.utf8) }
  mutating func append(_ value: [UInt8]) { bytes.append(contentsOf: value) }
}
