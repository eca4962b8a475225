import Glibc
import GRDB
import ScorecardModel

extension LedgerCopies {
  /// Puts a verified copy of `backup` in the ledger's place. The ledger that was there, if any, and what SQLite
  /// kept beside it stay under the first of the names `aside` that is free.
  ///
  /// - Returns: the path of the ledger that was there; nil when there was none.
  /// - Throws: ``LedgerError``; the ledger stays as it was, but with ``LedgerError/unsure(path:detail:)``.
  package func restore(_ backup: String, to path: String, keepingOldAs aside: FreeName) throws -> String? {
    try replacing(path, keepingOldAs: aside) { restored, exchange in
      _ = try write(from: backup, to: restored)
      try holding(path, .exclusive, exchange)
    }
  }

  /// Puts a ledger that was made anew from the record of the one at `path` in its place, if anything but the record
  /// is damaged. The one that was there is kept as by ``restore(_:to:keepingOldAs:)``.
  ///
  /// - Returns: the path of the ledger that was there; nil when nothing in it is damaged.
  /// - Throws: ``LedgerError``, such as damaged when that is in the record; the ledger stays as it was.
  package func repair(_ path: String, keepingOldAs aside: FreeName) throws -> String? {
    guard try LedgerFile.isFilled(path) else { return nil }
    let (_, problems) = try checked(path)
    if problems.isEmpty { return nil }
    if let problem = problems.first(where: { !$0.repairable }) {
      throw LedgerError.damaged(path: path, detail: problem.message)
    }
    return try replacing(path, keepingOldAs: aside) { restored, exchange in
      // Others may read it meanwhile, and not write what the new one would lack.
      try holding(path, .immediate) {
        let staged = try StagedFile(for: restored)
        _ = try remake(path, in: staged)
        try staged.publish()
        try exchange()
      }
    }
  }

  private func replacing(
    _ path: String, keepingOldAs aside: FreeName,
    _ body: (_ restored: String, _ exchange: () throws -> Void) throws -> Void
  ) throws -> String? {
    // Of this process alone: another one may be restoring as well.
    let restored = "\(path).restored.\(getpid()).tmp"
    var isExchanging = false
    var old: String?
    do {
      try body(restored) {
        isExchanging = true
        old = try Self.exchange(path, for: restored, keepingOldAs: aside)
      }
      return old
    } catch {
      unlink(restored)
      // Of the copy alone; the ledger is as it was.
      if case LedgerError.unsure(_, let detail) = error, !isExchanging {
        throw LedgerError.cannotWrite(path: path, detail: detail)
      }
      throw error
    }
  }

  /// Holds the ledger so that nobody else has it open for writing, after SQLite has played back what a process
  /// that was killed left behind: a journal of the old file beside the new one would damage that.
  private func holding(
    _ path: String, _ kind: Database.TransactionKind, _ body: () throws -> Void
  ) throws {
    guard let file = try LedgerFile.identity(path) else { return try body() }
    var isHeld = false
    do {
      let queue = try DatabaseQueue(
        path: LedgerFile.plain(path),
        configuration: Connection.configuration(readOnly: false, busySeconds: busySeconds))
      try queue.inTransaction(kind) { _ in
        isHeld = true
        // Whoever waited for another restore holds what that one has put aside.
        guard try LedgerFile.identity(path) == file else { throw LedgerError.moved(path: path) }
        try body()
        return .rollback
      }
    } catch let error as DatabaseError where !isHeld {
      let reason = LedgerFile.translate(error, path: path, busySeconds: busySeconds)
      if case .locked = reason { throw reason }
      if case .moved = reason { throw reason }
      // So damaged that nobody can hold it, nor write it.
      try body()
    }
  }

  /// - Returns: where the old one is now.
  private static func exchange(
    _ path: String, for restored: String, keepingOldAs names: FreeName
  ) throws -> String? {
    guard try LedgerFile.isThere(path) else {
      try replace(path, with: restored, movingBesides: names.first())
      return nil
    }
    // Under both names, there is a ledger at every moment; not every file system can do that.
    let aside = try names.take(for: path)
    do { try replace(path, with: restored, movingBesides: aside) } catch {
      // Not when the new one is in its place.
      if case LedgerError.unsure = error { throw error }
      if link(aside, path) != 0, errno != EEXIST { rename(aside, path) } else { unlink(aside) }
      throw error
    }
    return aside
  }

  /// Puts the new one in its place, and away what SQLite kept beside the old one, or neither.
  private static func replace(_ path: String, with restored: String, movingBesides aside: String) throws {
    var moved: [String] = []
    do {
      for suffix in ["-journal", "-wal", "-shm"] {
        if rename(path + suffix, aside + suffix) == 0 {
          moved.append(suffix)
        } else if errno != ENOENT {
          throw LedgerError.cannotWrite(path: aside + suffix, detail: LedgerFile.lastError())
        }
      }
      guard rename(restored, path) == 0 else {
        throw LedgerError.cannotWrite(path: path, detail: LedgerFile.lastError())
      }
    } catch {
      for suffix in moved { rename(aside + suffix, path + suffix) }
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
