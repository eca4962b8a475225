import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// A ledger on a server does what every ledger does.
@Suite(.enabled(if: TestServer.isPossible, "\(TestServer.missing)"))
struct PostgreSQLLedgerTests {
  /// A database of this run's own; each ledger in it has a name of its own.
  static let database = Result { try LedgerDatabase().name }

  static func newName() -> String { "ledger-\(UInt64.random(in: 0 ... .max))" }

  static func ledger(_ name: String = newName(), policy: ScoringPolicy = .standard) throws -> PostgreSQLLedger
  {
    let place = try TestServer.shared.place(
      user: LedgerDatabase.ownerName, database: database.get(), ledger: name)
    try PostgreSQLLedger.create(place, policy: policy, lockSeconds: 30)
    return try PostgreSQLLedger.open(place, policy: policy, currency: nil, lockSeconds: 30)
  }

  @Test(arguments: LedgerConformance.all)
  func `a ledger on a server conforms`(_ behaviour: LedgerConformance) throws {
    let name = Self.newName()
    try behaviour.run { try Self.ledger(name, policy: $0) }
  }

  /// Whoever logs has every right that logging needs; to move a whole record in is its owner's. The longest cases take no
  /// other statements than the rest.
  @Test(
    arguments: LedgerConformance.all.filter {
      !LedgerConformance.record.contains($0) && !$0.description.contains("random")
    })
  func `a ledger conforms for whoever only logs`(_ behaviour: LedgerConformance) throws {
    let name = Self.newName()
    try behaviour.run { policy in
      let owned = try Self.ledger(name, policy: policy)
      return try Self.open(owned, as: Self.login(in: ServerSchema.logger, memberOf: owned), policy: policy)
    }
  }

  private static func login(in role: String, memberOf ledger: PostgreSQLLedger? = nil) throws -> String {
    try LedgerDatabase(named: database.get()).login(in: role, memberOf: ledger.map { [$0.number] } ?? [])
  }

  private static func open(
    _ ledger: PostgreSQLLedger, as user: String, policy: ScoringPolicy = .standard
  ) throws -> PostgreSQLLedger {
    let place = try TestServer.shared.place(
      user: user, database: database.get(), ledger: ledger.place.ledger)
    return try PostgreSQLLedger.open(place, policy: policy, currency: nil, lockSeconds: 30)
  }

  private static func failure(_ body: () throws -> Void) -> ServerFailure? {
    do { try body() } catch LedgerError.server(_, let failure) {
      return failure
    } catch {
      Issue.record("\(error)")
    }
    return nil
  }

  private static let now = Timestamp(seconds: 1_790_000_000)

  @Test func `a viewer reads the same, and writes nothing`() throws {
    let owned = try Self.ledger()
    _ = try owned.checkIn(Day("2026-03-02"), at: Self.now)
    let viewer = try Self.open(owned, as: Self.login(in: ServerSchema.viewer, memberOf: owned))
    #expect(try viewer.checkIns() == [Day("2026-03-02")])
    #expect(try viewer.entries() == owned.entries())
    #expect(Self.failure { _ = try viewer.checkIn(Day("2026-03-03"), at: Self.now) } == .onlyReads)
    #expect(try owned.checkIns() == [Day("2026-03-02")])
    #expect(try viewer.checkup() == [])
  }

  @Test func `a shop's ledger is not there for others`() throws {
    let (own, other) = (try Self.ledger(), try Self.ledger())
    let user = try Self.login(in: ServerSchema.logger, memberOf: own)
    #expect(
      Self.failure { _ = try Self.open(other, as: user) }
        == .noLedger(name: other.place.ledger, others: [own.place.ledger]))
  }

  @Test(arguments: ["head = head + 1", "chain = chain + 1", "last_incident = 7", "last_record = 7"])
  func `a ledger's row that its changes don't come to is found`(change: String) throws {
    let ledger = try Self.ledger()
    _ = try ledger.checkIn(Day("2026-03-02"), at: Self.now)
    for depth in [CheckupDepth.quick, .full] { #expect(try ledger.checkup(depth: depth) == []) }
    try ledger.connected {
      _ = try $0.run("UPDATE vendorscore.ledger SET \(change) WHERE ledger = \(ledger.number)")
    }
    for depth in [CheckupDepth.quick, .full] {
      #expect(
        try ledger.checkup(depth: depth).map(\.damage) == [
          .row(table: "ledger", number: Int64(ledger.number))
        ])
    }
  }

  @Test func `an event of one is found`() throws {
    let ledger = try Self.ledger()
    let incident = Incident(
      vendor: "parcelo", day: try Day("2026-03-02"), outcome: .bad(try Severity(3)), dimension: .reliability)
    _ = try ledger.record(incident, allowDuplicate: false, at: Self.now)
    try ledger.connected {
      _ = try $0.run(
        "UPDATE vendorscore.incident SET outage_of = id, revision = 2 WHERE ledger = $1",
        [.int4(ledger.number)])
    }
    // Whoever went around the program didn't keep the checksum either.
    #expect(try ledger.checkup().map(\.damage).contains(.emptyEvent(1)))
  }

  @Test func `who logged in is the author of a change`() throws {
    let owned = try Self.ledger()
    let user = try Self.login(in: ServerSchema.logger, memberOf: owned)
    _ = try Self.open(owned, as: user).checkIn(Day("2026-03-02"), at: Self.now)
    #expect(try owned.changes(limit: 1).first?.author == user)
  }

  @Test func `the ledger says what its sums are made by, whoever logs`() throws {
    let owned = try Self.ledger()
    var heavier = ScoringPolicy.standard
    heavier.severityWeights[2] *= 2
    let logger = try Self.open(
      owned, as: Self.login(in: ServerSchema.logger, memberOf: owned), policy: heavier)
    let incident = Incident(
      vendor: "parcelo", day: try Day("2026-03-02"), outcome: .bad(try Severity(3)), dimension: .reliability)
    _ = try logger.record(incident, allowDuplicate: false, at: Self.now)
    // Each scores with the own policy; the stored sums are the ledger's.
    let harm = try owned.evidence().cells["parcelo"]?.first?.sums.harm ?? 0
    #expect(harm > 0)
    #expect(try logger.evidence().cells["parcelo"]?.first?.sums.harm == 2 * harm)
    #expect(try owned.checkup() == [])
    #expect(try logger.checkup().map(\.damage) == [.otherPolicy])
    guard case .notOwner? = Self.failure({ _ = try logger.adoptPolicy() }) else {
      Issue.record("who logs made the sums anew")
      return
    }
    let ownerOfAnother = try Self.ledger(owned.place.ledger, policy: heavier)
    #expect(try ownerOfAnother.adoptPolicy())
    #expect(try !ownerOfAnother.adoptPolicy())
    #expect(try logger.checkup() == [])
    #expect(try logger.evidence() == ownerOfAnother.evidence())
  }
}
