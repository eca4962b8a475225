/// Gamma distribution of a positive rate, such as standard incidents per order (Scoring §2).
package struct GammaDistribution: Hashable, Sendable {
  /// Shape A > 0.
  package let shape: Double
  /// Rate B > 0, one over the scale.
  package let rate: Double
  private let incomplete: IncompleteGamma

  /// A gamma distribution; both parameters must be positive and finite.
  package init(shape: Double, rate: Double) {
    precondition(shape > 0 && shape < .infinity, "gamma shape \(shape)")
    precondition(rate > 0 && rate < .infinity, "gamma rate \(rate)")
    self.shape = shape
    self.rate = rate
    incomplete = IncompleteGamma(shape: shape)
  }

  /// The gamma distribution with this mean M > 0 and variance V > 0: shape M²/V, rate M/V.
  package init(mean: Double, variance: Double) {
    self.init(shape: mean * mean / variance, rate: mean / variance)
  }

  package var mean: Double { shape / rate }

  package var variance: Double { shape / (rate * rate) }

  /// P(X ≤ x).
  package func cdf(_ x: Double) -> Double { incomplete.tails(rate * x).lower }

  /// P(X > x), precise in the far tail.
  package func survival(_ x: Double) -> Double { incomplete.tails(rate * x).upper }

  /// The x with P(X ≤ x) = p, for p in 0…1.
  package func quantile(_ p: Double) -> Double { incomplete.quantile(p) / rate }

  /// The quantiles at the 24 nodes of `GaussLegendre`, ascending; much faster than one by one.
  package func quantiles24() -> [Double] { incomplete.quantiles24().map { $0 / rate } }

  /// P(X_a < X_b) of two independent gamma variables.
  ///
  /// X_a B_a / (X_a B_a + X_b B_b) is a beta variable with the two shapes, so this is I_x(A_a, A_b) at
  /// x = B_a / (B_a + B_b) (Scoring §9).
  package static func probabilityLess(_ a: GammaDistribution, than b: GammaDistribution) -> Double {
    let total = a.rate + b.rate
    return IncompleteBeta(a.shape, b.shape).tails(a.rate / total, b.rate / total).lower
  }
}
