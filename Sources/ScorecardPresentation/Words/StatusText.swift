package import ScorecardModel

/// A ``StatusReport`` in sentences, the same for every front end; not escaped.
package struct StatusText {
  private let report: StatusReport
  private var catalog: Catalog { report.evaluation.catalog }

  package init(_ report: StatusReport) { self.report = report }

  /// `Replace Northwind Freight with Parcelo; Cartly is slipping.`
  package var headline: String {
    let used = report.evaluation.scorecards.filter { !$0.isUnused }
    guard report.lastEntry != nil else { return "No entries yet: what is shown is only what is typical." }
    let unclear = used.filter { $0.advice.shown == .unclear }.map(\.vendor.id)
    return Headline(report.verdicts, unclear: unclear, inUse: used, in: catalog).sentence
  }

  /// Why something waits, and what to do.
  package func task(_ task: StatusTask) -> String {
    switch task {
    case .decide(let verdict): return decision(verdict)
    case .due(let item): return DueText(in: catalog, asOf: report.evaluation.asOf).sentence(item)
    case .findDeadlines(let count):
      return count == 1
        ? "1 claim has no known deadline: look it up"
        : "\(NumberText.grouped(count)) claims have no known deadline: look them up"
    case .confirm(let count):
      return count == 1
        ? "1 reported outage waits for your yes: did your customers feel it?"
        : "\(NumberText.grouped(count)) reported outages wait for your yes: did your customers feel them?"
    case .recordOrders(let month, let estimate):
      let reckoned =
        estimate.map { " (reckoned as \(NumberText.fixed($0, digits: 0, grouped: true)) for now)" } ?? ""
      return "Orders of \(DayText.month(month)) are missing\(reckoned)"
    case .begin: return "Log the last thing that went wrong, and the last that went well: two minutes"
    case .backUp:
      return report.lastBackupDay.map { "The last backup is of \(DayText.short($0)): make a new one" }
        ?? "There is no backup yet"
    case .goOn(let day):
      return "Nothing on record since \(DayText.short(day)): log, or check in when all is quiet"
    }
  }

  private func decision(_ verdict: QuarterReport.Verdict) -> String {
    guard let card = report.evaluation.scorecard(verdict.vendor) else { return "" }
    let verb = verdict.advice != .drop ? "Keep an eye on" : verdict.isOnTrial ? "Rule out" : "Leave"
    return "\(verb) \(card.vendor.name): \(AdviceText.reason(card, in: catalog))"
  }

  package func step(_ task: StatusTask) -> NextStep {
    switch task {
    case .decide(let verdict): .explain(verdict.vendor)
    case .due(let item): DueText.step(item)
    case .findDeadlines: .due
    case .confirm: .unconfirmedEntries
    case .recordOrders(let month, _): .recordOrders(month: month)
    case .backUp: .backUp
    case .goOn, .begin: .log()
    }
  }

  /// `Of 1,000 orders 958 … go through without trouble worth chasing; 52 % of the rest is Northwind.`
  package var passing: String? {
    let journey = report.evaluation.journey
    guard report.lastEntry != nil, let reliability = journey.reliability else { return nil }
    let primaries = journey.stages.flatMap(\.primaries)
    let worst = primaries.compactMap { one in one.loss.map { (one.id, $0) } }.max { $0.1 < $1.1 }
    let all = primaries.compactMap(\.loss).reduce(0, +)
    let whose = worst.flatMap { id, loss in
      all > 0 && primaries.count > 1
        ? "; \(NumberText.percent(loss / all)) of the rest is \(catalog.vendorName(id))" : nil
    }
    return (HarmText.passing(reliability).capitalizedFirst + (whose ?? "")).sentence
  }

  /// `last entry 25 Nov 2026, last backup 20 Nov 2026`.
  package var freshness: String {
    let entry = report.lastEntry.map { "last entry " + DayText.short($0) } ?? "no entry yet"
    return entry + ", " + (report.lastBackupDay.map { "last backup " + DayText.short($0) } ?? "no backup yet")
  }
}
