import GRDB
package import ScorecardModel

/// The ledger in one SQLite file: rollback journal, every acknowledged change on disk (decision 0002).
package final class SQLiteLedger: Ledger {
  package enum Mode: Sendable, Hashable {
    /// Makes the file when there is none.
    case create
    /// Opens a file that is there.
    case readWrite
    /// Reads only; never touches the file.
    case readOnly
  }

  /// The schema that this program writes.
  package static var schemaVersion: Int { Migrations.released.current }

  /// How long a command waits for another process that writes.
  package static let usualBusySeconds = 30

  package let path: String
  let busySeconds: Int
  let queue: DatabaseQueue
  let migrations: Migrations
  /// What the sums are made with.
  let policy: ScoringPolicy
  /// Of money that is recorded; nil = not known.
  private let currency: String?
  /// Who makes the changes; nil = nobody says so.
  private let author: String?

  private init(
    path: String, busySeconds: Int, queue: DatabaseQueue, migrations: Migrations, policy: ScoringPolicy,
    currency: String?, author: String?
  ) {
    self.currency = currency
    self.author = author
    self.path = path
    self.busySeconds = busySeconds
    self.queue = queue
    self.migrations = migrations
    self.policy = policy
  }

  /// Opens a ledger file. It is checked before a byte of it changes.
  ///
  /// - Parameters:
  ///   - policy: what the sums are made with; those of a ledger that was kept with another one are rebuilt at the next
  ///     write, and counted afresh by readers until then.
  ///   - author: who makes its changes, 1 to 100 bytes without NUL; nil = nobody says so.
  ///   - busySeconds: how long to wait for another process that writes.
  ///   - migrations: what brings an older file up to date, after a backup of it.
  /// - Throws: ``LedgerError``: cannot open, foreign, newer schema, damaged, locked, read-only.
  package static func open(
    path: String, policy: ScoringPolicy, currency: String? = nil, author: String? = nil, mode: Mode,
    busySeconds: Int = usualBusySeconds, migrations: Migrations = .released
  ) throws -> SQLiteLedger {
    if let author { try Storable.check(author, .author, atLeast: 1, atMost: Change.longestAuthor) }
    try LedgerFile.prepare(path, mode: mode)
    return try LedgerFile.translating(path: path, busySeconds: busySeconds, isReading: mode == .readOnly) {
      do {
        return try connect(
          path: path, policy: policy, currency: currency, author: author, mode: mode,
          busySeconds: busySeconds,
          migrations: migrations)
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
        try settle(path: path, busySeconds: busySeconds)
        return try connect(
          path: path, policy: policy, currency: currency, author: author, mode: mode,
          busySeconds: busySeconds,
          migrations: migrations)
      }
    }
  }

  private static func connect(
    path: String, policy: ScoringPolicy, currency: String?, author: String?, mode: Mode, busySeconds: Int,
    migrations: Migrations
  ) throws -> SQLiteLedger {
    let queue = try DatabaseQueue(
      path: LedgerFile.plain(path),
      configuration: Connection.configuration(readOnly: mode == .readOnly, busySeconds: busySeconds))
    try queue.inDatabase { database in
      let copies = BackupStore(migrations: migrations, policy: policy, busySeconds: busySeconds)
      try identify(database, path: path, policy: policy, mode: mode, copies: copies)
      let schema = try SchemaCheck(migrations, version: migrations.current)
      if let deviation = try schema.deviations(database).first(where: { $0.gravity != .doubtful }) {
        throw LedgerError.damaged(place: path, deviation.damage)
      }
      if mode != .readOnly { _ = try Connection.pragma("journal_mode = DELETE", database) }
      let violations = try Connection.violations(
        database, busySeconds: busySeconds, isReader: mode == .readOnly)
      guard violations.isEmpty else {
        throw LedgerError.cannotOpen(place: path, problem: .database(violations.joined(separator: "; ")))
      }
    }
    return SQLiteLedger(
      path: path, busySeconds: busySeconds, queue: queue, migrations: migrations, policy: policy,
      currency: currency, author: author)
  }

  /// A ledger without a file, which is gone with its last reference.
  package static func inMemory(
    policy: ScoringPolicy, currency: String? = nil, author: String? = nil
  ) throws -> SQLiteLedger {
    let path = ":memory:"
    let migrations = Migrations.released
    let queue = try DatabaseQueue(configuration: Connection.configuration(readOnly: false, busySeconds: 0))
    try queue.inDatabase { database in
      try identify(
        database, path: path, policy: policy, mode: .create,
        copies: BackupStore(migrations: migrations, policy: policy, busySeconds: 0))
    }
    return SQLiteLedger(
      path: path, busySeconds: 0, queue: queue, migrations: migrations, policy: policy, currency: currency,
      author: author)
  }

  /// Takes back what a killed writer left half done. Any reading does, on a connection that may write.
  private static func settle(path: String, busySeconds: Int) throws {
    let queue = try DatabaseQueue(
      path: LedgerFile.plain(path),
      configuration: Connection.configuration(readOnly: false, busySeconds: busySeconds))
    _ = try queue.inDatabase { database in try Connection.pragma("schema_version", database) }
  }

  /// Whose file it is and which schema it has, before anything is written; fills an empty one, and backs an older
  /// one up before it is brought up to date.
  private static func identify(
    _ database: Database, path: String, policy: ScoringPolicy, mode: Mode, copies: BackupStore
  ) throws {
    let migrations = copies.migrations
    let version = try migrations.version(of: database, path: path)
    if version == migrations.current { return }
    guard mode != .readOnly else {
      throw LedgerError.olderSchema(found: version, known: migrations.current)
    }
    // Of a file that is still empty: fewer, larger pages make a large import a tenth faster.
    if version == 0 { try database.execute(sql: "PRAGMA page_size = \(Connection.pageBytes)") }
    try database.inTransaction(.immediate) {
      // Another process may have been first.
      let version = try migrations.version(of: database, path: path)
      // The lock lets nobody write between the backup and the migration.
      if version > 0, version < migrations.current { try copies.backUpBeforeMigration(path, of: version) }
      try migrations.migrate(database, from: version, policy: policy)
      return .commit
    }
  }

  // MARK: Transactions

  package func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T {
    try LedgerFile.translating(path: path, busySeconds: busySeconds, isReading: true) {
      try queue.read { try body(StoredTransaction(SQLiteStore($0), place: path, policy: policy)) }
    }
  }

  package func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T {
    try writing { (try body($0), keep: true) }
  }

  package func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws {
    try writing { ((), keep: try $0.importing(files: files, at: now, commit: commit, body)) }
  }

  /// Runs `body` in one `BEGIN IMMEDIATE` transaction; it says whether to keep what it did.
  private func writing<T>(_ body: (StoredTransaction) throws -> (result: T, keep: Bool)) throws -> T {
    try LedgerFile.translating(path: path, busySeconds: busySeconds) {
      var result: T?
      try queue.inTransaction(.immediate) { database in
        let outcome = try body(
          StoredTransaction(
            SQLiteStore(database), place: path, policy: policy, catalogCurrency: currency, author: author))
        result = outcome.result
        return outcome.keep ? .commit : .rollback
      }
      guard let result else { throw LedgerError.cannotWrite(place: path, problem: .nothingDone) }
      return result
    }
  }

  // MARK: Care

  package func adoptPolicy() throws -> Bool {
    try writing { transaction in
      let isNew = try transaction.adoptPolicy()
      return (isNew, keep: isNew)
    }
  }

  package func checkup(depth: CheckupDepth) throws -> [LedgerProblem] {
    try LedgerFile.translating(path: path, busySeconds: busySeconds, isReading: true) {
      try Checkup.problems(
        in: queue, migrations: migrations, policy: policy, busySeconds: busySeconds, depth: depth)
    }
  }
}
