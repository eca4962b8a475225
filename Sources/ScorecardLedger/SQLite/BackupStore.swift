package import FileSystem
import GRDB
package import ScorecardModel

/// Ledger files beside the live one: what is copied, and checked, before anyone may rely on it.
///
/// Nothing but SQLite opens a ledger here: closing a descriptor of our own would drop the locks of this process.
package struct BackupStore: Sendable {
  let migrations: Migrations
  /// Sums of another one are never read, and so are not looked at.
  let policy: ScoringPolicy
  let busySeconds: Int

  init(migrations: Migrations, policy: ScoringPolicy = .standard, busySeconds: Int) {
    self.migrations = migrations
    self.policy = policy
    self.busySeconds = busySeconds
  }

  package init(policy: ScoringPolicy = .standard, busySeconds: Int = SQLiteLedger.usualBusySeconds) {
    self.init(migrations: .released, policy: policy, busySeconds: busySeconds)
  }

  // MARK: Reading

  /// How far a ledger goes, without a check of it.
  package func extent(of path: String) throws -> LedgerExtent {
    try reading(path) { queue, schema in try queue.read { try Self.extent(of: $0, schema: schema) } }
  }

  /// Whether the ledger at `path` holds the change that `extent` ends with, and the same ones before it.
  package func ledger(at path: String, continues extent: LedgerExtent) throws -> Bool {
    try reading(path) { queue, _ in
      try queue.read { try SQLiteStore.chain(at: extent.changes, in: $0) == extent.chain }
    }
  }

  /// Checks a whole file, its structure and every row. One of an older schema is checked as what a migration makes
  /// of it. What can be made anew from the record, sums and indexes, is not held against it.
  ///
  /// - Throws: ``LedgerError``, such as damaged with the first thing found.
  package func verify(_ path: String) throws -> LedgerExtent {
    let (extent, problems) = try checked(path)
    if let problem = problems.first(where: { !$0.repairable }) {
      throw LedgerError.damaged(place: path, problem.damage)
    }
    return extent
  }

  /// Whether the record of a ledger can be read whole, whatever else is damaged in its file.
  package func isRecordWhole(_ path: String) -> Bool {
    let isWhole = try? reading(path) { queue, schema in
      try queue.readDamaged { schema == migrations.current && SQLiteStore.recordFault(of: $0) == nil }
    }
    return isWhole ?? false
  }

  /// Names of tables and views in a ledger's file that someone added for purposes of their own.
  package func additions(in path: String) throws -> [String] {
    try reading(path) { queue, schema in
      let check = try SchemaCheck(migrations, version: schema)
      return try queue.readDamaged { try check.additions($0) }
    }
  }

  /// How far a ledger goes, and all that is wrong with it; sums of another policy are not.
  func checked(_ path: String) throws -> (LedgerExtent, [LedgerProblem]) {
    try reading(path) { queue, schema in
      let extent = try queue.read { try Self.extent(of: $0, schema: schema) }
      return (extent, try problems(in: upToDate(queue, schema)))
    }
  }

  /// Hands out the record of a ledger's file, as ``LedgerReader/readRecord(_:)`` does; of one of an older schema, what a
  /// migration makes of it.
  package func readRecord(of path: String, _ body: (RecordEntry) throws -> Void) throws {
    try reading(path) { queue, schema in
      try upToDate(queue, schema).read {
        try RecordReading(SQLiteStore($0)).checked(place: path, body)
      }
    }
  }

  /// The same ledger in the current schema, which its file may not have.
  private func upToDate(_ queue: DatabaseQueue, _ schema: Int) throws -> DatabaseQueue {
    if schema == migrations.current { return queue }
    // Without a name: a database that SQLite keeps aside and removes itself.
    let scratch = try DatabaseQueue(
      path: "", configuration: Connection.configuration(readOnly: false, busySeconds: busySeconds))
    try queue.backup(to: scratch)
    try scratch.inTransaction { database in
      try migrations.migrate(database, from: schema, policy: policy)
      return .commit
    }
    return scratch
  }

  private func problems(in queue: DatabaseQueue) throws -> [LedgerProblem] {
    try Checkup.problems(
      in: queue, migrations: migrations, policy: policy, busySeconds: busySeconds, depth: .full
    ).filter { $0.damage != .otherPolicy }
  }

  private func reading<T>(_ path: String, _ body: (DatabaseQueue, _ schema: Int) throws -> T) throws -> T {
    try LedgerFile.prepare(path, mode: .readOnly)
    return try LedgerFile.translating(path: path, busySeconds: busySeconds, isReading: true) {
      let queue = try DatabaseQueue(
        path: LedgerFile.plain(path),
        configuration: Connection.configuration(readOnly: true, busySeconds: busySeconds))
      let schema = try queue.read { try migrations.version(of: $0, path: path) }
      guard schema > 0 else { throw LedgerError.damaged(place: path, .empty) }
      let check = try SchemaCheck(migrations, version: schema)
      if let deviation = try queue.read({ try check.deviations($0) }).first(where: { $0.gravity == .fatal }) {
        throw LedgerError.damaged(place: path, deviation.damage)
      }
      return try body(queue, schema)
    }
  }

  private static func extent(of database: Database, schema: Int) throws -> LedgerExtent {
    let last = try SQLiteStore.newest(database)
    return LedgerExtent(
      incidentCount: try Int.fetchOne(
        database, sql: "SELECT count(*) FROM incident WHERE \(Standing.isInForceSQL)") ?? 0,
      changes: last?.number ?? 0, chain: last?.chain ?? 0, lastChange: last?.at, schema: schema)
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
    from source: String, to target: String, under names: UniqueFilename
  ) throws -> (path: String, extent: LedgerExtent) {
    let staged = try StagedFile(for: target)
    let copied = try copy(source, to: staged, for: target)
    return (try staged.publish(under: names), copied)
  }

  /// A file with the record of an open ledger, wherever that is, as of one state of it.
  package func write(
    recordOf ledger: any Ledger, to target: String, under names: UniqueFilename
  ) throws -> (path: String, extent: LedgerExtent) {
    let staged = try StagedFile(for: target)
    let copied = try remake(in: staged) { give in try ledger.read { try $0.readRecord(give) } }
    return (try staged.publish(under: names), copied)
  }

  func copy(_ source: String, to staged: StagedFile, for target: String) throws -> LedgerExtent {
    let file = try LedgerFile.identity(source)
    let before = try extent(of: source)
    let copied: LedgerExtent
    do {
      copied = try vacuum(source, into: staged)
    } catch LedgerError.damaged(_, let damage) {
      // Only what is in the source can be in its copy; it may be in an index, with the record whole.
      guard isRecordWhole(source) else { throw LedgerError.damaged(place: source, damage) }
      copied = try remake(source, in: staged)
    } catch LedgerError.cannotRead(_, let problem) {
      throw LedgerError.cannotWrite(place: target, problem: problem)
    }
    guard copied.changes >= before.changes, try ledger(at: source, continues: copied) else {
      // As by a restore, which may leave the file in its place.
      let isAnother = try LedgerFile.identity(source) != file
      guard try !isAnother && ledger(at: source, continues: before) else {
        throw LedgerError.moved(place: source)
      }
      throw LedgerError.cannotWrite(place: target, problem: .incompleteCopy)
    }
    return copied
  }

  /// - Returns: how far the copy goes, in which nothing is damaged.
  private func vacuum(_ source: String, into staged: StagedFile) throws -> LedgerExtent {
    try reading(source) { queue, _ in
      do {
        try queue.inDatabase {
          try $0.execute(sql: "VACUUM INTO ?", arguments: [LedgerFile.plain(staged.path)])
        }
      } catch let error as DatabaseError where Self.isAboutTarget(error) {
        let message = error.message ?? "\(error.resultCode)"
        throw LedgerError.cannotWrite(place: staged.target, problem: .database(message))
      }
    }
    let (extent, problems) = try checked(staged.path)
    if let problem = problems.first { throw LedgerError.damaged(place: source, problem.damage) }
    return extent
  }

  private static func isAboutTarget(_ error: DatabaseError) -> Bool {
    [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
  }

  /// Makes a new file that holds the record of another one and has all else, sums, indexes and triggers, from this
  /// program.
  ///
  /// - Throws: ``LedgerError/damaged(place:_:)`` when the record is not whole.
  func remake(_ source: String, in staged: StagedFile) throws -> LedgerExtent {
    try remake(in: staged) { give in
      try reading(source) { queue, _ in
        try queue.read { database in
          try RecordReading(SQLiteStore(database, usingIndexes: false)).checked(place: source, give)
        }
      }
    }
  }

  /// - Parameter read: hands out a whole record.
  private func remake(
    in staged: StagedFile, of read: ((RecordEntry) throws -> Void) throws -> Void
  ) throws -> LedgerExtent {
    try staged.clear()
    do {
      try fill(staged.path, read)
      return try verify(staged.path)
    } catch LedgerError.cannotWrite(_, let problem), LedgerError.unsure(_, let problem) {
      throw LedgerError.cannotWrite(place: staged.target, problem: problem)
    }
  }

  /// What went wrong with the new file, so that it is not taken for something that is wrong with the old one.
  private struct WritingFailed: Error {
    var reason: any Error
  }

  /// Closes it again: SQLite must have before it is published.
  private func fill(_ path: String, _ read: ((RecordEntry) throws -> Void) throws -> Void) throws {
    let fresh = try SQLiteLedger.open(
      path: path, policy: policy, mode: .readWrite, busySeconds: busySeconds, migrations: migrations)
    try fresh.takeRecord(commit: true) { session in
      do {
        try read { entry in
          do { try session.add(entry) } catch { throw WritingFailed(reason: error) }
        }
      } catch let failed as WritingFailed { throw failed.reason }
    }
  }

  /// The copy that a migration starts from. Its name is the moment of the last change: a migration that was cut
  /// short and runs again makes the same one again.
  func backUpBeforeMigration(_ path: String, of schema: Int) throws {
    let folder = WorkspaceLayout(Folder.of(path)).backups
    do { try Folder.create(folder) } catch {
      throw LedgerError.cannotWrite(place: error.path, problem: error.problem)
    }
    let last = try extent(of: path).lastChange ?? Timestamp(seconds: 0)
    let name = BackupName(at: last, beforeMigrationOf: schema).file
    _ = try write(from: path, to: folder + "/" + name)
  }
}
