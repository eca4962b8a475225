import Foundation
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

@Suite(.enabled(if: TestServer.isPossible && `libpq`.isHere, "\(TestServer.missing)"))
struct `Server migrations` {
  private let failing = ServerMigrations.released.adding([
    "CREATE TABLE vendorscore.extra (a integer)", "SELECT 1 / 0",
  ])
  private let next = ServerMigrations.released.adding(["CREATE TABLE vendorscore.extra (a integer)"])

  private let current = ServerMigrations.released.current

  private func version(_ database: LedgerDatabase) throws -> Int {
    try ServerSchemaState(database.owner).version
  }

  private final class Outcomes: @unchecked Sendable {
    private let lock = NSLock()
    private var outcomes: [Result<Bool, ServerFailure>] = []
    var all: [Result<Bool, ServerFailure>] { lock.withLock { outcomes } }
    func add(_ outcome: Result<Bool, ServerFailure>) { lock.withLock { outcomes.append(outcome) } }
  }

  private func wait(_ what: String, until condition: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try !condition() {
      try #require(ContinuousClock.now < deadline, "\(what)")
      usleep(5_000)
    }
  }

  @Test func `of eight programs one makes the tables, and the others wait`() throws {
    let database = try LedgerDatabase(isMade: false)
    // They all meet at a lock that is held.
    try database.owner.run(.begin)
    try database.owner.run("SELECT pg_advisory_xact_lock($1)", [.int8(ServerSchema.lock)])
    let outcomes = Outcomes()
    for _ in 0..<8 {
      Thread.detachNewThread { [name = database.name] in
        let connection = Result { try LedgerDatabase.connect(LedgerDatabase.ownerName, name) }
        outcomes.add(
          Result { () throws(ServerFailure) -> Bool in
            guard let connection = try? connection.get() else { throw .unreachable("") }
            return try ServerMigrations.released.migrate(connection)
          })
      }
    }
    let waiting =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = "
      + "(SELECT oid FROM pg_database WHERE datname = current_database())"
    try wait("eight wait") { try database.owner.run(waiting).onlyRow().value(0, as: Int64.self) == 8 }
    database.owner.rollBack()
    try wait("all are done") { outcomes.all.count == 8 }
    #expect(try outcomes.all.map { try $0.get() }.filter { $0 }.count == 1)
    #expect(try version(database) == current)
    try ServerMigrations.released.check(database.owner)
  }

  @Test func `a migration that fails in the middle leaves nothing`() throws {
    let database = try LedgerDatabase(isMade: false)
    let failure = ServerFailure.refused(state: "22012", "division by zero")
    #expect(throws: failure) { try failing.migrate(database.owner) }
    #expect(try database.size() == nil)
    #expect(!database.owner.isInTransaction)

    #expect(try ServerMigrations.released.migrate(database.owner))
    let size = try database.size()
    #expect(throws: failure) { try failing.migrate(database.owner) }
    #expect(try database.size() == size)
    #expect(try version(database) == current)

    #expect(try next.migrate(database.owner))
    #expect(try version(database) == current + 1)
    #expect(throws: ServerFailure.newerSchema(found: current + 1, known: current)) {
      try ServerMigrations.released.migrate(database.owner)
    }
    #expect(throws: ServerFailure.newerSchema(found: current + 1, known: current)) {
      try ServerMigrations.released.check(database.owner)
    }
  }

  @Test func `only the owner migrates`() throws {
    let database = try LedgerDatabase(isMade: false)
    let stranger = try database.connect(try database.login())
    #expect(throws: ServerFailure.olderSchema(found: 0, known: current)) {
      try ServerMigrations.released.migrate(stranger)
    }
    #expect(throws: ServerFailure.olderSchema(found: 0, known: current)) {
      try ServerMigrations.released.check(database.owner)
    }
    #expect(try ServerMigrations.released.migrate(database.owner))
    let logger = try database.connect(try database.login(in: ServerSchema.logger))
    #expect(try !ServerMigrations.released.migrate(logger))
    #expect(throws: ServerFailure.olderSchema(found: current, known: current + 1)) {
      try next.migrate(logger)
    }
    #expect(try version(database) == current)
    let failure = #expect(throws: ServerFailure.self) { try ServerMigrations.released.migrate(stranger) }
    guard case .notAllowed? = failure else { return #expect(failure == .notAllowed("")) }
  }

  @Test func `tables of the first version become those of today`() throws {
    let database = try LedgerDatabase(isMade: false)
    try ServerMigrations(steps: [ServerSchema.version1]).migrate(database.owner)
    try database.owner.run("INSERT INTO ledger (name) VALUES ('main')")
    for row in SampleRow.all { try database.owner.run(row.insert()) }
    try database.owner.run("ANALYZE incident")
    #expect(try !ServerSchemaCheck().deviations(database.owner).isEmpty)
    #expect(throws: ServerFailure.olderSchema(found: 1, known: current)) {
      try ServerMigrations.released.check(database.owner)
    }
    #expect(try ServerMigrations.released.migrate(database.owner))
    #expect(try version(database) == current)
    #expect(try ServerSchemaCheck().deviations(database.owner) == [])
    // What was counted of a ledger's rows is gone, and isn't counted again.
    for analyzed in ["SELECT 1", "ANALYZE incident"] {
      try database.owner.run(ServerStatement(analyzed))
      let counted = try database.owner.run(
        "SELECT attname FROM pg_stats WHERE schemaname = 'vendorscore' AND tablename = 'incident'"
      ).rows.map { try $0.value(0, as: String.self) }
      #expect(counted.contains("vendor") && !counted.contains("ledger"))
    }
  }

  private static let foreign = [
    ["CREATE TABLE vendorscore.orders (a integer)"],
    ["CREATE TABLE vendorscore.setting (name text, value integer)"],
    ["CREATE TABLE vendorscore.setting (name text, value text)"],
    [
      "CREATE TABLE vendorscore.setting (name text, value text)",
      "INSERT INTO vendorscore.setting VALUES ('application', 'vendorscore'), ('schema', 'one')",
    ],
    // Read, it would fail, or worse.
    ["CREATE VIEW vendorscore.setting AS SELECT 'application'::text AS name, (1 / 0)::text AS value"],
    ["CREATE FUNCTION vendorscore.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'"],
    ["CREATE TYPE vendorscore.mood AS ENUM ('good')"],
  ]

  @Test func `somebody else's schema is left untouched`() throws {
    let database = try LedgerDatabase(isMade: false)
    for statements in Self.foreign {
      try database.owner.run("CREATE SCHEMA vendorscore")
      for statement in statements { try database.owner.run(statement) }
      let size = try database.size()
      #expect(throws: ServerFailure.foreignSchema, "\(statements)") {
        try ServerMigrations.released.migrate(database.owner)
      }
      #expect(throws: ServerFailure.foreignSchema, "\(statements)") {
        try ServerMigrations.released.check(database.owner)
      }
      #expect(try database.size() == size)
      try database.owner.run("DROP SCHEMA vendorscore CASCADE")
    }
  }

  @Test func `an empty schema is taken, and its tables are its owner's`() throws {
    let database = try LedgerDatabase(isMade: false)
    let group = try database.login()
    try database.connectAsSuperuser().run("CREATE SCHEMA vendorscore AUTHORIZATION \(group)")
    #expect(throws: ServerFailure.olderSchema(found: 0, known: current)) {
      try ServerMigrations.released.migrate(database.owner)
    }
    try database.connectAsSuperuser().run("GRANT \(group) TO \(LedgerDatabase.ownerName)")
    #expect(try ServerMigrations.released.migrate(database.owner))
    let owners = try database.owner.run(
      """
      SELECT DISTINCT pg_get_userbyid(o.owner)::text FROM (
        SELECT relowner AS owner, relnamespace AS space FROM pg_class
        UNION SELECT proowner, pronamespace FROM pg_proc) AS o
      WHERE o.space = 'vendorscore'::regnamespace
      """
    ).onlyRow()
    #expect(try owners.value(0) == group)
    #expect(
      try database.owner.run("SELECT current_user::text").onlyRow().value(0) == LedgerDatabase.ownerName)
  }

  @Test func `a ledger is found by its name, or made`() throws {
    let database = try LedgerDatabase()
    let first = try ServerLedgers.make("main", database.owner)
    #expect(try ServerLedgers.make("main", database.owner) == first)
    let second = try ServerLedgers.make("Shop É", database.owner)
    #expect(second != first)
    #expect(try ServerLedgers.names(database.owner) == ["Shop É", "main"])

    let user = try database.login(in: ServerSchema.viewer, memberOf: [second])
    let viewer = try database.connect(user)
    #expect(try ServerLedgers.names(viewer) == ["Shop É"])
    #expect(try ServerLedgers.find("main", viewer) == nil)
    #expect(throws: ServerFailure.noLedger(name: "main", others: ["Shop É"])) {
      try ServerLedgers.number(of: "main", viewer)
    }
    let failure = #expect(throws: ServerFailure.self) { try ServerLedgers.make("mine", viewer) }
    guard case .notAllowed? = failure else { return #expect(failure == .notAllowed("")) }

    for name in ["", String(repeating: "a", count: 201)] {
      let failure = #expect(throws: ServerFailure.self) { try ServerLedgers.make(name, database.owner) }
      guard case .violates("ledger_name_check", _)? = failure else { return #expect(failure == nil) }
    }
    _ = try ServerLedgers.make(String(repeating: "é", count: 200), database.owner)
  }
}
