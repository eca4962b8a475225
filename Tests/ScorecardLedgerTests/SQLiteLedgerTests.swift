import Foundation
import GRDB
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// Opening, settings and the schema's own guards.
struct SQLiteLedgerTests {
  @Test func `the settings hold and a lapse is noticed`() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.open()
    let violations = {
      try ledger.queue.inDatabase { try Connection.violations($0, busySeconds: 30, isReader: false) }
    }
    #expect(try violations() == [])
    // Written out: each of these was chosen for what a power cut or a crafted file does without it.
    let chosen = [
      ("journal_mode", "delete"), ("synchronous", "3"), ("foreign_keys", "1"), ("recursive_triggers", "1"),
      ("cell_size_check", "1"), ("trusted_schema", "0"), ("busy_timeout", "30000"),
    ]
    for (name, value) in chosen {
      #expect(try ledger.queue.inDatabase { try Connection.pragma(name, $0) } == value, "\(name)")
    }
    let lapses = [
      "foreign_keys = OFF", "recursive_triggers = OFF", "cell_size_check = OFF", "trusted_schema = ON",
      "synchronous = NORMAL", "journal_mode = WAL", "cache_size = 10", "busy_timeout = 1",
    ]
    for lapse in lapses { try ledger.execute("PRAGMA \(lapse)") }
    #expect(try violations().count == lapses.count)
    // Readers leave the journal to writers.
    #expect(try ledger.problems().count == lapses.count - 1)
  }

  @Test func `a journal that another program changed is read, and set back by the next writer`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let wanted = try folder.open().incidents(IncidentFilter())
    let journal = try DatabaseQueue(path: folder.ledgerPath).inDatabase { database in
      try Connection.pragma("journal_mode = WAL", database)
    }
    #expect(journal == "wal")
    #expect(try folder.open(.readOnly).incidents(IncidentFilter()) == wanted)
    #expect(try folder.open(.readOnly).problems() == [])
    let ledger = try folder.open()
    #expect(try ledger.queue.inDatabase { try Connection.pragma("journal_mode", $0) } == "delete")
    #expect(try ledger.incidents(IncidentFilter()) == wanted)
  }

  @Test func `a change that was cut short is no ordinary read-only disk`() throws {
    func translated(_ code: ResultCode) -> LedgerError {
      LedgerFile.translate(DatabaseError(resultCode: code), path: "/proc/version", busySeconds: 1)
    }
    #expect(translated(.SQLITE_READONLY_ROLLBACK) == .cutShort(place: "/proc/version"))
    #expect(translated(.SQLITE_READONLY) != translated(.SQLITE_READONLY_ROLLBACK))
  }

  @Test func `a path that SQLite would not open is refused with the reason`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + String(repeating: "d/", count: 240) + "ledger.sqlite"
    #expect(
      throws: LedgerError.cannotOpen(place: path, problem: .pathTooLong(limit: 500))
    ) { try SQLiteLedger.open(path: path, policy: .standard, mode: .create) }
  }

  @Test func `a ledger is for its owner's eyes only`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.open()
    let mode = try FileManager.default.attributesOfItem(atPath: folder.ledgerPath)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `an empty file becomes a ledger, as after a creation that was cut short`() throws {
    let folder = try TemporaryFolder()
    #expect(FileManager.default.createFile(atPath: folder.ledgerPath, contents: nil))
    let ledger = try folder.open(.readWrite)
    #expect(try ledger.record(try lost(), allowDuplicate: false, at: noon).id == 1)
  }

  @Test func `a missing file is only made when asked`() throws {
    let folder = try TemporaryFolder()
    for mode in [SQLiteLedger.Mode.readWrite, .readOnly] {
      #expect(throws: LedgerError.self) { try folder.open(mode) }
      #expect(!FileManager.default.fileExists(atPath: folder.ledgerPath))
    }
  }

  @Test func `a symbolic link and a folder are refused`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.open()
    let link = folder.path("link.sqlite")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.ledgerPath)
    #expect(throws: LedgerError.cannotOpen(place: link, problem: .symbolicLink)) {
      try SQLiteLedger.open(path: link, policy: .standard, mode: .create)
    }
    #expect(throws: LedgerError.cannotOpen(place: folder.path, problem: .folder)) {
      try SQLiteLedger.open(path: folder.path, policy: .standard, mode: .create)
    }
  }

  @Test(arguments: [SQLiteLedger.Mode.create, .readWrite, .readOnly])
  func `another program's file is left as it is`(_ mode: SQLiteLedger.Mode) throws {
    let folder = try TemporaryFolder()
    try DatabaseQueue(path: folder.ledgerPath).inDatabase { try $0.execute(sql: "CREATE TABLE theirs (a)") }
    let before = try folder.bytes()
    #expect(throws: LedgerError.foreign(place: folder.ledgerPath)) { try folder.open(mode) }
    #expect(try folder.bytes() == before)
  }

  @Test(arguments: [SQLiteLedger.Mode.create, .readWrite, .readOnly])
  func `a newer schema is left as it is`(_ mode: SQLiteLedger.Mode) throws {
    let folder = try TemporaryFolder()
    try folder.open().execute("PRAGMA user_version = 8")
    let before = try folder.bytes()
    #expect(throws: LedgerError.newerSchema(found: 8, known: SQLiteLedger.schemaVersion)) {
      try folder.open(mode)
    }
    #expect(try folder.bytes() == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["ledger.sqlite"])
  }

  @Test func `a file that is no database is damaged and left as it is`() throws {
    let folder = try TemporaryFolder()
    let text = Data("date,vendor\n".utf8) + Data(count: 5_000)
    try text.write(to: URL(filePath: folder.ledgerPath))
    let error = LedgerError.damaged(place: folder.ledgerPath, .database("file is not a database"))
    #expect(throws: error) { try folder.open() }
    #expect(try folder.bytes() == text)
  }

  @Test func `a reader cannot write`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let before = try folder.bytes()
    let reader = try folder.open(.readOnly)
    #expect(try reader.incidents(IncidentFilter()).count == 42)
    #expect(throws: LedgerError.readOnly(place: folder.ledgerPath)) {
      try reader.record(try lost(), allowDuplicate: true, at: noon)
    }
    #expect(try folder.bytes() == before)
  }

  @Test(arguments: ["change", "volume", "check_in", "incident_revision"])
  func `append-only means append-only`(_ table: String) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    let replace = "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table) LIMIT 1"
    let key = table == "incident_revision" ? "revision = revision + 9" : "change = change"
    let update = "UPDATE \(table) SET \(table == "change" ? "reason = ''" : key)"
    for sql in ["DELETE FROM \(table)", update, replace] {
      #expect(throws: DatabaseError.self, "\(sql)") { try ledger.execute(sql) }
    }
    // The control: it is recursive_triggers that stops the last one.
    try ledger.execute("PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF")
    #expect(throws: Never.self) { try ledger.execute(replace) }
  }

  @Test(arguments: [
    "DELETE FROM incident WHERE id = 1",
    "INSERT OR REPLACE INTO incident SELECT * FROM incident WHERE id = 1",
    "UPDATE incident SET summary = 'other' WHERE id = 1",
    "UPDATE incident SET id = 999, revision = revision + 1 WHERE id = 1",
    "UPDATE incident SET severity = 6, revision = revision + 1 WHERE id = 1",
    "UPDATE incident SET day = 'Monday', revision = revision + 1 WHERE id = 1",
    "UPDATE incident SET vendor = 99, revision = revision + 1 WHERE id = 1",
    "UPDATE incident SET standing = 4, revision = revision + 1 WHERE id = 61",
    "UPDATE incident SET standing = 5, revision = revision + 1 WHERE id = 1",
    "UPDATE incident SET outage_of = 2, revision = revision + 1 WHERE id = 1",
    "UPDATE incident SET details = '', revision = revision + 1 WHERE id = 1",
  ])
  func `an incident is neither deleted nor changed without a trace`(_ sql: String) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    #expect(throws: DatabaseError.self) { try folder.open().execute(sql) }
  }

  @Test func `a severity that cannot be is said to be damage`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    try folder.open().execute(
      "PRAGMA ignore_check_constraints = ON; UPDATE incident SET severity = 82, revision = revision + 1 WHERE id = 7"
    )
    #expect(throws: LedgerError.damaged(place: folder.ledgerPath, .row(table: "incident", number: 7))) {
      try folder.open(.readOnly).incidents(IncidentFilter())
    }
  }

  @Test func `a process with another policy does not mix its sums in`() throws {
    let folder = try TemporaryFolder()
    var harsh = ScoringPolicy.standard
    harsh.severityWeights = [5, 5, 5, 5, 5]
    let gentle = try folder.open()
    let severe = try SQLiteLedger.open(path: folder.ledgerPath, policy: harsh, mode: .readWrite)
    func harm(_ ledger: SQLiteLedger) throws -> Int64? {
      try ledger.evidence().cells["northwind"]?.first?.sums.harm
    }
    _ = try gentle.record(try lost(), allowDuplicate: true, at: noon)
    #expect(try harm(severe) == 50_000)
    _ = try severe.record(try lost(), allowDuplicate: true, at: noon)
    #expect(try harm(severe) == 100_000)
    #expect(try harm(gentle) == 20_000)
    _ = try gentle.record(try lost(), allowDuplicate: true, at: noon)
    #expect(try harm(gentle) == 30_000)
  }
}
