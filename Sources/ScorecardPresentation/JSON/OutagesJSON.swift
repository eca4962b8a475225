package import ScorecardModel

extension JSONText {
  /// `outages VENDOR --json`; times in UTC, `to` exclusive, uptime 0–1.
  package static func outages(_ report: OutageReport) -> JSONText {
    [
      "vendor": .string(report.vendor), "from": .string(report.from.description),
      "to": .string(report.to.description), "unconfirmed": count(report.unconfirmed),
      // `lastTold` is its name of before 1.0; it goes with the next version.
      "lastReportedAt": optional(report.lastReportedAt?.description),
      "lastTold": optional(report.lastReportedAt?.description),
      "watched": report.watched.map(watched) ?? nil,
      "total": outages(report.total), "quarters": list(report.quarters, outages),
    ]
  }

  /// The same of a vendor without any in the span, which has no first moment if none was asked for.
  package static func noOutages(of vendor: Vendor.ID, from: Timestamp?, to: Timestamp) -> JSONText {
    [
      "vendor": .string(vendor), "from": optional(from?.description), "to": .string(to.description),
      "unconfirmed": count(0), "lastReportedAt": nil, "lastTold": nil, "watched": nil,
      "total": outages(OutagePeriod(of: [], in: to..<to)), "quarters": [],
    ]
  }

  private static func watched(_ time: WatchedTime) -> JSONText {
    [
      "from": .string(time.from.description), "to": .string(time.to.description),
      "incompleteDays": count(time.incompleteDays),
    ]
  }

  private static func outages(_ period: OutagePeriod) -> JSONText {
    let impacts = OutageImpact.allCases.map { Member($0.rawValue, count(period.counts[$0] ?? 0)) }
    return [
      "quarter": optional(period.quarter?.description), "incidents": count(period.incidents),
      "byImpact": .object(impacts), "downtimeMinutes": .number(period.downtimeMinutes),
      "minutes": .number(period.minutes), "watchedMinutes": .number(period.watchedMinutes),
      "watchedDowntimeMinutes": .number(period.watchedDowntimeMinutes), "uptime": optional(period.uptime),
      "watchedUptime": optional(period.watchedUptime),
      "medianMinutesToResolve": optional(period.medianMinutesToResolve), "open": count(period.open),
      "unknownLength": count(period.unknownLength), "latestEnd": count(period.latestEnd),
      "latestStart": count(period.latestStart),
    ]
  }
}
