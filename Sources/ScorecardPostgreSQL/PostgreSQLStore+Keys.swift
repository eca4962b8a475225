import ScorecardLedger
import ScorecardModel

extension PostgreSQLStore {
  func leaveKeysUnindexed(of table: KeyedTable) throws -> [Int64] {
    if try mayDropIndexes(of: table) {
      for index in table.indexes { put("DROP INDEX \(ServerSchema.qualifier)\(index.name)") }
      unindexed.insert(table)
    }
    return try all("SELECT key_high FROM \(table.name) WHERE ledger = $1 AND key_high IS NOT NULL") {
      try $0.integer(0)
    }
  }

  func indexKeys(of table: KeyedTable) {
    guard unindexed.remove(table) != nil else { return }
    for index in table.indexes { put(index.statement) }
  }

  /// Several shops may share the table, and its indexes are all of theirs. Who is alone there, owns the tables and has few
  /// rows so far is moving in. The table is theirs until the end; somebody who uses it at this moment keeps the indexes.
  private func mayDropIndexes(of table: KeyedTable) throws -> Bool {
    let isAlone = try first(
      """
      SELECT pg_has_role(relowner, 'USAGE') AND NOT EXISTS (SELECT FROM ledger WHERE ledger <> $1)
      FROM pg_class WHERE oid = '\(ServerSchema.qualifier)\(table.name)'::regclass
      """
    ) { try $0.integer(0) == 1 }
    guard isAlone == true else { return false }
    do {
      try connection.pipeline([
        "SAVEPOINT indexes", ServerStatement("LOCK TABLE \(table.name) IN ACCESS EXCLUSIVE MODE NOWAIT"),
      ])
      return true
    } catch ServerFailure.locked {
      try connection.run("ROLLBACK TO SAVEPOINT indexes")
      return false
    }
  }
}

extension KeyedTable {
  fileprivate var name: String {
    switch self {
    case .incidents: "incident"
    case .records: "source_record"
    }
  }

  /// Those that take long to keep row by row.
  fileprivate var indexes: [(name: String, statement: String)] {
    let names =
      switch self {
      case .incidents: ["incident_key", "incident_day", "incident_due"]
      case .records: ["source_record_key"]
      }
    return names.map { ($0, ServerSchema.index($0)) }
  }
}
