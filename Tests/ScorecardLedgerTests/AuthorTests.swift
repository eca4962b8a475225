import GRDB
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// Who made a change, where that was said.
@Suite struct AuthorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func ledger(of author: String?) throws -> SQLiteLedger {
    try SQLiteLedger.open(path: folder.ledgerPath, policy: .standard, author: author, mode: .create)
  }

  private func incident(_ day: String) throws -> Incident {
    Incident(vendor: "a", day: try Day(day), outcome: .bad(.standard))
  }

  /// By Ann, by Ben, by nobody.
  private func fill() throws {
    _ = try ledger(of: "Ann Ø").record(
      incident("2026-03-01"), allowDuplicate: true, at: Timestamp(seconds: 1_790_000_000))
    _ = try ledger(of: "Ben").retract(1, reason: "mine", at: Timestamp(seconds: 1_790_000_001))
    _ = try ledger(of: nil).record(
      incident("2026-03-02"), allowDuplicate: true, at: Timestamp(seconds: 1_790_000_000))
  }

  @Test func `each change has its own author, and so has each state`() throws {
    try fill()
    let ledger = try ledger(of: nil)
    #expect(try ledger.changes(limit: 9).map(\.author) == [nil, "Ben", "Ann Ø"])
    #expect(try ledger.history(of: 1).map(\.author) == ["Ann Ø", "Ben"])
    #expect(try ledger.history(of: 2).map(\.author) == [nil])
    #expect(try ledger.checkup(depth: .full) == [])
  }

  @Test func `a ledger without authors has the checksums that it would have had before`() throws {
    _ = try ledger(of: nil).record(
      incident("2026-03-01"), allowDuplicate: true, at: Timestamp(seconds: 1_790_000_000))
    let other = try TemporaryFolder()
    _ = try SQLiteLedger.open(path: other.ledgerPath, policy: .standard, author: "Ann", mode: .create)
      .record(incident("2026-03-01"), allowDuplicate: true, at: Timestamp(seconds: 1_790_000_000))
    let chains = try [folder, other].map { folder in
      try DatabaseQueue(path: folder.ledgerPath).read {
        try Row.fetchAll($0, sql: "SELECT digest, chain FROM change").map {
          [$0[0] as Int64, $0[1] as Int64]
        }
      }
    }
    #expect(chains[0][0][0] == chains[1][0][0] && chains[0][0][1] != chains[1][0][1])
  }

  @Test(arguments: [
    "UPDATE author SET name = 'Eve' WHERE change = 1", "DELETE FROM author WHERE change = 2",
    "INSERT INTO author VALUES (3, 'Eve')",
  ])
  func `who changes an author's name is found out`(sql: String) throws {
    try fill()
    let queue = try DatabaseQueue(path: folder.ledgerPath)
    if !sql.hasPrefix("INSERT") {
      #expect(throws: DatabaseError.self) { try queue.inDatabase { try $0.execute(sql: sql) } }
      try queue.inDatabase { database in
        let triggers = try Row.fetchAll(
          database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'author'")
        for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
        try database.execute(sql: sql)
        for trigger in triggers { try database.execute(sql: trigger[1] as String) }
      }
    } else {
      try queue.inDatabase { try $0.execute(sql: sql) }
    }
    #expect(try !ledger(of: nil).checkup(depth: .full).isEmpty)
  }

  @Test func `a record takes the names along`() throws {
    try fill()
    let other = try TemporaryFolder()
    let copy = try SQLiteLedger.open(path: other.ledgerPath, policy: .standard, mode: .create)
    let ledger = try ledger(of: nil)
    var entries: [RecordEntry] = []
    try ledger.readRecord { entries.append($0) }
    try copy.takeRecord(commit: true) { session in for entry in entries { try session.add(entry) } }
    #expect(try copy.changes(limit: 9).map(\.author) == [nil, "Ben", "Ann Ø"])
    #expect(try copy.checkup(depth: .full) == [])
  }

  @Test(arguments: ["", String(repeating: "x", count: 101), "a\u{0}b"])
  func `what is no name is refused before the file is touched`(name: String) throws {
    #expect(throws: LedgerError.self) { try ledger(of: name) }
    #expect(throws: (any Error).self) {
      try SQLiteLedger.open(path: folder.ledgerPath, policy: .standard, mode: .readWrite)
    }
  }
}
