import GRDB
package import ScorecardModel

extension SQLiteLedger {
  package func evidence() throws -> Evidence {
    let policy = policy
    return try reading { database in
      let names = try Names(database)
      let fresh = try Rollup.storedKey(database) == policy.evidenceKey
      var evidence =
        fresh
        ? try Rollup.evidence(database, names: names)
        : try Rollup.recount(database, names: names, policy: policy)
      evidence.volumes = try VolumeRow.inForce(database, names: names).all
      evidence.checkIns = try CheckInRow.inForce(database)
      return evidence
    }
  }

  package func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] {
    try reading { try Self.incidents(filter, in: $0) }
  }

  static func incidents(_ filter: IncidentFilter, in database: Database) throws -> [RecordedIncident] {
    let names = try Names(database)
    let query = IncidentQuery(filter, names: names)
    let search = TextSearch(filter.text)
    let rows = try RawStatement(database, query.sql)
    defer { rows.reset() }
    query.bind(to: rows)
    var found: [RecordedIncident] = []
    while found.count < filter.limit ?? .max, try rows.next() {
      if let search, !search.isFound(in: rows.text(IncidentRow.summaryColumn)) { continue }
      found.append(try IncidentRow(rows, names: names).recorded)
    }
    return found.reversed()
  }

  package func incident(_ id: Int64) throws -> RecordedIncident? {
    try reading { database in
      let row = try RawStatement(database, IncidentRow.select)
      defer { row.reset() }
      row.bind(id, at: 1)
      return try row.next() ? IncidentRow(row, names: Names(database)).recorded : nil
    }
  }

  package func history(of id: Int64) throws -> [IncidentRevision] {
    try reading { database in
      let names = try Names(database)
      let rows = try RawStatement(
        database,
        """
        SELECT \(IncidentRow.columns) FROM incident_revision WHERE id = ?1
        UNION ALL SELECT \(IncidentRow.columns) FROM incident WHERE id = ?1 ORDER BY revision
        """)
      rows.bind(id, at: 1)
      var states: [IncidentRow] = []
      defer { rows.reset() }
      while try rows.next() { states.append(try IncidentRow(rows, names: names)) }
      return try states.map { state in
        guard let entry = try ChangeLog.entry(state.change, in: database) else {
          throw DamagedRow(table: "change", number: state.change)
        }
        return IncidentRevision(
          state: state.recorded, action: entry.action, reason: entry.reason, at: entry.at)
      }
    }
  }

  package func volumes() throws -> [Volume] {
    try reading { try VolumeRow.inForce($0, names: try Names($0)).all }
  }

  package func checkIns() throws -> [Day] { try reading { try CheckInRow.inForce($0) } }

  package func span() throws -> ClosedRange<Day>? {
    try reading { database in
      // The day index answers both in a few steps, since few incidents are retracted.
      let first = try SQLiteLedger.day(database, order: "ASC")
      let last = try SQLiteLedger.day(database, order: "DESC")
      guard let first, let last, first <= last else { return nil }
      return first...last
    }
  }

  private static func day(_ database: Database, order: String) throws -> Day? {
    let row = try RawStatement(
      database, "SELECT day FROM incident WHERE \(Standing.isInForceSQL) ORDER BY day \(order) LIMIT 1")
    defer { row.reset() }
    return try row.next() ? Day(number: Int(row.integer(0))) : nil
  }

  package func vendorsOnRecord() throws -> Set<Vendor.ID> {
    try reading { Set(try Names($0).vendors.values) }
  }

  package func changes(limit: Int) throws -> [Change] {
    try reading { try ChangeLog.entries($0, limit: limit).map(\.change) }
  }

  package func identity() throws -> Int64? { try reading { try ChangeLog.chain(at: 1, in: $0) } }
}

/// The filter in SQL, newest first, so that a limit ends the search early.
private struct IncidentQuery {
  private(set) var sql = ""
  private var values: [Int64] = []

  init(_ filter: IncidentFilter, names: Names) {
    var conditions: [String] = []
    func add(_ condition: String, _ more: Int64...) {
      conditions.append(condition)
      values += more
    }
    if !filter.standings.isEmpty, filter.standings.count < IncidentStanding.allCases.count {
      let values = filter.standings.flatMap(Standing.shown).map(\.rawValue).sorted()
      add("standing IN (\(values.map { String($0) }.joined(separator: ", ")))")
    }
    if !filter.vendors.isEmpty {
      // Numbers of our own, not text from outside.
      let numbers = filter.vendors.compactMap { names.number(ofVendor: $0) }.sorted()
      add("vendor IN (\(numbers.map { String($0) }.joined(separator: ", ")))")
    }
    if let event = filter.event { add("outage_of = ?", event) }
    if let from = filter.from { add("day >= ?", Int64(from.number)) }
    if let through = filter.through { add("day <= ?", Int64(through.number)) }
    if let good = filter.good { add(good ? "severity IS NULL" : "severity IS NOT NULL") }
    if let dimension = filter.dimension { add("dimension = ?", Int64(dimension.index)) }
    if let severity = filter.minimumSeverity { add("severity >= ?", Int64(severity.level)) }
    if filter.open { add("severity IS NOT NULL AND resolved IS 0") }
    if let source = filter.source {
      if source.isEmpty {
        conditions.append("(source IS NULL OR source_id = '')")
      } else {
        add("source = ?", names.number(ofSource: source) ?? 0)
      }
    }
    let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    sql = "SELECT \(IncidentRow.columns) FROM incident\(clause) ORDER BY day DESC, id DESC"
  }

  func bind(to statement: RawStatement) {
    for (index, value) in values.enumerated() { statement.bind(value, at: Int32(index + 1)) }
  }
}

// MARK: Care

extension SQLiteLedger {
  package func checkup(depth: CheckupDepth) throws -> [LedgerProblem] {
    try LedgerFile.translating(path: path, busySeconds: busySeconds, isReading: true) {
      try Checkup.problems(
        in: queue, migrations: migrations, policy: policy, busySeconds: busySeconds, depth: depth)
    }
  }
}
