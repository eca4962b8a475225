import GRDB
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// What other systems say of their own things, as the file holds it.
struct SourceRecordTests {
  private static func order(_ on: String, _ orders: Int = 1, of vendor: String = "v1", days: Int = 1) throws
    -> Volume
  {
    let from = try Day(on)
    return try #require(Volume(from: from, to: from + days, orders: orders, vendor: vendor))
  }

  private static func parcel(_ id: String, _ on: String, isLost: Bool = false) throws -> SourceRecord {
    var record = SourceRecord(key: ImportKey(source: "tracker", id: id), orders: try order(on))
    if isLost {
      var incident = try lost("v1", on: on, "parcel \(id) lost")
      incident.source = record.key
      record.incidents = [.init(incident, confirmed: true)]
    }
    return record
  }

  private static func watched() -> SourceRecord {
    SourceRecord(
      key: ImportKey(source: "monitor", id: "1"),
      watched: WatchedSpan(of: "v1", from: noon, to: Timestamp(seconds: noon.seconds + 60)))
  }

  private static func tell(_ records: [SourceRecord], to ledger: SQLiteLedger) throws {
    try ledger.importing(files: ["parcels.json"], at: noon, commit: true) { session in
      try session.beginFile()
      for record in records { _ = try session.add(StorableRecord(record)) }
    }
  }

  @Test func `what is noted to do about an entry stays, and leaves the rest to its source`() throws {
    let ledger = try SQLiteLedger.inMemory(policy: .standard)
    func state(claimed: Money?, recovered: Money? = nil, on day: String = "2026-03-02") throws -> SourceRecord
    {
      var record = try Self.parcel("1", day, isLost: true)
      record.incidents[0].incident.details.claimed = claimed
      record.incidents[0].incident.details.recovered = recovered
      return record
    }
    try Self.tell([state(claimed: Money("20"))], to: ledger)
    let ask = try Day("2026-04-01")
    _ = try ledger.revise(1, as: Revision.edited, reason: "handed in", at: noon) { recorded in
      var incident = recorded.incident
      (incident.details.claimDone, incident.details.followUp) = (true, ask)
      return incident
    }
    try Self.tell([state(claimed: Money("25"))], to: ledger)
    let claimed = try #require(try ledger.incident(1)).incident.details
    #expect(claimed.claimed == Money("25") && claimed.followUp == ask && claimed.claimDone)
    // The same again changes nothing.
    try Self.tell([state(claimed: Money("25"))], to: ledger)
    #expect(try ledger.history(of: 1).count == 3)
    try Self.tell([state(claimed: Money("25"), recovered: Money("25"))], to: ledger)
    let settled = try #require(try ledger.incident(1)).incident.details
    #expect(settled.recovered == Money("25") && settled.followUp == nil)
    // What is edited is the owner's.
    _ = try ledger.revise(1, as: Revision.edited, reason: "", at: noon) { recorded in
      var incident = recorded.incident
      incident.summary = "mine"
      return incident
    }
    try Self.tell([state(claimed: Money("30"))], to: ledger)
    #expect(try #require(try ledger.incident(1)).incident.summary == "mine")
  }

  /// Three things, of which the second has an earlier state, and what a monitor watched.
  private static func filled() throws -> (folder: TemporaryFolder, ledger: SQLiteLedger) {
    let folder = try TemporaryFolder()
    let ledger = try folder.open()
    try tell(
      [
        parcel("1", "2026-03-01"), parcel("2", "2026-03-01", isLost: true), parcel("3", "2026-03-02"),
        watched(),
      ],
      to: ledger)
    try tell([parcel("2", "2026-03-04")], to: ledger)
    return (folder, ledger)
  }

  @Test func `a sound ledger has no problems, and is the same once it is made anew`() throws {
    let (folder, ledger) = try Self.filled()
    #expect(try ledger.problems() == [])
    let before = try (ledger.volumes(), ledger.entries())
    let anew = try SQLiteLedger.inMemory(policy: .standard)
    try anew.take(before.1)
    #expect(try anew.watched("v1") == [Self.watched().watched])
    #expect(try anew.volumes() == before.0 && anew.entries() == before.1)
    #expect(try folder.open(.readOnly).volumes() == before.0)
  }

  @Test(arguments: [
    ("UPDATE source_record SET orders = 2 WHERE id = 1", LedgerDamage.sourceRecord(1, isEarlier: false)),
    ("UPDATE source_record SET source = 9 WHERE id = 1", .sourceRecord(1, isEarlier: false)),
    ("UPDATE source_record SET incidents = '7 x' WHERE id = 3", .sourceRecord(3, isEarlier: false)),
    ("UPDATE source_record SET voided = 1 WHERE id = 2", .sourceRecord(2, isEarlier: false)),
    ("UPDATE source_record_revision SET state_at = 5", .sourceRecord(2, isEarlier: true)),
    (
      "UPDATE source_record SET watched_from = watched_from - 1 WHERE id = 4",
      .sourceRecord(4, isEarlier: false)
    ),
    ("UPDATE source_record SET watched_to = watched_to + 1 WHERE id = 4", .sourceRecord(4, isEarlier: false)),
    ("UPDATE source_record SET vendor = 9 WHERE id = 4", .sourceRecord(4, isEarlier: false)),
    ("DELETE FROM source_record WHERE id = 3", .changeIncomplete(1)),
    ("DELETE FROM source_record_revision", .recordHistoryGap(2)),
    ("INSERT INTO counted_until VALUES (1, 7)", .countedUntil),
  ])
  func `what is changed by hand is found, and left alone`(sql: String, damage: LedgerDamage) throws {
    let (folder, ledger) = try Self.filled()
    defer { withExtendedLifetime(folder) {} }
    try ledger.tamper(sql)
    let problems = try ledger.problems()
    #expect(problems.contains(LedgerProblem(damage, repairable: false)), "\(problems)")
  }

  @Test(arguments: [
    ("UPDATE order_count SET orders = orders + 1", LedgerDamage.orderCounts),
    ("DELETE FROM order_count", .orderCounts),
    ("UPDATE source_record_revision SET ended_by = 1", .endOfRecordState(of: 2)),
  ])
  func `what is made from the records is found and made anew`(sql: String, damage: LedgerDamage) throws {
    let (folder, ledger) = try Self.filled()
    let before = try ledger.volumes()
    try ledger.tamper(sql)
    #expect(try ledger.problems() == [LedgerProblem(damage, repairable: true)])
    let mended = try folder.repaired()
    #expect(try mended.problems() == [])
    #expect(try mended.volumes() == before)
  }

  @Test(arguments: [
    "DELETE FROM source_record", "UPDATE source_record SET orders = 5", "DELETE FROM source_record_revision",
    "UPDATE source_record_revision SET orders = 5",
    "UPDATE source_record SET id = 9, revision = revision + 1 WHERE id = 1",
    "INSERT OR REPLACE INTO source_record SELECT * FROM source_record WHERE id = 1",
    "UPDATE source_record SET orders = 0, revision = revision + 1 WHERE id = 1",
    "UPDATE source_record SET watched_to = NULL, revision = revision + 1 WHERE id = 4",
    "UPDATE source_record SET watched_to = watched_from, revision = revision + 1 WHERE id = 4",
    "UPDATE source_record SET vendor = NULL, revision = revision + 1 WHERE id = 4",
    "UPDATE source_record SET watched_from = 1, watched_to = 2, revision = revision + 1 WHERE id = 1",
    "DELETE FROM counted_until",
  ])
  func `nothing is deleted or changed without a trace`(sql: String) throws {
    let (folder, ledger) = try Self.filled()
    defer { withExtendedLifetime(folder) {} }
    try ledger.execute("INSERT INTO counted_until SELECT number, chain FROM change WHERE number = 1")
    #expect(throws: DatabaseError.self) { try ledger.execute(sql) }
  }

  @Test func `many rows drop the index and keep every promise of it`() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.open()
    let parcels = try (1...9_000).map {
      try Self.parcel("\($0)", "2026-03-0\(1 + $0 % 9)", isLost: $0 % 100 == 0)
    }
    try Self.tell(parcels + [parcels[8_000], parcels[3]], to: ledger)
    #expect(try ledger.volumes().reduce(0) { $0 + $1.orders } == 9_000)
    try Self.tell(parcels, to: ledger)
    #expect(try ledger.changes(limit: 9).count == 1)
    #expect(try ledger.problems() == [])
  }

  // MARK: What earlier versions counted

  /// As an earlier version left it: orders that it counted, and some that the owner stated, with the mark of the migration.
  private static func migrated() throws -> SQLiteLedger {
    let ledger = try SQLiteLedger.inMemory(policy: .standard)
    try ledger.importing(files: ["parcels.json"], at: noon, commit: true) { session in
      _ = try session.add(try order("2026-03-01", 7))
      _ = try session.add(try order("2026-03-02", 5))
      _ = try session.add(try order("2026-01-01", 300, days: 31))
    }
    _ = try ledger.record(try order("2026-03-03", 2), at: noon)
    try ledger.execute(
      "INSERT INTO counted_until SELECT number, chain FROM change ORDER BY number DESC LIMIT 1")
    return ledger
  }

  @Test func `what an earlier version counted stands until records of the same days come`() throws {
    let ledger = try Self.migrated()
    #expect(try ledger.volumes().map(\.orders) == [300, 7, 5, 2])
    try Self.tell(
      [Self.parcel("1", "2026-03-01"), Self.parcel("2", "2026-03-03"), Self.parcel("3", "2026-01-09")],
      to: ledger)
    #expect(try ledger.volumes().map(\.orders) == [300, 1, 5, 2])
    let conflicts = try ledger.orderConflicts()
    #expect(conflicts.map(\.loser.source) == ["tracker", nil, "tracker"])
    #expect(conflicts.map(\.winner) == [.source(nil), .source("tracker"), .stated])
    _ = try ledger.undo(at: noon)
    #expect(try ledger.volumes().map(\.orders) == [300, 7, 5, 2])
  }

  @Test func `a month that an earlier version counted gives way to as many orders`() throws {
    let ledger = try Self.migrated()
    var parcel = try Self.parcel("1", "2026-01-09")
    parcel.orders?.orders = 300
    try Self.tell([parcel], to: ledger)
    #expect(try ledger.volumes().map(\.orders) == [300, 7, 5, 2])
    #expect(try ledger.volumes()[0].from == Day("2026-01-09"))
  }

  @Test func `what is imported from now on is stated`() throws {
    let ledger = try Self.migrated()
    try ledger.importing(files: ["volumes.csv"], at: noon, commit: true) { session in
      _ = try session.add(try Self.order("2026-03-01", 4))
    }
    try Self.tell([Self.parcel("1", "2026-03-01")], to: ledger)
    #expect(try ledger.volumes().map(\.orders) == [300, 4, 5, 2])
  }

  @Test func `the mark of the migration is a part of the record`() throws {
    let ledger = try Self.migrated()
    let anew = try SQLiteLedger.inMemory(policy: .standard)
    try anew.take(ledger.entries())
    #expect(try anew.entries() == ledger.entries())
    try Self.tell([Self.parcel("1", "2026-03-01")], to: anew)
    #expect(try anew.volumes().map(\.orders) == [300, 1, 5, 2])
  }

  @Test func `an incident of before is taken back when its key is told without one`() throws {
    let ledger = try SQLiteLedger.inMemory(policy: .standard)
    let old = try Self.parcel("1", "2026-03-01", isLost: true)
    try ledger.importing(files: ["parcels.json"], at: noon, commit: true) { session in
      for told in old.incidents { _ = try session.add(told.incident) }
    }
    try ledger.execute(
      "INSERT INTO counted_until SELECT number, chain FROM change ORDER BY number DESC LIMIT 1")
    try Self.tell([Self.parcel("1", "2026-03-01")], to: ledger)
    #expect(try ledger.incidents(IncidentFilter(standings: [.counted])).isEmpty)
    #expect(try ledger.problems() == [])
  }
}
