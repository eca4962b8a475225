internal import ScorecardModel
internal import ScorecardReport
internal import ScorecardScoring

/// Reads a quarter's scorecards as a partner would: what to do, why, and what is different.
struct ReportReader {
  /// Vendors named in one clause before the rest is only counted.
  private static let mostNames = 3

  /// Sorted by ``Scorecard/precedes(_:_:)``.
  let rows: [QuarterReport.Row]
  let catalog: Catalog
  let evaluator: Evaluator
  let end: Day

  // MARK: Headline

  /// One sentence with the decision.
  var headline: String {
    let drops = rows.filter { $0.scorecard.advice.shown == .drop }
    let watches = rows.filter { $0.scorecard.advice.shown == .watch }
    let slipping = watches.filter(isSlipping)
    let others = watches.filter { !isSlipping($0) }
    var clauses: [String] = []
    if !drops.isEmpty { clauses.append(dropClause(drops)) }
    if !slipping.isEmpty {
      clauses.append(
        Self.names(slipping.map(name)) + (slipping.count == 1 ? " is slipping" : " are slipping"))
    }
    if !others.isEmpty { clauses.append("keep an eye on " + Self.names(others.map(name))) }
    if clauses.isEmpty { clauses = quietClauses }
    return clauses.joined(separator: "; ").capitalizedFirst + "."
  }

  private func dropClause(_ drops: [QuarterReport.Row]) -> String {
    let parts = drops.map { row in
      if row.scorecard.vendor.role == .candidate { return "rule out " + name(row) }
      if let successor = successor(of: row.scorecard) { return "replace \(name(row)) with \(successor.name)" }
      return "look for a replacement of " + name(row)
    }
    return Self.names(parts)
  }

  private var quietClauses: [String] {
    let unclear = rows.filter { $0.scorecard.advice.shown == .unclear }
    if unclear.count == rows.count { return ["too little evidence to judge any vendor yet; keep logging"] }
    let kept = rows.count - unclear.count
    var clauses = [
      unclear.isEmpty
        ? (kept == 1 ? "keep " + name(rows[0]) : "keep all \(NumberText.inWords(kept)) vendors")
        : "nothing to change"
    ]
    if !unclear.isEmpty { clauses.append("too little is known about " + Self.names(unclear.map(name))) }
    return clauses
  }

  // MARK: Decisions

  /// Drops, then watches, then the unclear; of equals the lower score first.
  var decisions: [QuarterReport.Decision] {
    let order: [Advice] = [.drop, .watch, .unclear]
    return order.flatMap { advice in
      rows.filter { $0.scorecard.advice.shown == advice }.reversed().map { row in
        QuarterReport.Decision(
          vendor: row.scorecard.vendor.id, advice: advice, because: because(row), firstStep: firstStep(row))
      }
    }
  }

  private func because(_ row: QuarterReport.Row) -> String {
    let card = row.scorecard
    var clause = AdviceText.reason(card)
    if card.advice.shown == .drop {
      clause += ", saving about \(HarmText.incidents(card.switching.gain, digits: 0))"
      if let money = HarmText.money(card.switching.gain, in: catalog) { clause += " (\(money))" }
      clause += " in \(NumberText.fixed(catalog.policy.horizonMonths, digits: 0)) months"
    }
    if card.worsening.flagged, let since = card.worsening.since {
      clause +=
        "; \(NumberText.count(card.worsening.badDaysSince, "bad day")) since \(DayText.month(since)), "
        + "more than before"
    }
    return clause
  }

  private func firstStep(_ row: QuarterReport.Row) -> String {
    switch row.scorecard.advice.shown {
    case .keep: "Nothing"
    case .drop: dropStep(row.scorecard)
    case .watch: watchStep(row)
    case .unclear: unclearStep(row.scorecard)
    }
  }

  private func dropStep(_ card: Scorecard) -> String {
    let stage = catalog.stage(card.vendor.stage)?.name ?? card.vendor.stage
    if card.vendor.role == .candidate { return "Take it off the list for \(stage.lowercased())" }
    guard let successor = successor(of: card) else {
      return "Ask two other vendors for \(stage.lowercased()) for a quote"
    }
    if card.exposure.unit == .months { return "Ask \(successor.name) for a quote and try it for a month" }
    return successor.role == .primary
      ? "Move a tenth of the orders to \(successor.name) and ask it for a quote for the rest"
      : "Ask \(successor.name) for a quote and move a tenth of the orders"
  }

  private func watchStep(_ row: QuarterReport.Row) -> String {
    let again = "look again on " + DayText.short(end.month.advanced(by: 1).lastDay)
    let open = row.recovery.bad - row.recovery.resolved
    if open == 0 { return "Ask \(name(row)) what went wrong, and \(again)" }
    let incidents = open == 1 ? "open incident" : "\(NumberText.inWords(open)) open incidents"
    return "Raise the \(incidents) with \(name(row))'s support, and \(again)"
  }

  private func unclearStep(_ card: Scorecard) -> String {
    let flips = evaluator.explain(card.vendor.id, asOf: end, incidents: [])?.flips ?? []
    for flip in flips {
      switch flip.change {
      case .ordersWithoutIncident(let orders):
        return card.vendor.role == .primary
          ? "Record its volume: another \(NumberText.count(orders, "order")) without incident would settle it"
          : "Give it \(NumberText.count(orders, "order")) and record them"
      case .quietWeeks(let weeks):
        return card.vendor.role == .primary
          ? "Log or check in for \(weeks) more weeks"
          : "Log \(NumberText.count(weeks, "more experience")), each in another week"
      case .standardIncidents: continue
      }
    }
    return card.exposure.unit == .orders
      ? "Record how many orders it carries" : "Log more experiences with it"
  }

  // MARK: Parts

  /// The vendor to change to; nil when it would be an unknown one.
  private func successor(of card: Scorecard) -> Vendor? {
    guard let id = card.switching.alternative,
      let row = rows.first(where: { $0.scorecard.vendor.id == id }), row.scorecard.advice.shown != .drop
    else { return nil }
    return row.scorecard.vendor
  }

  /// Worse than before, not merely under observation.
  private func isSlipping(_ row: QuarterReport.Row) -> Bool {
    if row.scorecard.worsening.flagged { return true }
    guard let before = row.before, before.advice.shown == .keep else { return false }
    return row.scorecard.score < before.score
  }

  private func name(_ row: QuarterReport.Row) -> String { row.scorecard.vendor.name }

  /// `A`, `A and B`, `A, B and C`, `A, B, C and 2 more`.
  static func names(_ names: [String]) -> String {
    var shown = Array(names.prefix(mostNames))
    if names.count > mostNames { shown.append("\(names.count - mostNames) more") }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
