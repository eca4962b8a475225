package import FileSystem
import GRDB
import GRDBSQLite
import ScorecardModel

extension BackupStore {
  /// Puts a verified copy of `backup` in the ledger's place. The ledger that was there, if any, is kept under the first
  /// of the names `aside` that is free.
  ///
  /// - Returns: the path of the ledger that was there; nil when there was none.
  /// - Throws: ``LedgerError``; the ledger stays as it was, but with ``LedgerError/unsure(place:problem:)``.
  package func restore(_ backup: String, to path: String, keepingOldAs replacedFile: UniqueFilename) throws
    -> String?
  {
    let staged = try StagedFile(for: path + ".restored")
    _ = try copy(backup, to: staged, for: path)
    return try put(staged, in: path, keepingOldAs: replacedFile)
  }

  /// Puts a ledger that was made anew from the record of the one at `path` in its place, if anything but the record
  /// is damaged. The one that was there is kept as by ``restore(_:to:keepingOldAs:)``.
  ///
  /// - Returns: the path of the ledger that was there; nil when nothing in it is damaged.
  /// - Throws: ``LedgerError``, such as damaged when that is in the record; the ledger stays as it was.
  package func repair(_ path: String, keepingOldAs replacedFile: UniqueFilename) throws -> String? {
    guard try LedgerFile.isFilled(path) else { return nil }
    let (_, problems) = try checked(path)
    if problems.isEmpty { return nil }
    if let problem = problems.first(where: { !$0.repairable }) {
      throw LedgerError.damaged(place: path, problem.damage)
    }
    // Between the reading of the record and the writing, another process may have been faster.
    for _ in 0..<5 {
      let staged = try StagedFile(for: path + ".restored")
      let extent = try holding(path) { try remake(path, in: staged) }
      do {
        return try put(staged, in: path, keepingOldAs: replacedFile, ifItEndsLike: extent)
      } catch is Overtaken {}
    }
    throw LedgerError.locked(seconds: busySeconds)
  }

  private struct Overtaken: Error {}

  /// Keeps others from writing meanwhile; they may read.
  private func holding<T>(_ path: String, _ body: () throws -> T) throws -> T {
    try LedgerFile.translating(path: path, busySeconds: busySeconds) {
      var result: T?
      try writer(path).inTransaction(.immediate) { _ in
        result = try body()
        return .rollback
      }
      guard let result else { throw LedgerError.cannotWrite(place: path, problem: .nothingDone) }
      return result
    }
  }

  private func writer(_ path: String) throws -> DatabaseQueue {
    try LedgerFile.prepare(path, mode: .readWrite)
    return try DatabaseQueue(
      path: LedgerFile.plain(path),
      configuration: Connection.configuration(readOnly: false, busySeconds: busySeconds))
  }

  // MARK: Taking its place

  private func put(
    _ staged: StagedFile, in path: String, keepingOldAs names: UniqueFilename,
    ifItEndsLike extent: LedgerExtent? = nil
  ) throws -> String? {
    guard try LedgerFile.isThere(path) else {
      try Self.replace(path, with: staged, movingBesides: names.first())
      return nil
    }
    return try LedgerFile.translating(path: path, busySeconds: busySeconds) {
      do {
        return try overwrite(path, with: staged, keepingOldAs: names, ifItEndsLike: extent)
      } catch let error as DatabaseError
        where extent == nil && [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode)
      {
        // So damaged that SQLite does not open it, for anyone: nobody waits for it, so it may get another name. What is
        // repaired was open a moment ago.
        return try Self.exchange(path, for: staged, keepingOldAs: names)
      }
    }
  }

  /// Writes all pages into the ledger's file, in one transaction of SQLite's.
  ///
  /// The file is not renamed: whoever waits for the old one, and sees the journal of the new one beside it, would take
  /// that for its own and play it back.
  private func overwrite(
    _ path: String, with staged: StagedFile, keepingOldAs names: UniqueFilename,
    ifItEndsLike extent: LedgerExtent?
  ) throws -> String {
    let file = try LedgerFile.identity(path)
    let queue = try writer(path)
    let raw = try queue.inDatabase { try RawFile($0) }
    if try raw.isWAL(),
      try queue.inDatabase({ try Connection.pragma("journal_mode = DELETE", $0) }) != "delete"
    {
      throw LedgerError.locked(seconds: busySeconds)
    }
    let source = try DatabaseQueue(
      path: LedgerFile.plain(staged.path),
      configuration: Connection.configuration(readOnly: true, busySeconds: busySeconds))
    var replacedFile: String?
    do {
      // Holds the file from the first step on; what was there can then be copied as it is.
      try source.backup(to: queue, pagesPerStep: 8) { _ in
        guard replacedFile == nil else { return }
        guard try LedgerFile.identity(path) == file else { throw LedgerError.moved(place: path) }
        replacedFile = try keep(raw, of: path, under: names, ifItEndsLike: extent)
      }
    } catch {
      let reason = Self.named(error)
      guard let replacedFile else { throw reason }
      // SQLite shortens the file only once the new one is in its place, and that may fail, too: the file alone tells.
      guard (try? raw.holdsTheSame(as: replacedFile)) == true else {
        throw LedgerError.unsure(
          place: path, problem: .database((reason as? DatabaseError)?.message ?? "\(reason)"))
      }
      try? Folder.remove(replacedFile)
      throw reason
    }
    guard let replacedFile else { throw LedgerError.cannotWrite(place: path, problem: .nothingDone) }
    return replacedFile
  }

  private func keep(
    _ raw: RawFile, of path: String, under names: UniqueFilename, ifItEndsLike wanted: LedgerExtent?
  ) throws -> String {
    let staged = try StagedFile(for: names.first())
    do {
      try raw.copy(to: staged.path)
      if let wanted {
        let found = try extent(of: staged.path)
        guard found.changes == wanted.changes, found.chain == wanted.chain else { throw Overtaken() }
      }
      return try staged.publish(under: names)
    } catch LedgerError.unsure(let path, let problem) {
      try? Folder.remove(path)
      throw LedgerError.cannotWrite(place: path, problem: problem)
    } catch let error as FileError {
      throw LedgerError.cannotWrite(place: staged.target, problem: error.problem)
    }
  }

  /// SQLite's copying gives codes without messages.
  private static func named(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let code = error.extendedResultCode
    return DatabaseError(resultCode: code, message: String(cString: sqlite3_errstr(code.rawValue)))
  }

  // MARK: Where SQLite opens nothing

  /// - Returns: where the old one is now.
  private static func exchange(
    _ path: String, for staged: StagedFile, keepingOldAs names: UniqueFilename
  ) throws -> String {
    // Under both names, there is a ledger at every moment; not every file system can do that.
    let replacedFile: String
    do { replacedFile = try names.take(for: path) } catch {
      throw LedgerError.cannotWrite(place: error.path, problem: error.problem)
    }
    do { try replace(path, with: staged, movingBesides: replacedFile) } catch {
      // Not when the new one is in its place.
      if case LedgerError.unsure = error { throw error }
      let reason = error
      do { try Folder.link(replacedFile, as: path) } catch  where error.problem != .exists { throw reason }
      try? Folder.remove(replacedFile)
      throw reason
    }
    return replacedFile
  }

  /// Puts the new one in its place, and away what SQLite kept beside the old one, or neither.
  private static func replace(
    _ path: String, with staged: StagedFile, movingBesides replacedFile: String
  ) throws {
    var moved: [String] = []
    do {
      for suffix in WorkspaceLayout.ledgerCompanions where FileStatus.isAnything(at: path + suffix) {
        do { try Folder.rename(path + suffix, to: replacedFile + suffix) } catch {
          throw LedgerError.cannotWrite(place: error.path, problem: error.problem)
        }
        moved.append(suffix)
      }
      try staged.publish(at: path)
    } catch {
      if case LedgerError.unsure = error { throw error }
      for suffix in moved { try? Folder.rename(replacedFile + suffix, to: path + suffix) }
      throw error
    }
  }
}
