/// Beta distribution of a probability or of a score on 0…1 (Scoring §4).
package struct BetaDistribution: Hashable, Sendable {
  /// First shape α > 0.
  package let alpha: Double
  /// Second shape β > 0.
  package let beta: Double
  private let incomplete: IncompleteBeta

  /// A beta distribution; both shapes must be positive and finite.
  package init(alpha: Double, beta: Double) {
    precondition(alpha > 0 && alpha < .infinity, "beta shape α \(alpha)")
    precondition(beta > 0 && beta < .infinity, "beta shape β \(beta)")
    self.alpha = alpha
    self.beta = beta
    incomplete = IncompleteBeta(alpha, beta)
  }

  /// The beta distribution with this mean in (0, 1) and this variance in (0, mean (1 − mean)), by moments.
  package init(mean: Double, variance: Double) {
    let size = mean * (1 - mean) / variance - 1
    self.init(alpha: mean * size, beta: (1 - mean) * size)
  }

  package var mean: Double { alpha / (alpha + beta) }

  package var variance: Double {
    let size = alpha + beta
    return alpha * beta / (size * size * (size + 1))
  }

  /// P(X ≤ x).
  package func cdf(_ x: Double) -> Double { incomplete.tails(x, 1 - x).lower }

  /// P(X > x), precise in the far tail.
  package func survival(_ x: Double) -> Double { incomplete.tails(x, 1 - x).upper }

  /// The x with P(X ≤ x) = p, for p in 0…1.
  package func quantile(_ p: Double) -> Double { incomplete.quantile(p) }
}
