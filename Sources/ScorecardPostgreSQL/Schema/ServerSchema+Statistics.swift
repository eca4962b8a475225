extension ServerSchema {
  /// Every question names its ledger, and most have to be answered by the index of what else they name. What the server
  /// counts of the tables' rows leads its planner astray there: where one shop has nearly all rows, another one has next to
  /// none by its statistics, so that any index that begins with the ledger will do, whatever it goes on with. An import of
  /// that other shop's history would then go through all of its rows for each one of them. Without statistics of
  /// that column the planner takes a ledger for a small part of a table, and what is named beside it decides.
  ///
  /// Only a column's new type drops the statistics that there are, and a policy stands in the way of that. The type is
  /// the same; no row is written anew.
  static let version2 = [
    "change", "check_in", "incident", "incident_revision", "source_record", "source_record_revision",
    "volume",
  ].flatMap { table in
    [
      "DROP POLICY members ON vendorscore.\(table)",
      "ALTER TABLE vendorscore.\(table) ALTER COLUMN ledger TYPE integer, ALTER COLUMN ledger SET STATISTICS 0",
      membersOnly(table),
    ]
  }
}
