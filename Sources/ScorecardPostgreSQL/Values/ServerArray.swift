/// A column of a batch of rows, as one parameter.
package struct ServerArray: Hashable, Sendable {
  private let element: UInt32
  /// Of the whole.
  let type: UInt32
  private(set) var count = 0
  private var nulls = 0
  private var bytes = ServerBytes()

  /// Of an element, for SQL.
  let name: String

  private init(_ name: String, element: UInt32, type: UInt32) {
    (self.name, self.element, self.type) = (name, element, type)
  }

  static let int8s = ServerArray("int8", element: ServerType.int8, type: ServerType.int8s)
  static let bools = ServerArray("bool", element: ServerType.bool, type: ServerType.bools)
  static let float8s = ServerArray("float8", element: ServerType.float8, type: ServerType.float8s)
  static let texts = ServerArray("text", element: ServerType.text, type: ServerType.texts)
  static let byteas = ServerArray("bytea", element: ServerType.bytea, type: ServerType.byteas)

  mutating func append(_ value: Int64?) { append(value, length: { _ in 8 }) { $0.append($1) } }
  mutating func append(_ value: Bool?) { append(value, length: { _ in 1 }) { $0.append($1) } }
  mutating func append(_ value: Double?) { append(value, length: { _ in 8 }) { $0.append($1) } }
  mutating func append(_ value: String?) { append(value, length: \.utf8.count) { $0.append($1) } }
  mutating func append(_ value: [UInt8]?) { append(value, length: \.count) { $0.append($1) } }

  /// - Parameter length: of what `append` adds, in bytes.
  @inline(__always)
  private mutating func append<Value>(
    _ value: Value?, length: (Value) -> Int, _ append: (inout ServerBytes, Value) -> Void
  ) {
    count += 1
    guard let value else {
      nulls += 1
      return bytes.append(Int32(-1))
    }
    bytes.append(Int32(truncatingIfNeeded: length(value)))
    append(&bytes, value)
  }

  /// One dimension, counted from 1. Nothing but NULLs is none: beside a longer array it is filled up with them.
  /// Each table's rows have a column that is never NULL.
  func encode(into target: inout ServerBytes) {
    let isEmpty = nulls == count
    target.append(Int32(isEmpty ? 0 : 1))
    target.append(Int32(nulls == 0 ? 0 : 1))
    target.append(element)
    if isEmpty { return }
    target.append(Int32(truncatingIfNeeded: count))
    target.append(Int32(1))
    target.append(bytes.bytes)
  }
}
