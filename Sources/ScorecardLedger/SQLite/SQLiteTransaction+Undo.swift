import GRDB
import ScorecardModel

extension SQLiteTransaction {
  func undo(at now: Timestamp) throws -> Change? {
    try changing(at: now) { writer in
      guard let row = try ChangeLog.newestStanding(writer.database) else { return nil }
      return try writer.undo(row).change
    }
  }

  func redo(at now: Timestamp) throws -> Change? {
    try changing(at: now) { writer in
      guard let undo = try ChangeLog.newestUndo(writer.database) else { return nil }
      return try writer.redo(undo)
    }
  }

  func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try changing(at: now) { writer in
      let row = try ChangeLog.row(number, in: database)
      guard let row, try ChangeLog.kind(of: row, in: database) == .imported else {
        throw LedgerError.noImport(number)
      }
      guard try !ChangeLog.isUndone(number, in: database) else { throw LedgerError.undone(number) }
      var report = try writer.undo(row)
      report.laterImports = try ChangeLog.imports(after: number, in: database)
      return report
    }
  }
}

extension LedgerWriter {
  /// Appends the inverse of a change, as this change, and ends it.
  fileprivate func undo(_ entry: ChangeRow) throws -> ImportUndo {
    var report = ImportUndo(of: try ChangeLog.change(entry, in: database))
    try takeBack(entry, &report)
    for day in try CheckInRow.days(ofChange: entry.number, database) {
      try append(checkIn: day, voided: true)
    }
    // What was redone is undone again by taking the redo back.
    let last = try ChangeLog.lastOfChain(entry.number, in: database)
    try finish(.undone(last), summary: ChangeText.undone(entry))
    return report
  }

  /// Appends the inverse of an undo, as this change, and ends it: what that had taken back stands again.
  ///
  /// - Returns: the change that stands again.
  fileprivate func redo(_ undo: ChangeRow) throws -> Change {
    let entry = try ChangeLog.firstOfChain(undo, in: database)
    let change = try ChangeLog.change(entry, in: database)
    assumed = entry.number
    var report = ImportUndo(of: change)
    try takeBack(undo, &report)
    for day in try CheckInRow.days(ofChange: entry.number, database) {
      try append(checkIn: day, voided: false)
    }
    try finish(.redone(undo.number), summary: ChangeText.undone(entry))
    return change
  }

  /// Gives everything that a change touched the state that it had before, check-ins apart.
  private func takeBack(_ entry: ChangeRow, _ report: inout ImportUndo) throws {
    // What it revised was there before what it brought, so the numbers ascend.
    for id in try Array(ChangeLog.revised(by: entry.number, in: IncidentRow.table, database)) {
      try takeBack(id, change: entry.number, &report)
    }
    if let incidents = entry.incidents {
      for id in incidents { try takeBack(id, change: entry.number, &report) }
    }
    for id in try Array(ChangeLog.revised(by: entry.number, in: SourceRecordRow.table, database)) {
      try takeBack(record: id, change: entry.number, &report)
    }
    for id in try ChangeLog.rows(ofChange: entry.number, in: SourceRecordRow.table, database) {
      try takeBack(record: id, change: entry.number, &report)
    }
    for state in try VolumeRow.before(
      change: entry.number, assuming: assumed, database, names: names)
    {
      if state.touchedSince {
        report.keptVolumes += 1
      } else {
        try append(state.range, orders: state.orders)
      }
    }
  }

  /// Gives an incident that a change touched the state it had before, unless it was touched since.
  private func takeBack(_ id: Int64, change: Int64, _ report: inout ImportUndo) throws {
    let states = try States(of: id, around: change, in: IncidentRow.table) { [database, names] sql, values in
      try IncidentRow.fetchAll(database, sql, values, names: names)
    }
    switch try verdict(states, of: \.reported, change: \.change) {
    case .nothing: return
    case .keep: return report.keep(id)
    case .takeBack: break
    }
    let (current, earlier) = (states.current, try standing(states, of: \.reported, change: \.change))
    let restored = try replace(
      current, with: earlier?.incident ?? current.incident, standing: earlier?.standing ?? .voided,
      imported: earlier?.imported ?? current.imported)
    if restored.standing == .voided {
      report.voided += 1
    } else {
      report.restored += 1
      if current.incident.outageEnd != .open, restored.incident.outageEnd == .open { report.reopened += 1 }
    }
  }

  /// The same of what another system says of a thing.
  private func takeBack(record id: Int64, change: Int64, _ report: inout ImportUndo) throws {
    let states = try States(of: id, around: change, in: SourceRecordRow.table) { [database] sql, values in
      try SourceRecordRow.fetchAll(database, sql, values)
    }
    switch try verdict(states, of: \.reported, change: \.change) {
    case .nothing: return
    case .keep:
      report.keptRecords += 1
      return
    case .takeBack: break
    }
    var state = states.current
    if let earlier = try standing(states, of: \.reported, change: \.change) {
      state = earlier
      // An incident that it once had stays known, wherever it comes back from.
      state.incidents = Set(earlier.incidents).union(states.current.incidents).sorted()
    } else {
      state.voided = true
    }
    if states.current.counted != state.counted { report.recounted += 1 }
    if states.current.standingWatched != state.standingWatched { report.unwatched += 1 }
    try replace(states.current, with: state)
  }

  private func verdict<Row, State: Equatable>(
    _ states: States<Row>, of reported: (Row) -> State, change: (Row) -> Int64
  ) throws -> StateUndo.Verdict {
    StateUndo.verdict(
      before: states.before.last.map(reported), left: reported(states.left),
      later: try states.later.map { (reported($0), try stands(change($0))) })
  }

  /// The state before the change that comes back; what was undone elsewhere does not.
  private func standing<Row, State: Equatable>(
    _ states: States<Row>, of reported: (Row) -> State, change: (Row) -> Int64
  ) throws -> Row? {
    let before = try states.before.map { (reported($0), try stands(change($0))) }
    return StateUndo.standing(before).map { states.before[$0] }
  }

  private func stands(_ change: Int64) throws -> Bool {
    try change == assumed || ChangeLog.stands(change, in: database)
  }
}

/// The states of one thing around a change.
private struct States<Row> {
  let current: Row
  /// Oldest first.
  let before: [Row]
  /// The last that the change brought.
  let left: Row
  /// Oldest first.
  let later: [Row]

  init(
    of id: Int64, around change: Int64, in table: StateTable, _ fetch: (String, [Int64]) throws -> [Row]
  ) throws {
    guard let current = try fetch(table.select, [id]).first,
      let left = try fetch(table.selectAsOf, [id, change]).first
    else { throw DamagedRow(table: table.name, number: id) }
    (self.current, self.left) = (current, left)
    before = try fetch(table.selectBefore, [id, change])
    later = try fetch(table.selectAfter, [id, change])
  }
}
