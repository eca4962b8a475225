import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// Where one shop has nearly all rows of a database, another one's are found by what is asked of them.
@Suite(.enabled(if: TestServer.isPossible && `libpq`.isHere, "\(TestServer.missing)"))
struct `Plans of a server` {
  /// A large shop, and a small one; the server has counted their rows.
  private func database() throws -> LedgerDatabase {
    let database = try LedgerDatabase()
    let owner = database.owner
    for name in ["large", "small"] { try owner.run("INSERT INTO ledger (name) VALUES ($1)", [.text(name)]) }
    try owner.run(ServerStatement(SampleRow.change.insert()))
    for row in [SampleRow.incident, .record, .volume, .checkIn, .change] {
      let number = row.table == "incident" || row.table == "source_record" ? "id" : "number"
      var changes = [number: "1000 + n"]
      if row.table == "incident" {
        changes.merge(["day": "20000 + n % 1000", "key_high": "n", "key_low": "n"]) { $1 }
      }
      if row.table == "source_record" { changes["key_high"] = "n" }
      let insert = row.insert(changes).replacing(" VALUES (", with: " SELECT ").dropLast()
      try owner.run(ServerStatement("\(insert) FROM generate_series(1, 20000) AS n"))
    }
    try owner.run("ANALYZE")
    return database
  }

  private func plan(
    _ sql: String, _ parameters: [ServerValue], _ connection: ServerConnection
  ) throws -> String {
    try connection.run("EXPLAIN " + sql, [.int4(2)] + parameters).rows
      .map { try $0.value(0, as: String.self) }.joined(separator: "\n")
  }

  @Test func `what is looked for again and again is found by its own index`() throws {
    let database = try database()
    let keys: [ServerValue] = [.int8s([1, 2]), .int8s([3, 4])]
    let find = { table in
      PostgreSQLStore.find(
        "id, change", in: table, by: ["key_high", "key_low"], also: " AND t.key_high IS NOT NULL")
    }
    #expect(try plan(find("incident"), keys, database.owner).contains("using incident_key on"))
    #expect(try plan(find("source_record"), keys, database.owner).contains("using source_record_key on"))

    let incidents = RowBatch(IncidentRow.columns).values
    #expect(
      try plan(PostgreSQLStore.updateIncidents, incidents, database.owner).contains("using incident_pkey on"))
    let records = RowBatch(SourceRecordRow.columns).values
    #expect(
      try plan(PostgreSQLStore.updateRecords, records, database.owner).contains("using source_record_pkey on")
    )

    for table in ["incident", "source_record"] {
      let (sql, values) = PostgreSQLStore.select(table, "id, change", 7, .current)
      #expect(try plan(sql, values, database.owner).contains("using \(table)_pkey on"))
    }
    let change = "SELECT chain FROM change WHERE ledger = $1 AND number = $2"
    #expect(try plan(change, [.int8(7)], database.owner).contains("using change_pkey on"))
    let volume = "SELECT change FROM volume WHERE ledger = $1 ORDER BY number DESC LIMIT 1"
    #expect(try plan(volume, [], database.owner).contains("Backward using volume_pkey on"))
  }
}
