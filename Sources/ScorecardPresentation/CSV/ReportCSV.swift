internal import Glibc
package import ScorecardModel

/// The quarter's scorecards for a spreadsheet, one row a vendor; numbers to six digits, which say all that is known (JSON has every
/// digit).
package enum ReportCSV {
  package static func text(_ report: QuarterReport) -> String {
    let header =
      [
        "quarter", "as_of", "provisional", "vendor", "name", "stage", "role", "advice", "score", "low",
        "high",
        "score_before", "entries", "entries_in_quarter", "switch_probability", "service_factor", "quality",
      ] + Dimension.service.map(\.rawValue) + [
        "trouble_per_unit", "harm_per_unit", "unit", "exposure", "bad", "resolved", "unresolved",
        "median_hours_to_resolve",
        "hold_minutes", "minutes_spent", "money_lost", "money_claimed", "money_recovered", "money_missed",
        "money_open",
      ]
    return report.rows.reduce(into: CSVCell.line(header)) { $0 += line($1, in: report) }
  }

  private static func line(_ row: QuarterReport.Row, in report: QuarterReport) -> String {
    let card = row.scorecard
    let recovery = row.recovery
    let identity = [
      report.quarter.description, report.evaluation.asOf.description, report.provisional ? "yes" : "no",
      card.vendor.id, card.vendor.name, card.vendor.stage, card.role.rawValue,
      card.advice.shown.rawValue,
    ]
    let scores = [
      number(card.score), number(card.low), number(card.high), number(row.before?.score),
      String(card.incidentCount),
      String(row.incidentCount), number(card.switching?.probability), number(card.service.factor),
      number(card.service.quality),
    ]
    let evidence = [
      number(card.trouble.mean), number(card.harm.mean), card.exposure.unit.rawValue,
      number(card.exposure.amount),
      String(recovery.bad), String(recovery.resolved), String(recovery.unresolved),
      number(recovery.medianHoursToResolve), String(recovery.holdMinutes), String(recovery.minutesSpent),
      recovery.moneyLost.description,
    ]
    let claims = [
      recovery.claims.claimed, recovery.claims.recovered, recovery.claims.missed, recovery.claims.open,
    ]
    return CSVCell.line(
      identity + scores + Dimension.service.map { number(card.service.dimensions[$0]) } + evidence
        + claims.map(\.description))
  }

  private static func number(_ value: Double?) -> String {
    value.flatMap { DecimalText.exact(rounded($0)) } ?? ""
  }

  /// To six significant digits.
  private static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    // Scaled by a power of ten that is exact, so that 82.9 is 82.9 again.
    let places = 5 - Int(log10(abs(value)).rounded(.down))
    let scale = pow(10, Double(abs(places)))
    return places >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
  }
}
