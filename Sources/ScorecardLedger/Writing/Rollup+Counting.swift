import ScorecardModel

extension Rollup {
  /// The sums of a full pass over the incidents in force.
  static func recount(_ store: any LedgerStore, policy: ScoringPolicy) throws -> Evidence {
    let names = try store.names()
    var cells: [Key: EvidenceSums] = [:]
    var passing: [Vendor.ID: [PassingHarm]] = [:]
    try forEachIncident(store) { incident, vendor in
      let key = try Key(vendor: vendor, day: incident.day, dimension: incident.dimension)
      cells[key, default: EvidenceSums()] += EvidenceSums(of: incident, policy: policy)
    } event: { members, vendor in
      let share = EventShare(members, policy: policy)
      for cell in share.cells {
        cells[try Key(vendor: vendor, day: cell.day, dimension: cell.dimension), default: EvidenceSums()] +=
          cell.sums
      }
      if let id = names.vendors[vendor], !share.passing.isEmpty {
        passing[id, default: []] += share.passing
      }
    }
    var result: [Vendor.ID: [EvidenceCell]] = [:]
    for key in cells.keys.sorted() {
      guard let id = names.vendors[key.vendor], let sums = cells[key] else { continue }
      result[id, default: []].append(EvidenceCell(day: key.day, dimension: key.dimension, sums: sums))
    }
    return Evidence(cells: result, passing: passing)
  }

  /// Makes the stored sums those of this policy, and the counts of orders anew, in the caller's transaction.
  static func rebuild(_ store: any LedgerStore, policy: ScoringPolicy) throws {
    try store.clearSums()
    var rollup = Rollup(policy: policy)
    try forEachIncident(store) {
      try rollup.add($0, vendor: $1, in: store)
    } event: {
      try rollup.add(EventShare($0, policy: policy), vendor: $1, in: store)
    }
    try rollup.flush(to: store)
    for row in try store.recountedOrders() { try store.put(row) }
    try store.state(evidenceKey: policy.evidenceKey)
  }

  /// What an event brings now; nil when nothing of it counts.
  static func share(
    ofEvent number: Int64, policy: ScoringPolicy, in store: any LedgerStore
  ) throws -> (share: EventShare, vendor: Int64)? {
    var members: [(id: Int64, incident: Incident)] = []
    var vendor: Int64?
    try store.forEachIncident(IncidentFilter(event: number), newestFirst: false) { row in
      members.append((row.id, row.incident))
      vendor = row.vendor
      return true
    }
    return vendor.map { (EventShare(members, policy: policy), $0) }
  }

  /// Incidents in force: those that are no event with others, then each event's.
  private static func forEachIncident(
    _ store: any LedgerStore, _ single: (Incident, _ vendor: Int64) throws -> Void,
    event body: ([(id: Int64, incident: Incident)], _ vendor: Int64) throws -> Void
  ) throws {
    var events: [Int64: (vendor: Int64, members: [(id: Int64, incident: Incident)])] = [:]
    try store.forEachCounted { counted in
      if let event = counted.event {
        events[event, default: (counted.vendor, [])].members.append((counted.id, counted.incident))
      } else {
        try single(counted.incident, counted.vendor)
      }
    }
    for (_, event) in events.sorted(by: { $0.key < $1.key }) { try body(event.members, event.vendor) }
  }
}
