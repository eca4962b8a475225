import Glibc
import GRDB
package import ScorecardModel

extension LedgerCopies {
  /// Puts a verified copy of `backup` in the ledger's place. The ledger that was there, if any, and what SQLite
  /// kept beside it stay under the name `aside`.
  ///
  /// - Returns: how far the restored one goes.
  /// - Throws: ``LedgerError``; the ledger stays as it was, but with ``LedgerError/unsure(path:detail:)``.
  package func restore(_ backup: String, to path: String, keepingOldAs aside: String) throws -> LedgerExtent {
    let restored = path + ".restored"
    do {
      let extent: LedgerExtent
      do { extent = try write(from: backup, to: restored) } catch LedgerError.unsure(_, let detail) {
        throw LedgerError.cannotWrite(path: path, detail: detail)
      }
      try holding(path) { try Self.exchange(path, for: restored, keepingOldAs: aside) }
      return extent
    } catch {
      unlink(restored)
      throw error
    }
  }

  /// Holds the ledger so that nobody else has it open for writing, after SQLite has played back what a process
  /// that was killed left behind: a journal of the old file beside the new one would damage that.
  private func holding(_ path: String, _ body: () throws -> Void) throws {
    guard try LedgerFile.isThere(path) else { return try body() }
    var isHeld = false
    do {
      let queue = try DatabaseQueue(
        path: LedgerFile.plain(path),
        configuration: Connection.configuration(readOnly: false, busySeconds: busySeconds))
      try queue.inTransaction(.exclusive) { _ in
        isHeld = true
        try body()
        return .rollback
      }
    } catch let error as DatabaseError where !isHeld {
      let reason = LedgerFile.translate(error, path: path, busySeconds: busySeconds)
      if case .locked = reason { throw reason }
      // So damaged that nobody can hold it, nor write it.
      try body()
    }
  }

  private static func exchange(_ path: String, for restored: String, keepingOldAs aside: String) throws {
    var isLinked = false
    var moved: [(from: String, to: String)] = []
    func move(_ suffix: String) throws(LedgerError) {
      let (from, to) = (path + suffix, aside + suffix)
      if rename(from, to) == 0 { return moved.append((from, to)) }
      if errno != ENOENT { throw .cannotWrite(path: to, detail: LedgerFile.lastError()) }
    }
    do {
      // Under both names, there is a ledger at every moment; not every file system can do that.
      if try LedgerFile.isThere(path) {
        isLinked = link(path, aside) == 0
        if !isLinked { try move("") }
      }
      for suffix in ["-journal", "-wal", "-shm"] { try move(suffix) }
      guard rename(restored, path) == 0 else {
        throw LedgerError.cannotWrite(path: path, detail: LedgerFile.lastError())
      }
    } catch {
      for (from, to) in moved.reversed() { rename(to, from) }
      if isLinked { unlink(aside) }
      throw error
    }
    do {
      try StagedFile.sync(StagedFile.folder(of: path), flags: O_RDONLY | O_DIRECTORY)
    } catch LedgerError.cannotWrite(_, let detail) {
      // It is in place, but it is not known whether for good.
      throw LedgerError.unsure(path: path, detail: detail)
    }
  }
}
