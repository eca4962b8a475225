package import Distributions
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

  /// R/stage: what the other stages let through. Not by dividing, since a stage may let nothing through.
  private func others(than link: Int) -> Double {
    links.indices.reduce(1) { $1 == link ? $0 : $0 * links[$1].stage.mean }
  }

  /// Birnbaum importance ∂R/∂p of a primary.
  package func importance(link: Int, primary: Int) -> Double {
    others(than: link) * links[link].primaries[primary].share * links[link].uncovered
  }

  /// What a stage's fallback adds to R.
  func worthOfFallback(link: Int) -> Double? {
    links[link].fallback.map {
      others(than: link) * (1 - links[link].alone.mean) * $0.failover * $0.p.mean
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
  init(_ views: [StageView], _ day: DayView) {
    let stages = zip(views, day.evidence.stages).map { StageLink($0, $1.stage, day) }
    let chain = JourneyChain(stages.compactMap(\.link))
    var scores: [StageScore] = []
    var place = 0
    for stage in stages {
      scores.append(stage.score(in: chain, at: place))
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
  private struct Primary {
    var vendor: Vendor
    var share: Double
    var p: Moments
    var score: Double
  }

  private let stage: Stage
  private let primaries: [Primary]
  private let fallback: (vendor: Vendor, failover: Double, p: Moments)?
  /// nil when the stage is not counted in orders, or no primary has any.
  let link: JourneyChain.Link?

  init(_ view: StageView, _ stage: Stage, _ day: DayView) {
    self.stage = stage
    let vendors = day.evidence.catalog.vendors
    // H itself: an order does not care how nicely it was lost.
    func pass(_ place: Int) -> Moments { view.troubles[place].harm.survival(units: 1) }
    func role(_ place: Int) -> Role { day.evidence.roles.role(of: view.members[place], on: day.asOf) }
    let all = view.members.indices.filter { role($0) == .primary }
    let exposed = all.filter { view.observations[$0].exposure > 0 }
    let counted = view.unit == .orders && !exposed.isEmpty
    let own = counted ? exposed : all
    let shares = StageLink.shares(own, view, day)
    primaries = zip(own, shares).map { place, share in
      Primary(
        vendor: vendors[view.members[place]], share: share, p: pass(place), score: view.troubles[place].score)
    }
    var best: (vendor: Vendor, failover: Double, p: Moments)?
    for place in view.members.indices where role(place) == .fallback {
      let vendor = vendors[view.members[place]]
      let (failover, p) = (vendor.failover ?? 0.5, pass(place))
      if let held = best, held.failover * held.p.mean >= failover * p.mean { continue }
      best = (vendor, failover, p)
    }
    fallback = best
    link =
      counted
      ? JourneyChain.Link(
        primaries: primaries.map { ($0.share, $0.p) }, fallback: best.map { ($0.failover, $0.p) })
      : nil
  }

  /// Y ÷ ΣY, Y before any is filled in; without any, E ÷ ΣE; without orders what the catalog says, or equal parts.
  private static func shares(_ places: [Int], _ view: StageView, _ day: DayView) -> [Double] {
    func parts(_ amount: (Int) -> Double) -> [Double]? {
      let sum = places.reduce(0) { $0 + amount($1) }
      return sum > 0 ? places.map { amount($0) / sum } : nil
    }
    let stated = { (place: Int) in day.evidence.roles.share(of: view.members[place], on: day.asOf) }
    let observed =
      view.unit == .orders
      ? parts { view.volumes[$0] } ?? parts { view.observations[$0].exposure } : nil
    return observed ?? parts(stated) ?? places.map { _ in 1 / Double(places.count) }
  }

  func score(in chain: JourneyChain, at place: Int) -> StageScore {
    let scored = primaries.enumerated().map { index, primary in
      let importance = link == nil ? nil : chain.importance(link: place, primary: index)
      return PrimaryScore(
        id: primary.vendor.id, share: primary.share, reliability: primary.p.mean,
        importance: importance, loss: importance.map { $0 * (1 - primary.p.mean) })
    }
    return StageScore(
      stage: stage, counted: link != nil, reliability: link?.stage.mean,
      score: primaries.isEmpty ? nil : primaries.reduce(0) { $0 + $1.share * $1.score }, primaries: scored,
      fallback: fallback.map {
        FallbackScore(
          id: $0.vendor.id, failover: $0.failover,
          worth: link == nil ? nil : chain.worthOfFallback(link: place))
      },
      singlePointOfFailure: link != nil && (fallback?.failover ?? 0) <= 0)
  }
}

extension BetaDistribution {
  /// By moments, the variance held between what a Beta can have and what its quantiles can be computed for
  /// (α + β up to 10⁷: an interval of a hundredth of a point).
  init(matching moments: Moments) {
    let mean = min(max(moments.mean, 1e-9), 1 - 1e-9)
    let most = mean * (1 - mean)
    self.init(mean: mean, variance: min(0.95 * most, max(1e-7 * most, moments.variance)))
  }
}
