import FileSystem
import Foundation
import GRDB
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

struct CheckupTests {
  @Test func `a sound ledger has no problems`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    #expect(try folder.open(.readOnly).problems() == [])
  }

  /// What a hand in the file could do, each with what the checkup finds.
  @Test(arguments: [
    (
      "DELETE FROM change WHERE number = 2",
      LedgerDamage.changeOutOfOrder(3)
    ),
    (
      "UPDATE change SET summary = 'other' WHERE number = 4",
      .changeOutOfOrder(4)
    ),
    ("DELETE FROM incident WHERE id = 40", .changeIncomplete(40)),
    (
      "DELETE FROM incident_revision WHERE id = 3",
      .changeIncomplete(3)
    ),
    (
      "UPDATE incident SET summary = 'x' WHERE id = 7",
      .state(of: 7, isEarlier: false)
    ),
    ("UPDATE volume SET orders = 51", .volume(1)),
    ("UPDATE check_in SET day = day + 1", .checkIn(1)),
    ("UPDATE vendor SET id = 'v9' WHERE id = 'v1'", .state(of: 1, isEarlier: false)),
    (
      "UPDATE incident SET details = '{\"claimed\":0}' WHERE id = 7",
      .details(of: 7, isEarlier: false)
    ),
    (
      "UPDATE incident SET details = '{\"claimed\":5}' WHERE id = 7",
      .state(of: 7, isEarlier: false)
    ),
    (
      "UPDATE incident_revision SET details = '{}' WHERE id = 3",
      .details(of: 3, isEarlier: true)
    ),
    (
      "UPDATE incident SET outage_of = 9 WHERE id = 62",
      .oneSidedLink(to: 9)
    ),
    (
      "UPDATE incident SET outage_of = NULL WHERE id > 61",
      .emptyEvent(61)
    ),
    (
      "UPDATE incident SET standing = 1 WHERE id > 60",
      .emptyEvent(61)
    ),
  ])
  func `what is missing or changed is found`(_ sql: String, _ damage: LedgerDamage) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    try ledger.tamper(sql)
    let problems = try ledger.problems()
    #expect(problems.contains(LedgerProblem(damage, repairable: false)), "\(problems)")
  }

  /// What a quick look sees, and what it leaves to the full one.
  @Test(arguments: [
    ("UPDATE change SET summary = 'other' WHERE number = 4", true),
    ("UPDATE incident SET outage_of = NULL WHERE id = 61", true),
    ("UPDATE volume SET orders = -1", true),
    ("UPDATE volume SET orders = 51", false),
    ("UPDATE setting SET value = 'other'", true), ("UPDATE evidence SET cells = x'0102ff'", false),
  ])
  func `a quick look reads no rows`(_ sql: String, _ isSeen: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    #expect(try ledger.problems(.quick) == [])
    try ledger.tamper(sql)
    #expect(try ledger.problems(.quick).isEmpty != isSeen)
    #expect(try !ledger.problems().isEmpty)
  }

  @Test(arguments: [
    "DELETE FROM evidence WHERE month = (SELECT max(month) FROM evidence)",
    "UPDATE evidence SET cells = x'0102ff'",
    "DELETE FROM passing_harm", "UPDATE passing_harm SET harm = harm + 1",
    "INSERT INTO passing_harm SELECT vendor, day, dimension, until + 1, harm, harm_squared FROM passing_harm",
  ])
  func `lost sums are found and made anew`(_ sql: String) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    let before = try ledger.evidence()
    try ledger.tamper(sql)
    #expect(try ledger.problems().contains { $0.damage.isOfSums })
    let mended = try folder.repaired()
    #expect(try mended.problems() == [])
    #expect(try mended.evidence() == before)
  }

  /// What a database tool could do to the schema, with what is said of it.
  @Test(arguments: [
    (
      "DROP TRIGGER incident_keeps_states",
      LedgerDamage.missing(kind: "trigger", name: "incident_keeps_states")
    ),
    (
      "CREATE TRIGGER zz BEFORE INSERT ON incident BEGIN SELECT raise(ignore); END",
      .added(kind: "trigger", name: "zz")
    ),
    (
      """
      DROP TRIGGER volume_keeps_rows;
      CREATE TRIGGER volume_keeps_rows BEFORE DELETE ON volume WHEN 0 BEGIN SELECT 1; END
      """, .otherDefinition(kind: "trigger", name: "volume_keeps_rows")
    ),
    ("DROP INDEX incident_key", .missing(kind: "index", name: "incident_key")),
    (
      "DROP INDEX incident_day; CREATE INDEX incident_day ON incident (vendor, day)",
      .otherDefinition(kind: "index", name: "incident_day")
    ),
    ("DROP TABLE evidence", .missing(kind: "table", name: "evidence")),
    (
      """
      DROP TABLE evidence; CREATE VIEW evidence AS WITH RECURSIVE n (vendor, month, cells) AS
        (SELECT 1, 1, x'' UNION ALL SELECT vendor, month + 1, cells FROM n) SELECT * FROM n
      """, .otherDefinition(kind: "table", name: "evidence")
    ),
    ("ALTER TABLE volume ADD COLUMN note TEXT", .otherDefinition(kind: "table", name: "volume")),
    (
      "ALTER TABLE incident RENAME TO other; ALTER TABLE other RENAME TO incident",
      .otherDefinition(kind: "table", name: "incident")
    ),
  ])
  func `a schema that was changed is refused, and made anew`(_ sql: String, _ deviation: LedgerDamage) throws
  {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    let wanted = try Content(ledger)
    try ledger.execute(sql)
    for depth in [CheckupDepth.quick, .full] {
      let problems = try ledger.problems(depth)
      #expect(problems.contains(LedgerProblem(deviation, repairable: true)), "\(problems)")
      #expect(problems.filter { !$0.repairable } == [])
    }
    for mode in [SQLiteLedger.Mode.create, .readWrite, .readOnly] {
      #expect(throws: LedgerError.damaged(place: folder.ledgerPath, deviation)) {
        try folder.open(mode)
      }
    }
    let mended = try folder.repaired()
    #expect(try mended.problems() == [])
    #expect(try Content(mended) == wanted)
  }

  @Test(arguments: [
    ("DROP TABLE volume", LedgerDamage.missing(kind: "table", name: "volume")),
    (
      """
      DROP TABLE check_in;
      CREATE VIEW check_in AS WITH RECURSIVE n (change, day, withdrawn, checksum, number) AS
        (SELECT 1, 1, 0, 0, 1 UNION ALL SELECT change, day, withdrawn, checksum, number + 1 FROM n) SELECT * FROM n
      """, .otherDefinition(kind: "table", name: "check_in")
    ),
  ])
  func `without its tables a ledger is damaged`(_ sql: String, _ deviation: LedgerDamage) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    try ledger.execute(sql)
    #expect(try ledger.problems().first == LedgerProblem(deviation, repairable: false))
    let damaged = LedgerError.damaged(place: folder.ledgerPath, deviation)
    #expect(throws: damaged) { try folder.open(.readOnly) }
    #expect(throws: damaged) { try BackupStore().verify(folder.ledgerPath) }
    #expect(throws: damaged) { try folder.repaired() }
    #expect(!BackupStore().isRecordWhole(folder.ledgerPath))
  }

  @Test func `what someone added for queries of their own does no harm`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    try folder.open().execute(
      """
      CREATE TABLE mine (a); CREATE TRIGGER on_mine AFTER INSERT ON mine BEGIN SELECT 1; END; ANALYZE;
      CREATE VIEW late AS SELECT * FROM incident WHERE severity > 3
      """)
    #expect(try folder.open().problems() == [])
    _ = try folder.open().record(try lost(), allowDuplicate: true, at: noon)
    #expect(try BackupStore().additions(in: folder.ledgerPath) == ["mine", "late"])
  }

  /// Such as a unique one, which stands in the way of what this program stores.
  @Test func `an index that was added is told, and gone after a repair`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    try folder.open().execute("CREATE INDEX by_cost ON Incident (cost)")
    for depth in [CheckupDepth.quick, .full] {
      #expect(
        try folder.open().problems(depth)
          == [LedgerProblem(.added(kind: "index", name: "by_cost"), repairable: true)])
    }
    #expect(try folder.repaired().problems() == [])
  }

  @Test(arguments: [1, 4_000]) func `where an earlier state ended is looked at, and made anew`(at change: Int)
    throws
  {
    let folder = try TemporaryFolder()
    try folder.fill()
    let wanted = try Content(folder.open())
    try folder.open().tamper("UPDATE incident_revision SET ended_by = \(change) WHERE id = 3")
    let problem = LedgerProblem(.endOfState(of: 3), repairable: true)
    let ledger = try folder.open(.readOnly)
    #expect(try ledger.problems() == [problem])
    #expect(try ledger.problems(.quick) == (change > 1_000 ? [problem] : []))
    #expect(try Content(folder.repaired()) == wanted)
    #expect(try folder.open().problems() == [])
  }

  @Test func `sums of an own policy are looked at and made anew, too`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    var policy = ScoringPolicy.standard
    policy.unresolvedFactor = 2
    let copies = BackupStore(policy: policy)
    let ledger = try SQLiteLedger.open(path: folder.ledgerPath, policy: policy, mode: .readWrite)
    // The next write makes the sums with it.
    _ = try ledger.checkIn(Day("2026-11-30"), at: noon)
    let wanted = try ledger.evidence()
    #expect(try copies.checked(folder.ledgerPath).1 == [])
    try ledger.execute("DELETE FROM evidence WHERE month = (SELECT max(month) FROM evidence)")
    #expect(try copies.checked(folder.ledgerPath).1.count == 1)
    #expect(
      try copies.repair(folder.ledgerPath, keepingOldAs: UniqueFilename { folder.path("old\($0)") }) != nil)
    let mended = try SQLiteLedger.open(path: folder.ledgerPath, policy: policy, mode: .readOnly)
    #expect(try mended.problems() == [])
    #expect(try mended.evidence() == wanted)
  }

  /// Each index with its first page zeroed: the record is whole, so all of it comes back.
  @Test func `damaged indexes are made anew`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let sound = try folder.bytes()
    let wanted = try Content(folder.open(.readOnly))
    let roots = try DatabaseQueue(path: folder.ledgerPath).read {
      try Row.fetchAll($0, sql: "SELECT name, rootpage FROM sqlite_schema WHERE type = 'index'")
    }
    #expect(roots.count > 10)
    for root in roots {
      var bytes = sound
      let first = (root["rootpage"] as Int - 1) * Connection.pageBytes
      bytes.replaceSubrange(first..<first + Connection.pageBytes, with: Data(count: Connection.pageBytes))
      try bytes.write(to: URL(filePath: folder.ledgerPath))
      let name = root["name"] as String
      for depth in [CheckupDepth.quick, .full] {
        let problems = try folder.open(.readOnly).problems(depth)
        #expect(!problems.isEmpty && problems.allSatisfy(\.repairable), "\(name): \(problems)")
      }
      let copy = folder.path("copy.sqlite")
      _ = try BackupStore().write(from: folder.ledgerPath, to: copy)
      let copied = try SQLiteLedger.open(path: copy, policy: .standard, mode: .readOnly)
      #expect(try Content(copied) == wanted, "\(name), copied")
      let mended = try folder.repaired()
      #expect(try mended.problems() == [], "\(name)")
      #expect(try Content(mended) == wanted, "\(name)")
    }
  }

  @Test(arguments: ["number >= 43", "number > 1", "1", "number = (SELECT max(number) FROM change)"])
  func `a log that was cut off is noticed, and takes no further change`(_ cut: String) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    try ledger.tamper("DELETE FROM change WHERE \(cut)")
    for depth in [CheckupDepth.quick, .full] {
      let problems = try ledger.problems(depth)
      #expect(problems.contains { $0.damage.isMissingChange && !$0.repairable })
    }
    #expect(throws: LedgerError.self) { try ledger.record(lost(), allowDuplicate: true, at: noon) }
    #expect(throws: LedgerError.self) { try ledger.readRecord { _ in } }
    #expect(throws: LedgerError.self) { try folder.repaired() }
  }

  /// What stands in no row that has a checksum.
  @Test(arguments: [
    "UPDATE source SET name = 'other' WHERE name = 'desk'",
    "UPDATE volume SET number = number + 100 WHERE number = 1",
  ])
  func `names of sources and the order of volumes are looked at`(_ sql: String) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    _ = try ledger.undo(at: noon)
    let volume = Volume(from: try Day("2026-01-01"), to: try Day("2026-02-01"), orders: 60, vendor: "v1")
    _ = try ledger.record(try #require(volume), at: noon)
    #expect(try ledger.problems() == [])
    try ledger.tamper(sql)
    #expect(try ledger.problems().contains { !$0.repairable })
  }

  /// Flips one byte at a time: the ledger must then refuse, or report it, or still say the same.
  @Test func `a damaged byte is refused, reported or harmless`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let sound = try folder.bytes()
    let wanted = try Content(folder.open(.readOnly))
    // Most of a small file's pages is empty room, where damage is harmless.
    let inUse = sound.indices.filter { sound[$0] != 0 }
    var random = SeededGenerator(seed: 7)
    var refused = 0
    for _ in 0..<150 {
      var bytes = sound
      let position =
        Bool.random(using: &random)
        ? Int.random(in: 0..<bytes.count, using: &random)
        : inUse[Int.random(in: 0..<inUse.count, using: &random)]
      bytes[position] ^= UInt8.random(in: 1...255, using: &random)
      try bytes.write(to: URL(filePath: folder.ledgerPath))
      do {
        let ledger = try folder.open(.readOnly)
        guard try ledger.problems().isEmpty else {
          refused += 1
          continue
        }
        #expect(try Content(ledger) == wanted, "byte \(position)")
      } catch is LedgerError {
        refused += 1
      }
    }
    #expect(refused > 60)
  }

  private struct Content: Equatable {
    var evidence: Evidence
    var incidents: [RecordedIncident]
    var histories: [[IncidentRevision]]
    var changes: [Change]
    var vendors: Set<Vendor.ID>

    init(_ ledger: SQLiteLedger) throws {
      evidence = try ledger.evidence()
      incidents = try ledger.incidents(IncidentFilter(standings: Set(IncidentStanding.allCases)))
      histories = try incidents.map { try ledger.history(of: $0.id) }
      changes = try ledger.changes(limit: 999)
      vendors = try ledger.vendorsOnRecord()
    }
  }
}

extension LedgerDamage {
  fileprivate var isOfSums: Bool {
    switch self {
    case .sums, .evidenceSums, .unreadable(.sums, _): true
    default: false
    }
  }

  fileprivate var isMissingChange: Bool { if case .changeMissing = self { true } else { false } }
}
