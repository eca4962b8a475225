internal import ScorecardLedger
public import ScorecardModel

extension Snapshot {
  /// A vendor's outages that began before `end`, or went on in the span.
  ///
  /// - Parameters:
  ///   - start: nil = from the first outage on record, or the first moment that a monitor watched.
  ///   - end: exclusive.
  /// - Returns: nil when no outage of the vendor is on record in the span, and no monitor watched in it.
  public func outages(of vendor: Vendor.ID, from start: Timestamp?, to end: Timestamp) throws -> OutageReport?
  {
    let standings = Set(IncidentStanding.allCases).subtracting([.retracted])
    let told = try reader.incidents(
      IncidentFilter(vendors: [vendor], standings: standings, hasDetails: true)
    )
    .filter { $0.incident.details.outage.map { $0.startedAt < end } ?? false }
    let outages = OutageList(told)
    let watched = TimeSpans(try reader.watched(vendor).map { $0.from..<$0.to })
    let begins = outages.once.map(\.start.moment) + watched.all.prefix(1).map(\.lowerBound)
    guard let first = start ?? begins.min(), first < end else { return nil }
    let span = first..<end
    let touching = outages.once.filter { outage in
      outage.start.moment >= first || outage.countedEnd(now: end).map { $0 > first } ?? false
    }
    let reported = touching.map {
      $0.end == .open ? $0.start.moment : $0.countedEnd(now: end) ?? $0.start.moment
    }
    let watchedTime = watchedTime(watched, in: span)
    guard !touching.isEmpty || watchedTime != nil else { return nil }
    func period(_ period: Range<Timestamp>, _ quarter: Quarter?) -> OutagePeriod {
      OutagePeriod(of: touching, in: period, quarter: quarter, watched: watched.all)
    }
    return OutageReport(
      vendor: vendor, from: first, to: end,
      quarters: quarters(of: span).map { period(calendar.span(of: $0).clamped(to: span), $0) },
      total: period(span, nil), lastReportedAt: reported.max().map { min($0, end) }, watched: watchedTime,
      unconfirmed: outages.unconfirmed)
  }

  private func watchedTime(_ watched: TimeSpans, in span: Range<Timestamp>) -> WatchedTime? {
    let inside = watched.clamped(to: span).all
    guard let first = inside.first, let last = inside.last else { return nil }
    var incomplete = 0
    var counted: Day?
    for gap in watched.gaps(in: span) {
      let end = Timestamp(seconds: gap.upperBound.seconds - 1)
      let (from, to) = (calendar.day(of: gap.lowerBound), calendar.day(of: end))
      // Two gaps of one day are one day.
      incomplete += to - from + (counted == from ? 0 : 1)
      counted = to
    }
    return WatchedTime(from: first.lowerBound, to: last.upperBound, incompleteDays: incomplete)
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
  private typealias Told = (recorded: RecordedIncident, outage: ReportedOutage)

  /// Each once: with the worst impact that any source knows, and every source's span.
  private(set) var once: [ReportedOutage] = []
  private(set) var unconfirmed = 0

  init(_ incidents: [RecordedIncident]) {
    let down: [Told] = incidents.compactMap { recorded in
      ReportedOutage(recorded.incident).map { (recorded, $0) }
    }
    let events = Dictionary(grouping: down) { $0.recorded.event ?? $0.recorded.id }.sorted { $0.key < $1.key }
    for (_, told) in events {
      for group in OutageList.overlapping(told) {
        once.append(OutageList.together(group.map(\.outage)))
        if group.contains(where: { $0.recorded.standing == .unconfirmed }) { unconfirmed += 1 }
      }
    }
  }

  /// What of an event is one outage: its owner may have linked others that were at other times.
  private static func overlapping(_ told: [Told]) -> [[Told]] {
    var groups: [[Told]] = []
    var end: Timestamp?
    let sorted = told.sorted {
      ($0.outage.start.moment, $0.recorded.id) < ($1.outage.start.moment, $1.recorded.id)
    }
    for one in sorted {
      let start = one.outage.start.moment
      let last = one.outage.countedEnd(now: start) ?? start
      if let reached = end, start <= reached {
        groups[groups.count - 1].append(one)
        end = max(reached, last)
      } else {
        groups.append([one])
        end = last
      }
    }
    return groups
  }

  private static func together(_ told: [ReportedOutage]) -> ReportedOutage {
    let start = told.map(\.start).min { ($0.moment, $0.isKnown ? 0 : 1) < ($1.moment, $1.isKnown ? 0 : 1) }
    let impact = OutageImpact.allCases.first { impact in told.contains { $0.impact == impact } } ?? .unknown
    return ReportedOutage(start: start ?? told[0].start, end: end(told.map(\.end)), impact: impact)
  }

  /// It goes on while any source says so; else the last end that any knows is its end.
  private static func end(_ ends: [OutageEnd]) -> OutageEnd {
    if ends.contains(.open) { return .open }
    var last: (end: OutageEnd, moment: Timestamp, isKnown: Int)?
    for end in ends {
      let (moment, isKnown): (Timestamp, Int)
      switch end {
      case .known(let known): (moment, isKnown) = (known, 1)
      case .atLatest(let latest): (moment, isKnown) = (latest, 0)
      case .open, .unknown: continue
      }
      if last.map({ ($0.isKnown, $0.moment) < (isKnown, moment) }) ?? true { last = (end, moment, isKnown) }
    }
    return last?.end ?? .unknown
  }
}
