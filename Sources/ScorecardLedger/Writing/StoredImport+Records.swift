import ScorecardModel

extension StoredImport {
  func add(_ told: StorableRecord) throws -> RecordOutcome {
    let record = try joined(told)
    let key = record.isContent ? recordKeys.numbered(record.key) : record.key
    let mayBePresent = try recordKeys.mayBePresent(
      key, isContent: record.isContent, rowCount: writer.lastRecord)
    let old = mayBePresent ? try writer.sourceRecord(key: key) : nil
    var outcome = RecordOutcome()
    if let old, !old.voided {
      if isOlder(record, than: old) {
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
      let former = try takeBackFormer(record, &outcome)
      let row = try writer.insert(record: record, key: key, incidents: incidents)
      outcome.orders =
        switch (former?.orders, row.orders) {
        case (nil, nil): .none
        case (nil, _?): .new
        case (let before, let after): before == after ? .alreadyPresent : .changed
        }
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
    if old == nil { known.formUnion(try incidentsBeforeRecords(record)) }
    if record.record.extent != .orders { try takeBack(known.subtracting(told), &outcome) }
    return known.union(told).sorted()
  }

  private func takeBack(_ incidents: Set<Int64>, _ outcome: inout RecordOutcome) throws {
    for id in incidents.sorted() {
      let row = try incident(ofRecord: id)
      if row.standing.isHidden { continue }
      if row.imported {
        try writer.replace(row, with: row.incident, standing: .voided, imported: true)
        outcome.takenBack += 1
      } else {
        outcome.keptLocal.append(id)
      }
    }
  }

  private func incident(ofRecord id: Int64) throws -> IncidentRow {
    guard let row = try writer.incident(id) else { throw DamagedRow(table: "source_record", number: id) }
    return row
  }

  /// With what is on record of its incidents, where it is a part of what its source tells.
  private func joined(_ record: StorableRecord) throws -> StorableRecord {
    guard record.record.extent == .part, !record.isContent else { return record }
    var whole = record.record
    for index in whole.incidents.indices {
      guard let row = try standing(record.incidents[index].incident), !row.standing.isHidden else { continue }
      whole.incidents[index].incident = whole.incidents[index].incident.joined(with: row.incident)
    }
    if recordKeys.mayContain(record.key), let old = try openRecord(record.key)?.stateAt {
      whole.stateAt = whole.stateAt.map { Timestamp(seconds: max($0.seconds, old)) }
    }
    return try StorableRecord(whole)
  }

  private func openRecord(_ key: KeyHash) throws -> SourceRecordRow? {
    try recordKeys.openIndex()
    return try writer.sourceRecord(key: key)
  }

  // MARK: What it was before

  /// The incidents that an earlier version, which kept no records, stored under the record's own key or its former one.
  private func incidentsBeforeRecords(_ record: StorableRecord) throws -> [Int64] {
    guard countedUntil > 0, !record.isContent, record.record.watched == nil else { return [] }
    func earlier(_ key: KeyHash) throws -> IncidentRow? {
      guard try mayHaveIncident(key) else { return nil }
      return try writer.incident(key: key).flatMap { $0.change <= countedUntil ? $0 : nil }
    }
    var found: [Int64] = []
    if record.incidents.isEmpty, let own = try earlier(record.key) { found.append(own.id) }
    if let former = try record.formerKey.flatMap(earlier),
      places(of: record).contains(Place(former.incident))
    {
      found.append(former.id)
    }
    return found
  }

  /// Takes back what is on record of the same thing under the id that it had before its key had several parts.
  ///
  /// - Returns: that state, unless there is none that counts for anything.
  private func takeBackFormer(
    _ record: StorableRecord, _ outcome: inout RecordOutcome
  ) throws -> SourceRecordRow? {
    // Asking takes no key: the parts of one thing share their former one, and none of them may be on record.
    guard let key = record.formerKey, recordKeys.mayContain(key),
      let former = try openRecord(key), !former.voided,
      try !places(of: former).isDisjoint(with: places(of: record))
    else { return nil }
    try takeBack(Set(former.incidents), &outcome)
    var state = former
    state.orders = nil
    if state.reported != former.reported { try writer.replace(former, with: state) }
    return former
  }

  /// Of whom and when a record tells something.
  private struct Place: Hashable {
    var vendor: Vendor.ID?
    var day: Day

    init(_ incident: Incident) { (vendor, day) = (incident.vendor, incident.day) }
    init(_ orders: Volume) { (vendor, day) = (orders.vendor, orders.from) }
  }

  private func places(of record: StorableRecord) -> Set<Place> {
    Set(
      record.record.incidents.map { Place($0.incident) }
        + [record.record.orders].compactMap { $0.map(Place.init) })
  }

  private func places(of row: SourceRecordRow) throws -> Set<Place> {
    var places: Set<Place> = []
    if let orders = try row.orders?.volume(names: writer.names, in: "source_record", number: row.id) {
      places.insert(Place(orders))
    }
    for id in row.incidents {
      let incident = try incident(ofRecord: id)
      if !incident.standing.isHidden { places.insert(Place(incident.incident)) }
    }
    return places
  }

  // MARK: One key twice

  /// A state without a time never replaces one that has one.
  private func isOlder(_ record: StorableRecord, than old: SourceRecordRow) -> Bool {
    guard let known = old.stateAt else { return false }
    return record.record.stateAt.map { $0.seconds < known } ?? true
  }

  /// Whether the file at hand has told of this thing before, and no time says which state is the later.
  private func isRepeated(_ old: SourceRecordRow, _ record: StorableRecord) -> Bool {
    old.stateAt == record.record.stateAt?.seconds && isTold(old)
  }

  private func isTold(_ row: SourceRecordRow) -> Bool {
    row.id > lastRecordBeforeFile || toldInFile.contains(UInt64(bitPattern: row.id))
  }

  func stands(beforeFile record: StorableRecord) throws -> Bool {
    guard !record.isContent else { return false }
    if recordKeys.mayContain(record.key), let row = try openRecord(record.key) {
      return !row.voided && !isTold(row) && (row.orders != nil || !row.incidents.isEmpty)
    }
    return try !incidentsBeforeRecords(record).isEmpty
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
    return try record.record.extent != .orders
      && old.incidents.contains { id in
        try !told.contains(id) && writer.incident(id)?.standing.isHidden == false
      }
  }
}
