internal import ScorecardLedger
public import ScorecardModel

extension Snapshot {
  /// How long something stays on the list after its day: missed, but to be seen.
  public static let daysAfterDue = 30

  /// How long something without a day stays on the list after its incident: no deadline, but a bound to the list.
  public static let daysWithoutDeadline = 90

  /// What has to be done about incidents on or after a day, and what was missed in the 30 days before, by
  /// (day, incident); then what has no known day and is of the last 90 days. Blocks on the disk.
  ///
  /// Money that came back settles a claim. What can be claimed, and until when, is ``Catalog/claimDeadline(_:)``.
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
      .filter { item in
        item.day.map { $0 >= day - Snapshot.daysAfterDue }
          ?? (item.incident.incident.day >= day - Snapshot.daysWithoutDeadline)
      }
      .sorted { a, b in
        (a.day ?? .latest, a.incident.id, a.kind.rawValue) < (
          b.day ?? .latest, b.incident.id, b.kind.rawValue
        )
      }
  }

  /// By number, all incidents that something may be due of, and those of their events: of a large ledger, few.
  private func concerned(by day: Day) throws -> [RecordedIncident] {
    var filter = IncidentFilter(through: day, standings: [.counted, .unconfirmed], hasDetails: true)
    var found = try reader.incidents(filter)
    filter.hasDetails = false
    for (span, vendors) in Dictionary(grouping: catalog.vendors, by: { ClaimSpan($0.claims) }) {
      filter.vendors = Set(vendors.map(\.id))
      filter.from = day - span.days
      for (level, kinds) in span.claimable {
        (filter.minimumSeverity, filter.kinds) = (try Severity(level), kinds)
        found += try reader.incidents(filter).filter { catalog.claimDeadline($0.incident) != nil }
      }
    }
    // An event is claimed for once, maybe by an entry of an earlier day.
    for event in Set(found.filter { catalog.claimDeadline($0.incident) != nil }.compactMap(\.event)) {
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
    if details.claimBy != nil || details.claimed != nil {
      items.append(
        DueItem(day: details.claimBy, kind: .evidence, incident: recorded, amount: details.claimed))
    } else if let deadline = catalog.claimDeadline(incident) {
      items.append(
        DueItem(
          day: deadline.earliest, isShortest: deadline.isShortest && deadline.earliest != nil, kind: .claim,
          incident: recorded, amount: incident.cost))
    }
    return items
  }
}

/// Which incidents of a vendor something may be claimed for.
private struct ClaimSpan: Hashable {
  /// Up to so many days old.
  var days: Int
  private var isLateness: Bool

  /// From which severity on of which kinds; of all when none is named.
  var claimable: [(level: Int, kinds: Set<IncidentKind>)] {
    if isLateness { return [(1, [])] }
    return [(Catalog.claimableLevel, []), (Catalog.claimableKind, [.damaged, .lost])]
  }

  init(_ terms: ClaimTerms?) {
    let known = [terms?.damageDays, terms?.lossDays, terms?.lateDays].compactMap { $0 }
    days = max((known.max() ?? 0) + Snapshot.daysAfterDue, Snapshot.daysWithoutDeadline)
    isLateness = terms?.lateDays != nil
  }
}
