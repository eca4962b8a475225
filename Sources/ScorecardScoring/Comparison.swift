import Distributions
public import ScorecardModel

extension Evaluator {
  /// Beyond these nobody is helped by knowing what would settle it.
  private static let mostOrdersToSettle = 20_000
  private static let mostWeeksToSettle = 104

  /// The pick of these vendors, the first by advice and score, against each other one in the order of their rank.
  ///
  /// - Returns: empty with fewer than two known vendors in use; pairs of two stages are left out, their scores not
  ///   being comparable.
  public func pairings(_ vendors: [Vendor.ID], asOf: Day) -> [Pairing] {
    let day = DayView(evidence, asOf: asOf)
    let stages = evidence.stages.map(day.stage)
    let ranked = scorecards(Set(vendors.compactMap(place)).sorted(), day, stages)
      .filter { $0.advice.shown != .left }.ranked()
    guard let best = ranked.first else { return [] }
    return ranked.dropFirst().compactMap { other in
      guard other.vendor.stage == best.vendor.stage else { return nil }
      return pairing(best, other, day, stages)
    }
  }

  private func pairing(
    _ best: Scorecard, _ other: Scorecard, _ day: DayView, _ stages: [StageView]
  ) -> Pairing? {
    guard let stage = evidence.stages.firstIndex(where: { $0.stage.id == best.vendor.stage }),
      let first = placeInStage(best, stages[stage]), let second = placeInStage(other, stages[stage])
    else { return nil }
    let probability = stages[stage].probability(first, lessThan: second)
    let isAhead = probability >= 0.5
    var pairing = Pairing(
      better: isAhead ? best.vendor.id : other.vendor.id, other: isAhead ? other.vendor.id : best.vendor.id,
      probability: isAhead ? probability : 1 - probability)
    if !pairing.settled {
      let (lessKnown, place) = other.seen <= best.seen ? (other, second) : (best, first)
      pairing.settledBy = settling(stages[stage].members[place], day, evidence.stages[stage], first, second)
      pairing.settledOf = pairing.settledBy == nil ? nil : lessKnown.vendor.id
    }
    return pairing
  }

  private func placeInStage(_ card: Scorecard, _ view: StageView) -> Int? {
    view.members.firstIndex { evidence.catalog.vendors[$0].id == card.vendor.id }
  }

  /// How much more of a vendor, without anything going wrong, would settle it one way or the other.
  private func settling(
    _ vendor: Int, _ day: DayView, _ stage: EvidenceRecord.StageMembers, _ first: Int, _ second: Int
  ) -> Explanation.Flip.Change? {
    let unit = day.stage(stage).unit
    let amount = { (count: Int) in
      unit == .orders ? Double(count) : Double(count) * ExposureRecord.weekInMonths
    }
    let limit = unit == .orders ? Self.mostOrdersToSettle : Self.mostWeeksToSettle
    let count = Evaluator.smallest(upTo: limit) { count in
      let changed = day.assuming(Hypothesis(exposure: [vendor: amount(count)])).stage(stage)
      let probability = changed.probability(first, lessThan: second)
      return probability >= 0.95 || probability <= 0.05
    }
    return count.map { unit == .orders ? .ordersWithoutIncident($0) : .quietWeeks($0) }
  }

  /// What replacing a primary of the chain by another vendor of its stage, former too, would gain (Scoring §7).
  ///
  /// - Returns: nil when they are not of one stage, or `replaced` carries no counted orders.
  public func replacement(of replaced: Vendor.ID, by newcomer: Vendor.ID, asOf: Day) -> Replacement? {
    guard let old = place(of: replaced), let new = place(of: newcomer), old != new else { return nil }
    let day = DayView(evidence, asOf: asOf)
    let stages = evidence.stages.map(day.stage)
    let primaries = JourneyScore(stages, day).stages.flatMap(\.primaries)
    guard let importance = primaries.first(where: { $0.id == replaced })?.importance,
      let stage = stages.first(where: { $0.members.contains(old) && $0.members.contains(new) }),
      let oldPlace = stage.members.firstIndex(of: old), let newPlace = stage.members.firstIndex(of: new)
    else { return nil }
    let passes = [newPlace, oldPlace].map { stage.troubles[$0].harm.survival(units: 1).mean }
    return Replacement(
      replaced: replaced, by: newcomer, gain: importance * (passes[0] - passes[1]),
      probabilityBetter: stage.probability(newPlace, lessThan: oldPlace))
  }
}

extension StageView {
  /// P(T of one member < T of another).
  func probability(_ a: Int, lessThan b: Int) -> Double {
    GammaDistribution.probabilityLess(troubles[a].distribution, than: troubles[b].distribution)
  }
}
