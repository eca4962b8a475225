import FileSystem
import GRDB
import GRDBSQLite

/// The bytes of a database file, read through SQLite's own descriptor: closing one of our own would drop the locks that
/// this process holds on the file.
struct RawFile {
  private static let chunk = 1 << 20

  private let file: UnsafeMutablePointer<sqlite3_file>
  private let methods: sqlite3_io_methods

  /// Valid for as long as the connection is open.
  init(_ database: Database) throws {
    var pointer: UnsafeMutablePointer<sqlite3_file>?
    let code = withUnsafeMutablePointer(to: &pointer) {
      sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, $0)
    }
    guard code == SQLITE_OK, let pointer, let methods = pointer.pointee.pMethods else {
      throw DatabaseError(resultCode: .SQLITE_CANTOPEN)
    }
    (file, self.methods) = (pointer, methods.pointee)
  }

  /// Whether the header says that a write-ahead log belongs to it.
  func isWAL() throws -> Bool {
    guard try size() > 100 else { return false }
    return try read(count: 20, at: 0).suffix(2) == [2, 2]
  }

  /// Writes all of it into an empty file that is there, and brings that to disk.
  func copy(to path: String) throws {
    let target = try OpenFile(writing: path)
    var offset: Int64 = 0
    let size = try size()
    while offset < size {
      let bytes = try read(count: Int(min(Int64(Self.chunk), size - offset)), at: offset)
      try target.write(bytes)
      offset += Int64(bytes.count)
    }
    try target.sync()
  }

  /// Whether another file has the same bytes.
  func holdsTheSame(as path: String) throws -> Bool {
    let other = try OpenFile(reading: path)
    let size = try size()
    var bytes = [UInt8](repeating: 0, count: Self.chunk)
    var offset: Int64 = 0
    while true {
      let count = try other.read(into: &bytes)
      if count == 0 { return offset == size }
      guard offset + Int64(count) <= size, try read(count: count, at: offset) == Array(bytes[..<count]) else {
        return false
      }
      offset += Int64(count)
    }
  }

  private func size() throws -> Int64 {
    var size: Int64 = 0
    try check(methods.xFileSize?(file, &size))
    return size
  }

  private func read(count: Int, at offset: Int64) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try check(bytes.withUnsafeMutableBytes { methods.xRead?(file, $0.baseAddress, Int32(count), offset) })
    return bytes
  }

  private func check(_ code: Int32?) throws {
    let code = code ?? SQLITE_ERROR
    guard code == SQLITE_OK else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errstr(code)))
    }
  }
}
