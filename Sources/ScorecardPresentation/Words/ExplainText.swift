package import ScorecardModel

/// Why a vendor has its score, the same for every front end; not escaped.
package enum ExplainText {
  /// What each part took of 100, or gave back, with the score last; what is shown adds up.
  package static func points(_ explanation: Explanation) -> [(what: String, points: String)] {
    let card = explanation.scorecard
    let dimensions = Dimension.allCases.map { (DimensionText.plain($0), -(card.points.dimensions[$0] ?? 0)) }
    let parts =
      [("nothing known yet: typical trouble until you know", -card.points.unknown)]
      + dimensions.filter { $0.1 != 0 }
      + (card.points.gained >= 0.05 ? [("treats you better than the others do", card.points.gained)] : [])
    let tenths = PointRounding.tenths([100] + parts.map(\.1), total: card.score)
    return [("a vendor without any trouble", PointRounding.text(tenths: tenths[0]))]
      + zip(parts, tenths.dropFirst()).map { part, tenth in
        (part.0, (tenth > 0 ? "+" : "") + PointRounding.text(tenths: tenth))
      } + [("score", PointRounding.text(tenths: tenths.reduce(0, +)))]
  }

  /// How often it hurts, what its service forgives, and what leaving it would save.
  package static func harm(_ card: Scorecard, in catalog: Catalog) -> [String] {
    let price = HarmText.money(card.harm.mean * (card.exposure.unit == .orders ? 1000 : 1), in: catalog)
    let forgiven = NumberText.percent(1 - card.service.factor)
    let service =
      forgiven == "0 %"
      ? [] : ["its service is better than the others': \(forgiven) of its trouble is forgiven"]
    return [
      HarmText.rate(card, price: price), "watched over \(HarmText.watched(card)), recent ones count most",
    ]
      + service
      + (card.switching.map { [leaving($0, isOnTrial: card.role == .candidate, in: catalog)] } ?? [])
  }

  private static func leaving(_ switching: Switching, isOnTrial: Bool, in catalog: Catalog) -> String {
    let other = switching.alternative.map(catalog.vendorName) ?? "an unknown vendor"
    let months = NumberText.fixed(catalog.policy.horizonMonths, digits: 0)
    let verb = switching.gain >= 0 ? "save" : "cost"
    let move = isOnTrial ? "\(other) in its place" : "leaving for \(other)"
    let money = HarmText.money(abs(switching.gain), in: catalog).map { " (\($0))" } ?? ""
    return "\(move) would \(verb) \(HarmText.troubles(abs(switching.gain)))\(money) in \(months) months, "
      + "including the move, which costs \(HarmText.troubles(switching.cost))"
  }

  /// The entries that move the score by what can be seen, the weightiest first.
  package static func felt(_ explanation: Explanation) -> [Explanation.Influence] {
    explanation.influences.filter { NumberText.fixed(abs($0.points), digits: 1) != "0.0" }
  }
}
