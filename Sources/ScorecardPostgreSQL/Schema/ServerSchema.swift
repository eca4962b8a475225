import ScorecardModel

/// The tables of ledgers on a server, step by step: each leads from one version to the next in ``ServerMigrations``, and
/// its text stays.
///
/// They are those of a ledger file, with the ledger's number first in every key, so that one database holds many shops.
/// What must always hold is written here, where neither a program nor somebody with `psql` can go around it: ranges,
/// uniqueness of import keys, that nothing of the record is ever deleted, that a change of state keeps the earlier one, who
/// may see and write what.
///
/// Every name is written with ``qualifier``: ``ServerSchemaCheck`` makes the same objects elsewhere, to compare.
enum ServerSchema {
  static let name = ServerFailure.schemaName
  static let qualifier = name + "."
  /// `VSCL`: one program at a time looks for the tables and makes them. A lock of the database's own, until the
  /// transaction ends.
  static let lock: Int64 = 0x5653_434C
  /// In `setting`: tells these tables from somebody else's of the same name.
  static let mark = (name: "application", value: "vendorscore")

  /// One statement each.
  static let version1: [String] =
    tables + evidenceTables + recordTables + indexes + functions + triggers + policies + grants
    + ["INSERT INTO vendorscore.setting VALUES ('\(mark.name)', '\(mark.value)')"]

  static let days = "BETWEEN -719162 AND 2932896"

  /// Integers are as narrow as their ranges let them be. Texts compare by bytes, as they do in a file.
  private static let tables = [
    """
    CREATE TABLE vendorscore.setting (name text COLLATE "C" PRIMARY KEY, value text COLLATE "C" NOT NULL)
    """,
    // Its row is a ledger's lock. A writer changes it again and again: room beside it keeps that on one page.
    """
    CREATE TABLE vendorscore.ledger (
      ledger integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text COLLATE "C" NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
      head bigint NOT NULL DEFAULT 0 CHECK (head >= 0), chain bigint NOT NULL DEFAULT 0,
      last_incident bigint NOT NULL DEFAULT 0 CHECK (last_incident >= 0),
      last_record bigint NOT NULL DEFAULT 0 CHECK (last_record >= 0),
      evidence_key text COLLATE "C" NOT NULL DEFAULT '',
      currency text COLLATE "C" CHECK (length(currency) BETWEEN 1 AND 20)) WITH (fillfactor = 10)
    """,
    // The name of somebody's login.
    """
    CREATE TABLE vendorscore.member (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, role name NOT NULL, PRIMARY KEY (ledger, role))
    """,
    """
    CREATE TABLE vendorscore.vendor (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, number integer NOT NULL CHECK (number > 0),
      id text COLLATE "C" NOT NULL CHECK (length(id) BETWEEN 1 AND 1000),
      PRIMARY KEY (ledger, number), UNIQUE (ledger, id))
    """,
    """
    CREATE TABLE vendorscore.source (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, number integer NOT NULL CHECK (number > 0),
      name text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 1000),
      PRIMARY KEY (ledger, number), UNIQUE (ledger, name))
    """,
    // Who logged in says the server; '' where a change moved in from a file that doesn't know.
    """
    CREATE TABLE vendorscore.change (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, number bigint NOT NULL CHECK (number > 0),
      action text COLLATE "C" NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
      summary text COLLATE "C" NOT NULL, reason text COLLATE "C" NOT NULL, at bigint NOT NULL,
      undoes bigint CHECK (undoes < number), first_incident bigint, last_incident bigint,
      digest bigint NOT NULL, chain bigint NOT NULL,
      author text COLLATE "C" NOT NULL DEFAULT session_user CHECK (length(author) <= 100),
      stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (ledger, number), UNIQUE (ledger, undoes),
      FOREIGN KEY (ledger, undoes) REFERENCES vendorscore.change,
      CHECK ((first_incident IS NULL) = (last_incident IS NULL)))
    """,
    incident("incident", key: "PRIMARY KEY (ledger, id)"),
    incident(
      "incident_revision", also: "ended_by bigint NOT NULL, ", key: "PRIMARY KEY (ledger, id, revision)"),
    """
    CREATE TABLE vendorscore.volume (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, number bigint NOT NULL CHECK (number > 0),
      change bigint NOT NULL, vendor integer, from_day integer NOT NULL CHECK (from_day \(days)),
      to_day integer NOT NULL CHECK (to_day \(days)),
      orders integer CHECK (orders BETWEEN 0 AND 1000000000), checksum bigint NOT NULL,
      PRIMARY KEY (ledger, number), FOREIGN KEY (ledger, vendor) REFERENCES vendorscore.vendor,
      CHECK (from_day < to_day))
    """,
    """
    CREATE TABLE vendorscore.check_in (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, number bigint NOT NULL CHECK (number > 0),
      change bigint NOT NULL, day integer NOT NULL CHECK (day \(days)), withdrawn boolean NOT NULL,
      checksum bigint NOT NULL, PRIMARY KEY (ledger, number))
    """,
  ]

  /// Sums and counts made from the record. Who logs may delete nothing, so what comes to nothing stays, as nothing.
  private static let evidenceTables = [
    """
    CREATE TABLE vendorscore.evidence (
      ledger integer NOT NULL, vendor integer NOT NULL, month integer NOT NULL, cells bytea NOT NULL,
      PRIMARY KEY (ledger, vendor, month), FOREIGN KEY (ledger, vendor) REFERENCES vendorscore.vendor)
    """,
    // Packed already: to compress them again would cost time and save nothing.
    "ALTER TABLE vendorscore.evidence ALTER COLUMN cells SET STORAGE EXTERNAL",
    """
    CREATE TABLE vendorscore.passing_harm (
      ledger integer NOT NULL, vendor integer NOT NULL, day integer NOT NULL CHECK (day \(days)),
      dimension smallint NOT NULL CHECK (dimension BETWEEN 0 AND 5),
      until integer NOT NULL CHECK (until > day AND until <= 2932896),
      harm bigint NOT NULL CHECK (harm >= 0), harm_squared bigint NOT NULL CHECK (harm_squared >= 0),
      PRIMARY KEY (ledger, vendor, day, dimension, until),
      FOREIGN KEY (ledger, vendor) REFERENCES vendorscore.vendor)
    """,
    // Vendor 0 is the whole store.
    """
    CREATE TABLE vendorscore.order_count (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, vendor integer NOT NULL,
      from_day integer NOT NULL CHECK (from_day \(days)), days integer NOT NULL CHECK (days > 0),
      source integer NOT NULL, orders bigint NOT NULL CHECK (orders >= 0),
      PRIMARY KEY (ledger, vendor, from_day, days, source))
    """,
  ]

  private static let recordTables = [
    record("source_record", key: "PRIMARY KEY (ledger, id)"),
    record(
      "source_record_revision", also: "ended_by bigint NOT NULL, ", key: "PRIMARY KEY (ledger, id, revision)"),
    """
    CREATE TABLE vendorscore.counted_until (
      ledger integer NOT NULL REFERENCES vendorscore.ledger, change bigint NOT NULL CHECK (change > 0),
      chain bigint NOT NULL, PRIMARY KEY (ledger, change))
    """,
  ]

  /// The current states and the earlier ones have the same columns, so that a state's checksum moves with it.
  ///
  /// An import pays for each check a million times: that vendor, source and change are known Swift sees to, and
  /// `doctor`; row-level security, that a logger's ledger is.
  private static func incident(_ table: String, also: String = "", key: String) -> String {
    """
    CREATE TABLE vendorscore.\(table) (
      ledger integer NOT NULL, id bigint NOT NULL CHECK (id > 0), \(also)revision integer NOT NULL CHECK (revision > 0),
      change bigint NOT NULL, recorded_at bigint NOT NULL,
      standing smallint NOT NULL CHECK (standing BETWEEN 0 AND 4), vendor integer NOT NULL,
      day integer NOT NULL CHECK (day \(days)), severity smallint CHECK (severity BETWEEN 1 AND 5),
      dimension smallint NOT NULL CHECK (dimension BETWEEN 0 AND 5), resolved boolean, mitigated boolean,
      attribution smallint NOT NULL CHECK (attribution BETWEEN 0 AND 3),
      hold_minutes integer CHECK (hold_minutes BETWEEN 0 AND 100000),
      hours_to_resolve double precision CHECK (hours_to_resolve BETWEEN 0 AND 100000),
      cost bigint CHECK (cost BETWEEN -1000000000000 AND 1000000000000),
      channel text COLLATE "C" NOT NULL, summary text COLLATE "C" NOT NULL CHECK (length(summary) <= 10000),
      source integer, source_id text COLLATE "C", key_high bigint, key_low bigint, imported boolean NOT NULL,
      details text COLLATE "C" CHECK (length(details) BETWEEN 2 AND 1000),
      outage_of bigint CHECK (outage_of BETWEEN 1 AND id), checksum bigint NOT NULL,
      kind smallint CHECK (kind BETWEEN 1 AND 100), \(key),
      CHECK ((source IS NULL) = (source_id IS NULL)), CHECK ((key_high IS NULL) = (key_low IS NULL)),
      CHECK (standing <> 4 OR (outage_of IS NOT NULL AND outage_of < id)))
    """
  }

  /// What another system says of one of its things. The numbers of its incidents are a text, `3 15`. It counts orders, or
  /// tells when a monitor watched, in seconds since 1970.
  private static func record(_ table: String, also: String = "", key: String) -> String {
    """
    CREATE TABLE vendorscore.\(table) (
      ledger integer NOT NULL, id bigint NOT NULL CHECK (id > 0), \(also)revision integer NOT NULL CHECK (revision > 0),
      change bigint NOT NULL, voided boolean NOT NULL, source integer NOT NULL,
      key_high bigint NOT NULL, key_low bigint NOT NULL, state_at bigint, vendor integer,
      from_day integer CHECK (from_day \(days)), days integer CHECK (days > 0),
      orders integer NOT NULL CHECK (orders BETWEEN 0 AND 1000000000), incidents text COLLATE "C",
      watched_from bigint, watched_to bigint, checksum bigint NOT NULL, \(key),
      CHECK ((from_day IS NULL) = (orders = 0) AND (days IS NULL) = (orders = 0)),
      CHECK ((watched_from IS NULL) = (watched_to IS NULL) AND (watched_from IS NULL
        OR (watched_from < watched_to AND orders = 0 AND vendor IS NOT NULL))))
    """
  }
}
