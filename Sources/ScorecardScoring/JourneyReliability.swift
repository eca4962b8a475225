package import ScorecardModel

/// Mean and variance of a random quantity.
package struct Moments: Sendable {
  package var mean: Double
  package var variance: Double

  /// Of 1 − x.
  var complement: Moments { Moments(mean: 1 - mean, variance: variance) }

  /// Of c·x.
  func scaled(by c: Double) -> Moments { Moments(mean: c * mean, variance: c * c * variance) }

  /// Of the product of two independent quantities. E[x²]E[y²] − E[x]²E[y]² written without a difference, which
  /// would lose a small variance to rounding.
  static func * (a: Moments, b: Moments) -> Moments {
    Moments(
      mean: a.mean * b.mean,
      variance: a.variance * b.variance + a.variance * b.mean * b.mean + b.variance * a.mean * a.mean)
  }
}

/// The chain of stages that an order passes (Scoring §7).
package struct JourneyChain: Sendable {
  /// One stage of the chain.
  package struct Link: Sendable {
    /// Primaries with their share, adding up to 1, and p.
    var primaries: [(share: Double, p: Moments)]
    /// The part of failures that the fallback absorbs, and its p.
    var fallback: (failover: Double, p: Moments)?

    var alone: Moments {
      Moments(
        mean: primaries.reduce(0) { $0 + $1.share * $1.p.mean },
        variance: primaries.reduce(0) { $0 + $1.share * $1.share * $1.p.variance })
    }

    /// p1 + (1 − p1)·c·p2 = 1 − (1 − p1)(1 − c·p2).
    var stage: Moments {
      guard let (c, p2) = fallback else { return alone }
      return (alone.complement * p2.scaled(by: c).complement).complement
    }

    /// What reaches the fallback's uncovered part: ∂stage/∂p1.
    var uncovered: Double { 1 - (fallback.map { $0.failover * $0.p.mean } ?? 0) }
  }

  package var links: [Link]

  var moments: Moments { links.map(\.stage).reduce(Moments(mean: 1, variance: 0), *) }

  /// Mean and 90 % interval of R, by a Beta with its moments.
  package var reliability: Estimate {
    let m = moments
    let beta = BetaDistribution(matching: m)
    return Estimate(mean: m.mean, low: beta.quantile(0.05), high: beta.quantile(0.95))
  }

  /// Birnbaum importance ∂R/∂p of a primary.
  package func importance(link: Int, primary: Int) -> Double {
    moments.mean / links[link].stage.mean * links[link].primaries[primary].share * links[link].uncovered
  }

  /// What a stage's fallback adds to R.
  func worthOfFallback(link: Int) -> Double? {
    links[link].fallback.map {
      moments.mean / links[link].stage.mean * (1 - links[link].alone.mean) * $0.failover * $0.p.mean
    }
  }
}

extension JourneyChain.Link {
  /// For published and worked values: p as Beta distributions.
  package init(primary: BetaDistribution, fallback: BetaDistribution? = nil, failover: Double = 0.5) {
    primaries = [(1, Moments(mean: primary.mean, variance: primary.variance))]
    self.fallback = fallback.map { (failover, Moments(mean: $0.mean, variance: $0.variance)) }
  }
}

extension JourneyChain {
  package init(_ links: [Link]) { self.links = links }
}

extension JourneyScore {
  init(_ view: StoreView, _ evidence: EvidenceRecord) {
    let stages = zip(view.stages, evidence.stages).map { stage, members in
      StageLink(stage, members.stage, evidence)
    }
    let chain = JourneyChain(stages.compactMap(\.link))
    var scores: [StageScore] = []
    var place = 0
    for stage in stages {
      scores.append(stage.score(in: chain, at: place, view: view, evidence: evidence))
      if stage.link != nil { place += 1 }
    }
    var weakest: PrimaryScore?
    for primary in scores.flatMap(\.primaries) where primary.loss ?? -1 > weakest?.loss ?? -1 {
      weakest = primary
    }
    self.init(
      reliability: chain.links.isEmpty ? nil : chain.reliability, stages: scores, weakest: weakest?.id)
  }
}

/// A stage of the catalog as a link of the chain.
private struct StageLink {
  let stage: Stage
  /// Places in the catalog and shares of the primaries that carry orders, or of all where none is counted.
  let primaries: [(vendor: Int, share: Double, p: Moments)]
  let fallback: (vendor: Int, failover: Double, p: Moments)?
  /// nil when the stage is not counted in orders.
  let link: JourneyChain.Link?

  init(_ view: StageView, _ stage: Stage, _ evidence: EvidenceRecord) {
    self.stage = stage
    let vendors = evidence.catalog.vendors
    func pass(_ place: Int) -> Moments { view.posteriors[place].survival(units: 1) }
    let own = view.members.indices.filter { vendors[view.members[$0]].role == .primary }
    let exposed = own.filter { view.observations[$0].exposure > 0 }
    let sum = exposed.reduce(0) { $0 + view.observations[$1].exposure }
    let listed = exposed.isEmpty ? own : exposed
    // Without orders the catalog is all that says who carries what.
    let stated = ExposureRecord.shares(of: evidence.catalog)
    let whole = listed.reduce(0) { $0 + stated[view.members[$1]] }
    primaries = listed.map { place in
      let carried = view.unit == .orders && sum > 0
      let share = carried ? view.observations[place].exposure / sum : stated[view.members[place]] / whole
      return (view.members[place], whole > 0 || carried ? share : 1 / Double(listed.count), pass(place))
    }
    var best: (vendor: Int, failover: Double, p: Moments)?
    for place in view.members.indices where vendors[view.members[place]].role == .fallback {
      let failover = vendors[view.members[place]].failover ?? 0.5
      let p = pass(place)
      if let held = best, held.failover * held.p.mean >= failover * p.mean { continue }
      best = (view.members[place], failover, p)
    }
    fallback = best
    let counted = view.unit == .orders && !exposed.isEmpty
    link =
      counted
      ? JourneyChain.Link(
        primaries: primaries.map { ($0.share, $0.p) }, fallback: best.map { ($0.failover, $0.p) })
      : nil
  }

  func score(in chain: JourneyChain, at place: Int, view: StoreView, evidence: EvidenceRecord) -> StageScore {
    let vendors = evidence.catalog.vendors
    let scored = primaries.enumerated().map { index, primary in
      let importance = link == nil ? nil : chain.importance(link: place, primary: index)
      return PrimaryScore(
        id: vendors[primary.vendor].id, share: primary.share, reliability: primary.p.mean,
        importance: importance, loss: importance.map { $0 * (1 - primary.p.mean) })
    }
    let mean = primaries.reduce(0) { $0 + $1.share * 100 * view.scores[$1.vendor].posterior.mean }
    return StageScore(
      stage: stage, counted: link != nil, reliability: link?.stage.mean,
      score: primaries.isEmpty ? nil : mean, primaries: scored,
      fallback: fallback.map {
        FallbackScore(
          id: vendors[$0.vendor].id, failover: $0.failover,
          worth: link == nil ? nil : chain.worthOfFallback(link: place))
      },
      singlePointOfFailure: link != nil && (fallback?.failover ?? 0) <= 0)
  }
}
