internal import ScorecardLedger
public import ScorecardModel

extension Snapshot {
  /// A vendor's outages that began before `end`, or went on in the span.
  ///
  /// - Parameters:
  ///   - start: nil = from the first outage on record.
  ///   - end: exclusive.
  /// - Returns: nil when no outage of the vendor is on record in the span.
  public func outages(of vendor: Vendor.ID, from start: Timestamp?, to end: Timestamp) throws -> OutageReport?
  {
    let standings = Set(IncidentStanding.allCases).subtracting([.retracted])
    let told = try reader.incidents(
      IncidentFilter(vendors: [vendor], standings: standings, hasDetails: true)
    )
    .filter { $0.incident.details.outage.map { $0.startedAt < end } ?? false }
    let outages = OutageList(told)
    guard let first = start ?? outages.once.map(\.startedAt).min(), first < end else { return nil }
    let span = first..<end
    let touching = outages.once.filter { ($0.endedAt ?? end) > first || $0.startedAt >= first }
    guard let lastReportedAt = touching.map({ $0.endedAt ?? $0.startedAt }).max() else { return nil }
    let quarters = quarters(of: span).map { quarter in
      OutagePeriod(of: touching, in: calendar.span(of: quarter).clamped(to: span), quarter: quarter)
    }
    return OutageReport(
      vendor: vendor, from: first, to: end, quarters: quarters,
      total: OutagePeriod(of: touching, in: span), lastReportedAt: min(lastReportedAt, end),
      unconfirmed: outages.unconfirmed)
  }

  private func quarters(of span: Range<Timestamp>) -> [Quarter] {
    var quarter = Quarter(of: calendar.day(of: Timestamp(seconds: span.upperBound.seconds - 1)))
    let first = Quarter(of: calendar.day(of: span.lowerBound))
    var quarters = [quarter]
    while quarter > first {
      quarter = quarter.previous
      quarters.append(quarter)
    }
    return quarters.reversed()
  }
}

/// Outages with those that tell of the same one taken together.
private struct OutageList {
  /// Each once: with the worst impact that any source knows, and every source's span.
  private(set) var once: [Outage] = []
  private(set) var unconfirmed = 0

  init(_ incidents: [RecordedIncident]) {
    let down = incidents.compactMap { recorded in
      recorded.incident.details.outage.map { (recorded, outage: $0) }
    }
    let events = Dictionary(grouping: down) { $0.0.event ?? $0.0.id }.sorted { $0.key < $1.key }
    for (_, told) in events {
      for group in OutageList.overlapping(told) {
        once.append(OutageList.together(group.map(\.outage)))
        if group.contains(where: { $0.0.standing == .unconfirmed }) { unconfirmed += 1 }
      }
    }
  }

  /// What of an event is one outage: its owner may have linked others that were at other times.
  private static func overlapping(
    _ told: [(RecordedIncident, outage: Outage)]
  ) -> [[(RecordedIncident, outage: Outage)]] {
    var groups: [[(RecordedIncident, outage: Outage)]] = []
    var end: Timestamp?
    for one in told.sorted(by: { ($0.outage.startedAt, $0.0.id) < ($1.outage.startedAt, $1.0.id) }) {
      let last = one.outage.endedAt ?? one.outage.startedAt
      if let reached = end, one.outage.startedAt <= reached {
        groups[groups.count - 1].append(one)
        end = max(reached, last)
      } else {
        groups.append([one])
        end = last
      }
    }
    return groups
  }

  private static func together(_ told: [Outage]) -> Outage {
    let starts = told.map(\.startedAt)
    let ends = told.compactMap(\.endedAt)
    let impact = OutageImpact.allCases.first { impact in told.contains { $0.impact == impact } } ?? .unknown
    return Outage(
      startedAt: starts.min() ?? told[0].startedAt, endedAt: ends.count == told.count ? ends.max() : nil,
      impact: impact)
  }
}
