import GRDB
package import ScorecardModel

extension SQLiteLedger {
  package func undo(at now: Timestamp) throws -> Change? {
    try writing(at: now) { writer in
      guard let entry = try ChangeLog.newestStanding(writer.database) else { return (nil, false) }
      try writer.takeBackIncidents(of: entry)
      for (range, orders) in try VolumeState.before(
        change: entry.number, writer.database, names: writer.names)
      {
        try writer.append(range, orders: orders)
      }
      for day in try CheckInState.days(ofChange: entry.number, writer.database) {
        try writer.append(checkIn: day, withdrawn: true)
      }
      _ = try writer.finish(
        action: "undone", summary: ChangeText.undone(entry.change), undoes: entry.number)
      return (entry.change, true)
    }
  }
}

extension LedgerWriter {
  /// Gives every incident that a change touched the state it had before.
  fileprivate func takeBackIncidents(of entry: ChangeEntry) throws {
    if let incidents = entry.incidents {
      for id in incidents { try takeBack(id, change: entry.number) }
    }
    for id in try revised(by: entry) { try takeBack(id, change: entry.number) }
  }

  private func takeBack(_ id: Int64, change: Int64) throws {
    guard let current = try incident(id) else { throw DamagedRow(table: "incident", number: id) }
    if let earlier = try state(of: id, before: change) {
      try replace(current, with: earlier.incident, standing: earlier.standing, imported: earlier.imported)
    } else {
      try replace(current, with: current.incident, standing: .withdrawn, imported: current.imported)
    }
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
    while try rows.next() { ids.append(rows.integer(0)) }
    return ids
  }

  private func state(of id: Int64, before change: Int64) throws -> IncidentRow? {
    let row = try RawStatement(database, IncidentRow.selectBefore)
    defer { row.reset() }
    row.bind(id, at: 1)
    row.bind(change, at: 2)
    return try row.next() ? IncidentRow(row, names: names) : nil
  }
}
