import Glibc
import GRDB
package import ScorecardModel

/// Ledger files beside the live one: what is copied, and checked, before anyone may rely on it.
///
/// Nothing but SQLite opens a ledger here: closing a descriptor of our own would drop the locks of this process.
package struct LedgerCopies: Sendable {
  /// Beside the ledger.
  package static let folderName = "backups"

  let migrations: Migrations
  let busySeconds: Int

  init(migrations: Migrations, busySeconds: Int) {
    self.migrations = migrations
    self.busySeconds = busySeconds
  }

  package init(busySeconds: Int = 30) { self.init(migrations: .released, busySeconds: busySeconds) }

  // MARK: Reading

  /// How far a ledger goes, without a check of it.
  package func extent(of path: String) throws -> LedgerExtent {
    try reading(path) { queue, schema in try queue.read { try Self.extent(of: $0, schema: schema) } }
  }

  /// Whether the ledger at `path` holds the change that `extent` ends with, and the same ones before it.
  package func ledger(at path: String, continues extent: LedgerExtent) throws -> Bool {
    try reading(path) { queue, _ in
      try queue.read { try Self.chain(at: extent.changes, in: $0) == extent.chain }
    }
  }

  /// Checks a whole file, its structure and every row. One of an older schema is checked as what a migration makes
  /// of it. What can be made anew from the record, sums and indexes, is not held against it.
  ///
  /// - Throws: ``LedgerError``, such as damaged with the first thing found.
  package func verify(_ path: String) throws -> LedgerExtent {
    try reading(path) { queue, schema in
      let extent = try queue.read { try Self.extent(of: $0, schema: schema) }
      if schema == migrations.current {
        try queue.read { try check($0, path: path) }
      } else {
        // Without a name: a database that SQLite keeps aside and removes itself.
        let scratch = try DatabaseQueue(
          path: "", configuration: Connection.configuration(readOnly: false, busySeconds: busySeconds))
        try queue.backup(to: scratch)
        try scratch.inTransaction { database in
          try migrations.migrate(database, from: schema)
          return .commit
        }
        try scratch.read { try check($0, path: path) }
      }
      return extent
    }
  }

  private func check(_ database: Database, path: String) throws {
    var checkup = Checkup(database: database, policy: .standard, busySeconds: busySeconds)
    let known = Set(try Names(database).vendors.values)
    let found = checkup.run(knownVendors: known, depth: .full).filter { !$0.repairable }
    if let first = found.first { throw LedgerError.damaged(path: path, detail: first.message) }
  }

  private func reading<T>(_ path: String, _ body: (DatabaseQueue, _ schema: Int) throws -> T) throws -> T {
    try LedgerFile.prepare(path, mode: .readOnly)
    return try LedgerFile.translating(path: path, busySeconds: busySeconds, isReading: true) {
      let queue = try DatabaseQueue(
        path: LedgerFile.plain(path),
        configuration: Connection.configuration(readOnly: true, busySeconds: busySeconds))
      let schema = try queue.read { try migrations.version(of: $0, path: path) }
      guard schema > 0 else { throw LedgerError.damaged(path: path, detail: "it is empty") }
      return try body(queue, schema)
    }
  }

  private static func extent(of database: Database, schema: Int) throws -> LedgerExtent {
    let logs = try RawStatement(database, "SELECT count(*) FROM incident WHERE standing = 0")
    defer { logs.reset() }
    let last = try ChangeLog.entries(database, limit: 1).first
    let head = try ChangeLog.head(database)
    return LedgerExtent(
      logs: try logs.next() ? Int(logs.integer(0)) : 0, changes: head.number, chain: head.chain,
      lastChange: last?.at, schema: schema)
  }

  /// nil when there is no such change; 0 for the state before the first.
  private static func chain(at number: Int64, in database: Database) throws -> Int64? {
    if number == 0 { return 0 }
    let row = try RawStatement(database, "SELECT chain FROM change WHERE number = ?")
    defer { row.reset() }
    row.bind(number, at: 1)
    return try row.next() ? row.integer(0) : nil
  }

  // MARK: Writing

  /// Writes a copy, and puts it at `target` once it is verified and on disk.
  ///
  /// Others may go on writing: the copy is of one moment, and holds all that was acknowledged before this call.
  /// - Returns: how far the copy goes.
  /// - Throws: ``LedgerError``; what stood at `target` stays as it was, unless it is `unsure`.
  package func write(from source: String, to target: String) throws -> LedgerExtent {
    let staged = try StagedFile(for: target)
    let copied = try copy(source, to: staged, for: target)
    try staged.publish()
    return copied
  }

  /// The same under the first name that is free.
  package func write(
    from source: String, to target: String, under names: FreeName
  ) throws -> (path: String, extent: LedgerExtent) {
    let staged = try StagedFile(for: target)
    let copied = try copy(source, to: staged, for: target)
    return (try staged.publish(under: names), copied)
  }

  private func copy(_ source: String, to staged: StagedFile, for target: String) throws -> LedgerExtent {
    let file = try LedgerFile.identity(source)
    let before = try extent(of: source)
    try reading(source) { queue, _ in
      do {
        try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [staged.path]) }
      } catch let error as DatabaseError where Self.isAboutTarget(error) {
        throw LedgerError.cannotWrite(path: target, detail: error.message ?? "\(error.resultCode)")
      }
    }
    let copied: LedgerExtent
    do { copied = try verify(staged.path) } catch LedgerError.damaged(_, let detail) {
      // Only what is in the source can be in its copy.
      throw LedgerError.damaged(path: source, detail: detail)
    } catch LedgerError.cannotRead(_, let detail) {
      throw LedgerError.cannotWrite(path: target, detail: detail)
    }
    guard copied.changes >= before.changes, try ledger(at: source, continues: copied) else {
      // As by a restore.
      if try LedgerFile.identity(source) != file { throw LedgerError.moved(path: source) }
      throw LedgerError.cannotWrite(path: target, detail: "the copy lacks some of what is on record")
    }
    return copied
  }

  private static func isAboutTarget(_ error: DatabaseError) -> Bool {
    [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
  }

  /// The copy that a migration starts from. Its name is the moment of the last change: a migration that was cut
  /// short and runs again makes the same one again.
  func backUpBeforeMigration(_ path: String, of schema: Int) throws {
    let folder = StagedFile.folder(of: path) + "/" + Self.folderName
    try StagedFile.makeFolder(folder)
    let last = try extent(of: path).lastChange ?? Timestamp(seconds: 0)
    let name = BackupName(at: last, beforeMigrationOf: schema).file
    _ = try write(from: path, to: folder + "/" + name)
  }
}
