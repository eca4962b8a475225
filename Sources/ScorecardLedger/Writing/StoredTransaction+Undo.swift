package import ScorecardModel

extension StoredTransaction {
  package func undo(at now: Timestamp) throws -> Change? {
    try changing(at: now) { writer in
      guard let row = try store.newestStanding() else { return nil }
      return try writer.undo(row).change
    }
  }

  package func redo(at now: Timestamp) throws -> Change? {
    try changing(at: now) { writer in
      guard let undo = try store.newestUndo() else { return nil }
      return try writer.redo(undo)
    }
  }

  package func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try changing(at: now) { writer in
      let row = try store.change(number)
      guard let row, try store.kind(of: row) == .imported else {
        throw LedgerError.noImport(number)
      }
      guard try !store.isUndone(number) else { throw LedgerError.undone(number) }
      var report = try writer.undo(row)
      report.laterImports = try store.imports(after: number)
      return report
    }
  }
}

extension LedgerWriter {
  /// Appends the inverse of a change, as this change, and ends it.
  fileprivate func undo(_ entry: ChangeRow) throws -> ImportUndo {
    var report = ImportUndo(of: try store.shown(entry))
    try takeBack(entry, &report)
    for day in try checkedIn(by: entry) { try append(checkIn: day, voided: true) }
    // What was redone is undone again by taking the redo back.
    let last = try store.lastOfChain(entry.number)
    try finish(.undone(last), summary: ChangeText.undone(entry))
    return report
  }

  /// Appends the inverse of an undo, as this change, and ends it: what that had taken back stands again.
  ///
  /// - Returns: the change that stands again.
  fileprivate func redo(_ undo: ChangeRow) throws -> Change {
    let entry = try store.firstOfChain(undo)
    let change = try store.shown(entry)
    assumed = entry.number
    var report = ImportUndo(of: change)
    try takeBack(undo, &report)
    for day in try checkedIn(by: entry) { try append(checkIn: day, voided: false) }
    try finish(.redone(undo.number), summary: ChangeText.undone(entry))
    return change
  }

  /// Gives everything that a change touched the state that it had before, check-ins apart.
  private func takeBack(_ entry: ChangeRow, _ report: inout ImportUndo) throws {
    // What it revised was there before what it brought, so the numbers ascend.
    for id in try revised(by: entry, store.forEachIncident) {
      try takeBack(id, change: entry.number, &report)
    }
    if let incidents = entry.incidents {
      for id in incidents { try takeBack(id, change: entry.number, &report) }
    }
    for id in try revised(by: entry, store.forEachRecord) {
      try takeBack(record: id, change: entry.number, &report)
    }
    for id in try store.records(broughtBy: entry.number) {
      try takeBack(record: id, change: entry.number, &report)
    }
    for state in try volumesBefore(entry) {
      if state.touchedSince {
        report.keptVolumes += 1
      } else {
        try append(state.range, orders: state.orders)
      }
    }
  }

  private func revised(
    by entry: ChangeRow, _ forEach: (Int64, (Int64) throws -> Bool) throws -> Void
  ) throws -> [Int64] {
    var ids: [Int64] = []
    try forEach(entry.number) { id in
      ids.append(id)
      return true
    }
    return ids
  }

  private func checkedIn(by entry: ChangeRow) throws -> [Day] {
    try store.checkIns(ofChange: entry.number).filter { !$0.voided }.map { try $0.shownDay }
  }

  /// The ranges of days that a change touched, with the orders that each had before it by a change that still stands,
  /// and whether a change that still stands has touched it since.
  private func volumesBefore(
    _ entry: ChangeRow
  ) throws -> [(range: Volume, orders: Int?, touchedSince: Bool)] {
    let touched = Dictionary(grouping: try store.volumes(ofChange: entry.number)) {
      [$0.vendor ?? 0, $0.from, $0.to]
    }
    return try touched.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { $0.value.first }
      .map { row in
        let states = try store.volumes(vendor: row.vendor, from: row.from, to: row.to)
        let before = try states.last { try $0.change < entry.number && stands($0.change) }
        return (
          range: try row.volume(names: names), orders: before?.orders.map(Int.init),
          touchedSince: try states.contains { try $0.change > entry.number && stands($0.change) }
        )
      }
  }

  /// Gives an incident that a change touched the state it had before, unless it was touched since.
  private func takeBack(_ id: Int64, change: Int64, _ report: inout ImportUndo) throws {
    let states = try StatesAround(of: id, change: change, table: "incident", store.incidents)
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
    let states = try StatesAround(of: id, change: change, table: "source_record", store.records)
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
    _ states: StatesAround<Row>, of reported: (Row) -> State, change: (Row) -> Int64
  ) throws -> StateUndo.Verdict {
    StateUndo.verdict(
      before: states.before.last.map(reported), left: reported(states.left),
      later: try states.later.map { (reported($0), try stands(change($0))) })
  }

  /// The state before the change that comes back; what was undone elsewhere does not.
  private func standing<Row, State: Equatable>(
    _ states: StatesAround<Row>, of reported: (Row) -> State, change: (Row) -> Int64
  ) throws -> Row? {
    let before = try states.before.map { (reported($0), try stands(change($0))) }
    return StateUndo.standing(before).map { states.before[$0] }
  }
}

/// The states of one thing around a change.
private struct StatesAround<Row> {
  let current: Row
  /// Oldest first.
  let before: [Row]
  /// The last that the change brought.
  let left: Row
  /// Oldest first.
  let later: [Row]

  init(
    of id: Int64, change: Int64, table: String, _ states: (Int64, States) throws -> [Row]
  ) throws {
    guard let current = try states(id, .current).first,
      let left = try states(id, .asOf(change: change)).first
    else { throw DamagedRow(table: table, number: id) }
    (self.current, self.left) = (current, left)
    before = try states(id, .before(change: change))
    later = try states(id, .after(change: change))
  }
}
