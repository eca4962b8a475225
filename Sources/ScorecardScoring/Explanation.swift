public import ScorecardModel

extension Evaluator {
  /// Most incidents whose influence is computed exactly; the heaviest are tried.
  private static let influencesTried = 60

  /// Why a vendor has its score and advice (Scoring §8).
  ///
  /// - Parameter incidents: of this vendor; those after the as-of day and retracted ones are passed over.
  /// - Returns: nil when the catalog has no such vendor.
  public func explain(_ vendor: Vendor.ID, asOf: Day, incidents: [RecordedIncident]) -> Explanation? {
    guard let index = place(of: vendor) else { return nil }
    let view = StoreView(evidence, asOf: asOf)
    guard let scorecard = scorecards([index], view).first else { return nil }
    return Explanation(
      scorecard: scorecard, terms: terms(of: index, view),
      influences: influences(of: index, incidents, view), flips: flips(of: index, scorecard, view))
  }

  /// The five parts of 100·(w·R + (1 − w)·Σω·y_c).
  private func terms(of vendor: Int, _ view: StoreView) -> [Explanation.Term] {
    let weights = evidence.catalog.policy.dimensionWeights
    let quality = view.qualities[vendor]
    let values = [view.reliabilities[vendor].mean] + quality.dimensions
    let own = weights[.reliability] ?? 0
    let others = Dimension.service.reduce(0) { $0 + (weights[$1] ?? 0) }
    return zip(Dimension.servqual, values).map { dimension, value in
      let weight = dimension == .reliability ? own : (1 - own) * (weights[dimension] ?? 0) / others
      return Explanation.Term(
        dimension: dimension, weight: weight, value: value, points: 100 * weight * value,
        logs: evidence.timelines[vendor].logs(asOf: view.asOf, in: dimension))
    }
  }

  /// Score − score without the incident, its week staying observed; largest effect first.
  private func influences(
    of vendor: Int, _ incidents: [RecordedIncident], _ view: StoreView
  ) -> [Explanation.Influence] {
    let policy = evidence.catalog.policy
    let score = view.scores[vendor].posterior.mean
    let known = incidents.filter { !$0.retracted && $0.incident.day <= view.asOf }
    let weighed = known.compactMap { recorded -> (RecordedIncident, DecayedSums, Double)? in
      let incident = recorded.incident
      let d = evidence.decay(days: view.asOf - incident.day)
      let sums = DecayedSums(EvidenceSums(of: incident, policy: policy), incident.dimension, decay: -d)
      let weight = max(-sums.observation(exposure: 0).harm, -sums.goods)
      return weight > 0 ? (recorded, sums, weight) : nil
    }
    let heaviest = weighed.sorted { ($0.2, $1.0.id) > ($1.2, $0.0.id) }.prefix(Self.influencesTried)
    let influences = heaviest.map { recorded, sums, _ in
      let without = view.assuming(Hypothesis(sums: [vendor: sums]), evidence)
      return Explanation.Influence(
        incident: recorded, points: 100 * (score - without.scores[vendor].posterior.mean))
    }
    return influences.sorted { (abs($0.points), $1.incident.id) > (abs($1.points), $0.incident.id) }
  }

  // MARK: What would change the advice

  /// The smallest change of each kind, dated as-of, that brings another advice.
  private func flips(of vendor: Int, _ now: Scorecard, _ view: StoreView) -> [Explanation.Flip] {
    guard let (stage, place) = stagePlace(of: vendor, view) else { return [] }
    let before = evidence.earlierReviews(
      stage: evidence.stages[stage], places: [place], before: view.asOf)[place]?.state
    func advice(_ hypothesis: Hypothesis) -> Advice {
      let changed = view.assuming(hypothesis, evidence).stages[stage]
      var rule = SwitchingRule(changed, evidence)
      return AdviceFinding(
        switching: rule.switching(from: place), credibility: changed.credibilities[place],
        recentDisaster: now.advice.recentDisaster, before: before ?? ReviewState(), earlier: [],
        on: view.asOf
      ).shown
    }
    func flip(
      upTo limit: Int, _ change: (Int) -> Explanation.Flip.Change, _ hypothesis: (Int) -> Hypothesis
    ) -> Explanation.Flip? {
      let found = Evaluator.smallest(upTo: limit) { advice(hypothesis($0)) != now.advice.shown }
      return found.map { Explanation.Flip(change: change($0), advice: advice(hypothesis($0))) }
    }
    let unit = view.stages[stage].unit
    let quiet: Explanation.Flip?
    if unit == .orders {
      quiet = flip(upTo: 1_000_000, { .ordersWithoutIncident($0) }) {
        Hypothesis(exposure: [vendor: Double($0)])
      }
    } else {
      quiet = flip(upTo: 520, { .quietWeeks($0) }) { quietWeeks($0, for: vendor, view.stages[stage]) }
    }
    let more = flip(upTo: 1000, { .standardIncidents($0) }) { count in
      var sums = DecayedSums()
      sums.add(standardIncidents: Double(count), .general)
      return Hypothesis(sums: [vendor: sums])
    }
    return [quiet, more].compactMap { $0 }
  }

  /// A quiet week counts for every primary of the stage; for a fallback or candidate it counts nothing.
  private func quietWeeks(_ weeks: Int, for vendor: Int, _ stage: StageView) -> Hypothesis {
    var hypothesis = Hypothesis()
    for member in stage.members where evidence.catalog.vendors[member].role == .primary {
      hypothesis.exposure[member] = Double(weeks) * ExposureRecord.weekInMonths
    }
    return hypothesis
  }

  private func stagePlace(of vendor: Int, _ view: StoreView) -> (stage: Int, place: Int)? {
    for (stage, members) in view.stages.enumerated() {
      if let place = members.members.firstIndex(of: vendor) { return (stage, place) }
    }
    return nil
  }

  /// The smallest n in 1...limit that passes: doubling, then bisection.
  private static func smallest(upTo limit: Int, _ passes: (Int) -> Bool) -> Int? {
    var failed = 0
    var n = 1
    while !passes(n) {
      if n == limit { return nil }
      failed = n
      n = min(2 * n, limit)
    }
    while n - failed > 1 {
      let middle = (n + failed) / 2
      if passes(middle) { n = middle } else { failed = middle }
    }
    return n
  }
}
