import FileSystem
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
  private static let newer = Migrations.released.adding(next)
  static let current = SQLiteLedger.schemaVersion

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: schemas.appending(path: name), encoding: .utf8)
  }

  /// A folder with the ledger of a fixture.
  static func fixture(_ schema: Int, _ name: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.ledgerPath)
    try queue.writeWithoutTransaction { try $0.execute(sql: try text("v\(schema)\(name).sql")) }
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
    let (found, name) = (try Transcript.text(of: ledger), "v\(schema).expected.txt")
    // For a new schema's first fixture; those of released ones never change.
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil, schema == Self.current {
      try found.write(to: Self.schemas.appending(path: name), atomically: true, encoding: .utf8)
    }
    #expect(try found == Self.text(name))
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

  /// Of schema 1, in which one outage of several that are one counted for all of them.
  @Test func `outages that schema 1 linked all count, as one event, and no checksum changes`() throws {
    let folder = try Self.fixture(1, "-outages")
    let kept = try Self.states(folder)
    #expect(kept.contains { $0.contains("|4|") }, "none was linked")
    let ledger = try open(folder, .released)
    #expect(try ledger.checkup() == [])
    #expect(try Self.states(folder) == kept)
    let all = try ledger.incidents(IncidentFilter(standings: [])).sorted { $0.id < $1.id }
    #expect(all.map(\.event) == [nil, 2, 3, 4, 2, 3, 2, 4])
    #expect(all.filter { $0.standing == .counted }.map(\.id) == [1, 2, 3, 4, 5, 6, 7])
    #expect(try ledger.evidence() == Evidence(recorded: all, policy: .standard))
    // As harm, each of three events once, by its worst; in service each once; on record all seven.
    let cells = try #require(ledger.evidence().cells["github"])
    let down = cells.filter { $0.dimension == .reliability }
    #expect(down.map(\.sums.harm) == [20_000, 0, 10_000, 5_000])
    #expect(down.map(\.sums.incidentCount) == [3, 1, 1, 1])
    #expect(down.map { $0.sums.halfBads - $0.sums.repeatedHalfBads } == [2, 2, 0, 2])
    let passing = PassingHarm(
      day: try Day("2026-08-25"), dimension: .reliability, until: try Day("2026-08-26"), harm: 5_000,
      harmSquared: 25_000_000)
    #expect(try ledger.evidence().passing == ["github": [passing]])
    // A change of one of them writes no state of the old kind, and its undoing none either.
    _ = try ledger.retract(2, reason: "", at: noon)
    #expect(try ledger.incidents(IncidentFilter()).map(\.event) == [nil, 5, 5, 3, 3, 4])
    _ = try ledger.undo(at: noon)
    #expect(try ledger.incidents(IncidentFilter()).map(\.event) == [nil, 2, 2, 2, 3, 3, 4])
    #expect(try ledger.checkup() == [])
    let states = try Self.states(folder).subtracting(kept)
    #expect(!states.isEmpty && states.allSatisfy { !$0.contains("|4|") })
  }

  /// The record is the same before and after, in a file of it, too.
  @Test func `the record of a ledger of schema 1 goes into an empty one, and out of it again`() throws {
    let folder = try Self.fixture(1, "-outages")
    let ledger = try open(folder, .released)
    let entries = try ledger.entries()
    let states = entries.compactMap { if case .incident(let state) = $0 { state } else { nil } }
    #expect(states.contains { $0.isLinked })
    #expect(states.allSatisfy { !$0.isLinked || $0.record.standing == .counted && $0.record.event != nil })
    let other = try TemporaryFolder()
    let copy = try other.open()
    try copy.take(entries)
    #expect(try copy.entries() == entries)
    #expect(try copy.evidence() == ledger.evidence())
    #expect(try copy.checkup() == [])
    // One that says otherwise is no state of that ledger.
    for index in entries.indices {
      guard case .incident(var state) = entries[index] else { continue }
      state.isLinked.toggle()
      var wrong = entries
      wrong[index] = .incident(state)
      #expect(throws: LedgerError.self) { try SQLiteLedger.inMemory(policy: .standard).take(wrong) }
      if state.isLinked { break }
    }
  }

  /// Number, revision, standing and checksum of every state, and the chain of the changes.
  private static func states(_ folder: TemporaryFolder) throws -> Set<String> {
    let sql = ["incident", "incident_revision"].map { table in
      "SELECT id || ' ' || revision || '|' || standing || '|' || checksum FROM \(table)"
    }
    return try DatabaseQueue(path: folder.ledgerPath).read { database in
      Set(
        try sql.flatMap { try String.fetchAll(database, sql: $0) }
          + String.fetchAll(database, sql: "SELECT number || ' ' || digest || '|' || chain FROM change"))
    }
  }

  @Test func `a backup of schema 1 is verified, restored and migrated`() throws {
    let old = try Self.fixture(1, "-outages")
    #expect(try BackupStore().verify(old.ledgerPath).incidentCount == 7)
    let folder = try TemporaryFolder()
    _ = try BackupStore().restore(
      old.ledgerPath, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in folder.path("old.sqlite") })
    #expect(try BackupStore().verify(folder.ledgerPath).schema == 1)
    let ledger = try open(folder, .released)
    #expect(try ledger.checkup() == [])
    #expect(try Content(ledger) == Content(open(old, .released)))
    #expect(try backups(folder) == ["2026-09-21T101500Z.schema1.sqlite"])
  }

  @Test func `a migration starts from a verified backup, which the old program reads`() throws {
    let folder = try Self.fixture(Self.current)
    let before = try Content(path: folder.ledgerPath)
    let ledger = try open(folder, Self.newer)
    #expect(try Content(ledger) == before)
    let name = "2026-09-21T101500Z.schema\(Self.current).sqlite"
    #expect(try backups(folder) == [name])
    let backup = folder.path("backups/\(name)")
    #expect(try Content(path: backup) == before)
    #expect(try BackupStore().verify(backup).schema == Self.current)
    #expect(try BackupStore(migrations: Self.newer, busySeconds: 1).verify(backup).schema == Self.current)
    _ = try ledger.record(try lost("parcelo", "later"), allowDuplicate: false, at: noon)
    #expect(try ledger.checkup() == [])
  }

  @Test func `a reader does not migrate`() throws {
    let folder = try Self.fixture(Self.current)
    let bytes = try folder.bytes()
    #expect(throws: LedgerError.olderSchema(found: Self.current, known: Self.current + 1)) {
      try SQLiteLedger.open(
        path: folder.ledgerPath, policy: .standard, mode: .readOnly, migrations: Self.newer)
    }
    #expect(try folder.bytes() == bytes)
    #expect(try backups(folder) == [])
  }

  @Test func `an old program changes no byte of a newer ledger, and a new one restores an old backup`() throws
  {
    let folder = try Self.fixture(Self.current)
    let before = try Content(path: folder.ledgerPath)
    _ = try open(folder, Self.newer)
    let bytes = try folder.bytes()
    for mode in [SQLiteLedger.Mode.readOnly, .readWrite, .create] {
      #expect(throws: LedgerError.newerSchema(found: Self.current + 1, known: Self.current)) {
        try folder.open(mode)
      }
    }
    #expect(try folder.bytes() == bytes)
    let backup = folder.path("backups/2026-09-21T101500Z.schema\(Self.current).sqlite")
    let new = BackupStore(migrations: Self.newer, busySeconds: 1)
    _ = try new.restore(
      backup, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in folder.path("old.sqlite") })
    #expect(try Content(path: folder.ledgerPath) == before)
    #expect(try Content(open(folder, Self.newer)) == before)
  }

  @Test func `a step that fails, and a ledger that is damaged, leave all as it was`() throws {
    let folder = try Self.fixture(Self.current)
    let bytes = try folder.bytes()
    #expect(throws: LedgerError.self) { try open(folder, .released.adding(Self.next + "; SELECT nothing")) }
    #expect(try folder.bytes() == bytes)
    try folder.open().execute("DROP TRIGGER volume_keeps_states; UPDATE volume SET orders = 1")
    let damaged = try folder.bytes()
    do {
      _ = try open(folder, Self.newer)
      Issue.record("migrated")
    } catch LedgerError.damaged(let path, _) {
      #expect(path == folder.ledgerPath)
    }
    #expect(try folder.bytes() == damaged)
    #expect(try backups(folder) == [])
  }

  @Test func `without room for the backup there is no migration`() throws {
    let folder = try Self.fixture(Self.current)
    let bytes = try folder.bytes()
    try Data().write(to: URL(filePath: folder.path("backups")))
    #expect(throws: LedgerError.cannotWrite(place: folder.path("backups"), problem: .notFolder)) {
      try open(folder, Self.newer)
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
          "#\(recorded.id) \(state.kind.name) \(state.at): \(incident.vendor) \(incident.day) "
            + "\(incident.outcome.severity.map { "bad \($0.level)" } ?? "good") \(incident.dimension.rawValue) "
            + "\(incident.summary) | \(state.reason) | \(incident.source?.id ?? "-") "
            + "\(incident.details.claimBy?.description ?? "-") \(state.state.standing)"
            + (state.state.event.map { " event \($0)" } ?? "")
            + (incident.details.sameAs.map { " same as \($0)" } ?? ""))
      }
    }
    for change in try ledger.changes(limit: .max) {
      lines.append(
        "change \(change.number) \(change.kind.name)\(change.author.map { " by " + $0 } ?? ""): \(change.summary)"
      )
    }
    let evidence = try ledger.evidence()
    for (vendor, cells) in evidence.cells.sorted(by: { $0.key < $1.key }) {
      for cell in cells {
        lines.append(
          "\(vendor) \(cell.day) \(cell.dimension.rawValue): \(cell.sums.incidentCount) \(cell.sums.goods) "
            + "\(cell.sums.harm) \(cell.sums.harmSquared)")
      }
    }
    for (vendor, passing) in evidence.passing.sorted(by: { $0.key < $1.key }) {
      for harm in passing {
        lines.append(
          "\(vendor) \(harm.day) \(harm.dimension.rawValue) until \(harm.until): \(harm.harm) \(harm.harmSquared)"
        )
      }
    }
    for volume in evidence.volumes { lines.append("\(volume.orders) orders \(volume.from) – \(volume.to)") }
    for day in evidence.checkIns { lines.append("check-in \(day)") }
    for vendor in try ledger.vendorsOnRecord().sorted() {
      for span in try ledger.watched(vendor) { lines.append("watched \(vendor) \(span.from) – \(span.to)") }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
