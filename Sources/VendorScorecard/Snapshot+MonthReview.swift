internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

extension Snapshot {
  /// Everything that waits for the owner on a day, in the order in which it is gone through. Blocks on the disk.
  public func monthReview(asOf day: Day) throws -> MonthReview {
    let due = try due(asOf: day)
    let entries = due.compactMap(\.entry)
    let followUps = entries.filter { $0.kind == .followUp && $0.day.map { $0 <= day } ?? false }
    let asked = Set(followUps.map(\.incident.id))
    return MonthReview(
      day: day, claims: entries.filter { $0.kind != .followUp }, followUps: followUps,
      contracts: due.compactMap(\.contract),
      outages: try newest(IncidentFilter(through: day, standings: [.unconfirmed])) { !$0.isMaintenance },
      unresolved: try newest(
        IncidentFilter(
          from: day - MonthReview.daysLookedBack, through: day - MonthReview.daysUnresolved - 1, open: true)
      ) { $0.attribution == .vendor }.filter { !asked.contains($0.id) && !waits($0.incident, on: day) },
      gaps: try gaps(asOf: day))
  }

  /// Whether it is to be asked about on a later day anyway.
  private func waits(_ incident: Incident, on day: Day) -> Bool {
    incident.details.followUp.map { $0 > day } ?? false
  }

  /// Oldest first.
  private func newest(
    _ filter: IncidentFilter, _ isOne: (Incident) -> Bool
  ) throws -> [RecordedIncident] {
    var found: [RecordedIncident] = []
    try reader.forEachIncident(filter, newestFirst: true) { recorded in
      if isOne(recorded.incident) { found.append(recorded) }
      return found.count < MonthReview.mostEntries
    }
    return found.reversed()
  }

  private func gaps(asOf day: Day) throws -> MonthReview.Gaps {
    var gaps = MonthReview.Gaps()
    for case .recordOrders(let month, let estimated) in [
      try missingOrders(asOf: day) { try evaluate(asOf: day).estimates }
    ] {
      gaps.orders = (month, estimated)
    }
    // Before the first entry there is nothing to be quiet about.
    if let last = try lastNews(asOf: day), day - last > MonthReview.daysOfSilence { gaps.lastNews = last }
    return gaps
  }
}
