internal import ScorecardLedger
public import ScorecardModel

extension Snapshot {
  /// How long something stays on the list after its day: missed, but to be seen.
  public static let daysAfterDue = 30

  /// What has to be done about incidents on or after a day, and what was missed in the 30 days before, by
  /// (day, incident). Blocks on the disk.
  ///
  /// Money that came back settles a claim. A bad incident of the vendor's own making with severity 4 or 5 about
  /// reliability or tangibles (a parcel lost or broken) can be claimed as long as the vendor's terms say.
  public func due(asOf day: Day) throws -> [DueItem] {
    let incidents = try concerned(by: day)
    // What the vendor's terms offer is offered once for an event, and not when its owner claims for any of it.
    let claimed = incidents.filter { recorded in
      let details = recorded.incident.details
      return details.claimed != nil || details.recovered != nil || details.claimBy != nil
    }
    var offered = Set(claimed.compactMap(\.event))
    return incidents.flatMap { items(of: $0) }
      .filter { item in
        guard item.kind == .claim, let event = item.incident.event else { return true }
        return offered.insert(event).inserted
      }
      .filter { $0.day >= day - Snapshot.daysAfterDue }
      .sorted { ($0.day, $0.incident.id, $0.kind.rawValue) < ($1.day, $1.incident.id, $1.kind.rawValue) }
  }

  /// By number, all incidents that something may be due of, and those of their events: of a large ledger, few.
  private func concerned(by day: Day) throws -> [RecordedIncident] {
    var filter = IncidentFilter(through: day, standings: [.counted, .unconfirmed], hasDetails: true)
    var found = try reader.incidents(filter)
    filter.hasDetails = false
    filter.minimumSeverity = try Severity(Catalog.claimableLevel)
    for vendor in catalog.vendors {
      guard let terms = ClaimTerms.of(vendor) else { continue }
      filter.vendors = [vendor.id]
      filter.from = day - (terms.days + Snapshot.daysAfterDue)
      found += try reader.incidents(filter).filter { catalog.lastDayToClaim($0.incident) != nil }
    }
    // An event is claimed for once, maybe by an entry of an earlier day.
    for event in Set(found.filter { catalog.lastDayToClaim($0.incident) != nil }.compactMap(\.event)) {
      found += try reader.incidents(IncidentFilter(through: day, standings: filter.standings, event: event))
    }
    return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }).values
      .sorted { $0.id < $1.id }
  }

  private func items(of recorded: RecordedIncident) -> [DueItem] {
    let incident = recorded.incident
    let details = incident.details
    var items: [DueItem] = []
    if let day = details.followUp {
      items.append(DueItem(day: day, kind: .followUp, incident: recorded, amount: nil))
    }
    guard details.recovered == nil else { return items }
    if let day = details.claimBy {
      items.append(DueItem(day: day, kind: .evidence, incident: recorded, amount: details.claimed))
    } else if details.claimed == nil, let day = catalog.lastDayToClaim(incident) {
      items.append(DueItem(day: day, kind: .claim, incident: recorded, amount: incident.cost))
    }
    return items
  }
}

extension Catalog {
  /// From this level of severity on something is lost or broken.
  fileprivate static let claimableLevel = 4

  /// Until when money can be claimed for an incident: as its owner noted it, or by its vendor's terms for what that
  /// vendor lost or broke; nil when there is no such day.
  func lastDayToClaim(_ incident: Incident) -> Day? {
    if let day = incident.details.claimBy { return day }
    guard let severity = incident.outcome.severity, severity.level >= Catalog.claimableLevel,
      incident.attribution == .vendor,
      incident.dimension == .reliability || incident.dimension == .tangibles,
      let terms = vendor(incident.vendor).flatMap(ClaimTerms.of)
    else { return nil }
    return incident.day + terms.days
  }
}
