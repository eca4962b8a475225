import Distributions
import Glibc
import ScorecardModel

/// A vendor's trouble T = H·φ on a day, and the score that is read off it (Scoring §4).
struct Trouble: Sendable {
  /// What the others of its stage let us expect.
  let prior: HarmPrior
  /// H, over all dimensions, and its mean M to the last bit.
  let harm: GammaDistribution
  let harmMean: Double
  let service: ServiceFactor
  /// T.
  let distribution: GammaDistribution

  init(prior: HarmPrior, observation: HarmObservation, service: ServiceFactor) {
    self.prior = prior
    self.service = service
    harm = prior.posterior(observation)
    harmMean = prior.posteriorMean(observation)
    distribution = harm.scaled(by: service.factor)
  }

  var mean: Double { service.factor * harmMean }

  /// 0...100: 75 at the typical rate u.
  var score: Double { points(mean) }
  /// Without what good service forgives.
  var scoreOfHarm: Double { points(harmMean) }
  /// Lower and upper end of the likely range.
  var low: Double { points(distribution.quantile(0.95)) }
  var high: Double { points(distribution.quantile(0.05)) }

  private func points(_ trouble: Double) -> Double { 100 * pow(0.75, trouble / prior.mean) }
}

/// P(each gives the least trouble): Σ w_k Π_{j≠i} GammaSF_j(q_i(u_k)), divided by its sum.
func bestProbabilities(_ troubles: [GammaDistribution]) -> [Double] {
  guard troubles.count > 1 else { return troubles.map { _ in 1 } }
  // The best first: for most, a few of them already leave nothing.
  let order = troubles.indices.sorted { (troubles[$0].mean, $0) < (troubles[$1].mean, $1) }
  let raw = troubles.indices.map { i in
    var sum = 0.0
    for (node, quantile) in zip(GaussLegendre.nodes24, troubles[i].quantiles24()) {
      var product = 1.0
      for j in order where j != i {
        product *= troubles[j].survival(quantile)
        if product < 1e-15 { break }
      }
      sum += node.weight * product
    }
    return sum
  }
  let total = raw.reduce(0, +)
  return raw.map { total > 0 ? $0 / total : 1 / Double(raw.count) }
}
