package import ScorecardModel

extension Screen {
  /// Vendors side by side, the pick, and what is missing to decide.
  ///
  /// - Parameters:
  ///   - title: the stage, or nil when vendors were named one by one.
  ///   - pairings: who is better than whom and how sure.
  ///   - unused: vendors of the stage that were passed over.
  package func compare(
    _ scorecards: [Scorecard], title: Stage.ID?, pairings: [Pairing], unused: [Vendor] = [],
    in evaluation: Evaluation
  ) -> String {
    let cards = scorecards.ranked()
    let heading = title.map { stageName($0, in: evaluation.catalog) } ?? "Side by side"
    guard let best = cards.first else {
      return lines([legend(heading, evaluation), "", "No vendors to compare. Add them to vendors.json."])
    }
    let verdicts =
      pickLine(best, of: cards.count, pairings, in: evaluation)
      + openPairs(pairings, besides: best.vendor.id, in: evaluation)
    return lines(
      [legend(heading, evaluation), ""] + forest([(group: nil, cards: cards)]) + [""]
        + verdicts.flatMap { paragraph($0, indent: 0) } + self.unused(unused, evaluation)
        + hints([
          ("Why", "vendorscore explain " + safe(best.vendor.id)), ("Weakest stage", "vendorscore journey"),
        ]))
  }

  private func pickLine(
    _ best: Scorecard, of count: Int, _ pairings: [Pairing], in evaluation: Evaluation
  ) -> [String] {
    let name = safe(best.vendor.name)
    let better = self.better(than: pairings.filter { $0.better == best.vendor.id && $0.settled }, evaluation)
    switch best.advice.shown {
    case .drop: return ["Pick none of them: even \(name) is one to drop.\(better)"]
    case .unclear: return ["No pick yet: too little evidence.\(better)"]
    case .keep, .watch:
      if count == 1 { return ["\(name) is the only one here; add candidates to vendors.json to compare."] }
      return better.isEmpty
        ? ["\(name) leads, but nothing is settled yet."] : ["Pick \(name)".sentence + better]
    }
  }

  /// ` Better than A: over 99 % sure, B: 97 % sure.`; of many only how sure it is at least.
  private func better(than won: [Pairing], _ evaluation: Evaluation) -> String {
    if won.isEmpty { return "" }
    let names = won.map { name($0.other, in: evaluation.catalog) }
    guard won.count > NameList.most else {
      let beaten = zip(names, won).map { "\($0): \(NumberText.probability($1.probability)) sure" }
      return " Better than " + beaten.joined(separator: ", ") + "."
    }
    let least = NumberText.probability(won.map(\.probability).min() ?? 0)
    return " Better than \(NameList.and(names)), each at least \(least) sure."
  }

  /// Every other order of two: what is settled between the rest, and what is not settled at all; those of which
  /// the same is to be said in one sentence.
  private func openPairs(_ pairings: [Pairing], besides best: Vendor.ID, in evaluation: Evaluation)
    -> [String]
  {
    var groups: [(better: Vendor.ID, end: String, pairs: [Pairing])] = []
    for pair in pairings where !(pair.better == best && pair.settled) {
      let end = pair.settled ? "." : ", not settled. " + toSettle(pair, evaluation)
      if let index = groups.firstIndex(where: { $0.better == pair.better && $0.end == end }) {
        groups[index].pairs.append(pair)
      } else {
        groups.append((pair.better, end, [pair]))
      }
    }
    return groups.map { group in
      let named = group.pairs.prefix(NameList.most).map {
        name($0.other, in: evaluation.catalog) + ": " + NumberText.probability($0.probability)
      }
      let rest = group.pairs.dropFirst(NameList.most).map(\.probability)
      let others = rest.isEmpty ? "" : " and \(rest.count) more (\(probabilities(rest)))"
      return name(group.better, in: evaluation.catalog) + " over " + named.joined(separator: ", ") + others
        + group.end
    }
  }

  /// `57 % to 94 %`.
  private func probabilities(_ probabilities: [Double]) -> String {
    let ends = [probabilities.min(), probabilities.max()].map { NumberText.probability($0 ?? 0) }
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
  }

  private func toSettle(_ pair: Pairing, _ evaluation: Evaluation) -> String {
    guard let logs = pair.goodLogsToSettle, let vendor = pair.logsOf else {
      return "Good logs alone would not settle it; time and volume may."
    }
    let more = NumberText.inWords(logs).capitalizedFirst
    return "\(more) more good \(name(vendor, in: evaluation.catalog)) \(logs == 1 ? "log" : "logs") "
      + "would settle it."
  }

  /// Who was passed over in a stage.
  private func unused(_ vendors: [Vendor], _ evaluation: Evaluation) -> [String] {
    if vendors.isEmpty { return [] }
    let names = NameList.and(vendors.map { safe($0.name) })
    return paragraph(
      "Not shown, since nothing went through them and nothing was logged for a year: \(names)".sentence,
      indent: 0
    ).map(style.dim)
  }
}
