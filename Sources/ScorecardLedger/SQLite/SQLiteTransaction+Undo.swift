import GRDB
import ScorecardModel

extension SQLiteTransaction {
  func undo(at now: Timestamp) throws -> Change? {
    try changing(at: now) { writer in
      guard let entry = try ChangeLog.newestStanding(writer.database) else { return nil }
      _ = try writer.takeBack(entry)
      return entry.change
    }
  }

  func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try changing(at: now) { writer in
      let entry = try ChangeLog.entry(number, in: writer.database)
      guard let entry, entry.action == "imported" else { throw LedgerError.noImport(number) }
      guard try !ChangeLog.isUndone(number, in: writer.database) else { throw LedgerError.undone(number) }
      return try writer.takeBack(entry)
    }
  }
}

extension LedgerWriter {
  /// Appends the inverse of a change, as this change, and ends it.
  fileprivate func takeBack(_ entry: ChangeEntry) throws -> ImportUndo {
    var report = ImportUndo(of: entry.change)
    // What it revised was there before what it brought, so the numbers ascend.
    for id in try revised(by: entry) { try takeBack(id, change: entry.number, &report) }
    if let incidents = entry.incidents {
      for id in incidents { try takeBack(id, change: entry.number, &report) }
    }
    for state in try VolumeRow.before(change: entry.number, database, names: names) {
      if state.touchedSince {
        report.keptVolumes += 1
      } else {
        try append(state.range, orders: state.orders)
      }
    }
    for day in try CheckInRow.days(ofChange: entry.number, database) {
      try append(checkIn: day, voided: true)
    }
    _ = try finish(action: "undone", summary: ChangeText.undone(entry.change), undoes: entry.number)
    return report
  }

  /// Gives an incident that a change touched the state it had before, unless it was touched since.
  private func takeBack(_ id: Int64, change: Int64, _ report: inout ImportUndo) throws {
    guard let current = try incident(id) else { throw DamagedRow(table: "incident", number: id) }
    let before = try states(of: id, IncidentRow.selectBefore, change)
    let left =
      current.change == change ? current : try states(of: id, IncidentRow.selectBefore, change + 1).last
    guard let left else { throw DamagedRow(table: "incident_revision", number: id) }
    let later = current.change == change ? [] : try states(of: id, IncidentRow.selectAfter, change)
    switch UndoRule.verdict(before: before.last?.told, left: left.told, later: try told(later)) {
    case .nothing: return
    case .keep: return report.keep(id)
    case .takeBack: break
    }
    // What was undone elsewhere does not come back.
    let earlier = UndoRule.standing(try told(before)).map { before[$0] }
    let restored = try replace(
      current, with: earlier?.incident ?? current.incident, standing: earlier?.standing ?? .voided,
      imported: earlier?.imported ?? current.imported)
    if restored.standing == .voided { report.voided += 1 } else { report.restored += 1 }
  }

  /// Incidents of earlier changes that this one revised.
  private func revised(by entry: ChangeEntry) throws -> [Int64] {
    let rows = try RawStatement(
      database,
      """
      SELECT DISTINCT id FROM incident_revision WHERE ended_by = ?1 AND change < ?1 ORDER BY id
      """)
    rows.bind(entry.number, at: 1)
    var ids: [Int64] = []
    defer { rows.reset() }
    while try rows.next() { ids.append(rows.integer(0)) }
    return ids
  }

  /// Oldest first.
  private func states(of id: Int64, _ sql: String, _ change: Int64) throws -> [IncidentRow] {
    let rows = try RawStatement(database, sql)
    defer { rows.reset() }
    rows.bind(id, at: 1)
    rows.bind(change, at: 2)
    var states: [IncidentRow] = []
    while try rows.next() { states.append(try IncidentRow(rows, names: names)) }
    return states
  }

  private func told(_ states: [IncidentRow]) throws -> [(told: UndoRule.ReportedState, stands: Bool)] {
    try states.map { ($0.told, try ChangeLog.stands($0.change, in: database)) }
  }
}
