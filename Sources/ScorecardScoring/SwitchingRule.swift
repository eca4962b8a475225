import Distributions
import ScorecardModel

/// Would switching pay off, for the members of one stage on one day? (Scoring §5)
struct SwitchingRule {
  /// Months of typical trouble that a move costs on the orders that move.
  private static let monthsOfTrouble = 3.0
  /// Seen from which on a vendor can be an alternative.
  private static let leastSeen = 0.5

  private let view: StageView
  private let catalog: Catalog
  /// The two known vendors in use with the least mean trouble, in catalog order on a tie.
  private let candidates: [Int]
  /// Quantiles at the nodes by shape: several vendors are compared with the same alternative.
  private var nodes: [Double: [Double]] = [:]

  init(_ view: StageView, _ catalog: Catalog) {
    self.view = view
    self.catalog = catalog
    let known = view.members.indices.filter { !view.left[$0] && view.seen[$0] >= Self.leastSeen }
    candidates = Array(
      known.sorted { (view.troubles[$0].mean, $0) < (view.troubles[$1].mean, $1) }.prefix(2))
  }

  /// - Parameter place: of the vendor within the stage; not a former one.
  mutating func switching(from place: Int) -> Switching {
    let policy = catalog.policy
    let own = view.troubles[place]
    let volume = monthlyVolume(place)
    let cost =
      (catalog.vendors[view.members[place]].switchingCost ?? policy.switchingCost)
      + Self.monthsOfTrouble * own.prior.mean * volume
    var alternative = own.prior.unknown
    var name: Vendor.ID?
    if let best = candidates.first(where: { $0 != place }), view.troubles[best].mean < alternative.mean {
      alternative = view.troubles[best].distribution
      name = catalog.vendors[view.members[best]].id
    }
    let orders = policy.horizonMonths * volume
    guard orders > 0 else {
      return Switching(probability: 0, gain: -cost, alternative: name, cost: cost, monthlyVolume: 0)
    }
    return Switching(
      probability: probability(own.distribution, exceeds: alternative, by: cost / orders),
      gain: orders * (own.mean - alternative.mean) - cost, alternative: name, cost: cost,
      monthlyVolume: volume)
  }

  /// P(T > T_alternative + margin), by quadrature over the alternative's quantiles.
  private mutating func probability(
    _ current: GammaDistribution, exceeds alternative: GammaDistribution, by margin: Double
  ) -> Double {
    let quantiles =
      nodes[alternative.shape] ?? GammaDistribution(shape: alternative.shape, rate: 1).quantiles24()
    nodes[alternative.shape] = quantiles
    var sum = 0.0
    for (node, quantile) in zip(GaussLegendre.nodes24, quantiles) {
      sum += node.weight * current.survival(quantile / alternative.rate + margin)
    }
    return min(max(sum, 0), 1)
  }

  /// Y; without any, the mean of the others in use that have some.
  private func monthlyVolume(_ place: Int) -> Double {
    if view.volumes[place] > 0 { return view.volumes[place] }
    let others = view.volumes.indices.filter { $0 != place && !view.left[$0] && view.volumes[$0] > 0 }
    return others.isEmpty ? 0 : others.reduce(0) { $0 + view.volumes[$1] } / Double(others.count)
  }
}
