import GRDB
import ScorecardModel

extension SQLiteTransaction {
  func undo(at now: Timestamp) throws -> Change? {
    try changing(at: now) { writer in
      guard let row = try ChangeLog.newestStanding(writer.database) else { return nil }
      return try writer.takeBack(row).change
    }
  }

  func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try changing(at: now) { writer in
      let row = try ChangeLog.row(number, in: database)
      guard let row, try ChangeLog.kind(of: row, in: database) == .imported else {
        throw LedgerError.noImport(number)
      }
      guard try !ChangeLog.isUndone(number, in: database) else { throw LedgerError.undone(number) }
      return try writer.takeBack(row)
    }
  }
}

extension LedgerWriter {
  /// Appends the inverse of a change, as this change, and ends it.
  fileprivate func takeBack(_ entry: ChangeRow) throws -> ImportUndo {
    var report = ImportUndo(of: try ChangeLog.change(entry, in: database))
    // What it revised was there before what it brought, so the numbers ascend.
    for id in try Array(ChangeLog.revised(by: entry.number, in: database)) {
      try takeBack(id, change: entry.number, &report)
    }
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
    try finish(.undone(entry.number), summary: ChangeText.undone(entry))
    return report
  }

  /// Gives an incident that a change touched the state it had before, unless it was touched since.
  private func takeBack(_ id: Int64, change: Int64, _ report: inout ImportUndo) throws {
    guard let current = try incident(id) else { throw DamagedRow(table: "incident", number: id) }
    let before = try IncidentRow.fetchAll(database, IncidentRow.selectBefore, [id, change], names: names)
    let isLast = current.change == change
    let left =
      isLast
      ? current
      : try IncidentRow.fetchAll(database, IncidentRow.selectAsOf, [id, change], names: names).first
    guard let left else { throw DamagedRow(table: "incident_revision", number: id) }
    let later =
      isLast ? [] : try IncidentRow.fetchAll(database, IncidentRow.selectAfter, [id, change], names: names)
    switch IncidentUndo.verdict(
      before: before.last?.reported, left: left.reported, later: try reported(later))
    {
    case .nothing: return
    case .keep: return report.keep(id)
    case .takeBack: break
    }
    // What was undone elsewhere does not come back.
    let earlier = IncidentUndo.standing(try reported(before)).map { before[$0] }
    let restored = try replace(
      current, with: earlier?.incident ?? current.incident, standing: earlier?.standing ?? .voided,
      imported: earlier?.imported ?? current.imported)
    if restored.standing == .voided { report.voided += 1 } else { report.restored += 1 }
  }

  private func reported(_ states: [IncidentRow]) throws -> [(
    reported: IncidentUndo.ReportedState, stands: Bool
  )] {
    try states.map { ($0.reported, try ChangeLog.stands($0.change, in: database)) }
  }
}
