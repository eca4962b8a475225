import ScorecardLedger
import ScorecardModel

extension PostgreSQLStore {
  static let incidentColumns = IncidentRow.names.joined(separator: ", ")

  func incident(_ id: Int64) throws -> IncidentRow? {
    if let known = knownIncidents.row(id) { return known }
    return try incidents(id, .current).first
  }

  func incident(key: KeyHash) throws -> IncidentRow? {
    if let known = try known(\.knownIncidents, key) { return known }
    let names = names()
    return try first(
      """
      SELECT \(Self.incidentColumns) FROM incident
      WHERE ledger = $1 AND key_high = $2 AND key_low = $3 AND key_high IS NOT NULL
      """, [.int8(key.high), .int8(key.low)]
    ) { try IncidentRow($0, names: names) }
  }

  func incidents(_ id: Int64, _ states: States) throws -> [IncidentRow] {
    let names = names()
    let (sql, values) = Self.select("incident", Self.incidentColumns, id, states)
    return try all(sql, values) { try IncidentRow($0, names: names) }
  }

  /// States of something, oldest first.
  static func select(
    _ table: String, _ columns: String, _ id: Int64, _ states: States
  ) -> (sql: String, values: [ServerValue]) {
    func earlier(_ condition: String) -> String {
      "SELECT \(columns) FROM \(table)_revision WHERE ledger = $1 AND id = $2 AND \(condition)"
    }
    func both(_ condition: String) -> String {
      earlier(condition)
        + " UNION ALL SELECT \(columns) FROM \(table) WHERE ledger = $1 AND id = $2 AND \(condition)"
    }
    switch states {
    case .current: return ("SELECT \(columns) FROM \(table) WHERE ledger = $1 AND id = $2", [.int8(id)])
    case .before(let change):
      return (earlier("change < $3") + " ORDER BY revision", [.int8(id), .int8(change)])
    case .after(let change):
      return (both("change > $3") + " ORDER BY revision", [.int8(id), .int8(change)])
    case .asOf(let change):
      return (both("change <= $3") + " ORDER BY revision DESC LIMIT 1", [.int8(id), .int8(change)])
    }
  }

  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (IncidentRow) throws -> Bool
  ) throws {
    let names = names()
    let query = ServerIncidentQuery(filter, names: names)
    guard !query.findsNothing else { return }
    let search = TextSearch(filter.text)
    try forEach(query.sql(Self.incidentColumns, newestFirst: newestFirst), query.values) { row in
      if let search, !search.isFound(in: try row.text(IncidentRow.summaryColumn)) { return true }
      return try body(try IncidentRow(row, names: names))
    }
  }

  func forEachCounted(_ body: (CountedIncident) throws -> Void) throws {
    let sql = """
      SELECT \(CountedIncident.columns) FROM incident WHERE ledger = $1 AND \(Standing.isInForceSQL)
      """
    try forEach(sql) { row in
      try body(try CountedIncident(row))
      return true
    }
  }

  func forEachIncident(revisedBy change: Int64, _ body: (Int64) throws -> Bool) throws {
    try forEachRevised("incident", by: change, body)
  }

  func forEachRevised(_ table: String, by change: Int64, _ body: (Int64) throws -> Bool) throws {
    let sql = """
      SELECT DISTINCT id FROM \(table)_revision WHERE ledger = $1 AND ended_by = $2 AND change < $2 ORDER BY id
      """
    try forEach(sql, [.int8(change)]) { try body(try $0.integer(0)) }
  }

  func incidents(broughtBy change: ChangeRow) throws -> (all: Int, hidden: Int) {
    // A hidden one may be hidden still, as a part of another event.
    func isBack(_ table: String) -> String {
      """
      SELECT FROM \(table) AS next WHERE next.ledger = $1 AND next.id = was.id AND next.change = $2
        AND next.standing NOT IN (1, 2)
      """
    }
    let counts = try first(
      """
      WITH back AS MATERIALIZED (
        SELECT DISTINCT id FROM incident_revision AS was
        WHERE ledger = $1 AND ended_by = $2 AND standing = 2 AND change < $2
          AND (EXISTS (\(isBack("incident"))) OR EXISTS (\(isBack("incident_revision")))))
      SELECT (SELECT count(*) FROM back),
        (SELECT count(*) FROM incident WHERE ledger = $1 AND standing IN (1, 2) AND id IN (SELECT id FROM back)),
        (SELECT count(*) FROM incident WHERE ledger = $1 AND standing IN (1, 2) AND id IN
          (SELECT id FROM incident_revision WHERE ledger = $1 AND id BETWEEN $3 AND $4))
      """,
      [
        .int8(change.number), .int8(change.incidents?.lowerBound ?? 0),
        .int8(change.incidents?.upperBound ?? -1),
      ]
    ) { (back: Int(try $0.integer(0)), hiddenAgain: Int(try $0.integer(1)), hidden: Int(try $0.integer(2))) }
    guard let counts else { return (0, 0) }
    return (counts.back + (change.incidents?.count ?? 0), counts.hiddenAgain + counts.hidden)
  }

  func sources() throws -> [SourceSummary] {
    try all(
      """
      SELECT (SELECT name FROM source WHERE ledger = $1 AND number = told.source), sum(entries)::int8,
        sum(orders)::int8, max(day)::int8, max(at)
      FROM (
        SELECT source, count(*) AS entries, 0 AS orders, max(day) AS day, max(recorded_at) AS at
        FROM incident WHERE ledger = $1 AND standing NOT IN (1, 2) GROUP BY source
        UNION ALL
        SELECT source, 0, sum(orders), max(coalesce(from_day + days - 1, (watched_to - 1) / 86400)), NULL
        FROM source_record
        WHERE ledger = $1 AND NOT voided AND (orders > 0 OR watched_from IS NOT NULL) GROUP BY source
      ) AS told GROUP BY source ORDER BY sum(entries) + sum(orders) DESC, 1 NULLS FIRST
      """
    ) { try SourceSummary($0) }
  }
}
