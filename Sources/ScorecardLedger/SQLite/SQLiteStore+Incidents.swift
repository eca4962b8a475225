import GRDB
import ScorecardModel

extension SQLiteStore {
  func incident(_ id: Int64) throws -> IncidentRow? { try incidents(id, .current).first }

  func incident(key: KeyHash) throws -> IncidentRow? {
    let row = try selectByKey.get()
    defer { row.reset() }
    row.bind(key.high, at: 1)
    row.bind(key.low, at: 2)
    return try row.next() ? IncidentRow(row, names: names()) : nil
  }

  func incidents(_ id: Int64, _ states: States) throws -> [IncidentRow] {
    let (sql, values) = IncidentRow.table.select(id, states)
    let names = try names()
    return try all(sql, values) { try IncidentRow($0, names: names) }
  }

  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (IncidentRow) throws -> Bool
  ) throws {
    let names = try names()
    try IncidentQuery(filter, names: names).run(in: database, newestFirst: newestFirst, body)
  }

  func forEachCounted(_ body: (CountedIncident) throws -> Void) throws {
    let sql = "SELECT \(CountedIncident.columns) FROM incident WHERE \(Standing.isInForceSQL)"
    try forEach(sql) { row in
      try body(try CountedIncident(row))
      return true
    }
  }

  func forEachIncident(revisedBy change: Int64, _ body: (Int64) throws -> Bool) throws {
    try forEach(IncidentRow.table.selectRevised, [change]) { try body($0.integer(0)) }
  }

  func incidents(broughtBy change: ChangeRow) throws -> (all: Int, hidden: Int) {
    // A hidden one may be hidden still, as a part of another event.
    func isBack(_ table: String) -> String {
      "SELECT 1 FROM \(table) AS next WHERE next.id = was.id AND next.change = ?1 AND next.standing NOT IN (1, 2)"
    }
    let back = """
      SELECT DISTINCT id FROM incident_revision AS was WHERE ended_by = ?1 AND standing = 2 AND change < ?1
      AND (EXISTS (\(isBack("incident"))) OR EXISTS (\(isBack("incident_revision"))))
      """
    let returned = try count("SELECT count(*) FROM (\(back))", [change.number])
    let hiddenAgain = try count(
      "SELECT count(*) FROM incident WHERE standing IN (1, 2) AND id IN (\(back))", [change.number])
    guard let new = change.incidents else { return (returned, hiddenAgain) }
    // What is hidden has an earlier state: of a million rows, only those that changed are looked at.
    let hidden = try count(
      """
      SELECT count(*) FROM incident WHERE standing IN (1, 2) AND id IN
        (SELECT DISTINCT id FROM incident_revision WHERE id BETWEEN ? AND ?)
      """, [new.lowerBound, new.upperBound])
    return (returned + Int(new.upperBound - new.lowerBound) + 1, hiddenAgain + hidden)
  }

  private func count(_ sql: String, _ values: [Int64]) throws -> Int {
    try Int.fetchOne(database, sql: sql, arguments: StatementArguments(values)) ?? 0
  }

  func insert(_ row: IncidentRow, checksum: Int64) throws {
    try row.write(with: insertIncident.get(), checksum: checksum)
  }

  func update(_ row: IncidentRow, checksum: Int64, saysTheSame: Bool) throws {
    try row.write(with: saysTheSame ? updateStanding.get() : updateIncident.get(), checksum: checksum)
  }

  func sources() throws -> [SourceSummary] {
    try all(
      """
      SELECT (SELECT name FROM source WHERE number = told.source), sum(entries), sum(orders), max(day), max(at)
      FROM (
        SELECT source, count(*) AS entries, 0 AS orders, max(day) AS day, max(recorded_at) AS at FROM incident
        WHERE standing NOT IN (\(Standing.retracted.rawValue), \(Standing.voided.rawValue)) GROUP BY source
        UNION ALL
        SELECT source, 0, sum(orders), max(coalesce(from_day + days - 1, (watched_to - 1) / 86400)), NULL
        FROM source_record
        WHERE voided = 0 AND (orders > 0 OR watched_from IS NOT NULL) GROUP BY source
      ) AS told GROUP BY source ORDER BY sum(entries) + sum(orders) DESC, 1
      """
    ) { try SourceSummary($0) }
  }

  // MARK: Imports

  var looksAhead: Bool { false }

  func expect(incidents: [KeyHash], records: [KeyHash]) {}

  func leaveKeysUnindexed(of table: KeyedTable) throws -> [Int64] {
    let keys =
      switch table {
      case .incidents: "SELECT key_high FROM incident WHERE key_high IS NOT NULL"
      case .records: "SELECT key_high FROM source_record"
      }
    let taken = try all(keys) { $0.integer(0) }
    try database.execute(sql: table == .incidents ? Schema.dropLargeIndexes : Schema.dropRecordIndexes)
    return taken
  }

  func indexKeys(of table: KeyedTable) throws {
    try database.execute(
      sql: Connection.sorting(
        table == .incidents ? Schema.createLargeIndexes : Schema.createRecordIndexes))
  }
}
