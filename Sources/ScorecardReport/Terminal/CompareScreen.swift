package import ScorecardModel

extension Screen {
  /// Vendors side by side, the pick, and what is missing to decide.
  ///
  /// - Parameters:
  ///   - title: the stage, or nil when vendors were named one by one.
  ///   - pairings: who is better than whom and how sure.
  package func compare(
    _ scorecards: [Scorecard], title: Stage.ID?, pairings: [Pairing], in evaluation: Evaluation
  ) -> String {
    let cards = scorecards.sorted(by: Scorecard.precedes)
    let heading = title.map { stageName($0, in: evaluation.catalog) } ?? "Side by side"
    guard let best = cards.first else {
      return lines([legend(heading, evaluation), "", "No vendors to compare. Add them to vendors.json."])
    }
    let verdicts =
      pickLine(best, of: cards.count, pairings, in: evaluation)
      + openPairs(pairings, besides: best.vendor.id, in: evaluation)
    return lines(
      [legend(heading, evaluation), ""] + forest([(group: nil, cards: cards)]) + [""]
        + verdicts.flatMap { paragraph($0, indent: 0) }
        + hints([
          ("Why", "vendorscore explain " + safe(best.vendor.id)), ("Weakest stage", "vendorscore journey"),
        ]))
  }

  private func pickLine(
    _ best: Scorecard, of count: Int, _ pairings: [Pairing], in evaluation: Evaluation
  ) -> [String] {
    let name = safe(best.vendor.name)
    let won = pairings.filter { $0.better == best.vendor.id && $0.settled }
    let beaten = won.map {
      "\(self.name($0.other, in: evaluation.catalog)): \(NumberText.probability($0.probability)) sure"
    }
    let better = beaten.isEmpty ? "" : " Better than " + beaten.joined(separator: ", ") + "."
    switch best.advice.shown {
    case .drop: return ["Pick none of them: even \(name) is one to drop." + better]
    case .unclear: return ["No pick yet: too little evidence." + better]
    case .keep, .watch:
      if count == 1 { return ["\(name) is the only one here; add candidates to vendors.json to compare."] }
      return beaten.isEmpty ? ["\(name) leads, but nothing is settled yet."] : ["Pick \(name)." + better]
    }
  }

  /// Every other order of two: what is settled between the rest, and what is not settled at all.
  private func openPairs(_ pairings: [Pairing], besides best: Vendor.ID, in evaluation: Evaluation)
    -> [String]
  {
    pairings.filter { !($0.better == best && $0.settled) }.map { pair in
      let order =
        name(pair.better, in: evaluation.catalog) + " over " + name(pair.other, in: evaluation.catalog)
      let sure = NumberText.probability(pair.probability)
      return pair.settled
        ? "\(order): \(sure)." : "\(order): \(sure), not settled. " + toSettle(pair, evaluation)
    }
  }

  private func toSettle(_ pair: Pairing, _ evaluation: Evaluation) -> String {
    guard let logs = pair.goodLogsToSettle, let vendor = pair.logsOf else {
      return "Good logs alone would not settle it; time and volume may."
    }
    let more = NumberText.inWords(logs).capitalizedFirst
    return "\(more) more good \(name(vendor, in: evaluation.catalog)) \(logs == 1 ? "log" : "logs") "
      + "would settle it."
  }
}
