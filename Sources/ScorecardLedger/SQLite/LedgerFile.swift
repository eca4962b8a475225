import FileSystem
import GRDB
import ScorecardModel

/// The ledger's file before SQLite opens it, and SQLite's errors in the ledger's words.
enum LedgerFile {
  /// Refuses what must not be opened, and creates the file when it is missing and may be.
  ///
  /// The file is created here with mode 0600 and closed before SQLite sees it; SQLite gives its journal the same
  /// mode. A file that is there is only looked at: a descriptor of our own would drop SQLite's locks on closing.
  static func prepare(_ path: String, mode: SQLiteLedger.Mode) throws(LedgerError) {
    guard !path.utf8.contains(0) else { throw .cannotOpen(place: path, problem: .pathContainsNUL) }
    guard path.utf8.count <= longestPath else {
      throw .cannotOpen(place: path, problem: .pathTooLong(limit: longestPath))
    }
    // SQLite takes what lies there for a killed writer's, and plays it back.
    _ = try status(path + "-journal")
    if try isThere(path) { return }
    guard mode == .create else { throw .cannotOpen(place: path, problem: .missing) }
    do { try OpenFile.createEmpty(path) } catch {
      switch error.problem {
      // Another process was faster.
      case .exists: _ = try status(path)
      case .readOnlyDisk: throw .readOnly(place: path)
      default: throw .cannotOpen(place: path, problem: error.problem)
      }
    }
  }

  /// SQLite opens none of more than 512 bytes, and gives no reason; its journals take 8.
  private static let longestPath = 500

  /// Whether a file is there, and one that may be opened.
  static func isThere(_ path: String) throws(LedgerError) -> Bool { try identity(path) != nil }

  /// Tells a file from another one of the same path; nil when there is none.
  static func identity(_ path: String) throws(LedgerError) -> FileIdentity? { try status(path)?.identity }

  /// Whether a file is there, and one that may be opened, with anything in it.
  static func isFilled(_ path: String) throws(LedgerError) -> Bool { (try status(path)?.size ?? 0) > 0 }

  private static func status(_ path: String) throws(LedgerError) -> FileStatus? {
    let status: FileStatus?
    do { status = try FileStatus.of(path) } catch { throw .cannotOpen(place: path, problem: error.problem) }
    if let status, let problem = problem(with: status, path: path) {
      throw .cannotOpen(place: path, problem: problem)
    }
    return status
  }

  private static func problem(with status: FileStatus, path: String) -> FileProblem? {
    switch status.kind {
    case .ordinary: break
    case .symbolicLink: return .symbolicLink
    case .folder: return .folder
    default: return .notOrdinary
    }
    if !status.isOwn { return .otherOwner }
    return Access.toRead.problem(at: path) == .noPermission ? .noPermission : nil
  }

  /// Why a file that is to be created cannot be.
  static func cannotCreate(_ path: String, _ problem: FileProblem) -> LedgerError {
    problem == .noPermission ? .noPermission(place: path) : .cannotWrite(place: path, problem: problem)
  }

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
      throw LedgerError.damaged(place: path, .row(table: error.table, number: error.number))
    } catch is RowDecodingError {
      throw LedgerError.damaged(place: path, .someRow)
    } catch is DamagedCells {
      throw LedgerError.damaged(place: path, .evidenceSums)
    }
  }

  private static func unwritable(_ path: String, _ error: DatabaseError) -> LedgerError {
    if [.SQLITE_READONLY_ROLLBACK, .SQLITE_READONLY_RECOVERY].contains(error.extendedResultCode) {
      return .cutShort(place: path)
    }
    let isForbidden = [path, Folder.of(path)].contains { Access.toWrite.problem(at: $0) == .noPermission }
    return isForbidden ? .noPermission(place: path) : .readOnly(place: path)
  }

  static func translate(
    _ error: DatabaseError, path: String, busySeconds: Int, isReading: Bool = false
  ) -> LedgerError {
    let detail = error.message ?? "\(error.resultCode)"
    let problem = FileProblem.database(detail)
    // The journal is gone, but it is not known whether for good; or all is done but giving back the lock.
    let isAfterwards = [.SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_UNLOCK, .SQLITE_IOERR_RDLOCK]
      .contains(error.extendedResultCode)
    if isAfterwards, !isReading { return .unsure(place: path, problem: problem) }
    // SQLite looks before it writes, so whoever waited for a restore to end does not write into what it put aside.
    if error.extendedResultCode == .SQLITE_READONLY_DBMOVED { return .moved(place: path) }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(seconds: busySeconds)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH:
      return .damaged(place: path, .database(detail))
    // Nothing can be read before something is finished, which takes writing.
    case .SQLITE_READONLY: return isReading ? .cutShort(place: path) : unwritable(path, error)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return .cannotOpen(place: path, problem: problem)
    // Of what is on record already, it can only be damage.
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG:
      return isReading ? .damaged(place: path, .database(detail)) : .unstorable(.database(detail))
    default:
      return isReading
        ? .cannotRead(place: path, problem: problem) : .cannotWrite(place: path, problem: problem)
    }
  }
}
