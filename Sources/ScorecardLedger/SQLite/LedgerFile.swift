import Foundation
import GRDB
import ScorecardModel

/// The ledger's file before SQLite opens it, and SQLite's errors in the ledger's words.
enum LedgerFile {
  /// Refuses what must not be opened, and creates the file when it is missing and may be.
  ///
  /// The file is created here with mode 0600 and closed before SQLite sees it; SQLite gives its journal the same
  /// mode. A file that is there is only looked at: a descriptor of our own would drop SQLite's locks on closing.
  static func prepare(_ path: String, mode: SQLiteLedger.Mode) throws(LedgerError) {
    guard !path.utf8.contains(0) else { throw .cannotOpen(path: path, detail: "the path contains a NUL") }
    guard path.utf8.count <= longestPath else {
      throw .cannotOpen(
        path: path, detail: "its path is longer than \(longestPath) bytes. Use a folder further up")
    }
    var status = stat()
    // SQLite takes what lies there for a killed writer's, and plays it back.
    let journal = path + "-journal"
    if lstat(journal, &status) == 0 { try check(status, path: journal) }
    guard lstat(path, &status) != 0 else { return try check(status, path: path) }
    guard errno == ENOENT, mode == .create else { throw .cannotOpen(path: path, detail: lastError()) }
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
    } else if errno == EROFS {
      throw .readOnly(path: path)
    } else if errno != EEXIST {
      throw .cannotOpen(path: path, detail: lastError())
    } else if lstat(path, &status) == 0 {
      try check(status, path: path)
    }
  }

  /// SQLite opens none of more than 512 bytes, and gives no reason; its journals take 8.
  private static let longestPath = 500

  /// Whether a file is there, and one that may be opened.
  static func isThere(_ path: String) throws(LedgerError) -> Bool { try identity(path) != nil }

  /// Tells a file from another one of the same path; nil when there is none.
  static func identity(_ path: String) throws(LedgerError) -> [UInt64]? {
    try status(path).map { [UInt64($0.st_dev), UInt64($0.st_ino)] }
  }

  /// Whether a file is there, and one that may be opened, with anything in it.
  static func isFilled(_ path: String) throws(LedgerError) -> Bool { (try status(path)?.st_size ?? 0) > 0 }

  private static func status(_ path: String) throws(LedgerError) -> stat? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .cannotOpen(path: path, detail: lastError()) }
      return nil
    }
    try check(status, path: path)
    return status
  }

  private static func check(_ status: stat, path: String) throws(LedgerError) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFLNK: throw .cannotOpen(path: path, detail: "it is a symbolic link")
    default: throw .cannotOpen(path: path, detail: "it is not a file")
    }
    guard status.st_uid == geteuid() else {
      throw .cannotOpen(path: path, detail: "it belongs to another user")
    }
    if access(path, R_OK) != 0, errno == EACCES { throw .cannotOpen(path: path, detail: lastError()) }
  }

  /// Why a file that is to be made cannot be.
  static func cannotMake(_ path: String) -> LedgerError {
    let isForbidden = errno == EACCES || errno == EPERM
    return isForbidden ? .noPermission(path: path) : .cannotWrite(path: path, detail: lastError())
  }

  static func lastError() -> String { String(cString: strerror(errno)) }

  /// A path that SQLite cannot take for a URI or a name with a special meaning.
  static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

  /// Runs `body` and gives what SQLite or a damaged row throws its name.
  ///
  /// - Parameter isReading: what fails then says nothing about what was stored before.
  static func translating<T>(
    path: String, busySeconds: Int, isReading: Bool = false, _ body: () throws -> T
  ) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw translate(error, path: path, busySeconds: busySeconds, isReading: isReading)
    } catch let error as DamagedRow {
      throw LedgerError.damaged(path: path, detail: "\(error.table) \(error.number) cannot be read")
    } catch is RowDecodingError {
      throw LedgerError.damaged(path: path, detail: "a row cannot be read")
    } catch is DamagedCells {
      throw LedgerError.damaged(path: path, detail: "evidence sums cannot be read")
    }
  }

  private static func unwritable(_ path: String, _ error: DatabaseError) -> LedgerError {
    if [.SQLITE_READONLY_ROLLBACK, .SQLITE_READONLY_RECOVERY].contains(error.extendedResultCode) {
      return .cutShort(path: path)
    }
    let isForbidden = isForbidden(path) || isForbidden(StagedFile.folder(of: path))
    return isForbidden ? .noPermission(path: path) : .readOnly(path: path)
  }

  private static func isForbidden(_ path: String) -> Bool {
    access(path, W_OK) != 0 && (errno == EACCES || errno == EPERM)
  }

  static func translate(
    _ error: DatabaseError, path: String, busySeconds: Int, isReading: Bool = false
  ) -> LedgerError {
    let detail = error.message ?? "\(error.resultCode)"
    // The journal is gone, but it is not known whether for good; or all is done but giving back the lock.
    let isAfterwards = [.SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_UNLOCK, .SQLITE_IOERR_RDLOCK]
      .contains(error.extendedResultCode)
    if isAfterwards, !isReading { return .unsure(path: path, detail: detail) }
    // SQLite looks before it writes, so whoever waited for a restore to end does not write into what it put aside.
    if error.extendedResultCode == .SQLITE_READONLY_DBMOVED { return .moved(path: path) }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(seconds: busySeconds)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH:
      return .damaged(path: path, detail: detail)
    // Nothing can be read before something is finished, which takes writing.
    case .SQLITE_READONLY: return isReading ? .cutShort(path: path) : unwritable(path, error)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return .cannotOpen(path: path, detail: detail)
    // Of what is on record already, it can only be damage.
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG:
      return isReading ? .damaged(path: path, detail: detail) : .unstorable(detail)
    default:
      return isReading ? .cannotRead(path: path, detail: detail) : .cannotWrite(path: path, detail: detail)
    }
  }
}
