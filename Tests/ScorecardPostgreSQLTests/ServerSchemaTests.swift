import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// What the tables themselves refuse and keep, whoever writes.
@Suite(.enabled(if: TestServer.isPossible && `libpq`.isHere, "\(TestServer.missing)"))
struct `Tables on a server` {
  private let database: LedgerDatabase
  private var owner: ServerConnection { database.owner }

  init() throws {
    database = try LedgerDatabase()
    _ = try ServerLedgers.make("one", database.owner)
    _ = try ServerLedgers.make("two", database.owner)
    for row in [SampleRow.change, .vendor, .source] { try database.owner.run(row.insert()) }
  }

  private func violated(
    _ statement: String, _ location: SourceLocation = #_sourceLocation
  ) -> String? {
    let failure = #expect(throws: ServerFailure.self, "\(statement)", sourceLocation: location) {
      try owner.run(statement)
    }
    if case .violates(let name, _)? = failure { return name }
    Issue.record("\(statement): \(String(describing: failure))", sourceLocation: location)
    return nil
  }

  // MARK: Ranges

  private static let outsideDays = ["-719163", "2932897"]
  private static let incidents: [(String, [String])] = [
    ("id", ["0"]), ("revision", ["0"]), ("standing", ["-1", "5", "4"]), ("day", outsideDays),
    ("severity", ["0", "6"]), ("dimension", ["-1", "6"]), ("attribution", ["-1", "4"]),
    ("hold_minutes", ["-1", "100001"]), ("hours_to_resolve", ["-0.5", "100001", "'NaN'"]),
    ("cost", ["-1000000000001", "1000000000001"]), ("summary", ["repeat('a', 10001)"]),
    ("details", ["'a'", "repeat('a', 1001)"]), ("outage_of", ["0", "11"]), ("kind", ["0", "101"]),
    ("source", ["1"]), ("key_high", ["1"]),
  ]
  private static let records: [(String, [String])] = [
    ("id", ["0"]), ("revision", ["0"]), ("from_day", ["20000"]), ("days", ["1"]), ("orders", ["5"]),
    ("watched_from", ["1"]),
  ]
  private static let counting = SampleRow(
    table: "source_record",
    values: SampleRow.record.values.merging([
      "id": "12", "key_low": "12", "from_day": "20000", "days": "1", "orders": "5",
    ]) { $1 })
  private static let counts: [(String, [String])] = [
    ("from_day", outsideDays + ["NULL"]), ("days", ["0", "NULL"]), ("orders", ["-1", "1000000001", "0"]),
  ]
  private static let watching = SampleRow(
    table: "source_record",
    values: SampleRow.record.values.merging([
      "id": "13", "key_low": "13", "vendor": "1", "watched_from": "1", "watched_to": "2",
    ]) { $1 })
  private static let watches: [(String, [String])] = [
    ("watched_from", ["2", "NULL"]), ("watched_to", ["1", "NULL"]), ("vendor", ["NULL"]),
  ]

  /// A row and what its columns may not be.
  private static let cases: [(row: SampleRow, outside: [(String, [String])])] = [
    (
      SampleRow(table: "ledger", values: ["name": "'three'"]),
      [
        ("name", ["''", "repeat('a', 201)"]), ("head", ["-1"]), ("last_incident", ["-1"]),
        ("last_record", ["-1"]), ("currency", ["''", "repeat('A', 21)"]),
      ]
    ),
    (
      SampleRow(table: "vendor", values: ["ledger": "1", "number": "2", "id": "'a'"]),
      [
        ("number", ["0"]), ("id", ["''", "repeat('a', 1001)"]),
      ]
    ),
    (
      SampleRow(table: "source", values: ["ledger": "1", "number": "2", "name": "'a'"]),
      [
        ("number", ["0"]), ("name", ["''", "repeat('a', 1001)"]),
      ]
    ),
    (
      SampleRow(table: "change", values: SampleRow.change.values.merging(["number": "2"]) { $1 }),
      [
        ("number", ["0"]), ("action", ["''", "repeat('a', 101)"]), ("undoes", ["2"]),
        ("first_incident", ["1"]),
        ("author", ["repeat('a', 101)"]),
      ]
    ),
    (.incident, incidents), (SampleRow.incident.ended, incidents), (.record, records),
    (SampleRow.record.ended, records),
    (counting, counts), (counting.ended, counts), (watching, watches), (watching.ended, watches),
    (
      .volume,
      [
        ("number", ["0"]), ("from_day", outsideDays + ["20001"]), ("to_day", outsideDays),
        ("orders", ["-1", "1000000001"]),
      ]
    ),
    (.checkIn, [("number", ["0"]), ("day", outsideDays)]),
    (
      .passingHarm,
      [
        ("day", ["-719163"]), ("dimension", ["-1", "6"]), ("until", ["20000", "2932897"]), ("harm", ["-1"]),
        ("harm_squared", ["-1"]),
      ]
    ),
    (.orderCount, [("from_day", outsideDays), ("days", ["0"]), ("orders", ["-1"])]),
    (.countedUntil, [("change", ["0"])]),
  ]

  @Test func `every check refuses what is outside its range`() throws {
    var found: Set<String> = []
    for (row, outside) in Self.cases {
      for (column, values) in outside {
        for value in values {
          guard let name = violated(row.insert([column: value])) else { continue }
          found.insert("\(row.table).\(name)")
        }
      }
      // All but that is right.
      try owner.run(row.insert())
    }
    let checks = try owner.run(
      """
      SELECT conrelid::regclass::text || '.' || conname FROM pg_constraint
      WHERE contype = 'c' AND connamespace = 'vendorscore'::regnamespace
      """
    ).rows.map { try $0.value(0, as: String.self) }
    #expect(Set(checks).subtracting(found).sorted() == [])
    #expect(found.subtracting(checks).sorted() == [])
  }

  @Test func `what is known once is known once in each ledger`() throws {
    let keyed = ["key_high": "1", "key_low": "2"]
    try owner.run(SampleRow.incident.insert(keyed))
    #expect(violated(SampleRow.incident.insert(keyed.merging(["id": "11"]) { $1 })) == "incident_key")
    try owner.run(SampleRow.incident.insert(["id": "12"]))
    try owner.run(SampleRow.incident.insert(["id": "13"]))
    try owner.run(SampleRow.incident.insert(keyed.merging(["ledger": "2"]) { $1 }))
    try owner.run(SampleRow.record.insert())
    #expect(violated(SampleRow.record.insert(["id": "11"])) == "source_record_key")
    #expect(violated(SampleRow.vendor.insert(["number": "2"])) == "vendor_ledger_id_key")
    #expect(violated(SampleRow.source.insert(["number": "2"])) == "source_ledger_name_key")
    // Nothing is undone twice.
    try owner.run(SampleRow.change.insert(["number": "2", "undoes": "1"]))
    #expect(
      violated(SampleRow.change.insert(["number": "3", "undoes": "1"])) == "change_ledger_undoes_key")
    #expect(
      violated(SampleRow.change.insert(["ledger": "2", "number": "3", "undoes": "1"]))
        == "change_ledger_undoes_fkey")
  }

  // MARK: States

  @Test(arguments: ["incident", "source_record"])
  func `a change of state keeps the earlier one`(table: String) throws {
    let row = table == "incident" ? SampleRow.incident : SampleRow.record
    try owner.run(row.insert())
    let before = try owner.run("SELECT \(table)::text FROM \(table)").onlyRow().value(0, as: String.self)
    try owner.run("UPDATE \(table) SET revision = 2, change = 3, checksum = 8")
    try owner.run("UPDATE \(table) SET revision = 3, change = 3, checksum = 9")
    let columns =
      (["ledger"] + (table == "incident" ? ServerSchema.incidentColumns : ServerSchema.recordColumns))
    // Every column but those of what changes is in the list that the trigger copies.
    let count = try owner.run(
      "SELECT count(*) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0", [.text(table)]
    ).onlyRow().value(0, as: Int64.self)
    #expect(Int(count) == columns.count)
    let earlier = try owner.run(
      "SELECT revision, ended_by, checksum FROM \(table)_revision ORDER BY revision"
    ).rows
    #expect(try earlier.map { try $0.value(0, as: Int32.self) } == [1, 2])
    #expect(try earlier.map { try $0.value(1, as: Int64.self) } == [3, 3])
    #expect(try earlier.map { try $0.value(2, as: Int64.self) } == [5, 8])
    let names = try owner.run(
      """
      SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = $1::text::regclass AND attnum > 0
      """, [.text(table)]
    ).onlyRow().value(0, as: String.self)
    let kept = try owner.run("SELECT ROW(\(names))::text FROM \(table)_revision WHERE revision = 1").onlyRow()
    #expect(try kept.value(0) == before)
  }

  @Test(arguments: ["incident", "source_record"])
  func `a state that isn't the next one is refused`(table: String) throws {
    try owner.run((table == "incident" ? SampleRow.incident : SampleRow.record).insert(["change": "5"]))
    for change in [
      "revision = 3, change = 6", "revision = 1, change = 6", "change = 6", "revision = 2, change = 4",
      "revision = 2, change = 6, id = 11", "revision = 2, change = 6, ledger = 2",
    ] {
      #expect(violated("UPDATE \(table) SET \(change)") == "\(table)_keeps_states", "\(change)")
    }
    #expect(try owner.run("SELECT id FROM \(table)_revision").count == 0)
  }

  // MARK: What is due

  /// Details, severity, attribution, kind, dimension.
  private static let dues: [(String, Int32?)] = [
    ("NULL, 4, 0, NULL, 0", 3), ("NULL, 5, 0, NULL, 0", 2), ("NULL, 1, 0, NULL, 0", 4),
    ("NULL, 4, 0, NULL, 4", 1), ("NULL, 3, 0, NULL, 4", nil), ("NULL, 5, 1, NULL, 0", nil),
    ("NULL, 3, 0, 2, 0", 2), ("NULL, 3, 0, 3, 0", 1), ("NULL, 1, 0, 1, 5", 4), ("NULL, 2, 0, 3, 0", nil),
    (#"'{"followUp":"a"}', 1, 3, NULL, 5"#, 0), (#"'{"recovered":1}', 5, 0, NULL, 0"#, nil),
    (#"'{"claimBy":1}', 1, 1, NULL, 5"#, 0), (#"'{"startedAt":1}', 5, 0, NULL, 0"#, nil),
    (#"'{"count":2}', 5, 0, NULL, 0"#, 2), ("NULL, NULL, 0, NULL, 0", nil),
  ]

  @Test func `what is due of an incident is what a file says`() throws {
    for (values, reason) in Self.dues {
      let sql = """
        SELECT \(ServerSchema.dueReason) FROM (
          SELECT v.details::text, v.severity::int2, v.attribution::int2, v.kind::int2, v.dimension::int2
          FROM (VALUES (\(values))) AS v (details, severity, attribution, kind, dimension)) AS incident
        """
      #expect(try owner.run(sql).onlyRow().optional(0) == reason, "\(values)")
    }
  }

  @Test func `the server finds that index itself`() throws {
    try owner.run("SET enable_seqscan = off")
    let plan = try owner.run(
      """
      EXPLAIN SELECT id FROM incident WHERE ledger = 1 AND (\(ServerSchema.dueReason)) IS NOT NULL
      ORDER BY (\(ServerSchema.dueReason)), vendor, day
      """
    ).rows.map { try $0.value(0, as: String.self) }
    #expect(plan.joined().contains("incident_due"))
  }
}
