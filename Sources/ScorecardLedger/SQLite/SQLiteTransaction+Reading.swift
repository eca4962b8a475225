import GRDB
import ScorecardModel

extension SQLiteTransaction {
  func evidence() throws -> Evidence {
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

  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (RecordedIncident) throws -> Bool
  ) throws {
    try IncidentQuery(filter, names: try Names(database))
      .run(in: database, newestFirst: newestFirst, body)
  }

  func incident(_ id: Int64) throws -> RecordedIncident? {
    let row = try RawStatement(database, IncidentRow.select)
    defer { row.reset() }
    row.bind(id, at: 1)
    return try row.next() ? IncidentRow(row, names: Names(database)).recorded : nil
  }

  func history(of id: Int64) throws -> [IncidentRevision] {
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

  func volumes() throws -> [Volume] { try VolumeRow.inForce(database, names: try Names(database)).all }

  func checkIns() throws -> [Day] { try CheckInRow.inForce(database) }

  func span() throws -> ClosedRange<Day>? {
    // The day index answers both in a few steps, since few incidents are retracted.
    guard let first = try day(order: "ASC"), let last = try day(order: "DESC"), first <= last else {
      return nil
    }
    return first...last
  }

  private func day(order: String) throws -> Day? {
    let row = try RawStatement(
      database, "SELECT day FROM incident WHERE \(Standing.isInForceSQL) ORDER BY day \(order) LIMIT 1")
    defer { row.reset() }
    return try row.next() ? Day(number: Int(row.integer(0))) : nil
  }

  func vendorsOnRecord() throws -> Set<Vendor.ID> { Set(try Names(database).vendors.values) }

  func changes(limit: Int) throws -> [Change] {
    try ChangeLog.entries(database, limit: limit).map(\.change)
  }

  func identity() throws -> Int64? { try ChangeLog.chain(at: 1, in: database) }

  func imports() throws -> [ImportBatch] {
    try ChangeLog.imports(database).map { entry in
      let counts = try ChangeLog.incidents(broughtBy: entry, in: database)
      return ImportBatch(
        number: entry.number, summary: entry.summary, at: entry.at, incidents: counts.all,
        standing: counts.all - counts.hidden, undone: try ChangeLog.isUndone(entry.number, in: database))
    }
  }

  func readRecord(_ body: (RecordEntry) throws -> Void) throws {
    try RecordReading(database).checked(path: path, body)
  }
}
