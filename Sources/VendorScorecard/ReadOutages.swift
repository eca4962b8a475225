internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// A vendor's outages that began before `end`, or went on in the span.
  ///
  /// - Parameters:
  ///   - start: nil = from the first outage on record.
  ///   - end: exclusive.
  /// - Returns: nil when no outage of the vendor is on record in the span.
  public func outages(of vendor: Vendor.ID, from start: Timestamp?, to end: Timestamp) throws -> OutageReport?
  {
    let standings = Set(IncidentStanding.allCases).subtracting([.retracted])
    let told = try ledger.incidents(IncidentFilter(vendors: [vendor], standings: standings))
      .filter { $0.incident.details.outage.map { $0.startedAt < end } ?? false }
    let outages = OutageList(told)
    guard let first = start ?? outages.once.map(\.startedAt).min(), first < end else { return nil }
    let span = first..<end
    let touching = outages.once.filter { ($0.endedAt ?? end) > first || $0.startedAt >= first }
    guard let lastTold = touching.map({ $0.endedAt ?? $0.startedAt }).max() else { return nil }
    let quarters = quarters(of: span).map { quarter in
      OutagePeriod(of: touching, in: calendar.span(of: quarter).clamped(to: span), quarter: quarter)
    }
    return OutageReport(
      vendor: vendor, from: first, to: end, quarters: quarters,
      total: OutagePeriod(of: touching, in: span), lastTold: min(lastTold, end),
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
    var groups: [Int64: [Outage]] = [:]
    var pending: Set<Int64> = []
    for recorded in incidents {
      guard let outage = recorded.incident.details.outage else { continue }
      let group = recorded.event ?? recorded.id
      groups[group, default: []].append(outage)
      if recorded.standing == .unconfirmed { pending.insert(group) }
    }
    unconfirmed = pending.count
    once = groups.sorted { $0.key < $1.key }.map { OutageList.together($0.value) }
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
