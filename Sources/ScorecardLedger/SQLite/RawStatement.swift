import GRDB
import GRDBSQLite

/// A prepared statement driven through SQLite's C interface: nothing is boxed between a row and the file.
///
/// GRDB compiles, caches and owns the statement; it must be used inside the database access that made it.
struct RawStatement {
  private let owner: Statement
  let pointer: OpaquePointer?
  private let connection: OpaquePointer?

  /// Compiles or takes from the connection's cache, where it is found by its text.
  init(_ database: Database, _ sql: String) throws {
    owner = try database.cachedStatement(sql: sql)
    pointer = owner.sqliteStatement
    connection = database.sqliteConnection
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
  }

  // MARK: Binding (positions count from 1)

  func bind(_ value: Int64?, at position: Int32) {
    if let value {
      sqlite3_bind_int64(pointer, position, value)
    } else {
      sqlite3_bind_null(pointer, position)
    }
  }

  func bind(_ value: Bool?, at position: Int32) { bind(value.map { $0 ? Int64(1) : 0 }, at: position) }

  func bind(_ value: Double?, at position: Int32) {
    if let value {
      sqlite3_bind_double(pointer, position, value)
    } else {
      sqlite3_bind_null(pointer, position)
    }
  }

  /// SQLite keeps a copy.
  func bind(_ text: String?, at position: Int32) {
    guard var text else {
      sqlite3_bind_null(pointer, position)
      return
    }
    text.withUTF8 { bind($0, at: position, lifetime: copied) }
  }

  /// The bytes must stay where they are until the statement has run.
  func bind(borrowed text: UnsafeBufferPointer<UInt8>, at position: Int32) {
    bind(text, at: position, lifetime: nil)
  }

  func bind(_ blob: [UInt8], at position: Int32) {
    _ = blob.withUnsafeBytes { bytes in
      sqlite3_bind_blob64(pointer, position, bytes.baseAddress, UInt64(bytes.count), copied)
    }
  }

  private func bind(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int32, lifetime: sqlite3_destructor_type?
  ) {
    // An empty Swift string may have no address, which SQLite would read as NULL.
    guard let bytes = text.baseAddress, !text.isEmpty else {
      sqlite3_bind_text64(pointer, position, "", 0, copied, UInt8(SQLITE_UTF8))
      return
    }
    bytes.withMemoryRebound(to: CChar.self, capacity: text.count) { characters in
      _ = sqlite3_bind_text64(
        pointer, position, characters, UInt64(text.count), lifetime, UInt8(SQLITE_UTF8))
    }
  }

  // MARK: Running

  /// Runs a statement that returns no rows, and readies it for the next values.
  func run() throws {
    let code = sqlite3_step(pointer)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure() }
    sqlite3_reset(pointer)
  }

  /// Moves to the next row; false at the end, when it is ready to run again.
  func next() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(pointer)
      return false
    default: throw failure()
    }
  }

  /// Ends reading before the last row.
  func reset() { sqlite3_reset(pointer) }

  private func failure() -> DatabaseError {
    let code = sqlite3_extended_errcode(connection)
    let message = sqlite3_errmsg(connection).map { String(cString: $0) }
    sqlite3_reset(pointer)
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: owner.sql)
  }

  // MARK: Reading (columns count from 0)

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func optionalDouble(_ column: Int32) -> Double? {
    isNull(column) ? nil : sqlite3_column_double(pointer, column)
  }

  func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(pointer, column) else { return "" }
    let count = Int(sqlite3_column_bytes(pointer, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func withBlob<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
    let bytes = sqlite3_column_blob(pointer, column)
    return try body(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(pointer, column))))
  }

  private func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }
}

/// SQLITE_TRANSIENT, which C spells as a cast that Swift does not import.
private let copied = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
