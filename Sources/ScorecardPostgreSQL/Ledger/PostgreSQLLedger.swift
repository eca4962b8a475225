package import ScorecardLedger
package import ScorecardModel

/// A ledger on a PostgreSQL server, which several people share.
///
/// It has the rules, numbers and checksums of a ledger in a file (``LedgerStore``). One change is one transaction that
/// holds the lock of the ledger's row, so that writers come one after another; readers wait for nobody.
///
/// Unchecked: what changes is the connection, which is used behind the gate alone.
package final class PostgreSQLLedger: Ledger, @unchecked Sendable {
  package let place: ServerPlace
  /// What scores are made with here. What the sums on the server are made with is said there.
  private let policy: ScoringPolicy
  /// Of money that is recorded; nil = not known.
  private let currency: String?
  private let lockSeconds: Int
  private let gate = Gate()
  /// Used behind the gate.
  private var connection: ServerConnection?
  /// Among those of the database.
  let number: Int32
  /// Who logged in, and so makes the changes.
  private let author: String

  private init(
    _ place: ServerPlace, policy: ScoringPolicy, currency: String?, on connection: ServerConnection
  ) throws {
    (self.place, self.policy, self.currency) = (place, policy, currency)
    lockSeconds = connection.lockSeconds
    try ServerMigrations.released.check(connection)
    let found = try connection.run(
      "SELECT ledger, session_user FROM \(ServerSchema.qualifier)ledger WHERE name = $1",
      [.text(place.ledger)])
    // With the names of those that are there.
    number = try found.first?.value(0) ?? ServerLedgers.number(of: place.ledger, connection)
    author = try found.first?.value(1) ?? ""
    self.connection = connection
  }

  /// Opens a ledger that is there.
  ///
  /// - Parameters:
  ///   - policy: what is scored with. Where the sums on the server are made with another one, readers count afresh, and
  ///     writers keep to that other one until ``adoptPolicy()``.
  ///   - lockSeconds: how long to wait for another writer.
  /// - Throws: ``LedgerError``.
  package static func open(
    _ place: ServerPlace, policy: ScoringPolicy, currency: String?, lockSeconds: Int
  ) throws -> PostgreSQLLedger {
    try connecting(to: place, lockSeconds: lockSeconds) { connection, place in
      try PostgreSQLLedger(place, policy: policy, currency: currency, on: connection)
    }
  }

  /// Sees to it that the tables and the ledger are there; only an owner can make them.
  ///
  /// - Throws: ``LedgerError``.
  package static func create(_ place: ServerPlace, policy: ScoringPolicy, lockSeconds: Int) throws {
    try connecting(to: place, lockSeconds: lockSeconds) { connection, _ in
      let ledger: Int32
      do {
        try ServerMigrations.released.migrate(connection)
        ledger = try ServerLedgers.make(place.ledger, connection)
      } catch ServerFailure.notAllowed(let message) {
        throw ServerFailure.notOwner(message)
      }
      // Whoever joins changes nothing, and may not.
      let isNew = try connection.run(
        "SELECT evidence_key = '' FROM \(ServerSchema.qualifier)ledger WHERE ledger = $1", [.int4(ledger)]
      ).onlyRow().value(0, as: Bool.self)
      guard isNew else { return }
      defer { connection.rollBack() }
      let key = ServerStatement(
        "UPDATE ledger SET evidence_key = $2 WHERE ledger = $1 AND evidence_key = ''",
        [.int4(ledger), .text(policy.evidenceKey)])
      try connection.begin(.writing)
      try connection.pipeline([key, .commit])
    }
  }

  /// Names of the ledgers of a database that this user may see, ascending by bytes.
  ///
  /// - Parameter place: of any of them.
  /// - Throws: ``LedgerError``.
  package static func names(at place: ServerPlace, lockSeconds: Int) throws -> [String] {
    try connecting(to: place, lockSeconds: lockSeconds) { connection, _ in
      try ServerMigrations.released.check(connection)
      return try ServerLedgers.names(connection)
    }
  }

  // MARK: Transactions

  package func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T {
    try reading { try body($0) }
  }

  func reading<T>(_ body: (StoredTransaction) throws -> T) throws -> T {
    try connected { connection in
      let store = try begin(connection, writing: false)
      defer { store.connection.rollBack() }
      return try body(StoredTransaction(store, place: place.description, policy: policy))
    }
  }

  package func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T {
    try writing { transaction, _ in (try body(transaction), keep: true) }
  }

  package func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws {
    try writing { transaction, _ in
      ((), keep: try transaction.importing(files: files, at: now, commit: commit, body))
    }
  }

  package func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws {
    try asOwner {
      try writing { transaction, store in
        try transaction.checkEmpty()
        let session = RecordRebuild(PostgreSQLRecordStore(store))
        try body(session)
        try session.finish()
        try transaction.rebuildSums()
        return ((), keep: commit)
      }
    }
  }

  /// Only the tables' owner may.
  package func adoptPolicy() throws -> Bool {
    try asOwner { try makeSumsOwn() }
  }

  /// What a role may not do is the tables' owner's to do.
  private func asOwner<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch LedgerError.server(let place, .notAllowed(let message)) {
      throw LedgerError.server(place, .notOwner(message))
    }
  }

  private func makeSumsOwn() throws -> Bool {
    try connected { connection in
      let store = try begin(connection, writing: true)
      defer { store.connection.rollBack() }
      let transaction = StoredTransaction(store, place: place.description, policy: policy)
      guard try transaction.adoptPolicy() else { return false }
      try store.commit()
      return true
    }
  }

  /// Runs `body` in one transaction; it says whether to keep what it did.
  private func writing<T>(
    _ body: (StoredTransaction, PostgreSQLStore) throws -> (result: T, keep: Bool)
  ) throws -> T {
    try connected { connection in
      let store = try begin(connection, writing: true)
      do {
        let transaction = StoredTransaction(
          store, place: place.description, policy: try storedPolicy(store), catalogCurrency: currency,
          author: author)
        let outcome = try body(transaction, store)
        if outcome.keep, store.isChanged { try end(store) } else { store.connection.rollBack() }
        return outcome.result
      } catch {
        store.connection.rollBack()
        throw error
      }
    }
  }

  /// Two colleagues whose catalogs differ would make all sums anew with each log otherwise.
  private func storedPolicy(_ store: PostgreSQLStore) throws -> ScoringPolicy {
    guard let key = store.evidenceKey() else { return policy }
    if key == policy.evidenceKey { return policy }
    if let policy = ScoringPolicy(evidenceKey: key) { return policy }
    throw ServerFailure.damaged("its sums are made by a policy that this vendorscore doesn't know")
  }

  // MARK: Connections

  func connected<T>(_ body: (ServerConnection) throws -> T) throws -> T {
    try gate.pass {
      try Self.translating(place) { try body(try connection ?? connect()) }
    }
  }

  private func connect() throws -> ServerConnection {
    let new = try ServerConnection(to: place, lockSeconds: lockSeconds)
    connection = new
    return new
  }

  /// A server may have been started anew since the connection was used: then nothing has begun, and another will do.
  private func begin(_ connection: ServerConnection, writing: Bool) throws -> PostgreSQLStore {
    do { return try store(on: connection, writing: writing) } catch ServerFailure.unreachable {
      self.connection = nil
      return try store(on: try connect(), writing: writing)
    }
  }

  /// A transaction that couldn't begin leaves the connection as it was.
  private func store(on connection: ServerConnection, writing: Bool) throws -> PostgreSQLStore {
    do {
      guard let state = try LedgerState.begin(connection, ledger: number, writing: writing) else {
        throw ServerFailure.noLedger(name: place.ledger, others: [])
      }
      return PostgreSQLStore(connection, ledger: number, state: state)
    } catch {
      connection.rollBack()
      // Whoever came so far has read it.
      if writing, case ServerFailure.notAllowed = error { throw ServerFailure.onlyReads }
      throw error
    }
  }

  // MARK: The end of a transaction

  /// Makes for good what a transaction did, and finds out where its answer was lost.
  private func end(_ store: PostgreSQLStore) throws {
    do { try store.commit() } catch {
      guard case .unsure = error, let newest = store.newest else { throw error }
      guard let isStored = isStored(newest) else { throw error }
      if isStored { return }
      throw ServerFailure.unreachable("the connection ended before it was stored")
    }
  }

  /// Seconds to try to reach a server again that ended while it was to store something.
  private static let patience = 10

  /// Whether a change is on record, by its chain value; nil when the server can't be asked.
  ///
  /// Whoever has the lock knows that the transaction in question is over, whichever way it went.
  private func isStored(_ change: (number: Int64, chain: Int64)) -> Bool? {
    connection = nil
    let deadline = ContinuousClock.now + .seconds(Self.patience)
    while true {
      do {
        let connection = try connect()
        defer { connection.rollBack() }
        guard try LedgerState.begin(connection, ledger: number, writing: true) != nil else { return nil }
        let found = try connection.run(
          "SELECT chain FROM change WHERE ledger = $1 AND number = $2", [.int4(number), .int8(change.number)])
        return try found.first?.value(0, as: Int64.self) == change.chain
      } catch {
        connection = nil
        if ContinuousClock.now > deadline { return nil }
        Pause.take(milliseconds: 200)
      }
    }
  }
}
