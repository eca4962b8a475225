internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardScoring

extension Snapshot {
  /// How long what a vendor's terms offer stays on the list after its last day, when nobody claimed it.
  public static let daysAfterDue = 30

  /// How long what may be claimed stays on the list after its incident, when no last day is known.
  public static let daysWithoutDeadline = 90

  func allDue(asOf day: Day) throws -> [DueItem] {
    let items = try entriesDue(asOf: day).map { DueItem.entry($0) } + contractsDue(asOf: day)
    return items.sorted { $0.place < $1.place }
  }

  private func entriesDue(asOf day: Day) throws -> [DueEntry] {
    let incidents = try workspace.memory.concerned(reader, by: day) { try concerned(by: day, vendor: $0) }
    // What the vendor's terms offer is offered once for an event, and not when its owner claims for any of it, or won't.
    let claimed = incidents.filter { recorded in
      let details = recorded.incident.details
      return details.claimed != nil || details.recovered != nil || details.claimBy != nil || details.claimDone
    }
    var offered = Set(claimed.compactMap(\.event))
    return incidents.flatMap { items(of: $0) }.filter { entry in
      guard entry.kind == .claim else { return true }
      let isOpen = Snapshot.isOnOffer(entry.incident.incident, until: entry.day, asOf: day)
      return entry.incident.event.map { offered.insert($0).inserted } ?? true && isOpen
    }
  }

  /// Whether what the terms offer is still listed.
  ///
  /// - Parameter last: the last day for it; nil = not known.
  static func isOnOffer(_ incident: Incident, until last: Day?, asOf day: Day) -> Bool {
    last.map { $0 >= day - daysAfterDue } ?? (incident.day >= day - daysWithoutDeadline)
  }

  /// Of vendors that are not left yet; who has none in sight costs nothing.
  private func contractsDue(asOf day: Day) throws -> [DueItem] {
    let found = catalog.vendors.enumerated().compactMap { place, vendor in
      vendor.contract.flatMap { contract in contract.state(on: day).map { (place, vendor.id, contract, $0) } }
    }
    guard !found.isEmpty else { return [] }
    let roles = catalog.roles
    let evaluator = try evaluator()
    return found.filter { roles.role(of: $0.0, on: day) != .former }.map { _, vendor, contract, state in
      let advice = evaluator.scorecard(of: vendor, asOf: day)?.advice.shown
      return .contract(DueContract(vendor: vendor, contract: contract, state: state, advice: advice))
    }
  }

  /// By number, all incidents that something may be due of, and those of their events: of a large ledger, few.
  ///
  /// - Parameter vendor: nil = of all.
  func concerned(by day: Day, vendor: Vendor.ID? = nil) throws -> [RecordedIncident] {
    var filter = IncidentFilter(
      vendors: vendor.map { [$0] } ?? [], through: day, standings: [.counted, .unconfirmed])
    filter.dueReasons = [.noted]
    var found = try reader.incidents(filter)
    let vendors = catalog.vendors.filter { vendor == nil || $0.id == vendor }
    for (span, vendors) in Dictionary(grouping: vendors, by: { ClaimSpan($0.claims) }) {
      filter.vendors = Set(vendors.map(\.id))
      filter.from = day - span.days
      filter.dueReasons = Set(span.grounds.map { .claimable($0) })
      found += try reader.incidents(filter)
    }
    // An event is claimed for once, maybe by an entry of an earlier day.
    for event in Set(found.filter { catalog.claimDeadline($0.incident) != nil }.compactMap(\.event)) {
      found += try reader.incidents(IncidentFilter(through: day, standings: filter.standings, event: event))
    }
    return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }).values
      .sorted { $0.id < $1.id }
  }

  private func items(of recorded: RecordedIncident) -> [DueEntry] {
    let incident = recorded.incident
    let details = incident.details
    var items: [DueEntry] = []
    if let day = details.followUp {
      items.append(
        DueEntry(
          day: day, kind: .followUp, incident: recorded,
          amount: details.recovered == nil ? details.claimed : nil))
    }
    guard details.recovered == nil, !details.claimDone else { return items }
    let deadline = catalog.claimDeadline(incident)
    let isClaimed = details.claimBy != nil || details.claimed != nil
    guard isClaimed || deadline != nil else { return items }
    items.append(
      DueEntry(
        day: deadline?.earliest, isShortest: deadline.map { $0.isShortest && $0.earliest != nil } ?? false,
        kind: isClaimed ? .evidence : .claim, incident: recorded,
        amount: isClaimed ? details.claimed : incident.cost))
    return items
  }
}

/// How long ago something may have happened that a vendor may still owe money for.
private struct ClaimSpan: Hashable {
  /// Up to so many days.
  var days: Int
  var grounds: Set<ClaimGround>

  init(_ terms: ClaimTerms?) {
    let known = [terms?.damageDays, terms?.lossDays, terms?.lateDays].compactMap { $0 }
    days = max((known.max() ?? 0) + Snapshot.daysAfterDue, Snapshot.daysWithoutDeadline)
    grounds = Set(ClaimGround.allCases.filter { !(terms ?? ClaimTerms()).days(for: $0).isEmpty })
  }
}

extension DueItem {
  /// By the day; of one day entries by their number, then contracts by vendor.
  fileprivate var place: (Day, Int64, String) {
    switch self {
    case .entry(let entry): (entry.day ?? .latest, entry.incident.id, entry.kind.rawValue)
    case .contract(let contract): (contract.day, .max, contract.vendor)
    }
  }
}
