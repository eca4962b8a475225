import ScorecardModel

/// What the taking back of a change came to.
struct ModelUndo: Equatable {
  var change: Int64
  var voided = 0
  var restored = 0
  var kept: [Int64] = []
  var keptVolumes = 0
  var recounted = 0
  var unwatched = 0
  var keptRecords = 0
}

extension ModelLedger {
  mutating func undo(at now: Timestamp) -> ModelUndo? {
    guard let newest = changes.last(where: { stands($0.number) }) else { return nil }
    return takeBack(newest.number, at: now)
  }

  /// Everything that the last undo touched is again as it was before it.
  mutating func redo(at now: Timestamp) -> Int64? {
    let undo = changes.reversed().prefix { $0.undoes != nil }.first { change in
      if case .undone = change.kind { !changes.contains { $0.undoes == change.number } } else { false }
    }
    guard let undo = undo?.number else { return nil }
    for index in records.indices {
      let states = records[index].states
      // What it left as it was, it did not take back.
      guard let left = states.last(where: { $0.change == undo })?.state,
        let before = states.last(where: { $0.change < undo })?.state, before != left
      else { continue }
      replace(Int64(index) + 1, with: before)
    }
    for index in things.indices { bringBack(ofThing: index, before: undo) }
    for (change, range, _) in volumeStates where change == undo {
      let before = volumeStates.last { $0.change < undo && $0.range.sharesRange(with: range) }
      volumeStates.append((number, range, before?.orders))
    }
    for state in checkInStates where state.change == undo { checkInStates.append((number, state.day, true)) }
    var first = undo
    while let earlier = changes[Int(first) - 1].undoes { first = earlier }
    finish(.redone(undo), at: now)
    return first
  }

  mutating func undoImport(_ change: Int64, at now: Timestamp) throws(LedgerError) -> ModelUndo {
    guard changes.indices.contains(Int(change) - 1), changes[Int(change) - 1].kind == .imported else {
      throw .noImport(change)
    }
    if isUndone(change) { throw .undone(change) }
    return takeBack(change, at: now)
  }

  private mutating func takeBack(_ change: Int64, at now: Timestamp) -> ModelUndo {
    var report = ModelUndo(change: change)
    for index in records.indices { takeBack(change, of: index, &report) }
    for index in things.indices { takeBack(change, ofThing: index, &report) }
    var ranges: [Volume] = []
    for state in volumeStates where state.change == change {
      if !ranges.contains(where: { $0.sharesRange(with: state.range) }) { ranges.append(state.range) }
    }
    for range in ranges { takeBack(change, of: range, &report) }
    for state in checkInStates where state.change == change {
      checkInStates.append((number, state.day, false))
    }
    var last = change
    while let next = changes.first(where: { $0.undoes == last }) { last = next.number }
    finish(.undone(last), at: now)
    return report
  }

  /// An incident gets the state that the last standing change before it has told, unless one since has told another.
  private mutating func takeBack(_ change: Int64, of index: Int, _ report: inout ModelUndo) {
    let states = records[index].states
    guard let left = states.last(where: { $0.change == change })?.state,
      states.last(where: { $0.change < change })?.state != left
    else { return }
    var previous = left
    for later in states where later.change > change {
      if stands(later.change), later.state != previous {
        report.kept.append(Int64(index) + 1)
        return
      }
      previous = later.state
    }
    let told = states.indices.filter { $0 == 0 || states[$0].state != states[$0 - 1].state }
    if let earlier = told.last(where: { states[$0].change < change && stands(states[$0].change) }) {
      let state = states[earlier].state
      replace(Int64(index) + 1, with: state)
      // One import may tell of an entry and take it back.
      if state.told == .voided { report.voided += 1 } else { report.restored += 1 }
    } else {
      previous.told = .voided
      replace(Int64(index) + 1, with: previous)
      report.voided += 1
    }
  }

  private mutating func takeBack(_ change: Int64, of range: Volume, _ report: inout ModelUndo) {
    let states = volumeStates.filter { $0.range.sharesRange(with: range) }
    if states.contains(where: { $0.change > change && stands($0.change) }) {
      report.keptVolumes += 1
      return
    }
    let earlier = states.last { $0.change < change && stands($0.change) }
    volumeStates.append((number, range, earlier?.orders))
  }
}
