import GRDB
import ScorecardModel

extension SQLiteImport {
  func add(_ record: StorableRecord) throws -> RecordOutcome {
    let key = record.isContent ? recordKeys.numbered(record.key) : record.key
    let mayBePresent = try recordKeys.mayBePresent(
      key, isContent: record.isContent, rowCount: writer.lastRecord)
    let old = mayBePresent ? try writer.sourceRecord(key: key) : nil
    var outcome = RecordOutcome()
    if let old, !old.voided {
      if let new = record.record.stateAt?.seconds, let known = old.stateAt, new < known {
        outcome.isOlder = true
        return outcome
      }
      if isRepeated(old, record), try differs(record, from: old) {
        outcome.refused = .repeatedKey(record.record.key.id)
        return outcome
      }
    }
    if let old, old.id <= lastRecordBeforeFile { _ = toldInFile.insert(UInt64(bitPattern: old.id)) }
    let incidents = try add(record, onto: old, &outcome)
    let wasStored = try add(record, key: key, incidents: incidents, onto: old, &outcome)
    tally.count(outcome, orders: record.record.orders?.orders ?? 0, wasStored: wasStored)
    return outcome
  }

  /// Its orders, and the numbers of its incidents.
  ///
  /// - Returns: whether it was not on record like this.
  private func add(
    _ record: StorableRecord, key: KeyHash, incidents: [Int64], onto old: SourceRecordRow?,
    _ outcome: inout RecordOutcome
  ) throws -> Bool {
    guard let old else {
      let row = try writer.insert(record: record, key: key, incidents: incidents)
      outcome.orders = row.orders == nil ? .none : .new
      outcome.isWatchedNew = row.watched != nil
      return true
    }
    var state = old
    state.voided = false
    state.stateAt = record.record.stateAt?.seconds
    state.orders = try writer.counted(record.record.orders)
    state.watched = try writer.watched(record.record.watched)
    state.incidents = incidents
    outcome.orders =
      switch (old.counted, state.orders) {
      case (nil, nil): .none
      case (nil, _?): .new
      case (let before, let after): before == after ? .alreadyPresent : .changed
      }
    outcome.isWatchedNew = state.watched != nil && state.watched != old.standingWatched
    guard state.reported != old.reported else { return false }
    try writer.replace(old, with: state)
    return true
  }

  // MARK: Incidents

  /// - Returns: the numbers of those that it has or once had, ascending.
  private func add(
    _ record: StorableRecord, onto old: SourceRecordRow?, _ outcome: inout RecordOutcome
  ) throws -> [Int64] {
    var told: Set<Int64> = []
    for (incident, confirmed) in record.incidents {
      let (result, id) = try place(incident, confirmed: confirmed)
      outcome.incidents.append(result)
      if let id { told.insert(id) }
    }
    var known = Set(old?.incidents ?? [])
    if old == nil, record.incidents.isEmpty, let earlier = try incidentBeforeRecords(record) {
      known.insert(earlier)
    }
    for id in known.subtracting(told).sorted() {
      guard let row = try writer.incident(id) else { throw DamagedRow(table: "source_record", number: id) }
      if row.standing.isHidden { continue }
      if row.imported {
        try writer.replace(row, with: row.incident, standing: .voided, imported: true)
        outcome.takenBack += 1
      } else {
        outcome.keptLocal.append(id)
      }
    }
    return known.union(told).sorted()
  }

  /// The incident that an earlier version stored under the record's own key, when it kept no records.
  private func incidentBeforeRecords(_ record: StorableRecord) throws -> Int64? {
    guard countedUntil > 0, !record.isContent, record.record.watched == nil, try mayHaveIncident(record.key)
    else { return nil }
    return try writer.incident(key: record.key).flatMap { $0.change <= countedUntil ? $0.id : nil }
  }

  // MARK: One key twice

  /// Whether the file at hand has told of this thing before, and neither time says which state is the later.
  private func isRepeated(_ old: SourceRecordRow, _ record: StorableRecord) -> Bool {
    guard old.stateAt == nil || record.record.stateAt == nil else { return false }
    return old.id > lastRecordBeforeFile || toldInFile.contains(UInt64(bitPattern: old.id))
  }

  private func differs(_ record: StorableRecord, from old: SourceRecordRow) throws -> Bool {
    if !writer.counts(old.orders, as: record.record.orders) { return true }
    if try old.watched?.span(names: writer.names, number: old.id) != record.record.watched { return true }
    var told: Set<Int64> = []
    for (incident, confirmed) in record.incidents {
      guard let row = try standing(incident) else { return true }
      let policy = MergePolicy(
        of: incident.incident, confirmed: confirmed, onto: row.recorded, standing: row.standing,
        imported: row.imported)
      switch policy.outcome {
      case .new, .changed, .refused: return true
      case .alreadyPresent, .keptLocal: told.insert(row.id)
      }
    }
    return try old.incidents.contains { id in
      try !told.contains(id) && writer.incident(id)?.standing.isHidden == false
    }
  }
}
