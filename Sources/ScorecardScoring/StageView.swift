import ScorecardModel

/// What might be different on the as-of day, to ask "what if".
struct Hypothesis: Sendable {
  /// Added to a vendor's decayed sums, by its place in the catalog.
  var sums: [Int: DecayedSums] = [:]
  /// Added to a vendor's exposure.
  var exposure: [Int: Double] = [:]
}

/// The harm rates of one stage on a day, over all dimensions.
struct StageView: Sendable {
  let asOf: Day
  let unit: Exposure.Unit
  /// Places in the catalog.
  let members: [Int]
  let observations: [HarmObservation]
  let fit: HarmRateFit
  let posteriors: [GammaDistribution]
  /// Z_R.
  let credibilities: [Double]

  init(
    _ evidence: EvidenceRecord, stage: EvidenceRecord.StageMembers, asOf: Day, sums: [DecayedSums],
    hypothesis: Hypothesis? = nil
  ) {
    self.asOf = asOf
    members = stage.vendors
    var amounts = members.map { evidence.exposures.orders($0, asOf: asOf) }
    let inOrders = amounts.contains { $0 > 0 }
    unit = inOrders ? .orders : .months
    if !inOrders { amounts = members.map { evidence.exposures.months($0, asOf: asOf) } }
    if let more = hypothesis?.exposure {
      for (place, vendor) in members.enumerated() { amounts[place] += more[vendor] ?? 0 }
    }
    let observations = zip(amounts, sums).map { $1.observation(exposure: $0) }
    let fit = HarmRateFit(observations, unit: unit)
    self.observations = observations
    self.fit = fit
    posteriors = observations.map(fit.posterior)
    credibilities = amounts.map { fit.credibility(exposure: $0) }
  }

  /// R of each member: P(no standard incident in the next 16 orders, or month), from the fit over reliability
  /// alone (Scoring §2).
  func reliabilities(_ sums: [DecayedSums]) -> [Moments] {
    let alone = zip(observations, sums).map { $1.reliabilityObservation(exposure: $0.exposure) }
    let fit = HarmRateFit(alone, unit: unit)
    return alone.map { fit.posterior($0).survival(units: unit == .orders ? 16 : 1) }
  }
}

/// All scores of a store on a day, without the advice.
struct StoreView: Sendable {
  let asOf: Day
  /// In catalog order.
  let sums: [DecayedSums]
  /// In journey order.
  let stages: [StageView]
  let reliabilities: [Moments]
  let qualities: [ServiceQualityFit.Quality]
  let scores: [Score]

  init(_ evidence: EvidenceRecord, asOf: Day) {
    let sums = evidence.timelines.map { $0.sums(asOf: asOf, decay: evidence.decay) }
    self.init(evidence, asOf: asOf, sums: sums, hypothesis: nil)
  }

  /// The same day, were the evidence different.
  func assuming(_ hypothesis: Hypothesis, _ evidence: EvidenceRecord) -> StoreView {
    var changed = sums
    for (vendor, more) in hypothesis.sums {
      changed[vendor].add(more, decay: 1)
      changed[vendor].clamp()
    }
    return StoreView(evidence, asOf: asOf, sums: changed, hypothesis: hypothesis)
  }

  private init(_ evidence: EvidenceRecord, asOf: Day, sums: [DecayedSums], hypothesis: Hypothesis?) {
    self.asOf = asOf
    self.sums = sums
    let policy = evidence.catalog.policy
    stages = evidence.stages.map { stage in
      let own = stage.vendors.map { sums[$0] }
      return StageView(evidence, stage: stage, asOf: asOf, sums: own, hypothesis: hypothesis)
    }
    var reliabilities: [Int: Moments] = [:]
    var credibilities: [Int: Double] = [:]
    for stage in stages {
      let found = stage.reliabilities(stage.members.map { sums[$0] })
      for (place, vendor) in stage.members.enumerated() {
        reliabilities[vendor] = found[place]
        credibilities[vendor] = stage.credibilities[place]
      }
    }
    let quality = ServiceQualityFit(sums, policy: policy)
    var orderedReliabilities: [Moments] = []
    var qualities: [ServiceQualityFit.Quality] = []
    var scores: [Score] = []
    for vendor in sums.indices {
      // Every vendor's stage is in the journey (the catalog is checked), so each has a reliability.
      guard let reliability = reliabilities[vendor], let credibility = credibilities[vendor] else { continue }
      let own = quality.quality(of: sums[vendor], reliability: reliability.mean)
      orderedReliabilities.append(reliability)
      qualities.append(own)
      scores.append(
        Score(
          reliability: reliability, reliabilityCredibility: credibility, quality: own, policy: policy))
    }
    self.reliabilities = orderedReliabilities
    self.qualities = qualities
    self.scores = scores
  }
}
