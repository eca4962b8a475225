import ScorecardModel

extension InMemoryStore {
  func readRecord(_ body: (RecordEntry) throws -> Void) throws {
    let rows = incidents.map { $0.map(row) }
    try body(.header(header))
    for name in vendors.names { try body(.vendor(name)) }
    for name in sources.names { try body(.source(name)) }
    for states in rows {
      for row in states { try body(.incident(row.state(checksum: row.checksum))) }
    }
    for state in volumeStates { try body(.volume(rangeState(state))) }
    for state in checkInStates {
      guard let day = Day(number: Int(state.day)) else { continue }
      try body(
        .checkIn(
          CheckInRevision(change: state.change, day: day, isVoided: state.voided, checksum: state.checksum)
        ))
    }
    try readLog(rows, body)
  }

  private var header: RecordHeader {
    var header = RecordHeader(schema: Migrations.released.current)
    (header.vendors, header.sources) = (vendors.names.count, sources.names.count)
    header.incidents = incidents.reduce(0) { $0 + $1.count }
    (header.volumes, header.checkIns, header.changes) = (volumeStates.count, checkInStates.count, log.count)
    return header
  }

  private func readLog(_ rows: [[IncidentRow]], _ body: (RecordEntry) throws -> Void) throws {
    var digests: [Int64: Int64] = [:]
    var new: [Int64: ClosedRange<Int64>] = [:]
    for row in rows.joined() { digests[row.change, default: 0] &+= row.checksum }
    for row in rows.compactMap(\.first) { new[row.change] = (new[row.change]?.lowerBound ?? row.id)...row.id }
    for state in volumeStates { digests[state.change, default: 0] &+= rangeState(state).checksum }
    for state in checkInStates { digests[state.change, default: 0] &+= state.checksum }
    var chain: Int64 = 0
    for entry in log {
      let change = entry.change
      let row = ChangeEntry(
        number: change.number, action: change.action, summary: change.summary, reason: entry.reason,
        at: change.at,
        undoes: change.undoes, incidents: new[change.number], digest: digests[change.number] ?? 0)
      chain = row.chained(to: chain)
      try body(.change(row.logEntry(chain: chain)))
    }
  }

  private func row(of state: State) -> IncidentRow {
    let record = state.record
    return IncidentRow(
      id: record.id, revision: Int64(record.revision), change: state.change, recordedAt: record.recordedAt,
      standing: state.standing, vendor: vendors.known(record.incident.vendor) ?? 0,
      source: record.incident.source.flatMap { sources.known($0.source) }, incident: record.incident,
      key: state.key, imported: state.imported, event: record.event)
  }

  private func rangeState(_ state: VolumeRow) -> VolumeRevision {
    var volume = state.range
    volume.orders = state.orders ?? 0
    let row = ScorecardLedger.VolumeRow(
      change: state.change, vendor: volume.vendor.flatMap { vendors.known($0) },
      from: Int64(volume.from.number),
      to: Int64(volume.to.number), orders: state.orders.map(Int64.init))
    return VolumeRevision(
      change: state.change, volume: volume, isVoided: state.orders == nil, checksum: row.checksum)
  }
}

extension InMemoryStore: RecordStore {
  mutating func put(vendor: Vendor.ID, number: Int64) { _ = vendors.number(of: vendor) }
  mutating func put(source: String, number: Int64) { _ = sources.number(of: source) }

  mutating func put(_ row: IncidentRow) throws {
    let state = State(
      record: row.recorded, change: row.change, standing: row.standing, imported: row.imported, key: row.key)
    guard row.revision == 1 else {
      incidents[Int(row.id) - 1].append(state)
      return
    }
    if let key = row.key, keys.updateValue(row.id, forKey: key) != nil {
      throw LedgerError.unstorable("it has the key of an incident above")
    }
    incidents.append([state])
  }

  mutating func put(_ state: ScorecardLedger.VolumeRow, of volume: Volume) throws {
    volumes.remove(volume)
    if state.orders != nil { _ = try volumes.place(volume) }
    volumeStates.append(VolumeRow(change: state.change, range: volume, orders: state.orders.map(Int.init)))
  }

  mutating func put(_ state: CheckInRow) {
    checkInStates.append(state)
    guard let day = Day(number: Int(state.day)) else { return }
    if state.voided { checkIns.remove(day) } else { checkIns.insert(day) }
  }

  mutating func put(_ entry: ChangeEntry) {
    if let undoes = entry.undoes { undone.insert(undoes) }
    log.append(ChangeRow(change: entry.change, reason: entry.reason))
  }
}

extension InMemoryLedger {
  package func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws {
    let empty = reading { $0 }
    guard empty.log.isEmpty else { throw LedgerError.notEmpty }
    let session = RecordRebuild(empty)
    try body(session)
    try session.finish()
    if commit { replace(with: session.store) }
  }
}
