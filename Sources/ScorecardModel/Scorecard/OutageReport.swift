/// A vendor's outages over a span of time, as vendors and monitors reported them, confirmed or not.
public struct OutageReport: Hashable, Sendable {
  public var vendor: Vendor.ID
  /// The span that was looked at; `to` is exclusive.
  public var from: Timestamp
  public var to: Timestamp
  /// Quarters that the span touches, in order.
  public var quarters: [OutagePeriod]
  public var total: OutagePeriod
  /// The last moment that any outage of the span reaches; silence after it counts as up. nil without an outage.
  public var lastReportedAt: Timestamp?
  /// When monitors watched in the span; nil when none did.
  public var watched: WatchedTime?
  /// How many of the outages still await the owner's confirmation.
  public var unconfirmed: Int

  public init(
    vendor: Vendor.ID, from: Timestamp, to: Timestamp, quarters: [OutagePeriod], total: OutagePeriod,
    lastReportedAt: Timestamp?, watched: WatchedTime? = nil, unconfirmed: Int
  ) {
    self.vendor = vendor
    self.from = from
    self.to = to
    self.quarters = quarters
    self.total = total
    self.lastReportedAt = lastReportedAt
    self.watched = watched
    self.unconfirmed = unconfirmed
  }
}

/// When monitors watched a vendor: any of them, whichever of its services that was.
public struct WatchedTime: Hashable, Sendable {
  public var from: Timestamp
  /// Exclusive.
  public var to: Timestamp
  /// Days of the store in the span looked at on which nobody watched, or not all the time.
  public var incompleteDays: Int

  public init(from: Timestamp, to: Timestamp, incompleteDays: Int) {
    (self.from, self.to, self.incompleteDays) = (from, to, incompleteDays)
  }
}

/// One outage as its sources report it together.
public struct ReportedOutage: Hashable, Sendable {
  public var start: OutageMoment
  public var end: OutageEnd
  public var impact: OutageImpact

  public init(start: OutageMoment, end: OutageEnd, impact: OutageImpact) {
    self.start = start
    self.end = end
    self.impact = impact
  }

  /// nil for an incident that tells of no outage.
  public init?(_ incident: Incident) {
    guard let outage = incident.details.outage, let end = incident.outageEnd else { return nil }
    self.init(start: outage.start, end: end, impact: outage.impact)
  }

  /// The moment until which it counts as down; nil when nobody knows how long it was.
  ///
  /// - Parameter now: until when one that goes on has lasted.
  public func countedEnd(now: Timestamp) -> Timestamp? {
    switch end {
    case .known(let moment), .atLatest(let moment): moment
    case .open: max(now, start.moment)
    case .unknown: nil
    }
  }

  /// Seconds between two known moments; nil otherwise.
  fileprivate var knownLength: Double? {
    guard case .at(let start) = start, case .known(let end) = end else { return nil }
    return Double(end.seconds - start.seconds)
  }
}

/// The outages of one quarter, or of the whole span.
public struct OutagePeriod: Hashable, Sendable {
  /// nil for the whole span.
  public var quarter: Quarter?
  /// Outages that began in the period, by impact; one that several sources report counts once.
  public var counts: [OutageImpact: Int]
  /// Minutes in the period in which anything was down: overlapping outages are merged, ``OutageImpact/isDowntime``
  /// decides what counts. One that goes on counts to the end of the period, one of which only the latest end is known to
  /// that, one of unknown length not at all.
  public var downtimeMinutes: Double
  /// Length of the period within the span, in minutes.
  public var minutes: Double
  /// How many of ``minutes`` a monitor watched; 0 when none did.
  public var watchedMinutes: Double
  /// How many of ``downtimeMinutes`` a monitor watched.
  public var watchedDowntimeMinutes: Double
  /// Of those that began in the period and whose beginning and end are known, whatever their impact; nil when none is so.
  public var medianMinutesToResolve: Double?
  /// How many of ``counts`` go on, as their sources said last.
  public var open: Int
  /// How many of ``counts`` ended at a moment that nobody knows, and so are in no minutes.
  public var unknownLength: Int
  /// How many of ``counts`` ended no later than the moment to which they are counted.
  public var latestEnd: Int
  /// How many of ``counts`` had begun before anybody watched: their minutes are counted from when they were first seen.
  public var latestStart: Int

  public var incidents: Int { counts.values.reduce(0, +) }
  /// 0...1, of the whole period: silence counts as up, whether or not a monitor watched. nil for a period without length.
  public var uptime: Double? { minutes > 0 ? 1 - downtimeMinutes / minutes : nil }
  /// 0...1, of the time that a monitor watched; nil when none did.
  public var watchedUptime: Double? {
    watchedMinutes > 0 ? 1 - watchedDowntimeMinutes / watchedMinutes : nil
  }

  /// - Parameters:
  ///   - outages: each once; those that began outside the period count for its downtime only.
  ///   - period: half-open.
  ///   - watched: when monitors watched; spans may overlap, and lie outside the period.
  public init(
    of outages: [ReportedOutage], in period: Range<Timestamp>, quarter: Quarter? = nil,
    watched: [Range<Timestamp>] = []
  ) {
    self.quarter = quarter
    let own = outages.filter { period.contains($0.start.moment) }
    counts = own.reduce(into: [:]) { $0[$1.impact, default: 0] += 1 }
    open = own.count { $0.end == .open }
    unknownLength = own.count { $0.end == .unknown }
    latestEnd = own.count { if case .atLatest = $0.end { true } else { false } }
    latestStart = own.count { !$0.start.isKnown }
    minutes = Double(period.upperBound.seconds - period.lowerBound.seconds) / 60
    medianMinutesToResolve = own.compactMap(\.knownLength).median.map { $0 / 60 }
    let down = TimeSpans(
      outages.filter(\.impact.isDowntime).compactMap { outage in
        outage.countedEnd(now: period.upperBound).map { outage.start.moment..<max($0, outage.start.moment) }
      }
    ).clamped(to: period)
    let watched = TimeSpans(watched).clamped(to: period)
    downtimeMinutes = down.minutes
    watchedMinutes = watched.minutes
    watchedDowntimeMinutes = down.intersection(watched).minutes
  }
}
