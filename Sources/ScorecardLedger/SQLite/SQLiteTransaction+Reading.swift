import GRDB
import ScorecardModel

extension SQLiteTransaction {
  func evidence() throws -> Evidence { try evidence(ofOnly: nil) }

  func evidence(of vendors: Set<Vendor.ID>) throws -> Evidence {
    var evidence = Evidence()
    evidence.replace(vendors, by: try self.evidence(ofOnly: vendors))
    return evidence
  }

  /// - Parameter vendors: whose sums are needed, nil = all; what is counted afresh has the others' too.
  private func evidence(ofOnly vendors: Set<Vendor.ID>?) throws -> Evidence {
    let names = try IDRegistry(database)
    let fresh = try Rollup.storedKey(database) == policy.evidenceKey
    var evidence =
      fresh
      ? try Rollup.evidence(database, names: names, of: vendors)
      : try Rollup.recount(database, names: names, policy: policy)
    evidence.volumes = try volumesInForce(names).volumes
    evidence.checkIns = try CheckInRow.inForce(database)
    return evidence
  }

  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (RecordedIncident) throws -> Bool
  ) throws {
    try IncidentQuery(filter, names: try IDRegistry(database))
      .run(in: database, newestFirst: newestFirst, body)
  }

  func incident(_ id: Int64) throws -> RecordedIncident? {
    try IncidentRow.fetchAll(database, IncidentRow.table.select, [id], names: IDRegistry(database)).first?
      .recorded
  }

  func history(of id: Int64) throws -> [IncidentRevision] {
    let states = try IncidentRow.fetchAll(
      database, IncidentRow.table.selectAfter, [id, 0], names: IDRegistry(database))
    return try states.map { state in
      guard let change = try ChangeLog.row(state.change, in: database) else {
        throw DamagedRow(table: "change", number: state.change)
      }
      return IncidentRevision(
        state: state.recorded, kind: try ChangeLog.kind(of: change, in: database), reason: change.reason,
        at: change.at, author: change.author)
    }
  }

  func volumes() throws -> [Volume] { try volumesInForce(IDRegistry(database)).volumes }

  func statedVolumes() throws -> [Volume] {
    try VolumeRow.inForce(database, names: try IDRegistry(database)).all
  }

  func orderConflicts() throws -> [OrderConflict] { try volumesInForce(IDRegistry(database)).conflicts }

  func volumesInForce(_ names: IDRegistry) throws -> VolumesInForce {
    let counted = try OrderCounting.stored(database, names: names)
    let (stated, earlier) = try VolumeRow.inForce(database, names: names, apart: !counted.isEmpty)
    return VolumesInForce(stated: stated, counted: counted, earlier: earlier)
  }

  func checkIns() throws -> [Day] { try CheckInRow.inForce(database) }

  func watched(_ vendor: Vendor.ID) throws -> [WatchedSpan] {
    guard let number = try IDRegistry(database).vendors.number(of: vendor) else { return [] }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, watched_from, watched_to FROM source_record
        WHERE watched_from IS NOT NULL AND vendor = ? AND voided = 0 ORDER BY watched_from, watched_to
        """, arguments: [number])
    var spans: [WatchedSpan] = []
    while let row = try rows.next() {
      let (id, from, to): (Int64, Int64, Int64) = (
        try row.decode(atIndex: 0), try row.decode(atIndex: 1), try row.decode(atIndex: 2)
      )
      let span = WatchedSpan(of: vendor, from: Timestamp(seconds: from), to: Timestamp(seconds: to))
      guard let span else { throw DamagedRow(table: "source_record", number: id) }
      spans.append(span)
    }
    return spans
  }

  func vendorsOnRecord() throws -> Set<Vendor.ID> { Set(try IDRegistry(database).vendors.all.values) }

  func changes(limit: Int) throws -> [Change] {
    try ChangeLog.rows(database, limit: limit).map { try ChangeLog.change($0, in: database) }
  }

  func subject(ofChange number: Int64) throws -> ChangeSubject {
    var subject = ChangeSubject()
    guard let row = try ChangeLog.row(number, in: database) else { return subject }
    let names = try IDRegistry(database)
    subject.brought = row.incidents
    let revised = try ChangeLog.revised(by: number, in: IncidentRow.table, database)
    while subject.revised.count < ChangeSubject.mostNamed, let id = try revised.next() {
      if try hasNewState(id, by: number, names) { subject.revised.append(id) }
    }
    subject.volumes = try VolumeRow.ofChange(number, database).prefix(ChangeSubject.mostNamed)
      .map { try $0.volume(names: names) }
    subject.checkIns = Array(
      try CheckInRow.days(ofChange: number, database).prefix(ChangeSubject.mostNamed))
    return subject
  }

  /// Whether a change did more to an incident than to make it part of an event, or of none.
  private func hasNewState(_ id: Int64, by change: Int64, _ names: IDRegistry) throws -> Bool {
    func state(asOf change: Int64) throws -> IncidentRow? {
      try IncidentRow.fetchAll(database, IncidentRow.table.selectAsOf, [id, change], names: names).first
    }
    let (before, after) = (try state(asOf: change - 1), try state(asOf: change))
    return before?.reported != after?.reported || before?.event == after?.event
  }

  func identity() throws -> Int64? { try ChangeLog.chain(at: 1, in: database) }

  func currency() throws -> String? {
    try RecordedCurrency.read(database)
  }

  func imports() throws -> [ImportBatch] {
    try ChangeLog.imports(database).map { row in
      let counts = try ChangeLog.incidents(broughtBy: row, in: database)
      return ImportBatch(
        number: row.number, summary: row.summary, at: row.at, incidents: counts.all,
        standing: counts.all - counts.hidden, undone: try ChangeLog.isUndone(row.number, in: database))
    }
  }

  func sources() throws -> [SourceSummary] {
    let rows = try RawStatement(
      database,
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
      """)
    var found: [SourceSummary] = []
    while try rows.next() {
      found.append(
        SourceSummary(
          name: rows.optionalText(0), entries: Int(rows.integer(1)), orders: Int(rows.integer(2)),
          newest: rows.optionalInteger(3).flatMap { Day(number: Int($0)) },
          lastRecorded: rows.optionalInteger(4).map { Timestamp(seconds: $0) }))
    }
    return found
  }

  func readRecord(_ body: (RecordEntry) throws -> Void) throws {
    try RecordReading(database).checked(path: path, body)
  }
}
