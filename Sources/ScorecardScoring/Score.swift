import Glibc
import ScorecardModel

/// Reliability and service quality mixed (Scoring §4).
struct Score: Sendable {
  var posterior: BetaDistribution
  /// Z.
  var evidence: Double

  init(
    reliability: Moments, reliabilityCredibility: Double, quality: ServiceQualityFit.Quality,
    policy: ScoringPolicy
  ) {
    let w = policy.dimensionWeights[.reliability] ?? 0
    let mean = w * reliability.mean + (1 - w) * quality.mean
    let variance = w * w * reliability.variance + (1 - w) * (1 - w) * quality.variance
    posterior = BetaDistribution(matching: Moments(mean: mean, variance: variance))
    evidence = w * reliabilityCredibility + (1 - w) * quality.credibility
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

/// P(each is the best), on a grid of 512 cells over [0, 1]: Σ ΔF_i · Π_{j≠i} F_j(mid), F(mid) being the mean
/// of the cell's ends.
func bestProbabilities(_ scores: [BetaDistribution]) -> [Double] {
  guard scores.count > 1 else { return scores.map { _ in 1 } }
  let cells = 512
  let edges = scores.map { score in (0...cells).map { score.cdf(Double($0) / Double(cells)) } }
  var result = [Double](repeating: 0, count: scores.count)
  var before = [Double](repeating: 1, count: scores.count)
  for cell in 0..<cells {
    // Products of the others from both sides: J multiplications instead of J², and no division by zero.
    var product = 1.0
    for i in scores.indices {
      before[i] = product
      product *= (edges[i][cell] + edges[i][cell + 1]) / 2
    }
    product = 1
    for i in scores.indices.reversed() {
      result[i] += (edges[i][cell + 1] - edges[i][cell]) * before[i] * product
      product *= (edges[i][cell] + edges[i][cell + 1]) / 2
    }
  }
  return result
}
