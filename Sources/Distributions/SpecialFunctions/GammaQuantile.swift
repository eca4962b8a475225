#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Quantile of the gamma distribution with rate 1: the x with P(shape, x) = p, for p in 0…1 and shape in
/// 1e-2…1e7.
///
/// A quantile below 1e-300 is 0; p ≥ 1 gives infinity. Relative error below 1e-10 up to shape 1e5, 1e-8
/// beyond.
package func gammaQuantile(_ p: Double, _ shape: Double) -> Double {
  IncompleteGamma(shape: shape).quantile(p)
}

/// log X of a gamma variable X has the log-concave density x^a e^(−x) / Γ(a).
extension IncompleteGamma: LogConcaveLaw {
  func evaluate(_ t: Double) -> LawAtPoint {
    let x = exp(t)
    let (tails, weight) = tailsAndWeight(x)
    return LawAtPoint(tails: tails, density: weight, slope: shape - x, bend: -x, twist: -x)
  }

  func quantile(_ p: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return .infinity }
    let target = TailTarget(p)
    let start = start(target, logP: log(p))
    if start < Self.logLeast { return 0 }
    return exp(quantile(target, start: start, bracket: bracket))
  }

  /// A first guess of the quantile's logarithm.
  func start(_ target: TailTarget, logP: Double) -> Double {
    (shape < 0.5 ? nil : wilsonHilferty(roughNormalQuantile(target))) ?? smallQuantile(target, logP: logP)
  }

  /// The quantiles at the 24 nodes of `GaussLegendre`, for about one evaluation of P each.
  ///
  /// The error of the Wilson–Hilferty start varies smoothly, so the last two nodes foretell that of the next.
  func quantiles24() -> [Double] {
    let bracket = bracket
    var (earlier, last) = (0.0, 0.0)
    return GaussLegendre.nodes24.indices.map { index in
      let p = GaussLegendre.nodes24[index].node
      guard shape >= 2, let rough = wilsonHilferty(GaussLegendre.normalQuantiles24[index]) else {
        return quantile(p)
      }
      let t = quantile(TailTarget(p), start: rough + 2 * last - earlier, bracket: bracket)
      (earlier, last) = (index == 0 ? t - rough : last, t - rough)
      return exp(t)
    }
  }

  /// log 1e-300.
  private static let logLeast = -690.775_527_898_213_7

  /// Above the upper end Q is below the smallest Double; below the lower one a quantile counts as 0.
  var bracket: ClosedRange<Double> { Self.logLeast - 1...log(4 * shape + 1600) }

  /// log of the cube of a normal variable (Wilson & Hilferty 1931), where that is positive; for shape ≥ ½.
  private func wilsonHilferty(_ z: Double) -> Double? {
    let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
    return root > 0.1 ? log(shape) + 3 * log(root) : nil
  }

  /// log of a small quantile, from P ≈ x^a/Γ(a+1) (1 − a x/(a+1)); if it is not, from Q ≈ x^(a−1)
  /// e^(−x)/Γ(a).
  private func smallQuantile(_ target: TailTarget, logP: Double) -> Double {
    let least = (logP + logGamma(shape + 1)) / shape
    let x = exp(least)
    guard x > 0.3, case .upper(let q) = target else { return least + x / (shape + 1) }
    let level = -log(q) - logGamma(shape)
    return log(max(level + (shape - 1) * log(max(level, 0.3)), 0.3))
  }
}
