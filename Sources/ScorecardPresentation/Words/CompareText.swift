package import ScorecardModel

/// Vendors side by side in sentences, the same for every front end; not escaped.
package struct CompareText {
  private let cards: [Scorecard]
  private let pairings: [Pairing]
  private let trialOrders: [Vendor.ID: Int]
  private let evaluation: Evaluation

  /// - Parameters:
  ///   - cards: by verdict, then score.
  ///   - pairings: who is better than whom and how sure.
  ///   - trials: vendors on trial, and after how many orders there is enough to judge them.
  package init(
    _ cards: [Scorecard], pairings: [Pairing], trials: [Vendor.ID: Int] = [:], in evaluation: Evaluation
  ) {
    (self.cards, self.pairings, trialOrders, self.evaluation) = (cards, pairings, trials, evaluation)
  }

  /// The pick, and what is not settled; empty without a vendor.
  package var verdicts: [String] {
    guard let best = cards.first else { return [] }
    return pickLine(best, of: cards.count, pairings, in: evaluation) + others(pairings, best, evaluation)
  }

  /// Who gives less trouble and how sure that is, or why there is no pick yet.
  private func pickLine(
    _ best: Scorecard, of count: Int, _ pairings: [Pairing], in evaluation: Evaluation
  ) -> [String] {
    let name = best.vendor.name
    let won = pairings.filter { $0.better == best.vendor.id && $0.settled }
    let better = won.isEmpty ? "" : " Less trouble than " + sureOf(won, evaluation)
    switch best.advice.shown {
    case .left: return ["Nothing to pick from: you have left all of them."]
    case .drop: return ["No pick: even \(name) is one to leave.\(better)"]
    case .unclear:
      return ["No pick yet: too little is known about \(count == 1 ? name : "any of them").\(better)"]
    case .keep, .watch:
      if count == 1 {
        let catalog = WorkspaceLayout.catalogName
        return ["\(name) is the only one here; add vendors on trial to \(catalog) to compare."]
      }
      guard better.isEmpty else { return ["Pick \(name)".sentence + better] }
      // The order is by verdict, and of one that is unclear more may be hoped for.
      if let rival = pairings.first(where: { $0.other == best.vendor.id && $0.probability > 0.5 }) {
        return [
          "No pick yet: \(evaluation.catalog.vendorName(rival.better)) may give less trouble than \(name)"
            .sentence
        ]
      }
      let left = evaluation.scorecards.filter {
        $0.advice.shown == .drop && $0.switching?.alternative == best.vendor.id
          && pairings.map(\.other).contains($0.vendor.id)
      }.map {
        "leaving \($0.vendor.name) pays off, \(NumberText.probability($0.switching?.probability ?? 0)) sure"
      }
      return [
        "Pick \(name)"
          + (left.isEmpty ? " for now: nothing is settled yet" : ": " + NameList.and(left)).sentence
      ]
    }
  }

  /// `A: over 99 % sure, B: 97 % sure.`; of many only how sure it is at least.
  private func sureOf(_ won: [Pairing], _ evaluation: Evaluation) -> String {
    let names = won.map { evaluation.catalog.vendorName($0.other) }
    guard won.count > NameList.most else {
      let beaten = zip(names, won).map { "\($0): \(NumberText.probability($1.probability)) sure" }
      return beaten.joined(separator: ", ") + "."
    }
    let least = NumberText.probability(won.map(\.probability).min() ?? 0)
    return "\(NameList.and(names)), each at least \(least) sure."
  }

  /// The other pairs: what is not settled, and who may cause even less trouble; pairs with the same verdict share a
  /// sentence.
  private func others(_ pairings: [Pairing], _ best: Scorecard, _ evaluation: Evaluation) -> [String] {
    var groups: [(better: Vendor.ID, end: String, pairs: [Pairing])] = []
    for pair in pairings where !(pair.better == best.vendor.id && pair.settled) {
      let end = pair.settled ? "." : ", not settled. " + toSettle(pair, evaluation)
      if let index = groups.firstIndex(where: { $0.better == pair.better && $0.end == end }) {
        groups[index].pairs.append(pair)
      } else {
        groups.append((pair.better, end, [pair]))
      }
    }
    return groups.map { group in
      let named = group.pairs.prefix(NameList.most).map {
        evaluation.catalog.vendorName($0.other) + ": " + NumberText.probability($0.probability)
      }
      let rest = group.pairs.dropFirst(NameList.most).map(\.probability)
      let others = rest.isEmpty ? "" : " and \(rest.count) more (\(probabilities(rest)))"
      return evaluation.catalog.vendorName(group.better) + " over " + named.joined(separator: ", ") + others
        + group.end
    }
  }

  /// `57 % to 94 %`.
  private func probabilities(_ probabilities: [Double]) -> String {
    let ends = [probabilities.min(), probabilities.max()].map { NumberText.probability($0 ?? 0) }
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
  }

  private func toSettle(_ pair: Pairing, _ evaluation: Evaluation) -> String {
    guard let change = pair.settledBy, let vendor = pair.settledOf else { return "Only time will tell." }
    // What takes years is no way to settle it.
    if case .ordersWithoutIncident(let orders) = change,
      let volume = evaluation.scorecard(vendor)?.switching?.monthlyVolume,
      Double(orders) > volume * evaluation.catalog.policy.horizonMonths
    {
      return "Only time will tell."
    }
    let what = FlipText.change(change).capitalizedFirst
    return "\(what) with \(evaluation.catalog.vendorName(vendor)) would settle it."
  }

  /// Of those on trial, when enough is known.
  package var trials: [String] {
    evaluation.catalog.vendors.compactMap { vendor in
      trialOrders[vendor.id].map { orders in
        "\(vendor.name) is on trial: after \(NumberText.count(orders, "more order")) without trouble there is enough "
          + "to judge it on its own."
      }
    }
  }

  /// A column of prices and terms.
  package struct Term {
    package var title: String
    /// One a card; nil = not known.
    package var cells: [String?]
  }

  /// What the catalog says of prices, promises and contracts; columns that say nothing are left out, and without any of them
  /// all.
  package var terms: [Term] {
    let catalog = evaluation.catalog
    let columns: [(String, (Scorecard) -> String?)] = [
      ("an order", { $0.vendor.price?.perOrder.map { HarmText.money($0, in: catalog) } }),
      ("trouble, an order", { HarmText.troublePrice($0, in: catalog) }),
      ("a month", { $0.vendor.price?.perMonth.map { HarmText.money($0, in: catalog) } }),
      ("promises", { $0.vendor.promisedDays.map { NumberText.count($0, "day") } }),
      ("claims within", { TermsText.claims($0.vendor) }),
      ("renews", { $0.vendor.contract.map { DayText.short($0.renews) } }),
      ("decide by", { $0.vendor.contract.map { DayText.short($0.decideBy) } }),
    ]
    return columns.filter { column in cards.contains { column.1($0) != nil && hasTerms($0.vendor) } }
      .map { title, cell in Term(title: title, cells: cards.map(cell)) }
  }

  private func hasTerms(_ vendor: Vendor) -> Bool {
    vendor.price != nil || vendor.promisedDays != nil || vendor.claims != nil || vendor.contract != nil
  }
}
