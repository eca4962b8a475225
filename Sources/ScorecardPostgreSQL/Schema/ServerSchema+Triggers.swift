extension ServerSchema {
  /// Rows of these are never changed.
  private static let appendOnly = [
    "change", "volume", "check_in", "incident_revision", "source_record_revision", "counted_until",
  ]
  /// Rows of these change, and their earlier states are kept.
  private static let stateful = ["incident": incidentColumns, "source_record": recordColumns]

  /// Of an incident's state, but its ledger.
  static let incidentColumns = [
    "id", "revision", "change", "recorded_at", "standing", "vendor", "day", "severity", "dimension",
    "resolved", "mitigated", "attribution", "hold_minutes", "hours_to_resolve", "cost", "channel", "summary",
    "source", "source_id", "key_high", "key_low", "imported", "details", "outage_of", "checksum", "kind",
  ]
  /// Of a record's state, but its ledger.
  static let recordColumns = [
    "id", "revision", "change", "voided", "source", "key_high", "key_low", "state_at", "vendor", "from_day",
    "days", "orders", "incidents", "watched_from", "watched_to", "checksum",
  ]

  static let functions =
    [
      """
      CREATE FUNCTION vendorscore.keep_rows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
      AS $$ BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
      END $$
      """,
      "REVOKE EXECUTE ON FUNCTION vendorscore.keep_rows() FROM PUBLIC",
    ] + stateful.sorted { $0.key < $1.key }.flatMap { keepStates(of: $0.key, columns: $0.value) }

  /// Who logs may not write earlier states, so that none are made up: the trigger does, as the owner. Nobody else may
  /// hang it on a table of their own, from which it would write what they like.
  private static func keepStates(of table: String, columns: [String]) -> [String] {
    let names = (["ledger"] + columns).joined(separator: ", ")
    let old = (["ledger"] + columns).map { "OLD.\($0)" }.joined(separator: ", ")
    return [
      """
      CREATE FUNCTION vendorscore.keep_\(table)() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$ BEGIN
        IF NEW.ledger <> OLD.ledger OR NEW.id <> OLD.id OR NEW.revision <> OLD.revision + 1 OR NEW.change < OLD.change THEN
          RAISE EXCEPTION 'a change adds one revision' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
        END IF;
        INSERT INTO vendorscore.\(table)_revision (ended_by, \(names)) VALUES (NEW.change, \(old));
        RETURN NEW;
      END $$
      """,
      "REVOKE EXECUTE ON FUNCTION vendorscore.keep_\(table)() FROM PUBLIC",
    ]
  }

  /// By statement, where nothing may happen at all: they hold against the owner too, and TRUNCATE.
  static let triggers =
    appendOnly.map { table in
      """
      CREATE TRIGGER \(table)_keeps_rows BEFORE UPDATE OR DELETE OR TRUNCATE ON vendorscore.\(table)
      FOR EACH STATEMENT EXECUTE FUNCTION vendorscore.keep_rows()
      """
    }
    + stateful.keys.sorted().flatMap { table in
      [
        """
        CREATE TRIGGER \(table)_keeps_rows BEFORE DELETE OR TRUNCATE ON vendorscore.\(table)
        FOR EACH STATEMENT EXECUTE FUNCTION vendorscore.keep_rows()
        """,
        """
        CREATE TRIGGER \(table)_keeps_states BEFORE UPDATE ON vendorscore.\(table)
        FOR EACH ROW EXECUTE FUNCTION vendorscore.keep_\(table)()
        """,
      ]
    }
}
