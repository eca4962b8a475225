internal import ScorecardModel
internal import ScorecardPresentation
internal import ScorecardScoring

/// Reads a quarter's scorecards as a partner would: what to do, why, and what is different.
struct ReportNarrative {
  /// Vendors of which too little is known that get a row of their own.
  private static let mostUnclear = 5

  /// By verdict, then score.
  let rows: [QuarterReport.Row]
  let catalog: Catalog
  let evaluator: Evaluator
  let end: Day

  /// The rows that there is something to say about.
  let used: [QuarterReport.Row]

  init(rows: [QuarterReport.Row], catalog: Catalog, evaluator: Evaluator, end: Day) {
    self.rows = rows
    self.catalog = catalog
    self.evaluator = evaluator
    self.end = end
    used = rows.filter { !$0.scorecard.isUnused }
  }

  // MARK: Headline

  /// One sentence with the decision.
  var headline: String {
    let drops = pressing(.drop)
    let watches = pressing(.watch)
    let slipping = watches.filter(isSlipping)
    let others = watches.filter { !isSlipping($0) }
    var clauses: [String] = []
    if !drops.isEmpty { clauses.append(dropClause(drops)) }
    if !slipping.isEmpty {
      clauses.append(
        NameList.and(slipping.map(name)) + (slipping.count == 1 ? " is slipping" : " are slipping"))
    }
    if !others.isEmpty { clauses.append("keep an eye on " + NameList.and(others.map(name))) }
    if clauses.isEmpty { clauses = quietClauses }
    return clauses.joined(separator: "; ").capitalizedFirst.sentence
  }

  /// In the order of the decisions; those that go the same way are named together.
  private func dropClause(_ drops: [QuarterReport.Row]) -> String {
    var ways: [(way: (String) -> String, key: String, names: [String])] = []
    for row in drops {
      let (key, way) = wayOut(of: row.scorecard)
      if let index = ways.firstIndex(where: { $0.key == key }) {
        ways[index].names.append(name(row))
      } else {
        ways.append((way, key, [name(row)]))
      }
    }
    return NameList.and(ways.map { $0.way(NameList.and($0.names)) })
  }

  private func wayOut(of card: Scorecard) -> (key: String, way: (String) -> String) {
    if card.role == .candidate { return ("rule out", { "rule out " + $0 }) }
    guard let successor = successor(of: card) else {
      return ("look", { "look for a replacement of " + $0 })
    }
    return (successor.id + "=", { "replace \($0) with \(successor.name)" })
  }

  private var quietClauses: [String] {
    let unclear = pressing(.unclear)
    let inUse = used.filter { $0.scorecard.advice.shown != .left }
    if unclear.count == inUse.count { return ["too little is known to judge any vendor yet; keep logging"] }
    let kept = inUse.count - unclear.count
    var clauses = [
      unclear.isEmpty
        ? "keep "
          + (kept == 1
            ? name(inUse[0]) : kept == 2 ? "both vendors" : "all \(NumberText.inWords(kept)) vendors")
        : "nothing to change"
    ]
    if !unclear.isEmpty { clauses.append("too little is known about " + NameList.and(unclear.map(name))) }
    return clauses
  }

  // MARK: Decisions

  /// Drops, then watches, then the unclear; of equals what saves most first.
  var decisions: [QuarterReport.Decision] {
    let rows = pressing(.drop) + pressing(.watch) + pressing(.unclear).prefix(Self.mostUnclear)
    return rows.map { row in
      QuarterReport.Decision(
        vendor: row.scorecard.vendor.id, advice: row.scorecard.advice.shown, because: because(row),
        firstStep: firstStep(row))
    }
  }

  /// Good vendors to whom another would still pay, and who gets no row in the decisions, and why.
  var leftOut: [String] {
    let unclear = pressing(.unclear).dropFirst(Self.mostUnclear).map(name)
    let unused = rows.filter(\.scorecard.isUnused).map(name)
    var sentences = used.filter { $0.scorecard.advice.better != nil }.map { row in
      "\(name(row)): \(AdviceText.reason(row.scorecard, in: catalog))".sentence
    }
    if !unclear.isEmpty {
      sentences.append(
        "Too little is known to judge \(unclear.count) more: \(NameList.and(unclear))".sentence)
    }
    if !unused.isEmpty {
      let few = unused.count <= NameList.most
      let vendors = few ? NameList.and(unused) : NumberText.count(unused.count, "vendor")
      sentences.append(
        "\(vendors) carried nothing and had no entries in the year up to \(DayText.short(end)): nothing to decide"
          + (few ? "." : " about \(NameList.and(unused))".sentence))
    }
    return sentences
  }

  /// The used vendors with this advice, what saves most first.
  private func pressing(_ advice: Advice) -> [QuarterReport.Row] {
    let rows = used.filter { $0.scorecard.advice.shown == advice }
    return rows.enumerated().sorted { a, b in
      let gains = [a, b].map { $0.element.scorecard.switching?.gain ?? 0 }
      let (first, second) = (gains[0], gains[1])
      return first != second ? first > second : a.offset < b.offset
    }.map(\.element)
  }

  private func because(_ row: QuarterReport.Row) -> String {
    let card = row.scorecard
    var clause = AdviceText.reason(card, in: catalog)
    if card.advice.shown == .drop, let gain = card.switching?.gain, gain > 0 {
      clause += ", saving about \(HarmText.troubles(gain, digits: 0))"
      if let money = HarmText.money(gain, in: catalog) { clause += " (\(money))" }
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
    case .keep, .left: "Nothing"
    case .drop: dropStep(row.scorecard)
    case .watch: watchStep(row)
    case .unclear: unclearStep(row.scorecard)
    }
  }

  private func dropStep(_ card: Scorecard) -> String {
    let stage = catalog.stage(card.vendor.stage)?.name ?? card.vendor.stage
    if card.role == .candidate { return "Take it off the list for \(stage.lowercased())" }
    guard let successor = successor(of: card) else {
      return "Ask two other vendors for \(stage.lowercased()) for a quote"
    }
    if card.exposure.unit == .months { return "Ask \(successor.name) for a quote and try it for a month" }
    return rows.first { $0.scorecard.vendor.id == successor.id }?.scorecard.role == .primary
      ? "Move a tenth of the orders to \(successor.name) and ask it for a quote for the rest"
      : "Ask \(successor.name) for a quote and move a tenth of the orders"
  }

  private func watchStep(_ row: QuarterReport.Row) -> String {
    let again = "look again on " + DayText.short(end.month.advanced(by: 1).lastDay)
    let (open, unknown) = (row.recovery.unresolved, row.recovery.unknown)
    if open > 0 {
      let incidents = open == 1 ? "open entry" : "\(NumberText.inWords(open)) open entries"
      return "Raise the \(incidents) with \(name(row))'s support, and \(again)"
    }
    if unknown > 0 {
      let incidents = unknown == 1 ? "the bad entry" : "the \(NumberText.inWords(unknown)) bad entries"
      return "Find out whether \(name(row)) put \(incidents) of the quarter right, and \(again)"
    }
    if row.recovery.bad == 0 { return again.capitalizedFirst }
    return "Ask \(name(row)) what went wrong, and \(again)"
  }

  private func unclearStep(_ card: Scorecard) -> String {
    let flips = evaluator.explain(card.vendor.id, asOf: end, incidents: [])?.flips ?? []
    for flip in flips {
      switch flip.change {
      case .ordersWithoutIncident(let orders):
        return orderStep(card, orders)
      case .quietWeeks(let weeks):
        return card.role == .primary
          ? "Log or check in for \(NumberText.count(weeks, "more week"))"
          : "Log \(NumberText.count(weeks, "more experience")), each in another week"
      case .standardIncidents, .goodServiceExperiences: continue
      }
    }
    return card.exposure.unit == .orders
      ? "Record how many orders it carries" : "Log more experiences with it"
  }

  private func orderStep(_ card: Scorecard, _ orders: Int) -> String {
    let count = NumberText.count(orders, "order")
    if card.role != .primary { return "Give it \(count) and record \(orders == 1 ? "it" : "them")" }
    return card.track.amount > 0
      ? "Wait: \(NumberText.count(orders, "more order")) without trouble would settle it"
      : "Record how many orders it carries: \(count) without trouble would settle it"
  }

  // MARK: Parts

  /// The vendor to change to; nil when it would be an unknown one.
  private func successor(of card: Scorecard) -> Vendor? {
    guard let id = card.switching?.alternative,
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
}
