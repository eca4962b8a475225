import ScorecardModel

/// Holds every entry of a whole record against those before it and against its checksum, and gives what a ledger
/// stores of it.
///
/// What passes to its end is what some ledger once held: an entry that is missing, doubled, moved or changed does not
/// fit a number, a checksum or the chain.
struct RecordCheck {
  /// What a change brought, as far as it was met.
  private struct Brought {
    var digest: Int64 = 0
    var incidents: ClosedRange<Int64>?
  }

  private var part = RecordFault.Part.start
  private var header = RecordHeader(schema: 0)
  private var counted = RecordHeader(schema: 0)
  private var names = IDRegistry()
  private var last: IncidentRow?
  private var lastRecord: SourceRecordRow?
  /// The change that brought the source's record with the largest number.
  private var lastNewRecord: Int64 = 0
  /// The largest number that any incident names as the same event.
  private var named: Int64 = 0
  /// The change that brought the incident with the largest number.
  private var lastNew: Int64 = 0
  /// Of the last volume or check-in.
  private var lastChange: Int64 = 0
  private var brought: [Int64: Brought] = [:]
  private var undone: Set<Int64> = []
  private var chain: Int64 = 0

  /// As the header says.
  var currency: String? { header.currency }

  mutating func begin(_ header: RecordHeader) throws(LedgerError) {
    guard case .start = part else { throw .unstorable(.record(.secondHeader)) }
    part = .vendors
    self.header = header
    counted.schema = header.schema
  }

  /// - Returns: its number.
  mutating func vendor(_ id: Vendor.ID) throws(LedgerError) -> Int64 {
    try enter(.vendors)
    counted.vendors += 1
    return try number(id, in: .vendors, known: names.vendors, .vendor, .vendorTwice)
  }

  /// - Returns: its number.
  mutating func source(_ name: String) throws(LedgerError) -> Int64 {
    try enter(.sources)
    counted.sources += 1
    return try number(name, in: .sources, known: names.sources, .source, .sourceTwice)
  }

  private mutating func number(
    _ name: String, in list: IDRegistry.List, known: IDRegistry.Names, _ field: Unstorable.Field,
    _ twice: RecordFault
  ) throws(LedgerError) -> Int64 {
    try Storable.check(name, field, atLeast: 1)
    guard known.number(of: name) == nil else { throw .unstorable(.record(twice)) }
    return names.add(name, to: list)
  }

  mutating func volume(_ state: VolumeRevision) throws(LedgerError) -> VolumeRow {
    try enter(.volumes)
    counted.volumes += 1
    let volume = state.volume
    try Storable.check(volume)
    let row = VolumeRow(
      change: state.change,
      vendor: try volume.vendor.map { name throws(LedgerError) in try known(vendor: name) },
      from: Int64(volume.from.number), to: Int64(volume.to.number),
      orders: state.isVoided ? nil : Int64(volume.orders))
    try follow(state.change)
    try note(state.change, state.checksum, found: row.checksum)
    return row
  }

  mutating func checkIn(_ entry: CheckInRevision) throws(LedgerError) -> CheckInRow {
    try enter(.checkIns)
    counted.checkIns += 1
    let row = CheckInRow(
      change: entry.change, day: Int64(entry.day.number), voided: entry.isVoided)
    try follow(entry.change)
    try note(entry.change, entry.checksum, found: row.checksum)
    return row
  }

  mutating func change(_ row: ChangeRow) throws(LedgerError) -> ChangeRow {
    try enter(.changes)
    counted.changes += 1
    guard row.number == Int64(counted.changes) else {
      throw .unstorable(.record(.changeMissing(Int64(counted.changes))))
    }
    try Storable.check(row.action, .action, atLeast: 1, atMost: 100)
    try Storable.check(row.summary, .summary, atMost: 1 << 20)
    try Storable.check(row.reason, .reason, atMost: Incident.longestText)
    if let author = row.author {
      try Storable.check(author, .author, atLeast: 1, atMost: Change.longestAuthor)
    }
    try check(row.at)
    if let undoes = row.undoes {
      guard (1..<row.number).contains(undoes), undone.insert(undoes).inserted else {
        throw .unstorable(.record(.impossibleUndo(undoes)))
      }
    }
    let stored = brought.removeValue(forKey: row.number) ?? Brought()
    guard stored.digest == row.digest else {
      throw .unstorable(.record(.changeIncomplete(row.number)))
    }
    var row = row
    row.incidents = stored.incidents
    chain = row.chained(to: chain)
    guard chain == row.chain else { throw .unstorable(.record(.changed)) }
    return row
  }

  /// - Returns: the last change by a version that kept no records of other systems' things; 0 = none was.
  /// - Throws: ``LedgerError/unstorable(_:)`` when something is missing.
  func finish() throws(LedgerError) -> Int64 {
    guard part != .start else { throw .unstorable(.record(.noHeader)) }
    var counted = counted
    // A file of a version that knew no records says nothing of it.
    let countedUntil = header.schema < 4 ? Int64(counted.changes) : header.countedUntil
    guard (0...Int64(counted.changes)).contains(countedUntil) else { throw .unstorable(.record(.incomplete)) }
    (counted.countedUntil, counted.currency) = (header.countedUntil, header.currency)
    guard counted == header else { throw .unstorable(.record(.incomplete)) }
    guard named <= last?.id ?? 0 else { throw .unstorable(.record(.namedIncidentMissing(named))) }
    if let change = brought.keys.min() { throw .unstorable(.record(.changeMissing(change))) }
    return countedUntil
  }
}

// MARK: Other systems' things

extension RecordCheck {
  mutating func sourceRecord(_ state: SourceRecordState) throws(LedgerError) -> SourceRecordRow {
    try enter(.sourceRecords)
    counted.sourceRecords += 1
    guard let source = names.sources.number(of: state.source) else {
      throw .unstorable(.record(.unknownSource))
    }
    if let moment = state.stateAt { try check(moment) }
    if let orders = state.orders { try Storable.check(orders) }
    if let watched = state.watched { try Storable.check(watched, orders: state.orders) }
    var row = SourceRecordRow(
      id: state.id, change: state.change, source: source, key: KeyHash(state.key),
      stateAt: state.stateAt?.seconds,
      orders: SourceRecordRow.CountedOrders(
        state.orders,
        vendor: try state.orders?.vendor.map { name throws(LedgerError) in try known(vendor: name) }),
      watched: try state.watched.map { span throws(LedgerError) in
        SourceRecordRow.Watched(span, vendor: try known(vendor: span.vendor))
      },
      incidents: state.incidents)
    (row.revision, row.voided) = (state.revision, state.isVoided)
    if row.revision == 1 {
      guard row.id == (lastRecord?.id ?? 0) + 1, row.change >= max(1, lastNewRecord) else {
        throw .unstorable(.record(.sourceRecordMissing((lastRecord?.id ?? 0) + 1)))
      }
      lastNewRecord = row.change
    } else {
      guard let last = lastRecord, row.id == last.id, row.revision == last.revision + 1,
        row.change >= last.change
      else { throw .unstorable(.record(.sourceRecordMissing(row.id))) }
      guard row.source == last.source, row.key == last.key else { throw .unstorable(.record(.otherOrigin)) }
    }
    let numbers = 1...max(1, last?.id ?? 0)
    let ascends = zip(row.incidents, row.incidents.dropFirst()).allSatisfy { $0 < $1 }
    guard ascends, row.incidents.allSatisfy(numbers.contains), row.incidents.isEmpty || last != nil else {
      throw .unstorable(.record(.sourceRecordMissing(row.id)))
    }
    try note(row.change, state.checksum, found: row.checksum)
    lastRecord = row
    return row
  }
}

// MARK: Incidents

extension RecordCheck {
  mutating func incident(_ state: IncidentState) throws(LedgerError) -> IncidentRow {
    try enter(.incidents)
    counted.incidents += 1
    let row = try row(of: state)
    try Storable.check(row.incident)
    try check(row.recordedAt)
    if row.revision == 1 {
      let next = (last?.id ?? 0) + 1
      guard row.id == next else { throw .unstorable(.record(.incidentMissing(next))) }
      guard row.change >= max(1, lastNew) else {
        throw .unstorable(.record(.incidentTooEarly(row.id)))
      }
      lastNew = row.change
    } else {
      try expect(row, toFollow: last)
    }
    try note(row.change, state.checksum, found: row.checksum)
    if row.revision == 1 {
      let first = brought[row.change]?.incidents?.lowerBound ?? row.id
      brought[row.change]?.incidents = first...row.id
    }
    last = row
    if row.incident.hasDetails { named = max(named, row.incident.details.sameAs ?? 0) }
    return row
  }

  private func row(of state: IncidentState) throws(LedgerError) -> IncidentRow {
    let record = state.record
    // Only what came without an id is known by something else.
    guard state.key == nil || record.incident.source?.id == "" else {
      throw .unstorable(.record(.twoKeys))
    }
    let standing: Standing
    switch record.standing {
    case .counted: standing = state.isLinked ? .linked : .inForce
    case .unconfirmed: standing = .unconfirmed
    case .retracted: standing = state.isVoided ? .voided : .retracted
    }
    if let first = record.event {
      guard first >= 1, standing == .linked ? first < record.id : first <= record.id else {
        throw .unstorable(.record(.impossibleEvent(first)))
      }
    } else if standing == .linked {
      throw .unstorable(.record(.linkedToNone))
    }
    return IncidentRow(
      id: record.id, revision: Int64(record.revision), change: state.change, recordedAt: record.recordedAt,
      standing: standing, vendor: try known(vendor: record.incident.vendor), source: try source(of: record),
      incident: record.incident, key: key(of: state), imported: state.imported, event: record.event)
  }

  private func source(of record: RecordedIncident) throws(LedgerError) -> Int64? {
    guard let name = record.incident.source?.source else { return nil }
    guard let number = names.sources.number(of: name) else {
      throw .unstorable(.record(.unknownSource))
    }
    return number
  }

  private func key(of state: IncidentState) -> KeyHash? {
    if let key = state.key { return KeyHash(key) }
    guard let source = state.record.incident.source, !source.id.isEmpty else { return nil }
    return KeyHash(source: source.source, id: source.id)
  }

  /// A later state follows from the one before it; what never changes is the same.
  private func expect(_ row: IncidentRow, toFollow last: IncidentRow?) throws(LedgerError) {
    guard let last, row.id == last.id, row.revision == last.revision + 1 else {
      throw .unstorable(.record(.stateMissing(row.id, before: row.revision)))
    }
    guard row.change >= last.change else {
      throw .unstorable(.record(.stateTooEarly))
    }
    guard row.recordedAt == last.recordedAt, row.incident.source == last.incident.source, row.key == last.key
    else {
      throw .unstorable(.record(.otherOrigin))
    }
  }
}

// MARK: Order and checksums

extension RecordCheck {
  private mutating func enter(_ part: RecordFault.Part) throws(LedgerError) {
    guard self.part != .start else { throw .unstorable(.record(.noHeader)) }
    guard part.rawValue >= self.part.rawValue else { throw .unstorable(.record(.outOfPlace(part))) }
    if part != self.part { lastChange = 0 }
    self.part = part
  }

  /// A text says no other moments.
  private func check(_ moment: Timestamp) throws(LedgerError) {
    guard moment.isInYears else { throw .unstorable(.record(.momentOutsideYears)) }
  }

  private func known(vendor: Vendor.ID) throws(LedgerError) -> Int64 {
    guard let number = names.vendors.number(of: vendor) else {
      throw .unstorable(.record(.unknownVendor))
    }
    return number
  }

  private mutating func follow(_ change: Int64) throws(LedgerError) {
    guard change >= max(1, lastChange) else {
      throw .unstorable(.record(.lineTooEarly))
    }
    lastChange = change
  }

  private mutating func note(_ change: Int64, _ checksum: Int64, found: Int64) throws(LedgerError) {
    guard checksum == found else { throw .unstorable(.record(.changed)) }
    brought[change, default: Brought()].digest &+= checksum
  }
}
