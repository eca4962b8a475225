public import ScorecardModel

/// Scores and advice from evidence: pure, the same for the same evidence, policy and day.
///
/// Arranging the evidence costs time in proportion to its cells; each as-of day after that costs months.
public struct Evaluator: Sendable {
  let evidence: EvidenceRecord

  /// - Parameter catalog: checked; vendors whose stage the journey lacks are not scored.
  public init(catalog: Catalog, evidence: Evidence) {
    self.evidence = EvidenceRecord(catalog: catalog, evidence: evidence)
  }

  /// Every vendor, in catalog order, and the journey.
  public func evaluate(asOf: Day) -> Evaluation {
    let view = StoreView(evidence, asOf: asOf)
    let all = Array(evidence.catalog.vendors.indices)
    return Evaluation(
      asOf: asOf, catalog: evidence.catalog, scorecards: scorecards(all, view),
      journey: JourneyScore(view, evidence), warnings: warnings(view))
  }

  /// One vendor, for less than evaluating all.
  public func scorecard(of vendor: Vendor.ID, asOf: Day) -> Scorecard? {
    guard let index = place(of: vendor) else { return nil }
    return scorecards([index], StoreView(evidence, asOf: asOf)).first
  }

  func place(of vendor: Vendor.ID) -> Int? {
    evidence.catalog.vendors.firstIndex { $0.id == vendor }
  }

  /// - Parameter wanted: places in the catalog, ascending.
  func scorecards(_ wanted: [Int], _ view: StoreView) -> [Scorecard] {
    let set = Set(wanted)
    var found: [Int: Scorecard] = [:]
    for (stage, members) in zip(view.stages, evidence.stages) {
      let places = stage.members.indices.filter { set.contains(stage.members[$0]) }
      if places.isEmpty { continue }
      let best = bestProbabilities(stage.members.map { view.scores[$0].posterior })
      let earlier = evidence.earlierReviews(stage: members, places: places, before: view.asOf)
      var rule = SwitchingRule(stage, evidence)
      for place in places {
        let (reviews, state) = earlier[place] ?? ([], ReviewState())
        let vendor = stage.members[place]
        let switching = rule.switching(from: place)
        let advice = AdviceFinding(
          switching: switching, credibility: stage.credibilities[place],
          recentDisaster: evidence.recentDisaster(of: vendor, on: view.asOf), before: state,
          earlier: reviews, on: view.asOf)
        found[vendor] = scorecard(
          vendor, view, stage, place, advice: advice, switching: switching, best: best[place])
      }
    }
    return wanted.compactMap { found[$0] }
  }

  private func scorecard(
    _ vendor: Int, _ view: StoreView, _ stage: StageView, _ place: Int, advice: AdviceFinding,
    switching: Switching, best: Double
  ) -> Scorecard {
    let score = view.scores[vendor]
    let observation = stage.observations[place]
    let harm = stage.posteriors[place]
    let quality = view.qualities[vendor]
    return Scorecard(
      vendor: evidence.catalog.vendors[vendor], advice: advice, score: 100 * score.posterior.mean,
      low: 100 * score.posterior.quantile(0.05), high: 100 * score.posterior.quantile(0.95),
      evidence: score.evidence, reliability: view.reliabilities[vendor].mean,
      reliabilityCredibility: stage.credibilities[place], quality: quality.mean,
      dimensions: Dictionary(uniqueKeysWithValues: zip(Dimension.service, quality.dimensions)),
      exposure: Exposure(unit: stage.unit, amount: observation.exposure),
      track: evidence.track(of: vendor, unit: stage.unit, asOf: view.asOf),
      harm: HarmPosterior(
        mean: harm.mean, low: harm.quantile(0.05), high: harm.quantile(0.95), shape: harm.shape,
        rate: harm.rate, sum: observation.harm,
        sumOfSquares: observation.harmSquared),
      bestProbability: best, switching: switching, worsening: worsening(of: vendor, asOf: view.asOf),
      logs: evidence.timelines[vendor].logs(asOf: view.asOf),
      posterior: BetaShape(alpha: score.posterior.alpha, beta: score.posterior.beta))
  }

  /// The last 24 months from the month of the store's first incident, the running month whole.
  private func worsening(of vendor: Int, asOf: Day) -> Worsening {
    guard let first = evidence.firstIncident, first <= asOf else {
      return Worsening(
        bayesFactor: 1, badDaysSince: 0, since: nil, flagged: false, months: 0, badDays: 0)
    }
    let start = Month(index: max(first.month.index, asOf.month.index - 23))
    return Worsening(badDays: evidence.timelines[vendor].badDays(from: start, through: asOf), from: start)
  }

  private func warnings(_ view: StoreView) -> [String] {
    let names = view.stages.filter { $0.unit == .orders }.flatMap { stage in
      zip(stage.members, stage.observations).compactMap { member, observation in
        let vendor = evidence.catalog.vendors[member]
        return vendor.role == .primary && observation.exposure <= 0 ? vendor.name : nil
      }
    }
    if names.isEmpty { return [] }
    let (verb, them, fail) = names.count == 1 ? ("is", "has", "it fails") : ("are", "have", "they fail")
    return [
      "\(NameList.and(names)) \(verb) primary but \(them) no orders on record; how often \(fail) is assumed, "
        + "not observed"
    ]
  }
}
