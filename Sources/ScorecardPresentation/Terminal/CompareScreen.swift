package import ScorecardModel

extension Screen {
  /// Vendors side by side, the pick, and what is missing to decide.
  ///
  /// - Parameters:
  ///   - title: the stage, or nil when vendors were named one by one.
  ///   - pairings: who is better than whom and how sure.
  ///   - unused: vendors of the stage that were passed over.
  ///   - trials: vendors on trial, and after how many orders there is enough to judge them.
  package func compare(
    _ scorecards: [Scorecard], title: Stage.ID?, pairings: [Pairing], unused: [Vendor] = [],
    trials: [Vendor.ID: Int] = [:], in evaluation: Evaluation
  ) -> String {
    let cards = scorecards.ranked()
    let heading = title.map { stageName($0, in: evaluation.catalog) } ?? "Side by side"
    guard let best = cards.first else {
      return lines([
        legend(heading, evaluation), "", "No vendors to compare. Add them to \(WorkspaceLayout.catalogName).",
      ])
    }
    let text = CompareText(cards, pairings: pairings, trials: trials, in: evaluation)
    return lines(
      [legend(heading, evaluation), ""] + forest([(group: nil, cards: cards)]) + terms(cards, text) + [
        ""
      ]
        + (text.verdicts + text.trials).flatMap { paragraph(safe($0), indent: 0) }
        + self.unused(unused, evaluation)
        + next([("Why", .explain(best.vendor.id)), ("Weakest stage", .journey)]))
  }

  /// What the catalog says of prices, promises and contracts.
  private func terms(_ cards: [Scorecard], _ text: CompareText) -> [String] {
    let columns = text.terms
    if columns.isEmpty { return [] }
    var table = TextTable([.left] + columns.map { _ in .right }, flexible: 0)
    table.add(heads(["prices and terms"] + columns.map(\.title)))
    for (index, card) in cards.enumerated() {
      table.add([safe(card.vendor.name)] + columns.map { $0.cells[index] ?? "–" })
    }
    return [""] + table.lines(columns: self.columns)
  }

  /// Who was passed over in a stage.
  private func unused(_ vendors: [Vendor], _ evaluation: Evaluation) -> [String] {
    if vendors.isEmpty { return [] }
    let names = NameList.and(vendors.map { safe($0.name) })
    return paragraph(
      "Not shown, because they carried no orders and had no entries for a year: \(names)".sentence,
      indent: 0
    ).map(style.dim)
  }
}
