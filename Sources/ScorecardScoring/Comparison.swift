public import ScorecardModel

extension Evaluator {
  /// Good logs beyond which "a few more would settle it" helps nobody.
  private static let mostLogsToSettle = 60

  /// The best of these vendors against each other one, in the order of their rank.
  ///
  /// - Returns: empty with fewer than two known vendors.
  public func pairings(_ vendors: [Vendor.ID], asOf: Day) -> [Pairing] {
    let view = StoreView(evidence, asOf: asOf)
    let places = Set(vendors.compactMap(place)).sorted()
    let ranked = scorecards(places, view).ranked()
    guard let best = ranked.first, let bestPlace = place(of: best.vendor.id) else { return [] }
    return ranked.dropFirst().compactMap { other in
      guard let otherPlace = place(of: other.vendor.id) else { return nil }
      let probability = probabilityBetter(bestPlace, than: otherPlace, view)
      var pairing = Pairing(
        better: best.vendor.id, other: other.vendor.id, probability: probability, goodLogsToSettle: nil,
        logsOf: nil)
      if !pairing.settled {
        let lessKnown = other.evidence <= best.evidence ? otherPlace : bestPlace
        pairing.goodLogsToSettle = goodLogsToSettle(lessKnown, bestPlace, otherPlace, view)
        pairing.logsOf = evidence.catalog.vendors[lessKnown].id
      }
      return pairing
    }
  }

  /// What replacing a primary of the chain by another vendor of its stage would gain (Scoring §7).
  ///
  /// - Returns: nil when they are not of one stage, or `replaced` carries no counted orders.
  public func replacement(of replaced: Vendor.ID, by newcomer: Vendor.ID, asOf: Day) -> Replacement? {
    guard let old = place(of: replaced), let new = place(of: newcomer), old != new else { return nil }
    let view = StoreView(evidence, asOf: asOf)
    let primaries = JourneyScore(view, evidence).stages.flatMap(\.primaries)
    guard let importance = primaries.first(where: { $0.id == replaced })?.importance,
      let stage = view.stages.first(where: { $0.members.contains(old) && $0.members.contains(new) }),
      let oldPlace = stage.members.firstIndex(of: old), let newPlace = stage.members.firstIndex(of: new)
    else { return nil }
    let (before, after) = (stage.posteriors[oldPlace], stage.posteriors[newPlace])
    return Replacement(
      replaced: replaced, by: newcomer,
      gain: importance * (after.survival(units: 1).mean - before.survival(units: 1).mean),
      probabilityBetter: GammaDistribution.probabilityLess(after, than: before))
  }

  private func probabilityBetter(_ a: Int, than b: Int, _ view: StoreView) -> Double {
    bestProbabilities([view.scores[a].posterior, view.scores[b].posterior])[0]
  }

  private func goodLogsToSettle(_ vendor: Int, _ best: Int, _ other: Int, _ view: StoreView) -> Int? {
    (1...Self.mostLogsToSettle).first { count in
      var sums = DecayedSums()
      sums.add(goods: Double(count), .general)
      let probability = probabilityBetter(
        best, than: other, view.assuming(Hypothesis(sums: [vendor: sums]), evidence))
      return probability >= 0.95 || probability <= 0.05
    }
  }
}
