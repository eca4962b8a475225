import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// What each role may do, as the server says it to real logins.
@Suite(.enabled(if: TestServer.isPossible && `libpq`.isHere, "\(TestServer.missing)"))
struct `Access to a server's ledgers` {
  private let database: LedgerDatabase
  private let logger: ServerConnection
  private let loggerName: String

  /// Two shops with a row in each table; the logger is a member of the first.
  init() throws {
    database = try LedgerDatabase()
    for name in ["one", "two"] { _ = try ServerLedgers.make(name, database.owner) }
    for row in SampleRow.all {
      for ledger in 1...2 { try database.owner.run(row.insert(["ledger": "\(ledger)"])) }
    }
    loggerName = try database.login(in: ServerSchema.logger, memberOf: [1])
    logger = try database.connect(loggerName)
  }

  private func denied(
    _ statement: String, _ connection: ServerConnection, _ location: SourceLocation = #_sourceLocation
  ) {
    let failure = #expect(throws: ServerFailure.self, "\(statement)", sourceLocation: location) {
      try connection.run(statement)
    }
    guard case .notAllowed? = failure else {
      return #expect(failure == .notAllowed(""), "\(statement)", sourceLocation: location)
    }
  }

  private static let ownTables = SampleRow.all.map(\.table) + ["incident_revision", "source_record_revision"]
  private static let tables = ownTables + ["ledger", "member", "setting"]

  @Test func `a viewer reads, and writes nothing`() throws {
    let viewer = try database.connect(try database.login(in: ServerSchema.viewer, memberOf: [1]))
    for table in Self.tables {
      #expect(throws: Never.self) { try viewer.run("SELECT * FROM \(table)") }
      denied("DELETE FROM \(table)", viewer)
      denied("TRUNCATE \(table)", viewer)
    }
    for row in SampleRow.all {
      denied(row.insert(), viewer)
      denied("UPDATE \(row.table) SET ledger = ledger", viewer)
      #expect(try viewer.run("SELECT * FROM \(row.table)").count == 1)
    }
    denied("UPDATE incident SET standing = 1, revision = 2, change = 2", viewer)
    denied("UPDATE ledger SET head = 9", viewer)
    denied("SELECT ledger FROM ledger FOR NO KEY UPDATE", viewer)
    denied("INSERT INTO ledger (name) VALUES ('mine')", viewer)
    denied("INSERT INTO member VALUES (2, current_user)", viewer)
    denied("UPDATE setting SET value = '9'", viewer)
    denied("CREATE TABLE vendorscore.extra (a integer)", viewer)
  }

  @Test func `a logger logs, and takes nothing away`() throws {
    for table in Self.tables {
      denied("DELETE FROM \(table)", logger)
      denied("TRUNCATE \(table)", logger)
    }
    for column in ["author", "stored_at", "action", "at", "chain", "number", "ledger"] {
      denied("UPDATE change SET \(column) = \(column)", logger)
    }
    for column in ["id", "ledger", "recorded_at", "key_high", "key_low", "source", "source_id"] {
      denied("UPDATE incident SET \(column) = \(column)", logger)
    }
    for column in ["id", "ledger", "key_high", "key_low", "source"] {
      denied("UPDATE source_record SET \(column) = \(column)", logger)
    }
    for column in ["name", "evidence_key"] { denied("UPDATE ledger SET \(column) = \(column)", logger) }
    for table in ["volume", "check_in", "vendor", "source", "incident_revision", "counted_until"] {
      denied("UPDATE \(table) SET ledger = ledger", logger)
    }
    for sum in [
      "evidence SET vendor = vendor", "passing_harm SET until = until", "order_count SET source = source",
    ] {
      denied("UPDATE \(sum)", logger)
    }
    denied(SampleRow.change.insert(["number": "2", "author": "'somebody'"]), logger)
    denied(SampleRow.change.insert(["number": "2", "stored_at": "now()"]), logger)
    denied(SampleRow.incident.ended.insert(), logger)
    denied(SampleRow.record.ended.insert(), logger)
    denied(SampleRow.countedUntil.insert(["change": "2"]), logger)
    denied("INSERT INTO ledger (name) VALUES ('mine')", logger)
    denied("INSERT INTO member VALUES (2, current_user)", logger)
    denied("INSERT INTO setting VALUES ('a', 'b')", logger)
    denied("CREATE TABLE vendorscore.extra (a integer)", logger)
    denied("DROP TABLE vendorscore.check_in", logger)
    denied("ALTER TABLE change DISABLE TRIGGER ALL", logger)
    denied("ALTER TABLE change DISABLE ROW LEVEL SECURITY", logger)
  }

  @Test func `a logger does what a log takes`() throws {
    try logger.run(.begin)
    try logger.run("SELECT head FROM ledger WHERE ledger = 1 FOR NO KEY UPDATE")
    try logger.run(SampleRow.change.insert(["number": "2"]))
    let others = [SampleRow.incident, .record, .volume, .checkIn, .vendor, .source]
    for row in others {
      var changes = ["id": "11", "number": "2"].filter { row.values[$0.key] != nil }
      if row.table == "vendor" { changes["id"] = "'ups'" }
      if row.table == "source" { changes["name"] = "'zendesk'" }
      if row.table == "source_record" { changes["key_low"] = "3" }
      try logger.run(row.insert(changes))
    }
    for row in [SampleRow.evidence, .passingHarm, .orderCount] {
      try logger.run(row.insert(["vendor": "2"]))
    }
    let updates = [
      "incident SET standing = 1, revision = 2, change = 2 WHERE id = 10",
      "source_record SET voided = true, revision = 2, change = 2 WHERE id = 10",
      "evidence SET cells = '\\x02'", "passing_harm SET harm = 0, harm_squared = 0",
      "order_count SET orders = 0",
      "ledger SET head = 2, chain = 1, last_incident = 11, last_record = 11",
    ]
    for update in updates { #expect(try logger.run("UPDATE \(update)").affected >= 1, "\(update)") }
    try logger.run(.commit)
    let author = try logger.run(
      "SELECT author, stored_at > now() - interval '1 hour' FROM change WHERE number = 2"
    ).onlyRow()
    #expect(try author.value(0) == loggerName)
    #expect(try author.value(1) == true)
    let untouched = try database.owner.run("SELECT head, evidence_key FROM ledger WHERE ledger = 2").onlyRow()
    #expect(try untouched.value(0, as: Int64.self) == 0)
  }

  @Test func `a month that is there is replaced in one statement`() throws {
    for cells in ["02", "03"] {
      try logger.run(
        SampleRow.evidence.insert(["cells": "'\\x\(cells)'"])
          + " ON CONFLICT (ledger, vendor, month) DO UPDATE SET cells = excluded.cells")
    }
    #expect(try logger.run("SELECT cells FROM evidence").onlyRow().value(0) == [3])
  }

  @Test func `another shop's rows are neither seen nor written`() throws {
    let stranger = try database.connect(try database.login(in: ServerSchema.logger))
    for table in Self.ownTables where table.hasSuffix("_revision") == false {
      #expect(try logger.run("SELECT * FROM \(table) WHERE ledger = 2").count == 0, "\(table)")
      #expect(try stranger.run("SELECT * FROM \(table)").count == 0, "\(table)")
    }
    #expect(try logger.run("SELECT * FROM ledger").count == 1)
    #expect(try logger.run("SELECT * FROM member").count == 1)
    #expect(try stranger.run("SELECT * FROM member").count == 0)
    for row in SampleRow.all where row.table != "counted_until" {
      denied(
        row.insert(["ledger": "2", "number": "7", "id": "7"].filter { row.values[$0.key] != nil }), logger)
    }
    let updates = [
      "ledger SET head = 9", "incident SET standing = 1, revision = 2, change = 2",
      "source_record SET voided = true, revision = 2, change = 2", "evidence SET cells = ''",
      "passing_harm SET harm = 9", "order_count SET orders = 9",
    ]
    for update in updates {
      #expect(try logger.run("UPDATE \(update) WHERE ledger = 2").affected == 0, "\(update)")
      #expect(try stranger.run("UPDATE \(update)").affected == 0, "\(update)")
    }
    #expect(try database.owner.run("SELECT * FROM incident_revision").count == 0)
    let outsider = try database.connect(try database.login())
    for table in Self.tables { denied("SELECT * FROM vendorscore.\(table)", outsider) }
  }

  @Test func `what is append-only is so for the owner, too`() throws {
    try database.owner.run("UPDATE incident SET standing = 1, revision = 2, change = 2")
    try database.owner.run("UPDATE source_record SET voided = true, revision = 2, change = 2")
    let appendOnly = [
      "change", "volume", "check_in", "incident_revision", "source_record_revision", "counted_until",
    ]
    let statements =
      appendOnly.map { "UPDATE \($0) SET ledger = ledger" }
      + (appendOnly + ["incident", "source_record"]).flatMap {
        ["DELETE FROM \($0)", "DELETE FROM \($0) WHERE false", "TRUNCATE \($0) CASCADE"]
      }
    for connection in [database.owner, try database.connectAsSuperuser()] {
      for statement in statements {
        let failure = #expect(throws: ServerFailure.self, "\(statement)") { try connection.run(statement) }
        guard case .violates(let name, let message)? = failure, name.hasSuffix("_keeps_rows") else {
          Issue.record("\(statement): \(String(describing: failure))")
          continue
        }
        #expect(message.hasSuffix("is append-only"))
      }
    }
  }

  @Test func `nobody makes up earlier states through the trigger that keeps them`() throws {
    try logger.run("CREATE TEMP TABLE mine (LIKE vendorscore.incident)")
    denied(
      """
      CREATE TRIGGER mine BEFORE UPDATE ON pg_temp.mine FOR EACH ROW EXECUTE FUNCTION vendorscore.keep_incident()
      """, logger)
  }
}
