import ScorecardModel

/// Everything that an ``InMemoryLedger`` knows, as one value. Like the file, it only ever appends.
struct InMemoryStore: Sendable {
  /// One state of an incident.
  struct State {
    var record: RecordedIncident
    /// The change that brought it.
    var change: Int64
    var standing: Standing
    var imported: Bool
    var key: KeyHash?

    var told: UndoRule.ReportedState { UndoRule.ReportedState(record.incident, standing, imported: imported) }
  }

  /// One state of a volume; nil orders: taken back.
  struct VolumeRow {
    var change: Int64
    var range: Volume
    var orders: Int?
  }

  struct ChangeRow {
    var change: Change
    var reason: String
  }

  var policy: ScoringPolicy
  var log: [ChangeRow] = []
  /// Numbers of the changes that an undo has taken back.
  var undone: Set<Int64> = []
  var vendors = NumberedNames()
  var sources = NumberedNames()
  /// By number − 1, oldest state first; never empty.
  var incidents: [[State]] = []
  var keys: [KeyHash: Int64] = [:]
  var volumes = VolumeBook([])
  var checkIns: Set<Day> = []
  var volumeStates: [VolumeRow] = []
  var checkInStates: [CheckInRow] = []
  /// Vendors whose events this change may have touched.
  private var unsettled: Set<Vendor.ID> = []

  init(policy: ScoringPolicy) { self.policy = policy }

  /// The number of the change in the making.
  var number: Int64 { Int64(log.count + 1) }

  // MARK: Reading

  var current: [RecordedIncident] { incidents.compactMap { $0.last?.record } }

  var evidence: Evidence {
    Evidence(recorded: current, volumes: volumes.all, checkIns: checkIns.sorted(), policy: policy)
  }

  func state(_ id: Int64) -> State? {
    guard id >= 1, id <= Int64(incidents.count) else { return nil }
    return incidents[Int(id) - 1].last
  }

  func stateOnRecord(_ id: Int64) throws(LedgerError) -> State {
    guard let state = state(id) else { throw .noIncident(id) }
    guard !state.standing.isHidden else { throw .retracted(id) }
    return state
  }

  func incidents(_ filter: IncidentFilter) -> [RecordedIncident] {
    let found = current.filter { filter.matches($0) }
      .sorted { ($0.incident.day, $0.id) < ($1.incident.day, $1.id) }
    return Array(found.suffix(max(0, filter.limit ?? found.count)))
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

  /// Settles the events and enters the change into the log.
  mutating func finish(
    _ action: String, _ summary: String, reason: String = "", at now: Timestamp, undoes: Int64? = nil
  ) {
    settleEvents()
    if let undoes { undone.insert(undoes) }
    let change = Change(number: number, action: action, summary: summary, at: now, undoes: undoes)
    log.append(ChangeRow(change: change, reason: reason))
  }

  mutating func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws -> RecordedIncident {
    if !allowDuplicate, let id = duplicate(of: incident) { throw LedgerError.duplicate(of: id) }
    let key = incident.source.flatMap { $0.id.isEmpty ? nil : KeyHash(source: $0.source, id: $0.id) }
    if let key, let other = keys[key] { throw LedgerError.duplicate(of: other) }
    try checkLink(of: incident)
    let record = insert(incident, key: key, standing: .inForce, imported: false, at: now)
    finish("recorded", ChangeText.incident(record), at: now)
    return state(record.id)?.record ?? record
  }

  private func duplicate(of incident: Incident) -> Int64? {
    let text = comparable(incident.summary)
    return current.first { other in
      other.standing == .counted && other.incident.vendor == incident.vendor
        && other.incident.day == incident.day
        && comparable(other.incident.summary) == text
    }?.id
  }

  private mutating func insert(
    _ incident: Incident, key: KeyHash?, standing: Standing, imported: Bool, at now: Timestamp
  ) -> RecordedIncident {
    let id = Int64(incidents.count + 1)
    let record = RecordedIncident(
      id: id, incident: incident, recordedAt: now, revision: 1, standing: standing.shown)
    incidents.append([
      State(record: record, change: number, standing: standing, imported: imported, key: key)
    ])
    _ = vendors.number(of: incident.vendor)
    if let source = incident.source { _ = sources.number(of: source.source) }
    if incident.hasDetails { unsettled.insert(incident.vendor) }
    if let key { keys[key] = id }
    return record
  }

  /// It is a part of the same event until the events are settled.
  @discardableResult
  mutating func replace(
    _ old: State, with incident: Incident, standing: Standing, imported: Bool
  ) -> RecordedIncident {
    let record = write(
      incident, standing: standing, imported: imported, event: old.record.event, over: old)
    // What is no part of an event may have been named from another vendor's.
    if incident.vendor != old.record.incident.vendor || incident.hasDetails || record.event != nil {
      unsettled.formUnion([incident.vendor, old.record.incident.vendor])
    }
    return record
  }

  private mutating func write(
    _ incident: Incident, standing: Standing, imported: Bool, event: Int64?, over old: State
  ) -> RecordedIncident {
    var state = old
    state.record.incident = incident
    state.record.incident.source = old.record.incident.source
    state.record.revision += 1
    state.record.standing = standing.shown
    state.record.event = event
    state.change = number
    state.standing = standing.current
    state.imported = imported
    incidents[Int(old.record.id) - 1].append(state)
    _ = vendors.number(of: incident.vendor)
    return state.record
  }

  mutating func importIncident(
    _ storable: StorableIncident, confirmed: Bool, key: KeyHash, at now: Timestamp
  ) throws -> ImportOutcome {
    let old = keys[key].flatMap(state)
    var incident = storable.incident
    if let link = storable.link {
      var event: Int64?
      if case .with(let number) = link { event = state(number)?.record.event }
      incident = link.applied(to: incident, onto: old?.record, event: event)
    }
    guard let old else {
      try checkLink(of: incident, mayBeHidden: true)
      _ = insert(
        incident, key: key, standing: confirmed ? .inForce : .unconfirmed, imported: true, at: now)
      return .new
    }
    let rule = MergePolicy(
      of: incident, confirmed: confirmed, onto: old.record, standing: old.standing, imported: old.imported)
    switch rule.outcome {
    case .new, .changed:
      try checkLink(
        of: rule.incident, id: old.record.id, before: old.record.incident, mayBeHidden: true)
      replace(old, with: rule.incident, standing: rule.standing, imported: true)
    case .alreadyPresent, .keptLocal, .refused: break
    }
    return rule.outcome
  }

  /// Gives each incident of the vendors that this change touched the number of its event.
  private mutating func settleEvents() {
    let nodes = unsettled.isEmpty ? [] : incidents.compactMap(\.last).compactMap { node(of: $0) }
    let changes = EventLinks.events(nodes).flatMap { event in
      event.changed.map { (id: $0.id, event: event.number) }
    }
    for change in changes.sorted(by: { $0.id < $1.id }) {
      guard let old = state(change.id) else { continue }
      _ = write(
        old.record.incident, standing: old.standing, imported: old.imported, event: change.event, over: old)
    }
    unsettled = []
  }

  /// Begins anew to tell volumes on record from those that come.
  mutating func openVolumes() { volumes = VolumeBook(volumes.all) }

  private func node(of state: State) -> EventLinks.Node? {
    guard unsettled.contains(state.record.incident.vendor) else { return nil }
    return EventLinks.Node(
      id: state.record.id, incident: state.record.incident, standing: state.standing,
      event: state.record.event)
  }

  /// - Throws: ``LedgerError``, when an incident may not name the one that it does as the same event.
  func checkLink(
    of incident: Incident, id: Int64? = nil, before: Incident? = nil, mayBeHidden: Bool = false
  ) throws {
    try EventLinks.check(incident, of: id, before: before, mayBeHidden: mayBeHidden) { other in
      state(other).map { ($0.record.incident.vendor, $0.standing) }
    }
  }

  mutating func place(
    _ volume: Volume, mayShrink: Bool = true
  ) throws(LedgerError) -> VolumeBook.Placement {
    let placement = try volumes.place(volume, mayShrink: mayShrink)
    if case .same = placement { return placement }
    volumeStates.append(VolumeRow(change: number, range: volume, orders: volume.orders))
    if let vendor = volume.vendor { _ = vendors.number(of: vendor) }
    return placement
  }

  mutating func checkIn(_ day: Day) -> Bool {
    guard checkIns.insert(day).inserted else { return false }
    checkInStates.append(CheckInRow(change: number, day: Int64(day.number), voided: false))
    return true
  }
}
