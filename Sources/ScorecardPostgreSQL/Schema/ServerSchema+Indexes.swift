extension ServerSchema {
  /// The key indexes guarantee that a thing is imported once; those of days serve duplicates, filters and order; the others
  /// find the few rows that somebody looks for.
  static let indexes = [
    """
    CREATE UNIQUE INDEX incident_key ON vendorscore.incident (ledger, key_high, key_low)
      WHERE key_high IS NOT NULL
    """,
    "CREATE INDEX incident_day ON vendorscore.incident (ledger, day, vendor)",
    "CREATE INDEX incident_details ON vendorscore.incident (ledger, vendor, day) WHERE details IS NOT NULL",
    "CREATE INDEX incident_outage ON vendorscore.incident (ledger, outage_of) WHERE outage_of IS NOT NULL",
    "CREATE INDEX incident_unconfirmed ON vendorscore.incident (ledger, day) WHERE standing = 3",
    """
    CREATE INDEX incident_due ON vendorscore.incident (ledger, (\(dueReason)), vendor, day)
      WHERE (\(dueReason)) IS NOT NULL
    """,
    "CREATE INDEX incident_revision_ended_by ON vendorscore.incident_revision (ledger, ended_by)",
    "CREATE INDEX volume_range ON vendorscore.volume (ledger, vendor, from_day, to_day)",
    "CREATE INDEX volume_change ON vendorscore.volume (ledger, change)",
    "CREATE INDEX check_in_change ON vendorscore.check_in (ledger, change)",
    "CREATE INDEX check_in_day ON vendorscore.check_in (ledger, day)",
    "CREATE UNIQUE INDEX source_record_key ON vendorscore.source_record (ledger, key_high, key_low)",
    """
    CREATE INDEX source_record_watched ON vendorscore.source_record (ledger, vendor)
      WHERE watched_from IS NOT NULL
    """,
    "CREATE INDEX source_record_revision_ended_by ON vendorscore.source_record_revision (ledger, ended_by)",
  ]

  /// The statement that makes one of them, which is not there.
  static func index(_ name: String) -> String {
    guard let statement = indexes.first(where: { $0.contains("INDEX \(name) ON ") }) else {
      preconditionFailure("no index \(name)")
    }
    return statement
  }

  /// What is due of an incident, as in a ledger file: the number of its reason. A query that is to use the index says the
  /// same, letter for letter.
  static let dueReason = """
    CASE
      WHEN strpos(details, '"followUp":') > 0 THEN 0
      WHEN strpos(details, '"recovered":') > 0 OR strpos(details, '"claimDone":') > 0 THEN NULL
      WHEN strpos(details, '"claimBy":') > 0 OR strpos(details, '"claimed":') > 0 THEN 0
      WHEN strpos(details, '"startedAt":') > 0 OR strpos(details, '"startedBy":') > 0 THEN NULL
      WHEN severity IS NULL OR attribution <> 0 THEN NULL
      WHEN kind = 1 THEN 4
      WHEN kind IN (2, 3) AND severity >= 3 THEN CASE kind WHEN 2 THEN 2 ELSE 1 END
      WHEN kind IS NOT NULL THEN NULL
      WHEN dimension = 0 THEN CASE severity WHEN 5 THEN 2 WHEN 4 THEN 3 ELSE 4 END
      WHEN dimension = 4 AND severity >= 4 THEN 1
    END
    """
}
