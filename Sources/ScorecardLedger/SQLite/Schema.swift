/// The tables of the ledger file, step by step: each leads from one version to the next in ``Migrations``, and its text
/// stays.
///
/// What must always hold is written here, where no code path can go around it: ranges, uniqueness of import
/// keys, and that nothing is ever deleted. A changed incident keeps its earlier state by trigger.
enum Schema {
  /// `VSCL`: marks the file as a vendorscore ledger.
  static let applicationID = 0x5653_434C

  static let version1 =
    [tables, incident("incident", key: "id INTEGER PRIMARY KEY CHECK (id > 0)")]
    .joined() + incident("incident_revision", key: "id INTEGER NOT NULL", also: "ended_by INTEGER NOT NULL,")
    + revisionIndexes + outageIndexes + createIndexes + appendOnly("change") + appendOnly("volume")
    + appendOnly("check_in")
    + appendOnly("incident_revision") + incidentTriggers(columns1)

  /// Incidents are parts of events, of which those that are outages are one kind: `outage_of` holds an event's number
  /// from now on, under the name that it had, since to rename it would be to write out every row anew. The packed cells
  /// have one more sum, and all sums are made anew.
  static let version2 = """
    CREATE TABLE passing_harm (
      vendor INTEGER NOT NULL REFERENCES vendor,
      day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
      dimension INTEGER NOT NULL CHECK (dimension BETWEEN 0 AND 5),
      until INTEGER NOT NULL CHECK (until > day AND until <= 2932896),
      harm INTEGER NOT NULL CHECK (harm > 0), harm_squared INTEGER NOT NULL CHECK (harm_squared >= 0),
      PRIMARY KEY (vendor, day, dimension, until)) STRICT, WITHOUT ROWID;

    """

  /// Few incidents await confirmation, and who looks for them reads no others.
  static let version3 = """
    CREATE INDEX incident_unconfirmed ON incident (day) WHERE standing = 3;

    """

  /// What other systems say of their own things, each known by a key, when their monitors watched, and the orders that
  /// this counts by source, vendor and days. What imports brought until now may have been counted without a key: `counted_until` names the last change of
  /// that time, with its value in the chain.
  static let version4 = """
    \(sourceRecord("source_record", key: "id INTEGER PRIMARY KEY CHECK (id > 0)"))\
    \(sourceRecord("source_record_revision", key: "id INTEGER NOT NULL", also: "ended_by INTEGER NOT NULL,"))\
    CREATE UNIQUE INDEX source_record_revision_id ON source_record_revision (id, revision);
    CREATE INDEX source_record_revision_ended_by ON source_record_revision (ended_by);
    CREATE INDEX source_record_watched ON source_record (vendor) WHERE watched_from IS NOT NULL;
    \(createRecordIndexes)\
    \(appendOnly("source_record_revision"))\
    \(keepsStates("source_record", as: SourceRecordRow.names))\
    CREATE TABLE order_count (
      vendor INTEGER NOT NULL, from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896),
      days INTEGER NOT NULL CHECK (days > 0), source INTEGER NOT NULL, orders INTEGER NOT NULL CHECK (orders > 0),
      PRIMARY KEY (vendor, from_day, days, source)) STRICT, WITHOUT ROWID;
    CREATE TABLE counted_until (change INTEGER PRIMARY KEY CHECK (change > 0), chain INTEGER NOT NULL) STRICT;
    INSERT INTO counted_until SELECT number, chain FROM change ORDER BY number DESC LIMIT 1;
    \(appendOnly("counted_until"))\

    """

  /// Incidents have a kind, and details hold a text. Both tables are written out anew.
  static let version5 = """
    DROP TRIGGER incident_keeps_rows; DROP TRIGGER incident_keeps_number; DROP TRIGGER incident_keeps_states;
    DROP TRIGGER incident_revision_keeps_states; DROP TRIGGER incident_revision_keeps_rows;
    ALTER TABLE incident RENAME TO incident_before;
    \(incident("incident", key: "id INTEGER PRIMARY KEY CHECK (id > 0)", longestDetails: 1000, kind: kindColumn))\
    INSERT INTO incident (\(columns1.joined(separator: ", "))) SELECT \(columns1.joined(separator: ", ")) FROM incident_before ORDER BY id;
    DROP TABLE incident_before;
    ALTER TABLE incident_revision RENAME TO incident_revision_before;
    \(incident("incident_revision", key: "id INTEGER NOT NULL", also: "ended_by INTEGER NOT NULL,", longestDetails: 1000, kind: kindColumn))\
    INSERT INTO incident_revision (ended_by, \(columns1.joined(separator: ", ")))
      SELECT ended_by, \(columns1.joined(separator: ", ")) FROM incident_revision_before ORDER BY rowid;
    DROP TABLE incident_revision_before;
    \(revisionIndexes)\(outageIndexes)\(version3)\(createIndexes)\
    \(appendOnly("incident_revision"))\
    \(incidentTriggers(columns1 + ["kind"]))\

    """

  /// Of few incidents something may be due, and who looks for them reads no others.
  static let version6 = createDueIndex

  /// Who made a change, where that was said: few ledgers have several authors, and the others pay nothing for it.
  static let version7 = """
    CREATE TABLE author (
      change INTEGER PRIMARY KEY REFERENCES change,
      name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100)) STRICT;
    \(appendOnly("author"))\

    """

  /// What is due of an incident in the words of SQL: the number of its ``DueReason``. The keys of its details cannot
  /// stand in the text among them, whose quotes are escaped.
  static let dueReason = """
    CASE
      WHEN details IS NOT NULL AND instr(details, '"followUp":') > 0 THEN 0
      WHEN details IS NOT NULL AND (instr(details, '"recovered":') > 0 OR instr(details, '"claimDone":') > 0) THEN NULL
      WHEN details IS NOT NULL AND (instr(details, '"claimBy":') > 0 OR instr(details, '"claimed":') > 0) THEN 0
      WHEN details IS NOT NULL AND (instr(details, '"startedAt":') > 0 OR instr(details, '"startedBy":') > 0) THEN NULL
      WHEN severity IS NULL OR attribution <> 0 THEN NULL
      WHEN kind = 1 THEN 4
      WHEN kind IN (2, 3) AND severity >= 3 THEN CASE kind WHEN 2 THEN 2 ELSE 1 END
      WHEN kind IS NOT NULL THEN NULL
      WHEN dimension = 0 THEN CASE severity WHEN 5 THEN 2 WHEN 4 THEN 3 ELSE 4 END
      WHEN dimension = 4 AND severity >= 4 THEN 1
    END
    """

  private static let createDueIndex = """
    CREATE INDEX incident_due ON incident (\(dueReason), vendor, day) WHERE \(dueReason) IS NOT NULL;

    """

  private static let kindColumn = "kind INTEGER CHECK (kind BETWEEN 1 AND 100),"

  static let createRecordIndexes = """
    CREATE UNIQUE INDEX source_record_key ON source_record (key_high, key_low);

    """
  static let dropRecordIndexes = "DROP INDEX source_record_key;"

  /// The numbers of its incidents are a text, `3 15`. It counts orders, or tells when a monitor watched, in seconds since
  /// 1970.
  private static func sourceRecord(_ name: String, key: String, also: String = "") -> String {
    """
    CREATE TABLE \(name) (
      \(key), \(also) revision INTEGER NOT NULL CHECK (revision > 0), change INTEGER NOT NULL,
      voided INTEGER NOT NULL CHECK (voided IN (0, 1)), source INTEGER NOT NULL,
      key_high INTEGER NOT NULL, key_low INTEGER NOT NULL, state_at INTEGER, vendor INTEGER,
      from_day INTEGER CHECK (from_day BETWEEN -719162 AND 2932896), days INTEGER CHECK (days > 0),
      orders INTEGER NOT NULL CHECK (orders BETWEEN 0 AND 1000000000), incidents TEXT,
      watched_from INTEGER, watched_to INTEGER, checksum INTEGER NOT NULL,
      CHECK ((from_day IS NULL) = (orders = 0) AND (days IS NULL) = (orders = 0)),
      CHECK ((watched_from IS NULL) = (watched_to IS NULL) AND (watched_from IS NULL
        OR (watched_from < watched_to AND orders = 0 AND vendor IS NOT NULL)))) STRICT;

    """
  }

  private static let tables = """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE vendor (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 1000)) STRICT;
    CREATE TABLE source (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 1000)) STRICT;
    CREATE TABLE change (
      number INTEGER PRIMARY KEY CHECK (number > 0),
      action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
      summary TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
      undoes INTEGER UNIQUE REFERENCES change CHECK (undoes < number),
      first_incident INTEGER, last_incident INTEGER,
      digest INTEGER NOT NULL, chain INTEGER NOT NULL,
      CHECK ((first_incident IS NULL) = (last_incident IS NULL))) STRICT;
    CREATE TABLE volume (
      number INTEGER PRIMARY KEY, change INTEGER NOT NULL, vendor INTEGER REFERENCES vendor,
      from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896),
      to_day INTEGER NOT NULL CHECK (to_day BETWEEN -719162 AND 2932896),
      orders INTEGER CHECK (orders BETWEEN 0 AND 1000000000),
      checksum INTEGER NOT NULL, CHECK (from_day < to_day)) STRICT;
    CREATE INDEX volume_range ON volume (vendor, from_day, to_day);
    CREATE TABLE check_in (
      number INTEGER PRIMARY KEY, change INTEGER NOT NULL,
      day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
      withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), checksum INTEGER NOT NULL) STRICT;
    CREATE INDEX check_in_day ON check_in (day);
    CREATE TABLE evidence (
      vendor INTEGER NOT NULL REFERENCES vendor, month INTEGER NOT NULL, cells BLOB NOT NULL,
      PRIMARY KEY (vendor, month)) STRICT;

    """

  /// The current states and the earlier ones have the same columns, so that a state's checksum moves with it.
  ///
  /// An import pays for each check a million times: the source's foreign key and the lengths of two short texts
  /// cost 12 % of its time, so Swift checks those alone, and `checkup` that every source is known.
  /// `json_valid` would be unsafe in a schema that is not trusted; `checkup` reads all details strictly.
  ///
  /// - Parameters:
  ///   - kind: the column that later versions have.
  private static func incident(
    _ name: String, key: String, also: String = "", longestDetails: Int = 400, kind: String? = nil
  ) -> String {
    """
    CREATE TABLE \(name) (
      \(key), \(also) revision INTEGER NOT NULL CHECK (revision > 0), change INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL, standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 4),
      vendor INTEGER NOT NULL REFERENCES vendor,
      day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
      severity INTEGER CHECK (severity BETWEEN 1 AND 5),
      dimension INTEGER NOT NULL CHECK (dimension BETWEEN 0 AND 5),
      resolved INTEGER CHECK (resolved IN (0, 1)), mitigated INTEGER CHECK (mitigated IN (0, 1)),
      attribution INTEGER NOT NULL CHECK (attribution BETWEEN 0 AND 3),
      hold_minutes INTEGER CHECK (hold_minutes BETWEEN 0 AND 100000),
      hours_to_resolve REAL CHECK (hours_to_resolve BETWEEN 0 AND 100000),
      cost INTEGER CHECK (cost BETWEEN -1000000000000 AND 1000000000000),
      channel TEXT NOT NULL,
      summary TEXT NOT NULL CHECK (length(summary) <= 10000),
      source INTEGER, source_id TEXT,
      key_high INTEGER, key_low INTEGER,
      details TEXT CHECK (details IS NULL OR length(details) BETWEEN 2 AND \(longestDetails)),
      outage_of INTEGER CHECK (outage_of IS NULL OR outage_of BETWEEN 1 AND id),
      imported INTEGER NOT NULL CHECK (imported IN (0, 1)), checksum INTEGER NOT NULL,\(kind.map { " " + $0 } ?? "")
      CHECK ((source IS NULL) = (source_id IS NULL)), CHECK ((key_high IS NULL) = (key_low IS NULL)),
      CHECK (standing <> 4 OR (outage_of IS NOT NULL AND outage_of < id))) STRICT;

    """
  }

  private static let revisionIndexes = """
    CREATE UNIQUE INDEX incident_revision_id ON incident_revision (id, revision);
    CREATE INDEX incident_revision_ended_by ON incident_revision (ended_by);

    """

  /// Few incidents have details, so an import keeps these two row by row: for a row without any that is a look at
  /// a NULL, whereas to make them at its end is a pass over all rows.
  private static let outageIndexes = """
    CREATE INDEX incident_details ON incident (vendor, day) WHERE details IS NOT NULL;
    CREATE INDEX incident_outage ON incident (outage_of) WHERE outage_of IS NOT NULL;

    """

  /// What a large import makes at its end.
  static let createLargeIndexes = createIndexes + createDueIndex
  static let dropLargeIndexes = "DROP INDEX incident_key; DROP INDEX incident_day; DROP INDEX incident_due;"

  /// The key index guarantees that a row is imported once; the day index serves duplicates, filters and order.
  private static let createIndexes = """
    CREATE UNIQUE INDEX incident_key ON incident (key_high, key_low) WHERE key_high IS NOT NULL;
    CREATE INDEX incident_day ON incident (day, vendor);

    """

  private static func appendOnly(_ table: String) -> String {
    """
    CREATE TRIGGER \(table)_keeps_states BEFORE UPDATE ON \(table)
    BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
    CREATE TRIGGER \(table)_keeps_rows BEFORE DELETE ON \(table)
    BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;

    """
  }

  /// Of an incident's state, in the versions 1 to 4.
  private static let columns1 = [
    "id", "revision", "change", "recorded_at", "standing", "vendor", "day", "severity", "dimension",
    "resolved",
    "mitigated", "attribution", "hold_minutes", "hours_to_resolve", "cost", "channel", "summary", "source",
    "source_id", "key_high", "key_low", "imported", "details", "outage_of", "checksum",
  ]

  private static func incidentTriggers(_ names: [String]) -> String {
    """
    CREATE TRIGGER incident_keeps_rows BEFORE DELETE ON incident
    BEGIN SELECT RAISE(ABORT, 'incidents are never deleted'); END;
    CREATE TRIGGER incident_keeps_number BEFORE UPDATE ON incident
    WHEN NEW.id <> OLD.id OR NEW.revision <> OLD.revision + 1 OR NEW.change < OLD.change
    BEGIN SELECT RAISE(ABORT, 'a change adds one revision'); END;
    CREATE TRIGGER incident_keeps_states AFTER UPDATE ON incident
    BEGIN
      INSERT INTO incident_revision (ended_by, \(names.joined(separator: ", ")))
      VALUES (NEW.change, \(names.map { "OLD.\($0)" }.joined(separator: ", ")));
    END;

    """
  }

  /// The same for another table whose earlier states are kept.
  private static func keepsStates(_ table: String, as names: [String]) -> String {
    """
    CREATE TRIGGER \(table)_keeps_rows BEFORE DELETE ON \(table)
    BEGIN SELECT RAISE(ABORT, '\(table) is never deleted'); END;
    CREATE TRIGGER \(table)_keeps_number BEFORE UPDATE ON \(table)
    WHEN NEW.id <> OLD.id OR NEW.revision <> OLD.revision + 1 OR NEW.change < OLD.change
    BEGIN SELECT RAISE(ABORT, 'a change adds one revision'); END;
    CREATE TRIGGER \(table)_keeps_states AFTER UPDATE ON \(table)
    BEGIN
      INSERT INTO \(table)_revision (ended_by, \(names.joined(separator: ", ")))
      VALUES (NEW.change, \(names.map { "OLD.\($0)" }.joined(separator: ", ")));
    END;

    """
  }
}
