import Foundation
import GRDB
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// Ledgers of every released schema, and what happens to them on the way to the next.
struct MigrationTests {
  private static let schemas = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Schemas")
  private static let next =
    "CREATE TABLE second (id INTEGER PRIMARY KEY) STRICT; INSERT INTO second SELECT id FROM incident"
  private static let two = Migrations.released.adding(next)

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: schemas.appending(path: name), encoding: .utf8)
  }

  /// A folder with the ledger of a fixture.
  static func fixture(_ schema: Int) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.ledgerPath)
    try queue.writeWithoutTransaction { try $0.execute(sql: try text("v\(schema).sql")) }
    return folder
  }

  private func open(_ folder: TemporaryFolder, _ migrations: Migrations) throws -> SQLiteLedger {
    try SQLiteLedger.open(
      path: folder.ledgerPath, policy: .standard, mode: .readWrite, migrations: migrations)
  }

  private func backups(_ folder: TemporaryFolder) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path("backups")) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path("backups"))
  }

  @Test(arguments: 1...SQLiteLedger.schemaVersion)
  func `a ledger of every released schema is read as it was written`(schema: Int) throws {
    let folder = try Self.fixture(schema)
    let ledger = try open(folder, .released)
    #expect(try ledger.checkup() == [])
    #expect(try Transcript.text(of: ledger) == Self.text("v\(schema).expected.txt"))
  }

  @Test func `the schema that is written is the newest one kept as a fixture`() throws {
    func schema(_ path: String) throws -> [String] {
      try DatabaseQueue(path: path).read {
        try String.fetchAll(
          $0, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
      }
    }
    let fresh = try TemporaryFolder()
    _ = try fresh.open()
    let kept = try Self.fixture(SQLiteLedger.schemaVersion)
    #expect(try schema(fresh.ledgerPath) == schema(kept.ledgerPath))
  }

  @Test func `a migration starts from a verified backup, which the old program reads`() throws {
    let folder = try Self.fixture(1)
    let before = try Content(path: folder.ledgerPath)
    let ledger = try open(folder, Self.two)
    #expect(try Content(ledger) == before)
    #expect(try backups(folder) == ["2026-09-21T101500Z.schema1.sqlite"])
    let backup = folder.path("backups/2026-09-21T101500Z.schema1.sqlite")
    #expect(try Content(path: backup) == before)
    #expect(try LedgerCopies().verify(backup).schema == 1)
    #expect(try LedgerCopies(migrations: Self.two, busySeconds: 1).verify(backup).schema == 1)
    _ = try ledger.record(try lost("parcelo", "later"), allowDuplicate: false, at: noon)
    #expect(try ledger.checkup() == [])
  }

  @Test func `a reader does not migrate`() throws {
    let folder = try Self.fixture(1)
    let bytes = try folder.bytes()
    #expect(throws: LedgerError.olderSchema(found: 1, known: 2)) {
      try SQLiteLedger.open(
        path: folder.ledgerPath, policy: .standard, mode: .readOnly, migrations: Self.two)
    }
    #expect(try folder.bytes() == bytes)
    #expect(try backups(folder) == [])
  }

  @Test func `an old program changes no byte of a newer ledger, and a new one restores an old backup`() throws
  {
    let folder = try Self.fixture(1)
    let before = try Content(path: folder.ledgerPath)
    _ = try open(folder, Self.two)
    let bytes = try folder.bytes()
    for mode in [SQLiteLedger.Mode.readOnly, .readWrite, .create] {
      #expect(throws: LedgerError.newerSchema(found: 2, known: 1)) { try folder.open(mode) }
    }
    #expect(try folder.bytes() == bytes)
    let backup = folder.path("backups/2026-09-21T101500Z.schema1.sqlite")
    let new = LedgerCopies(migrations: Self.two, busySeconds: 1)
    _ = try new.restore(
      backup, to: folder.ledgerPath, keepingOldAs: FreeName { _ in folder.path("old.sqlite") })
    #expect(try Content(path: folder.ledgerPath) == before)
    #expect(try Content(open(folder, Self.two)) == before)
  }

  @Test func `a step that fails, and a ledger that is damaged, leave all as it was`() throws {
    let folder = try Self.fixture(1)
    let bytes = try folder.bytes()
    #expect(throws: LedgerError.self) { try open(folder, .released.adding(Self.next + "; SELECT nothing")) }
    #expect(try folder.bytes() == bytes)
    try folder.open().execute("DROP TRIGGER volume_keeps_states; UPDATE volume SET orders = 1")
    let damaged = try folder.bytes()
    do {
      _ = try open(folder, Self.two)
      Issue.record("migrated")
    } catch LedgerError.damaged(let path, _) {
      #expect(path == folder.ledgerPath)
    }
    #expect(try folder.bytes() == damaged)
    #expect(try backups(folder) == [])
  }

  @Test func `without room for the backup there is no migration`() throws {
    let folder = try Self.fixture(1)
    let bytes = try folder.bytes()
    try Data().write(to: URL(filePath: folder.path("backups")))
    #expect(throws: LedgerError.cannotWrite(path: folder.path("backups"), detail: "it is not a folder")) {
      try open(folder, Self.two)
    }
    #expect(try folder.bytes() == bytes)
  }
}

/// What a ledger says, in lines that do not change when values gain properties.
private enum Transcript {
  static func text(of ledger: SQLiteLedger) throws -> String {
    var lines: [String] = []
    let all = IncidentFilter(standings: Set(IncidentStanding.allCases))
    for recorded in try ledger.incidents(all) {
      for state in try ledger.history(of: recorded.id) {
        let incident = state.state.incident
        lines.append(
          "#\(recorded.id) \(state.action) \(state.at): \(incident.vendor) \(incident.day) "
            + "\(incident.outcome.severity.map { "bad \($0.level)" } ?? "good") \(incident.dimension.rawValue) "
            + "\(incident.summary) | \(state.reason) | \(incident.source?.id ?? "-") "
            + "\(incident.details.claimBy?.description ?? "-") \(state.state.standing)")
      }
    }
    for change in try ledger.changes(limit: .max) {
      lines.append("change \(change.number) \(change.action): \(change.summary)")
    }
    let evidence = try ledger.evidence()
    for (vendor, cells) in evidence.cells.sorted(by: { $0.key < $1.key }) {
      for cell in cells {
        lines.append(
          "\(vendor) \(cell.day) \(cell.dimension.rawValue): \(cell.sums.logs) \(cell.sums.goods) "
            + "\(cell.sums.harm) \(cell.sums.harmSquared)")
      }
    }
    for volume in evidence.volumes { lines.append("\(volume.orders) orders \(volume.from) – \(volume.to)") }
    for day in evidence.checkIns { lines.append("check-in \(day)") }
    return lines.map { $0 + "\n" }.joined()
  }
}
