import ScorecardLedger
import ScorecardModel

/// What an import is known by, and whether it is there.
extension PostgreSQLStore {
  /// Keys that were looked for together, and the answers, as soon as they are there.
  struct Search {
    let incidents: [KeyHash]
    let records: [KeyHash]
    let answers: AnswersAhead
  }

  var looksAhead: Bool { true }

  /// Takes over what was found of those that were expected before, and has the server look for these meanwhile.
  func expect(incidents: [KeyHash], records: [KeyHash]) throws {
    try takeFound(forgetting: true)
    if incidents.isEmpty && records.isEmpty { return }
    let questions = [
      (Self.incidentColumns, "incident", incidents), (Self.recordColumns, "source_record", records),
    ].map { columns, table, keys in
      ServerStatement(
        Self.find(columns, in: table, by: ["key_high", "key_low"], also: " AND t.key_high IS NOT NULL"),
        [.int4(ledger), .int8s(keys.map(\.high)), .int8s(keys.map(\.low))])
    }
    search = Search(incidents: incidents, records: records, answers: try sendAhead(questions))
    knownIncidents.beginLooking()
    knownRecords.beginLooking()
  }

  /// - Parameter forgetting: whether what was known before is of use no more.
  private func takeFound(forgetting: Bool) throws {
    let (names, search) = (names(), search)
    self.search = nil
    let answers = try search.map { try connection.settle($0.answers).suffix(2).map(\.self) }
    let incidents = try answers?[0].rows.map { try IncidentRow(ServerColumns($0), names: names) } ?? []
    knownIncidents.take(
      incidents.map { ($0, $0.id, $0.key) }, of: search?.incidents ?? [], forgetting: forgetting)
    let records = try answers?[1].rows.map { try SourceRecordRow(ServerColumns($0)) } ?? []
    knownRecords.take(records.map { ($0, $0.id, $0.key) }, of: search?.records ?? [], forgetting: forgetting)
  }

  /// - Returns: nil when it has to be asked for; nil within when there is none.
  func known<Row>(_ rows: KeyPath<PostgreSQLStore, KnownRows<Row>>, _ key: KeyHash) throws -> Row?? {
    if let known = self[keyPath: rows].row(key) { return known }
    if search == nil { return nil }
    try takeFound(forgetting: false)
    return self[keyPath: rows].row(key)
  }

  // MARK: Without their indexes

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
