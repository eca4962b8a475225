internal import ScorecardModel
internal import ScorecardScoring

/// Reads a quarter's scorecards as a partner would: what to do, and what first.
struct ReportDecisions {
  /// Vendors of which too little is known that get a row of their own.
  private static let mostUnclear = 5

  /// By verdict, then score.
  let rows: [QuarterReport.Row]
  let evaluator: Evaluator
  let end: Day
  /// The rows that there is something to say about.
  let used: [QuarterReport.Row]
  private let verdicts: Verdicts

  init(rows: [QuarterReport.Row], evaluator: Evaluator, end: Day) {
    self.rows = rows
    self.evaluator = evaluator
    self.end = end
    used = rows.filter { !$0.scorecard.isUnused }
    verdicts = Verdicts(rows.map(\.scorecard)) { id in rows.first { $0.scorecard.vendor.id == id }?.before }
  }

  /// Drops, then watches, then the unclear; of equals what saves most first.
  var decisions: [QuarterReport.Decision] {
    let cards =
      verdicts.pressing(.drop) + verdicts.pressing(.watch)
      + verdicts.pressing(.unclear).prefix(Self.mostUnclear)
    return cards.compactMap { card in
      guard let row = rows.first(where: { $0.scorecard.vendor.id == card.vendor.id }),
        let firstStep = firstStep(row)
      else { return nil }
      let verdict = verdicts.verdict(card)
      return QuarterReport.Decision(
        vendor: verdict.vendor, advice: verdict.advice, successor: verdict.successor,
        isSlipping: verdict.isSlipping, firstStep: firstStep)
    }
  }

  var leftOut: QuarterReport.LeftOut {
    func ids(_ rows: some Sequence<QuarterReport.Row>) -> [Vendor.ID] { rows.map(\.scorecard.vendor.id) }
    return QuarterReport.LeftOut(
      better: ids(used.filter { $0.scorecard.advice.better != nil }),
      unclear: verdicts.pressing(.unclear).dropFirst(Self.mostUnclear).map(\.vendor.id),
      unused: ids(rows.filter(\.scorecard.isUnused)))
  }

  // MARK: First steps

  private func firstStep(_ row: QuarterReport.Row) -> QuarterReport.FirstStep? {
    switch row.scorecard.advice.shown {
    case .keep, .left: nil
    case .drop: dropStep(row.scorecard)
    case .watch: watchStep(row)
    case .unclear: unclearStep(row.scorecard)
    }
  }

  private func dropStep(_ card: Scorecard) -> QuarterReport.FirstStep {
    if card.role == .candidate { return .ruleOut }
    guard let successor = verdicts.successor(of: card) else { return .askOthers }
    if card.exposure.unit == .months { return .tryForMonth(successor.vendor.id) }
    return .moveTenth(to: successor.vendor.id, isPrimary: successor.role == .primary)
  }

  private func watchStep(_ row: QuarterReport.Row) -> QuarterReport.FirstStep {
    let again = end.month.advanced(by: 1).lastDay
    if row.recovery.unresolved > 0 { return .raise(open: row.recovery.unresolved, again: again) }
    if row.recovery.unknown > 0 { return .askWhetherResolved(row.recovery.unknown, again: again) }
    return row.recovery.bad == 0 ? .lookAgain(again) : .askWhatWentWrong(again: again)
  }

  private func unclearStep(_ card: Scorecard) -> QuarterReport.FirstStep {
    for flip in evaluator.explain(card.vendor.id, asOf: end, incidents: [])?.flips ?? [] {
      switch flip.change {
      case .ordersWithoutIncident(let orders):
        if card.role != .primary { return .giveOrders(orders) }
        return card.track.amount > 0 ? .wait(orders: orders) : .recordOrders(orders)
      case .quietWeeks(let weeks):
        return card.role == .primary ? .checkIn(weeks: weeks) : .logExperiences(weeks)
      case .standardIncidents, .goodServiceExperiences: continue
      }
    }
    return card.exposure.unit == .orders ? .recordOrders(nil) : .logMore
  }
}
