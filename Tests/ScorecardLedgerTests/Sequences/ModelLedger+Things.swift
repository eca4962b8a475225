import ScorecardLedger
import ScorecardModel

/// What the import of a thing came to.
struct ModelOutcome: Equatable {
  var isOlder = false
  var isRepeated = false
  var orders = RecordOutcome.Orders.none
  var incidents: [ImportOutcome] = []
  var isWatchedNew = false
  var takenBack = 0
  var kept: [Int64] = []
  /// Whether anything of it was; the ledger does not say.
  var isStored = false

  static func == (a: ModelOutcome, b: ModelOutcome) -> Bool {
    a.isOlder == b.isOlder && a.isRepeated == b.isRepeated && a.orders == b.orders
      && a.incidents == b.incidents && a.isWatchedNew == b.isWatchedNew
      && a.takenBack == b.takenBack && a.kept == b.kept
  }
}

extension ModelOutcome {
  init(_ outcome: RecordOutcome) {
    (isOlder, isRepeated, orders) = (outcome.isOlder, outcome.refused != nil, outcome.orders)
    isWatchedNew = outcome.isWatchedNew
    (incidents, takenBack, kept) = (outcome.incidents, outcome.takenBack, outcome.keptLocal)
  }
}

/// What a file has told so far.
struct ModelFile {
  private var repeats: [Incident: Int] = [:]
  private var contents: [ModelLedger.Thing.Key: Int] = [:]
  /// Things that it gave a state, by number − 1.
  var things: Set<Int> = []

  mutating func key(of incident: Incident, _ source: ImportKey) -> ModelLedger.Key {
    guard source.id.isEmpty else { return .id(source) }
    defer { repeats[incident, default: 0] += 1 }
    return .content(incident, repeated: repeats[incident, default: 0])
  }

  mutating func key(of record: SourceRecord) -> ModelLedger.Thing.Key {
    var key = ModelLedger.Thing.Key(source: record.key.source, id: record.key.id, content: record.content)
    guard record.key.id.isEmpty else {
      key.watchedFrom = record.watched?.from
      return key
    }
    let number = contents[key, default: 0]
    contents[key] = number + 1
    key.repeated = number
    return key
  }
}

extension ModelLedger {
  /// Something that another system tells of.
  struct Thing {
    struct Key: Hashable {
      var source: String
      var id: String
      var content: UInt128?
      /// A monitor has a record of each span.
      var watchedFrom: Timestamp?
      var repeated = 0
    }

    struct State: Equatable {
      var voided = false
      var at: Timestamp?
      var orders: Volume?
      var watched: WatchedSpan?
      var incidents: [Int64] = []

      /// While it stands.
      var counted: Volume? { voided ? nil : orders }
      var seen: WatchedSpan? { voided ? nil : watched }
    }

    var key: Key
    var states: [(change: Int64, state: State)] = []
  }

  mutating func add(_ record: SourceRecord, _ file: inout ModelFile, at now: Timestamp) -> ModelOutcome {
    let key = file.key(of: record)
    let index = things.firstIndex { $0.key == key }
    let old = index.flatMap { things[$0].states.last?.state }
    var outcome = ModelOutcome()
    if let old, !old.voided, let index {
      if let known = old.at, record.stateAt.map({ $0 < known }) ?? true {
        outcome.isOlder = true
        return outcome
      }
      if file.things.contains(index), old.at == record.stateAt {
        var (attempt, copy) = (self, file)
        copy.things = []
        let other = attempt.place(record, key, index, &copy, at: now)
        if other.changes(from: old, attempt.things[index].states.last?.state) {
          outcome.isRepeated = true
          return outcome
        }
      }
    }
    return place(record, key, index, &file, at: now)
  }

  private mutating func place(
    _ record: SourceRecord, _ key: Thing.Key, _ index: Int?, _ file: inout ModelFile, at now: Timestamp
  ) -> ModelOutcome {
    var outcome = ModelOutcome()
    let old = index.flatMap { things[$0].states.last?.state }
    var told: [Int64] = []
    for report in record.incidents {
      guard let source = report.incident.source else { continue }
      let added = add(
        report.incident, nil, confirmed: report.confirmed, key: file.key(of: report.incident, source), at: now
      )
      outcome.incidents.append(added.outcome)
      if added.outcome == .new || added.outcome == .changed { outcome.isStored = true }
      told += [added.id].compactMap { $0 }
    }
    for id in (old?.incidents ?? []).sorted() where !told.contains(id) {
      guard var state = state(id), !state.isHidden else { continue }
      if state.imported {
        state.told = .voided
        replace(id, with: state)
        outcome.takenBack += 1
        outcome.isStored = true
      } else {
        outcome.kept.append(id)
      }
    }
    let orders = record.orders.flatMap { $0.orders > 0 ? $0 : nil }
    let state = Thing.State(
      at: record.stateAt, orders: orders, watched: record.watched,
      incidents: Set((old?.incidents ?? []) + told).sorted())
    let before = old?.counted
    outcome.isWatchedNew = state.watched != nil && state.watched != old?.seen
    outcome.orders =
      before == orders ? (orders == nil ? .none : .alreadyPresent) : before == nil ? .new : .changed
    let place = index ?? things.count
    file.things.insert(place)
    guard old != state else { return outcome }
    outcome.isStored = true
    if let vendor = orders?.vendor ?? state.watched?.vendor { vendors.insert(vendor) }
    if index == nil { things.append(Thing(key: key)) }
    things[place].states.append((number, state))
    return outcome
  }

  /// The thing gets the state that the last standing change before it gave it, unless one since has given it another.
  mutating func takeBack(_ change: Int64, ofThing index: Int, _ report: inout ModelUndo) {
    let states = things[index].states
    guard let left = states.last(where: { $0.change == change })?.state,
      states.last(where: { $0.change < change })?.state != left
    else { return }
    var previous = left
    for later in states where later.change > change {
      if stands(later.change), later.state != previous {
        report.keptRecords += 1
        return
      }
      previous = later.state
    }
    let told = states.indices.filter { $0 == 0 || states[$0].state != states[$0 - 1].state }
    var state = previous
    if let earlier = told.last(where: { states[$0].change < change && stands(states[$0].change) }) {
      state = states[earlier].state
      state.incidents = Set(state.incidents + previous.incidents).sorted()
    } else {
      state.voided = true
    }
    if previous.counted != state.counted { report.recounted += 1 }
    if previous.seen != state.seen { report.unwatched += 1 }
    things[index].states.append((number, state))
  }

  /// What an undo took back is told again; an incident that the thing once had stays known.
  mutating func bringBack(ofThing index: Int, before undo: Int64) {
    let states = things[index].states
    guard let current = states.last?.state, let left = states.last(where: { $0.change == undo })?.state,
      var state = states.last(where: { $0.change < undo })?.state, state != left
    else { return }
    state.incidents = Set(state.incidents + current.incidents).sorted()
    things[index].states.append((number, state))
  }
}

extension ModelOutcome {
  /// Whether a thing is told otherwise than before, the time aside.
  fileprivate func changes(from old: ModelLedger.Thing.State, _ new: ModelLedger.Thing.State?) -> Bool {
    old.orders != new?.orders || old.watched != new?.watched || takenBack > 0 || !kept.isEmpty
      || incidents.contains { outcome in
        switch outcome {
        case .alreadyPresent, .keptLocal: false
        default: true
        }
      }
  }
}

/// Which numbers of orders stand, looked at day by day.
struct ModelVolumes {
  private(set) var all: [Volume] = []

  init(stated: [Volume], things: [(source: String, orders: Volume?)]) {
    var vendors: [Vendor.ID?] = []
    for volume in stated + things.compactMap(\.orders) where !vendors.contains(volume.vendor) {
      vendors.append(volume.vendor)
    }
    for vendor in vendors {
      let own = stated.filter { $0.vendor == vendor }
      let counts = ModelVolumes.counts(things.filter { $0.orders?.vendor == vendor })
        .filter { count in !own.contains { $0.sharesDays(with: count.volume) } }
      var days: [Day: Volume] = [:]
      for (_, volume) in counts where volume.to == volume.from + 1 {
        if volume.orders > days[volume.from]?.orders ?? 0 { days[volume.from] = volume }
      }
      var ranges: [Volume] = []
      let longer = counts.filter { $0.volume.to > $0.volume.from + 1 }.sorted { a, b in
        (b.volume.orders, a.volume.from, a.volume.to, a.source)
          < (a.volume.orders, b.volume.from, b.volume.to, b.source)
      }
      for (_, range) in longer where !ranges.contains(where: { $0.sharesDays(with: range) }) {
        let inside = days.values.filter { $0.sharesDays(with: range) }
        if !inside.isEmpty, inside.reduce(0, { $0 + $1.orders }) >= range.orders { continue }
        for volume in inside { days[volume.from] = nil }
        ranges.append(range)
      }
      all += own + ranges + days.values
    }
    all.sort { ($0.vendor ?? "", $0.from) < ($1.vendor ?? "", $1.from) }
  }

  private static func counts(
    _ things: [(source: String, orders: Volume?)]
  ) -> [(source: String, volume: Volume)] {
    var counts: [(source: String, volume: Volume)] = []
    for (source, volume) in things {
      guard let volume else { continue }
      let known = counts.firstIndex { $0.source == source && $0.volume.sharesRange(with: volume) }
      if let known { counts[known].volume.orders += volume.orders } else { counts.append((source, volume)) }
    }
    return counts
  }
}
