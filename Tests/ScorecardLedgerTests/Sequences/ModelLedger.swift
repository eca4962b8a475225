import ScorecardLedger
import ScorecardModel

/// What a ledger promises, in arrays of whole states: slow, and short enough to be believed.
///
/// It shares nothing with the ledgers but the values that it keeps.
struct ModelLedger {
  /// Whether an incident counts, as it was told; what links make of it is worked out from all of them.
  enum ReportedState { case inForce, unconfirmed, retracted, voided }

  /// One state that a change gave an incident.
  struct State: Equatable {
    var incident: Incident
    var told: ReportedState
    /// An import brought it, so that an import may change it.
    var imported: Bool
  }

  /// What readers see of an incident once a change is over.
  struct Shown: Equatable {
    var incident: Incident
    var standing: IncidentStanding
    var event: Int64?
  }

  /// By what an import knows an incident again.
  enum Key: Hashable {
    case id(ImportKey)
    case content(Incident, repeated: Int)
  }

  struct Record {
    var recordedAt: Timestamp
    var key: Key?
    var states: [(change: Int64, state: State)] = []
    var shown: [(change: Int64, shown: Shown)] = []
  }

  var policy: ScoringPolicy
  var changes: [Change] = []
  var reasons: [String] = []
  /// By number − 1.
  var records: [Record] = []
  /// nil orders: out of force.
  var volumeStates: [(change: Int64, range: Volume, orders: Int?)] = []
  /// What other systems said of their things, by number − 1.
  var things: [Thing] = []
  var checkInStates: [(change: Int64, day: Day, inForce: Bool)] = []
  var vendors: Set<Vendor.ID> = []

  init(policy: ScoringPolicy) { self.policy = policy }

  /// The number of the change in the making.
  var number: Int64 { Int64(changes.count) + 1 }

  // MARK: Reading

  var stated: [Volume] {
    var inForce: [Volume] = []
    for (_, range, orders) in volumeStates {
      inForce.removeAll { $0.sharesRange(with: range) }
      if let orders, let volume = range.with(orders: orders) { inForce.append(volume) }
    }
    return inForce.sorted { ($0.vendor ?? "", $0.from) < ($1.vendor ?? "", $1.from) }
  }

  var volumes: [Volume] {
    ModelVolumes(
      stated: stated,
      things: things.compactMap { thing in
        thing.states.last.map { (thing.key.source, $0.state.counted) }
      }
    ).all
  }

  func watched(_ vendor: Vendor.ID) -> [WatchedSpan] {
    things.compactMap { $0.states.last?.state.seen }.filter { $0.vendor == vendor }
      .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  var checkIns: [Day] {
    var inForce: Set<Day> = []
    for state in checkInStates {
      if state.inForce { inForce.insert(state.day) } else { inForce.remove(state.day) }
    }
    return inForce.sorted()
  }

  func subject(ofChange change: Int64) -> ChangeSubject {
    let touched = records.indices.filter { index in records[index].states.contains { $0.change == change } }
    let brought = touched.filter { records[$0].states.first?.change == change }
    var subject = ChangeSubject()
    if let first = brought.first, let last = brought.last {
      subject.brought = Int64(first) + 1...Int64(last) + 1
    }
    subject.revised = touched.filter { !brought.contains($0) }.map { Int64($0) + 1 }
    subject.volumes = volumeStates.filter { $0.change == change }
      .compactMap { $0.range.with(orders: $0.orders ?? 0) }
    subject.checkIns = checkInStates.filter { $0.change == change && $0.inForce }.map(\.day).sorted()
    return subject
  }

  /// Undone, and that not redone, or undone once more.
  func isUndone(_ change: Int64) -> Bool {
    changes.contains { $0.undoes == change && !isUndone($0.number) }
  }

  /// In force: no undo, and not undone.
  func stands(_ change: Int64) -> Bool {
    !isUndone(change) && changes[Int(change) - 1].undoes == nil
  }

  func state(_ id: Int64) -> State? {
    records.indices.contains(Int(id) - 1) ? records[Int(id) - 1].states.last?.state : nil
  }

  func stateOnRecord(_ id: Int64) throws(LedgerError) -> State {
    guard let state = state(id) else { throw .noIncident(id) }
    guard !state.isHidden else { throw .retracted(id) }
    return state
  }

  // MARK: Writing

  mutating func insert(_ state: State, key: Key?, at now: Timestamp) -> Int64 {
    records.append(Record(recordedAt: now, key: key, states: [(number, state)]))
    vendors.insert(state.incident.vendor)
    return Int64(records.count)
  }

  /// An incident's source stays what it was.
  mutating func replace(_ id: Int64, with state: State) {
    var state = state
    state.incident.source = records[Int(id) - 1].states.last?.state.incident.source
    records[Int(id) - 1].states.append((number, state))
    vendors.insert(state.incident.vendor)
  }

  mutating func finish(_ kind: Change.Kind, reason: String = "", at now: Timestamp) {
    let links = Links(records.map { $0.states.last?.state })
    for index in records.indices {
      guard let (change, state) = records[index].states.last else { continue }
      let shown = links.shown(index, state)
      if change == number || records[index].shown.last?.shown != shown {
        records[index].shown.append((number, shown))
      }
    }
    // What a change is called in a sentence is not modelled.
    changes.append(Change(number: number, kind: kind, summary: "", at: now))
    reasons.append(reason)
  }
}

extension ModelLedger.State {
  var isHidden: Bool { told == .retracted || told == .voided }
}

extension Volume {
  func sharesRange(with other: Volume) -> Bool {
    vendor == other.vendor && from == other.from && to == other.to
  }

  func sharesDays(with other: Volume) -> Bool {
    vendor == other.vendor && from < other.to && other.from < to
  }

  func with(orders: Int) -> Volume? { Volume(from: from, to: to, orders: orders, vendor: vendor) }
}

/// Which incidents are one event: every pair is looked at, until nothing changes.
struct Links {
  private var groups: [Int: Int] = [:]
  private let states: [ModelLedger.State?]

  init(_ states: [ModelLedger.State?]) {
    self.states = states
    for index in states.indices { groups[index] = index }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for a in states.indices {
        for b in states.indices where a != b && groups[a] != groups[b] && (names(a, b) || overlap(a, b)) {
          let first = min(groups[a] ?? a, groups[b] ?? b)
          (groups[a], groups[b], isSettled) = (first, first, false)
        }
      }
    }
  }

  /// What is hidden names nothing, and may be named.
  private func names(_ a: Int, _ b: Int) -> Bool {
    guard let first = states[a], let second = states[b], !first.isHidden else { return false }
    return first.incident.vendor == second.incident.vendor
      && first.incident.details.sameAs == Int64(b) + 1
  }

  private func isDown(_ state: ModelLedger.State?) -> Bool {
    guard let state, !state.isHidden, let impact = state.incident.details.outage?.impact else { return false }
    return impact != .none && impact != .maintenance
  }

  private func overlap(_ a: Int, _ b: Int) -> Bool {
    guard isDown(states[a]), isDown(states[b]), let first = states[a]?.incident,
      let second = states[b]?.incident,
      let one = first.details.outage, let other = second.details.outage
    else { return false }
    return first.vendor == second.vendor && first.source?.source != second.source?.source
      && one.startedAt <= other.endedAt ?? other.startedAt && other.startedAt <= one.endedAt ?? one.startedAt
  }

  func shown(_ index: Int, _ state: ModelLedger.State) -> ModelLedger.Shown {
    let group = groups[index].map { first in groups.filter { $0.value == first }.keys.sorted() } ?? []
    let standing: IncidentStanding =
      switch state.told {
      case .retracted, .voided: .retracted
      case .unconfirmed: .unconfirmed
      case .inForce: .counted
      }
    return ModelLedger.Shown(
      incident: state.incident, standing: standing,
      event: group.count < 2 ? nil : group.first.map { Int64($0) + 1 })
  }
}
