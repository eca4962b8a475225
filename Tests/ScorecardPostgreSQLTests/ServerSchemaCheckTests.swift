import TestSupport
import Testing

@testable import ScorecardPostgreSQL

@Suite(.enabled(if: TestServer.isPossible && `libpq`.isHere, "\(TestServer.missing)"))
struct `Server schema check` {
  @Test func `fresh tables are as they should be, whoever looks`() throws {
    let database = try LedgerDatabase()
    #expect(try ServerSchemaCheck().deviations(database.owner) == [])
    let viewer = try database.connect(try database.login(in: ServerSchema.viewer))
    #expect(try ServerSchemaCheck().deviations(viewer) == [])
    #expect(try ServerSchemaCheck().deviations(try database.connectAsSuperuser()) == [])
    // It leaves the session as it was.
    #expect(
      try viewer.run("SELECT current_setting('search_path')").onlyRow().value(0) == "vendorscore, pg_temp")
    #expect(!viewer.isInTransaction)
  }

  @Test func `without the tables all of them are missing`() throws {
    let database = try LedgerDatabase()
    try database.owner.run("DROP SCHEMA vendorscore CASCADE")
    let deviations = try ServerSchemaCheck().deviations(database.owner)
    #expect(deviations.filter { $0.kind == .table }.count == 16)
    #expect(deviations.allSatisfy { $0.change == .missing })
  }

  @Test func `what somebody changed is told`() throws {
    let database = try LedgerDatabase()
    let changes: [(String, ServerSchemaDeviation.Kind, String, ServerSchemaDeviation.Change)] = [
      ("DROP INDEX incident_day", .index, "incident_day", .missing),
      ("DROP TRIGGER change_keeps_rows ON change", .trigger, "change.change_keeps_rows", .missing),
      (
        "ALTER TABLE incident DISABLE TRIGGER incident_keeps_states", .trigger,
        "incident.incident_keeps_states", .otherDefinition
      ),
      ("DROP POLICY members ON volume", .policy, "volume.members", .missing),
      ("ALTER POLICY members ON vendor USING (true)", .policy, "vendor.members", .otherDefinition),
      ("CREATE POLICY all_see ON source USING (true)", .policy, "source.all_see", .added),
      ("ALTER TABLE check_in DISABLE ROW LEVEL SECURITY", .table, "check_in", .otherDefinition),
      ("ALTER TABLE evidence SET UNLOGGED", .table, "evidence", .otherDefinition),
      (
        "ALTER TABLE incident DROP CONSTRAINT incident_severity_check", .constraint,
        "incident.incident_severity_check", .missing
      ),
      ("ALTER TABLE volume ALTER orders TYPE bigint", .column, "volume.orders", .otherDefinition),
      ("ALTER TABLE change ALTER author SET DEFAULT 'ann'", .column, "change.author", .otherDefinition),
      ("ALTER TABLE check_in ADD note text", .column, "check_in.note", .added),
      ("ALTER TABLE check_in DROP COLUMN withdrawn", .column, "check_in.withdrawn", .missing),
      ("CREATE UNIQUE INDEX strict ON incident (ledger, day)", .index, "strict", .added),
      (
        "CREATE RULE lost AS ON INSERT TO check_in DO INSTEAD NOTHING", .rule, "check_in.lost", .added
      ),
      ("GRANT UPDATE (author) ON change TO vs_logger", .grant, "change.author UPDATE to vs_logger", .added),
      ("REVOKE SELECT ON incident FROM vs_viewer", .grant, "incident. SELECT to vs_viewer", .missing),
      ("GRANT DELETE ON incident TO PUBLIC", .grant, "incident. DELETE to PUBLIC", .added),
      (
        "CREATE OR REPLACE FUNCTION keep_rows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        .function, "keep_rows()", .otherDefinition
      ),
      ("DROP TABLE counted_until", .table, "counted_until", .missing),
    ]
    var told: Set<ServerSchemaDeviation> = []
    for (statement, kind, name, change) in changes {
      try database.owner.run(statement)
      let all = Set(try ServerSchemaCheck().deviations(database.owner))
      let expected = ServerSchemaDeviation(kind: kind, name: name, change: change)
      #expect(all.contains(expected), "\(statement)")
      // Of a dropped table its parts are told as well.
      if kind != .table {
        #expect(all.subtracting(told).count == 1, "\(statement): \(all.subtracting(told))")
      }
      told = all
    }
  }

  @Test func `what was added beside the tables is nobody's business`() throws {
    let database = try LedgerDatabase()
    try database.owner.run("CREATE TABLE vendorscore.mine (a integer PRIMARY KEY)")
    try database.owner.run("CREATE VIEW vendorscore.open AS SELECT id FROM vendorscore.incident")
    try database.owner.run("CREATE FUNCTION vendorscore.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    try database.owner.run("GRANT SELECT ON incident TO \(try database.login())")
    try database.owner.run("ALTER TABLE incident SET (fillfactor = 80)")
    #expect(try ServerSchemaCheck().deviations(database.owner) == [])
  }
}
