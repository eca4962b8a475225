internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

extension Snapshot {
  /// The scorecard of a quarter, as of its last day or, while it runs, of `day`.
  ///
  /// A final report does not depend on the day on which it is made: the same data gives the same report.
  /// It is provisional while the quarter runs and for 30 days after; then `day` is part of it.
  ///
  /// - Throws: ``WorkspaceError/emptyPeriod(_:onRecord:)``, ``WorkspaceError/onlyUncatalogued(_:_:)``.
  public func quarterReport(_ quarter: Quarter, asOf day: Day) throws -> QuarterReport {
    let end = min(quarter.lastDay, day)
    var incidents = try reader.incidents(
      IncidentFilter(from: quarter.firstDay, through: end, standings: [.counted]))
    let vendors = Set(incidents.map(\.incident.vendor))
    incidents.removeAll { catalog.vendor($0.incident.vendor) == nil }
    guard !incidents.isEmpty else {
      if !vendors.isEmpty { throw WorkspaceError.onlyUncatalogued(quarter, vendors.sorted()) }
      throw WorkspaceError.emptyPeriod(quarter, onRecord: try reader.span())
    }
    let provisional = day < quarter.finalDay
    return ReportBuilder(
      quarter: quarter, asOf: provisional ? day : end, provisional: provisional, incidents: incidents,
      evidence: try evidence(), evaluator: try evaluator(), catalog: catalog
    ).report
  }
}

/// Puts a quarter's report together from evidence and the quarter's incidents; pure.
struct ReportBuilder {
  private static let evidenceShown = 3

  let quarter: Quarter
  let asOf: Day
  let provisional: Bool
  /// Of the quarter up to `end`, in the order of (day, id).
  let incidents: [RecordedIncident]
  let evidence: Evidence
  let evaluator: Evaluator
  let catalog: Catalog

  private var end: Day { min(quarter.lastDay, asOf) }

  var report: QuarterReport {
    var evaluation = evaluator.evaluate(asOf: end)
    let uncataloguedVendors = evidence.uncataloguedVendors(in: catalog, through: end)
    if !uncataloguedVendors.isEmpty { evaluation.warnings.append(.uncataloguedVendors(uncataloguedVendors)) }
    let earlier = quarter.previous.lastDay
    let before = evidence.firstDay ?? .latest <= earlier ? evaluator.evaluate(asOf: earlier) : nil
    let places = Dictionary(grouping: incidents.indices) { incidents[$0].incident.vendor }
    let rows = evaluation.scorecards.filter { !isYetToCome($0) }.ranked().map { card in
      row(card, before, own: (places[card.vendor.id] ?? []).map { incidents[$0] })
    }
    let reader = ReportDecisions(rows: rows, evaluator: evaluator, end: end)
    var report = QuarterReport(
      quarter: quarter, evaluation: evaluation, asOf: asOf, provisional: provisional,
      decisions: reader.decisions, leftOut: reader.leftOut, rows: rows,
      changes: reader.changes(compared: before != nil),
      incidentCount: incidents.count,
      recovery: recovery(incidents), programVersion: ProgramVersion.current,
      dataHash: ReportHash(
        catalog, evidence, incidents, uncataloguedVendors: uncataloguedVendors, through: end,
        asOf: provisional ? asOf : nil
      )
      .description)
    (report.orders, report.monthsWithoutOrders) = orders
    report.trend = ScoreTrend(quarters, asOf: end, evaluator)
    return report
  }

  private static let quartersInTrend = 8

  /// The last ones with anything on record.
  private var quarters: [Quarter] {
    var quarters = [quarter]
    while quarters.count < Self.quartersInTrend, let first = evidence.firstDay,
      let earliest = quarters.last, first < earliest.firstDay
    {
      quarters.append(earliest.previous)
    }
    return quarters.reversed()
  }

  /// By days where a volume reaches beyond the quarter.
  private var orders: (count: Int?, missing: [Month]) {
    let volumes = evidence.volumes.filter {
      $0.vendor == nil && $0.from <= end && $0.to > quarter.firstDay
    }
    guard !volumes.isEmpty else { return (nil, []) }
    let sum = volumes.reduce(0.0) { sum, volume in
      let days = min(volume.to, end + 1) - max(volume.from, quarter.firstDay)
      return sum + Double(volume.orders) * Double(days) / Double(volume.to - volume.from)
    }
    let months = (0..<3).map { Month(index: quarter.firstDay.month.index + $0) }
    let missing = months.filter { month in
      month.firstDay <= end && !volumes.contains { $0.from <= month.lastDay && $0.to > month.firstDay }
    }
    return (Int(sum.rounded()), missing)
  }

  /// Joins the store after the quarter.
  private func isYetToCome(_ card: Scorecard) -> Bool {
    card.track.firstDay == nil && (card.standing.joined ?? .earliest) > end
  }

  private func row(
    _ scorecard: Scorecard, _ before: Evaluation?, own: [RecordedIncident]
  ) -> QuarterReport.Row {
    let counted = own.filter { $0.incident.attribution == .vendor }
    let weighed = counted.map { (recorded: $0, weight: weight($0.incident)) }
    let worst = weighed.filter { $0.recorded.incident.outcome != .good }
      .sorted {
        ($0.weight, $0.recorded.incident.day, $0.recorded.id) > (
          $1.weight, $1.recorded.incident.day, $1.recorded.id
        )
      }
    let best = counted.filter { $0.incident.outcome == .good }
      .sorted {
        (!$0.incident.summary.isEmpty ? 1 : 0, $0.incident.day, $0.id) > (
          !$1.incident.summary.isEmpty ? 1 : 0, $1.incident.day, $1.id
        )
      }
    // Before anything was on record a score is only what is assumed of anyone.
    let earlier = before?.scorecard(scorecard.vendor.id).flatMap { $0.track.firstDay == nil ? nil : $0 }
    var row = QuarterReport.Row(
      scorecard: scorecard, before: earlier, incidentCount: own.count,
      worst: worst.prefix(Self.evidenceShown).map(\.recorded), best: Array(best.prefix(Self.evidenceShown)),
      recovery: recovery(own))
    var kinds = KindCount.Tally()
    for recorded in counted { kinds.add(recorded.incident) }
    row.kinds = kinds.counts
    return row
  }

  private func weight(_ incident: Incident) -> Int64 {
    guard let severity = incident.outcome.severity else { return 0 }
    return catalog.policy.weight(
      severity: severity, resolved: incident.resolved, mitigated: incident.mitigated)
  }

  private func recovery(_ incidents: [RecordedIncident]) -> QuarterReport.Recovery {
    QuarterReport.Recovery(of: incidents.map(\.incident), asOf: end, in: catalog)
  }
}
