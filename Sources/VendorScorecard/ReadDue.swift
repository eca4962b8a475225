internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// How long something stays on the list after its day: missed, but to be seen.
  public static let daysAfterDue = 30

  /// What has to be done about incidents on or after a day, and what was missed in the 30 days before, by
  /// (day, incident).
  ///
  /// Money that came back settles a claim. A bad incident of the vendor's own making with severity 4 or 5 about
  /// reliability or tangibles (a parcel lost or broken) can be claimed as long as the vendor's terms say.
  public func due(asOf day: Day) throws -> [DueItem] {
    let incidents = try ledger.incidents(
      IncidentFilter(
        through: day, standings: Set(IncidentStanding.allCases).subtracting([.retracted, .linked])))
    return incidents.flatMap { items(of: $0) }
      .filter { $0.day >= day - Workspace.daysAfterDue }
      .sorted { ($0.day, $0.incident.id, $0.kind.rawValue) < ($1.day, $1.incident.id, $1.kind.rawValue) }
  }

  private func items(of recorded: RecordedIncident) -> [DueItem] {
    let incident = recorded.incident
    let details = incident.details
    var items: [DueItem] = []
    if let day = details.followUp {
      items.append(DueItem(day: day, kind: .followUp, incident: recorded, amount: nil))
    }
    guard details.recovered == nil else { return items }
    if let day = catalog.lastDayOfClaim(incident) {
      items.append(DueItem(day: day, kind: .evidence, incident: recorded, amount: details.claimed))
    } else if details.claimed == nil, let day = catalog.lastDayToClaim(incident) {
      items.append(DueItem(day: day, kind: .claim, incident: recorded, amount: incident.cost))
    }
    return items
  }
}

extension Catalog {
  /// Last day for a claim that was made, or its evidence: as its owner noted it, or by the vendor's terms; nil when
  /// there is no claim and no day.
  func lastDayOfClaim(_ incident: Incident) -> Day? {
    let details = incident.details
    if let day = details.claimBy { return day }
    return details.claimed == nil ? nil : terms(of: incident).map { incident.day + $0.days }
  }

  /// Until when money can be claimed for what a vendor lost or broke; nil when it has no terms, or nothing was lost.
  func lastDayToClaim(_ incident: Incident) -> Day? {
    guard let severity = incident.outcome.severity, severity.level >= 4, incident.attribution == .vendor,
      incident.dimension == .reliability || incident.dimension == .tangibles
    else { return nil }
    return terms(of: incident).map { incident.day + $0.days }
  }

  private func terms(of incident: Incident) -> ClaimTerms? { vendor(incident.vendor).flatMap(ClaimTerms.of) }
}
