import ScorecardModel

/// Everything that an ``InMemoryLedger`` knows, as one value. Like the file, it only ever appends.
struct InMemoryStore: Sendable {
  /// One state of an incident.
  struct State {
    var record: RecordedIncident
    /// The change that brought it.
    var change: Int64
    /// Hidden because its import was undone.
    var standing: Standing
    var imported: Bool
    var key: KeyHash?
  }

  struct LogEntry {
    var change: Change
    var reason: String
  }

  var policy: ScoringPolicy
  private(set) var log: [LogEntry] = []
  private(set) var vendors: Set<Vendor.ID> = []
  /// By number − 1, oldest state first; never empty.
  private var incidents: [[State]] = []
  private var keys: [KeyHash: Int64] = [:]
  private(set) var volumes = VolumeBook([])
  private(set) var checkIns: Set<Day> = []
  /// What each change did to volumes and check-ins: the range and the orders it had before.
  private var volumesBefore: [Int64: [(range: Volume, earlier: Volume?)]] = [:]
  private var checkInsBy: [Int64: [Day]] = [:]

  init(policy: ScoringPolicy) { self.policy = policy }

  /// The number of the change in the making.
  private var number: Int64 { Int64(log.count + 1) }

  // MARK: Reading

  var current: [RecordedIncident] { incidents.compactMap { $0.last?.record } }

  var evidence: Evidence {
    Evidence(
      incidents: current.lazy.filter { !$0.retracted }.map(\.incident), volumes: volumes.all,
      checkIns: checkIns.sorted(), policy: policy)
  }

  func state(_ id: Int64) -> State? {
    guard id >= 1, id <= Int64(incidents.count) else { return nil }
    return incidents[Int(id) - 1].last
  }

  func stateInForce(_ id: Int64) throws(LedgerError) -> State {
    guard let state = state(id) else { throw .noIncident(id) }
    guard state.standing == .inForce else { throw .retracted(id) }
    return state
  }

  func history(of id: Int64) -> [IncidentRevision] {
    guard id >= 1, id <= Int64(incidents.count) else { return [] }
    return incidents[Int(id) - 1].map { state in
      let entry = log[Int(state.change) - 1]
      return IncidentRevision(
        state: state.record, action: entry.change.action, reason: entry.reason, at: entry.change.at)
    }
  }

  // MARK: Writing

  mutating func log(
    _ action: String, _ summary: String, reason: String = "", at now: Timestamp, undoes: Int64? = nil
  ) {
    let change = Change(number: number, action: action, summary: summary, at: now, undoes: undoes)
    log.append(LogEntry(change: change, reason: reason))
  }

  mutating func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws(LedgerError) -> RecordedIncident {
    if !allowDuplicate, let id = duplicate(of: incident) { throw .duplicate(of: id) }
    let key = incident.source.flatMap { $0.id.isEmpty ? nil : KeyHash(source: $0.source, id: $0.id) }
    if let key, let other = keys[key] { throw .duplicate(of: other) }
    let record = insert(incident, key: key, imported: false, at: now)
    log("recorded", ChangeText.incident(record), at: now)
    return record
  }

  private func duplicate(of incident: Incident) -> Int64? {
    let text = comparable(incident.summary)
    return current.first { other in
      !other.retracted && other.incident.vendor == incident.vendor && other.incident.day == incident.day
        && comparable(other.incident.summary) == text
    }?.id
  }

  private mutating func insert(
    _ incident: Incident, key: KeyHash?, imported: Bool, at now: Timestamp
  ) -> RecordedIncident {
    let id = Int64(incidents.count + 1)
    let record = RecordedIncident(id: id, incident: incident, recordedAt: now, revision: 1)
    incidents.append([State(record: record, change: number, standing: .inForce, imported: imported, key: key)]
    )
    vendors.insert(incident.vendor)
    if let key { keys[key] = id }
    return record
  }

  @discardableResult
  mutating func replace(
    _ old: State, with incident: Incident, standing: Standing, imported: Bool
  ) -> RecordedIncident {
    var state = old
    state.record.incident = incident
    state.record.incident.source = old.record.incident.source
    state.record.revision += 1
    state.record.standing = standing == .inForce ? .counted : .retracted
    state.change = number
    state.standing = standing
    state.imported = imported
    incidents[Int(old.record.id) - 1].append(state)
    vendors.insert(incident.vendor)
    return state.record
  }

  mutating func importIncident(_ incident: Incident, key: KeyHash, at now: Timestamp) -> ImportOutcome {
    guard let id = keys[key], let old = state(id) else {
      _ = insert(incident, key: key, imported: true, at: now)
      return .new
    }
    let outcome = ImportRule.outcome(
      of: incident, onto: old.record, standing: old.standing, imported: old.imported)
    switch outcome {
    case .new, .changed: replace(old, with: incident, standing: .inForce, imported: true)
    case .alreadyPresent, .keptLocal, .refused: break
    }
    return outcome
  }

  /// Begins anew to tell volumes on record from those that come.
  mutating func openVolumes() { volumes = VolumeBook(volumes.all) }

  mutating func place(_ volume: Volume) throws(LedgerError) -> VolumeBook.Placement {
    let placement = try volumes.place(volume)
    switch placement {
    case .same: return placement
    case .new: volumesBefore[number, default: []].append((volume, nil))
    case .replaced(let old): volumesBefore[number, default: []].append((volume, old))
    }
    if let vendor = volume.vendor { vendors.insert(vendor) }
    return placement
  }

  mutating func checkIn(_ day: Day) -> Bool {
    guard checkIns.insert(day).inserted else { return false }
    checkInsBy[number, default: []].append(day)
    return true
  }

  // MARK: Undo

  mutating func undo(at now: Timestamp) -> Change? {
    let undone = Set(log.compactMap(\.change.undoes))
    guard
      let change = log.last(where: { $0.change.undoes == nil && !undone.contains($0.change.number) })?.change
    else { return nil }
    for states in incidents where states.contains(where: { $0.change == change.number }) {
      takeBack(states, change: change.number)
    }
    for (range, earlier) in (volumesBefore[change.number] ?? []).reversed() {
      volumes.remove(range)
      // The range was free or held this very volume before, so it fits.
      if let earlier { _ = try? volumes.place(earlier) }
    }
    checkIns.subtract(checkInsBy[change.number] ?? [])
    log("undone", ChangeText.undone(change), at: now, undoes: change.number)
    return change
  }

  private mutating func takeBack(_ states: [State], change: Int64) {
    guard let current = states.last else { return }
    if let earlier = states.last(where: { $0.change < change }) {
      replace(
        current, with: earlier.record.incident, standing: earlier.standing, imported: earlier.imported)
    } else {
      replace(current, with: current.record.incident, standing: .withdrawn, imported: current.imported)
    }
  }
}
