/// A vendor's outages over a span of time, as vendors and monitors reported them, confirmed or not.
public struct OutageReport: Hashable, Sendable {
  public var vendor: Vendor.ID
  /// The span that was looked at; `to` is exclusive.
  public var from: Timestamp
  public var to: Timestamp
  /// Quarters that the span touches, in order.
  public var quarters: [OutagePeriod]
  public var total: OutagePeriod
  /// The last moment that any outage of the span reaches; silence after it counts as up.
  public var lastReportedAt: Timestamp
  /// How many of the outages still await the owner's confirmation.
  public var unconfirmed: Int

  public init(
    vendor: Vendor.ID, from: Timestamp, to: Timestamp, quarters: [OutagePeriod], total: OutagePeriod,
    lastReportedAt: Timestamp, unconfirmed: Int
  ) {
    self.vendor = vendor
    self.from = from
    self.to = to
    self.quarters = quarters
    self.total = total
    self.lastReportedAt = lastReportedAt
    self.unconfirmed = unconfirmed
  }
}

/// The outages of one quarter, or of the whole span.
public struct OutagePeriod: Hashable, Sendable {
  /// nil for the whole span.
  public var quarter: Quarter?
  /// Outages that began in the period, by impact; one that several sources report counts once.
  public var counts: [OutageImpact: Int]
  /// Minutes in the period in which anything was down: overlapping outages are merged, ``OutageImpact/isDowntime``
  /// decides what counts, and one that goes on counts to the end of the span.
  public var downtimeMinutes: Double
  /// Length of the period within the span, in minutes.
  public var minutes: Double
  /// Of those that began in the period and have an end, whatever their impact; nil when none has.
  public var medianMinutesToResolve: Double?
  /// Without an end.
  public var open: Int

  public var incidents: Int { counts.values.reduce(0, +) }
  /// 0...1; nil for a period without length.
  public var uptime: Double? { minutes > 0 ? 1 - downtimeMinutes / minutes : nil }

  /// - Parameters:
  ///   - outages: each once; those that began outside the period count for its downtime only.
  ///   - period: half-open.
  public init(of outages: [Outage], in period: Range<Timestamp>, quarter: Quarter? = nil) {
    self.quarter = quarter
    let own = outages.filter { period.contains($0.startedAt) }
    counts = own.reduce(into: [:]) { $0[$1.impact, default: 0] += 1 }
    open = own.count { $0.endedAt == nil }
    minutes = Double(period.upperBound.seconds - period.lowerBound.seconds) / 60
    let lengths = own.compactMap { outage in
      outage.endedAt.map { Double($0.seconds - outage.startedAt.seconds) }
    }
    medianMinutesToResolve = lengths.median.map { $0 / 60 }
    downtimeMinutes = OutagePeriod.merged(outages, in: period)
  }

  /// Minutes that the union of the outages covers.
  private static func merged(_ outages: [Outage], in period: Range<Timestamp>) -> Double {
    let spans = outages.filter(\.impact.isDowntime).map { outage in
      let from = max(outage.startedAt, period.lowerBound).seconds
      return (from: from, to: min(outage.endedAt ?? period.upperBound, period.upperBound).seconds)
    }
    var seconds: Int64 = 0
    var covered = Int64.min
    for span in spans.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) })
    where span.to > max(span.from, covered) {
      seconds += span.to - max(span.from, covered)
      covered = span.to
    }
    return Double(seconds) / 60
  }
}
