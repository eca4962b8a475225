/// Who may do what. The owner makes the tables and lets people in: into a role with `GRANT vs_logger TO ann`, into a
/// ledger with a row of `member`.
extension ServerSchema {
  static let viewer = "vs_viewer"
  static let logger = "vs_logger"

  /// Roles are the whole server's: another database may have made them, or make them at this moment.
  static let roles = [viewer, logger].map { role in
    """
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '\(role)') THEN CREATE ROLE \(role); END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
    """
  }

  /// Of the schema itself, which the check makes no second one of.
  static let usage = "GRANT USAGE ON SCHEMA \(name) TO \(viewer), \(logger)"

  /// Those of a ledger's tables whose rows are seen by its members.
  private static let shared = [
    "ledger", "vendor", "source", "change", "incident", "incident_revision", "volume", "check_in", "evidence",
    "passing_harm", "order_count", "source_record", "source_record_revision", "counted_until",
  ]

  /// A ledger's members see and write its rows, and nobody else's; the owner sees all.
  static let policies =
    shared.flatMap { table in
      ["ALTER TABLE vendorscore.\(table) ENABLE ROW LEVEL SECURITY", membersOnly(table)]
    } + [
      "ALTER TABLE vendorscore.member ENABLE ROW LEVEL SECURITY",
      "CREATE POLICY oneself ON vendorscore.member USING (role = current_user)",
    ]

  static func membersOnly(_ table: String) -> String {
    """
    CREATE POLICY members ON vendorscore.\(table) USING (ledger IN
      (SELECT m.ledger FROM vendorscore.member AS m WHERE m.role = current_user))
    """
  }

  static let grants =
    (["setting", "member"] + shared).map {
      "GRANT SELECT ON vendorscore.\($0) TO \(viewer), \(logger)"
    } + [
      insert, insertChange, update("ledger", ["head", "chain", "last_incident", "last_record", "currency"]),
      update("incident", incidentColumns.filter { !incidentKey.contains($0) }),
      update("source_record", recordColumns.filter { !recordKey.contains($0) }),
      update("evidence", ["cells"]), update("passing_harm", ["harm", "harm_squared"]),
      update("order_count", ["orders"]),
    ]

  private static let insert =
    "GRANT INSERT ON "
    + [
      "vendor", "source", "incident", "volume", "check_in", "evidence", "passing_harm", "order_count",
      "source_record",
    ].map { qualifier + $0 }.joined(separator: ", ") + " TO \(logger)"

  /// Neither who made a change nor when it was stored is said by whoever makes it.
  private static let insertChange = """
    GRANT INSERT (ledger, number, action, summary, reason, at, undoes, first_incident, last_incident, digest, chain)
    ON vendorscore.change TO \(logger)
    """

  /// What an incident is known by.
  private static let incidentKey = ["id", "recorded_at", "source", "source_id", "key_high", "key_low"]
  private static let recordKey = ["id", "source", "key_high", "key_low"]

  private static func update(_ table: String, _ columns: [String]) -> String {
    "GRANT UPDATE (\(columns.joined(separator: ", "))) ON vendorscore.\(table) TO \(logger)"
  }
}
