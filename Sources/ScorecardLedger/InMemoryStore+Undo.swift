import ScorecardModel

extension InMemoryStore {
  mutating func undo(at now: Timestamp) -> Change? {
    let newest = log.last { $0.change.undoes == nil && !undone.contains($0.change.number) }
    guard let change = newest?.change else { return nil }
    _ = takeBack(change, at: now)
    return change
  }

  mutating func undoImport(_ number: Int64, at now: Timestamp) throws(LedgerError) -> ImportUndo {
    guard number >= 1, number <= Int64(log.count) else { throw .noImport(number) }
    let change = log[Int(number) - 1].change
    guard change.action == "imported" else { throw .noImport(number) }
    guard !undone.contains(number) else { throw .undone(number) }
    return takeBack(change, at: now)
  }

  var imports: [ImportBatch] {
    log.map(\.change).filter { $0.action == "imported" }.reversed().map { change in
      let brought = incidents.filter { InMemoryStore.didBring($0, change.number) }
      return ImportBatch(
        number: change.number, summary: change.summary, at: change.at, incidents: brought.count,
        standing: brought.count { $0.last?.standing.isHidden == false },
        undone: undone.contains(change.number))
    }
  }

  /// Whether the incident was new with this change, or came back with it.
  private static func didBring(_ states: [State], _ change: Int64) -> Bool {
    guard let first = states.firstIndex(where: { $0.change == change }) else { return false }
    if first == 0 { return true }
    return states[first - 1].standing == .voided
      && states.contains { $0.change == change && !$0.standing.isHidden }
  }

  /// Whether a change is in force: no undo, and not undone.
  private func stands(_ change: Int64) -> Bool {
    !undone.contains(change) && log[Int(change) - 1].change.undoes == nil
  }

  private mutating func takeBack(_ change: Change, at now: Timestamp) -> ImportUndo {
    var report = ImportUndo(of: change)
    for states in incidents { takeBack(states, change.number, &report) }
    var ranges = Set(
      volumeStates.filter { $0.change == change.number }.map { VolumeBook.Range(of: $0.range) })
    for state in volumeStates where state.change > change.number && stands(state.change) {
      if ranges.remove(VolumeBook.Range(of: state.range)) != nil { report.keptVolumes += 1 }
    }
    for range in ranges.sorted(by: precedes) { takeBack(range, change.number) }
    takeBackCheckIns(of: change.number)
    finish("undone", ChangeText.undone(change), at: now, undoes: change.number)
    return report
  }

  private mutating func takeBack(_ states: [State], _ change: Int64, _ report: inout ImportUndo) {
    guard let current = states.last, let left = states.last(where: { $0.change == change }) else { return }
    let before = states.filter { $0.change < change }
    let later = states.filter { $0.change > change }.map { ($0.told, stands($0.change)) }
    switch UndoRule.verdict(before: before.last?.told, left: left.told, later: later) {
    case .nothing: return
    case .keep: return report.keep(current.record.id)
    case .takeBack: break
    }
    // What was undone elsewhere does not come back.
    if let index = UndoRule.standing(before.map { ($0.told, stands($0.change)) }) {
      let earlier = before[index]
      replace(
        current, with: earlier.record.incident, standing: earlier.standing, imported: earlier.imported)
    } else {
      replace(
        current, with: current.record.incident, standing: .voided, imported: current.imported)
    }
    if state(current.record.id)?.standing == .voided {
      report.voided += 1
    } else {
      report.restored += 1
    }
  }

  /// In the order of the vendors' numbers, the whole store first, as a file has them.
  private func precedes(_ a: VolumeBook.Range, _ b: VolumeBook.Range) -> Bool {
    func number(_ range: VolumeBook.Range) -> Int64 { range.vendor.flatMap { vendors.known($0) } ?? 0 }
    return (number(a), a.from, a.to) < (number(b), b.from, b.to)
  }

  private mutating func takeBackCheckIns(of change: Int64) {
    for state in checkInStates.filter({ $0.change == change && !$0.voided }).sorted(by: { $0.day < $1.day }
    ) {
      if let day = Day(number: Int(state.day)) { checkIns.remove(day) }
      checkInStates.append(CheckInRow(change: number, day: state.day, voided: true))
    }
  }

  private mutating func takeBack(_ range: VolumeBook.Range, _ change: Int64) {
    let states = volumeStates.filter { VolumeBook.Range(of: $0.range) == range }
    guard let current = states.last else { return }
    let orders = states.last { $0.change < change && stands($0.change) }?.orders
    volumes.remove(current.range)
    var earlier = current.range
    if let orders {
      earlier.orders = orders
      // The range was free or held this very volume before, so it fits.
      _ = try? volumes.place(earlier)
    }
    volumeStates.append(VolumeRow(change: number, range: earlier, orders: orders))
  }
}
