package import ScorecardModel

extension JSONText {
  /// `report --format json`: all that the Markdown report shows, in its order.
  package static func report(_ report: QuarterReport) -> JSONText {
    let narrative = ReportNarrative(report)
    return [
      "quarter": .string(report.quarter.description),
      "from": .string(report.quarter.firstDay.description),
      "to": .string((report.quarter.lastDay + 1).description),
      "asOf": .string(report.asOf.description), "evaluatedAsOf": .string(report.evaluation.asOf.description),
      "provisional": .bool(report.provisional), "headline": .string(narrative.headline),
      "logs": count(report.incidentCount), "orders": report.orders.map(count) ?? nil,
      "monthsWithoutOrders": list(report.monthsWithoutOrders) { .string($0.description) },
      "decisions": list(report.decisions) { decision in
        [
          "vendor": .string(decision.vendor), "advice": .string(decision.advice.rawValue),
          "because": .string(narrative.because(decision)),
          "firstStep": .string(narrative.firstStep(decision)),
        ]
      },
      "journey": .object(members(report.evaluation.journey)),
      "vendors": list(report.rows, row),
      "changes": list(narrative.changes) { .string($0) },
      "recovery": recovery(report.recovery),
      "warnings": list(EvidenceText.warnings(report.evaluation)) { .string($0) },
      "estimated": list(EvidenceText.estimates(report.evaluation)) { .string($0) },
      "policy": policy(report.evaluation.catalog.policy),
      "version": .string(report.programVersion), "schema": count(ReportSchema.version),
      "dataHash": .string(report.dataHash),
    ]
  }

  private static func row(_ row: QuarterReport.Row) -> JSONText {
    scorecard(row.scorecard).adding([
      "before": row.before.map {
        [
          "score": .number($0.score), "low": .number($0.low), "high": .number($0.high),
          "advice": .string($0.advice.shown.rawValue),
        ]
      } ?? nil,
      "logsInQuarter": count(row.incidentCount),
      "kinds": kinds(row.kinds),
      "worst": incidents(row.worst), "best": incidents(row.best), "recovery": recovery(row.recovery),
    ])
  }

  static func kinds(_ kinds: [KindCount]) -> JSONText {
    list(kinds) { ["kind": .string($0.kind.rawValue), "count": count($0.count)] }
  }

  private static func recovery(_ recovery: QuarterReport.Recovery) -> JSONText {
    [
      "bad": count(recovery.bad), "resolved": count(recovery.resolved),
      "unresolved": count(recovery.unresolved),
      "medianHoursToResolve": optional(recovery.medianHoursToResolve),
      "holdMinutes": count(recovery.holdMinutes), "minutesSpent": count(recovery.minutesSpent),
      "moneyLost": optional(recovery.moneyLost), "moneyClaimed": optional(recovery.claims.claimed),
      "moneyRecovered": optional(recovery.claims.recovered), "moneyMissed": optional(recovery.claims.missed),
      "moneyOpen": optional(recovery.claims.open),
    ]
  }
}

/// The layout of written reports; raised when a reader of them would have to change.
package enum ReportSchema {
  package static let version = 2
}
