package import ScorecardModel

/// Writes rows in the form of `COPY … (FORMAT binary)`: each value with its length before it.
package struct RowWriter {
  private static let blockSize = 1 << 16
  /// Signature, flags, length of an extension: none.
  private static let header: [UInt8] =
    Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)

  private let columns: Int16
  private let send: ([UInt8]) throws(ServerFailure) -> Void
  private var bytes = ServerBytes()
  private var missing: Int16 = 0
  /// Whether a row had more values than there are columns.
  private var hasSurplus = false

  init(columns: Int16, send: @escaping ([UInt8]) throws(ServerFailure) -> Void) {
    self.columns = columns
    self.send = send
    bytes.append(Self.header)
  }

  /// Begins a row; its values follow, one for each column.
  ///
  /// - Throws: ``ServerFailure/refused(state:_:)`` when the row before has too few or too many.
  package mutating func beginRow() throws(ServerFailure) {
    try endRow()
    if bytes.count >= Self.blockSize { try flush() }
    bytes.append(columns)
    missing = columns
  }

  package mutating func add(_ value: Int64?) { add(value) { $0.append($1) } }
  package mutating func add(_ value: Int32?) { add(value) { $0.append($1) } }
  package mutating func add(_ value: Int16?) { add(value) { $0.append($1) } }
  package mutating func add(_ value: Bool?) { add(value) { $0.append($1) } }
  package mutating func add(_ value: Double?) { add(value) { $0.append($1) } }
  package mutating func add(_ value: String?) { add(value) { $0.append($1) } }
  package mutating func add(_ value: [UInt8]?) { add(value) { $0.append($1) } }

  private mutating func add<Value>(_ value: Value?, _ append: (inout ServerBytes, Value) -> Void) {
    if missing == 0 { hasSurplus = true } else { missing -= 1 }
    guard let value else { return bytes.append(Int32(-1)) }
    bytes.appendCounted { append(&$0, value) }
  }

  private func endRow() throws(ServerFailure) {
    // 22P04 is what the server says of the same.
    if missing != 0 || hasSurplus { throw .refused(state: "22P04", "a row doesn't have \(columns) values") }
  }

  mutating func finish() throws(ServerFailure) {
    try endRow()
    bytes.append(Int16(-1))
    try flush()
  }

  private mutating func flush() throws(ServerFailure) {
    try send(bytes.bytes)
    bytes.removeAll()
  }
}
