import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// A large import into a database that nobody else uses makes its indexes at the end.
@Suite(.enabled(if: TestServer.isPossible && `libpq`.isHere, "\(TestServer.missing)"))
struct `Large imports on a server` {
  private static let now = Timestamp(seconds: 1_790_000_000)

  private static func ledger(
    _ database: String, _ name: String = "main", as user: String = LedgerDatabase.ownerName,
    policy: ScoringPolicy = .standard
  ) throws -> PostgreSQLLedger {
    let place = try TestServer.shared.place(user: user, database: database, ledger: name)
    if user == LedgerDatabase.ownerName {
      try PostgreSQLLedger.create(place, policy: policy, lockSeconds: 30)
    }
    return try PostgreSQLLedger.open(place, policy: policy, currency: nil, lockSeconds: 30)
  }

  private static func row(_ number: Int) throws -> Incident {
    Incident(
      vendor: "parcelo", day: try Day("2026-03-01"), outcome: .good, dimension: .reliability,
      source: ImportKey(source: "desk", id: "\(number)"))
  }

  /// Whether the table is somebody's alone.
  private static func isTaken(_ database: LedgerDatabase) throws -> Bool {
    try database.owner.run(
      """
      SELECT EXISTS (SELECT FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
        WHERE c.relname = 'incident' AND l.mode = 'AccessExclusiveLock' AND l.granted
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
      """
    ).onlyRow().value(0)
  }

  /// - Returns: whether the import had the table for itself.
  private static func add(
    _ numbers: Range<Int>, to ledger: PostgreSQLLedger, in database: LedgerDatabase, commit: Bool = true
  ) throws -> Bool {
    var wasTaken = false
    try ledger.importing(files: ["desk.csv"], at: now, commit: commit) { session in
      for number in numbers {
        let outcome = try session.add(row(number))
        #expect(outcome == .new)
      }
      wasTaken = try isTaken(database)
    }
    #expect(try !isTaken(database))
    #expect(try ServerSchemaCheck().deviations(database.owner) == [])
    #expect(try ledger.checkup() == [])
    return wasTaken
  }

  private struct Ended: Error {}

  @Test func `whoever moves in alone makes the indexes at the end`() throws {
    let database = try LedgerDatabase()
    let ledger = try Self.ledger(database.name)
    #expect(try !Self.add(0..<3_000, to: ledger, in: database))
    #expect(try Self.add(3_000..<8_000, to: ledger, in: database, commit: false))
    #expect(throws: Ended.self) {
      try ledger.importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
        for number in 3_000..<8_000 { _ = try session.add(Self.row(number)) }
        throw Ended()
      }
    }
    #expect(try ServerSchemaCheck().deviations(database.owner) == [])
    #expect(try Self.add(3_000..<8_000, to: ledger, in: database))
    #expect(try ledger.incidents(IncidentFilter()).count == 8_000)
    // None of them is new any more, and nothing is dropped for them; what comes after them is.
    try ledger.importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
      for number in 0..<8_000 {
        let outcome = try session.add(Self.row(number))
        #expect(outcome == .alreadyPresent)
      }
      #expect(try !Self.isTaken(database))
      for number in 8_000..<13_000 {
        let outcome = try session.add(Self.row(number))
        #expect(outcome == .new)
      }
      #expect(try Self.isTaken(database))
    }
    #expect(try ServerSchemaCheck().deviations(database.owner) == [])
    #expect(try ledger.checkup() == [])
  }

  @Test func `with others there, or without the right to, the indexes stay`() throws {
    let database = try LedgerDatabase()
    let ledger = try Self.ledger(database.name)
    // Somebody reads.
    let reader = try database.connect(LedgerDatabase.ownerName)
    try reader.run(.beginReading)
    try reader.run("SELECT count(*) FROM incident")
    #expect(try !Self.add(0..<5_000, to: ledger, in: database))
    #expect(try reader.run("SELECT count(*) FROM incident").onlyRow().value(0, as: Int64.self) == 0)
    reader.rollBack()

    let logger = try Self.ledger(
      database.name, as: database.login(in: ServerSchema.logger, memberOf: [ledger.number]))
    #expect(try !Self.add(5_000..<10_000, to: logger, in: database))
    // Another shop.
    _ = try Self.ledger(database.name, "other")
    #expect(try !Self.add(10_000..<15_000, to: ledger, in: database))
    #expect(try ledger.incidents(IncidentFilter()).count == 15_000)
  }

  /// Rows are looked for while those before them are added.
  @Test func `what was written since the look for a row is what it meets`() throws {
    let database = try LedgerDatabase()
    let ledger = try Self.ledger(database.name)
    func late(_ number: Int, _ severity: Int) throws -> Incident {
      var row = try Self.row(number)
      row.outcome = .bad(try Severity(severity))
      return row
    }
    func expected(_ rows: [Incident]) throws -> ExpectedRows {
      var expected = ExpectedRows()
      for row in rows { expected.add(try StorableIncident(row)) }
      return expected
    }
    try ledger.importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
      for number in 0..<100 { _ = try session.add(Self.row(number)) }
    }
    // One that is on record is changed, one that isn't is added, and both come again in the next rows.
    let first = try [late(5, 2), late(200, 3)] + (6..<10).map(Self.row)
    let second = try [late(200, 3), late(5, 2), late(5, 4), late(200, 5), late(300, 1)]
    var outcomes: [ImportOutcome] = []
    try ledger.importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
      try session.expect(expected(first))
      try session.expect(expected(second))
      for row in first { outcomes.append(try session.add(row)) }
      try session.expect(ExpectedRows())
      for row in second { outcomes.append(try session.add(row)) }
    }
    let known = [ImportOutcome](repeating: .alreadyPresent, count: 4)
    #expect(
      outcomes == [.changed, .new] + known + [.alreadyPresent, .alreadyPresent, .changed, .changed, .new])
    let severities = try ledger.incidents(IncidentFilter()).reduce(into: [:]) {
      $0[$1.incident.source?.id ?? ""] = $1.incident.outcome.severity?.level
    }
    #expect(severities == ["5": 4, "200": 5, "300": 1])
    #expect(try ledger.checkup() == [])
  }

  /// In a database of its own, where indexes are dropped.
  @Test(arguments: LedgerConformance.all.filter { $0.description.contains("large import") })
  func `a ledger that is alone conforms`(_ behaviour: LedgerConformance) throws {
    let database = try LedgerDatabase()
    try behaviour.run { [name = database.name] in try Self.ledger(name, policy: $0) }
    #expect(try ServerSchemaCheck().deviations(database.owner) == [])
  }
}
