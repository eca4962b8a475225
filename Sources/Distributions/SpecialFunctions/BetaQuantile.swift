#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Quantile of the beta distribution: the x with I_x(a, b) = p, for p in 0…1 and shapes in 1e-2…1e7.
///
/// A quantile below 1e-300 is 0. Relative error below 1e-10 up to shape 1e5, 1e-8 beyond.
package func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
  IncompleteBeta(a, b).quantile(p)
}

/// log(X/(1 − X)) of a beta variable X has the log-concave density x^a (1 − x)^b / B(a, b).
extension IncompleteBeta: LogConcaveLaw {
  func evaluate(_ t: Double) -> LawAtPoint {
    let odds = exp(-abs(t))
    let (larger, smaller) = (1 / (1 + odds), odds / (1 + odds))
    let (x, y) = t < 0 ? (smaller, larger) : (larger, smaller)
    let (tails, weight) = tailsAndWeight(x, y)
    let bend = -(a + b) * x * y
    return LawAtPoint(
      tails: tails, density: weight, slope: a * y - b * x, bend: bend, twist: bend * (y - x))
  }

  func quantile(_ p: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return 1 }
    let target = TailTarget(p)
    let start = start(target, p)
    if start < -700 { return 0 }
    let t = quantile(target, start: start, bracket: Self.bracket)
    if t < -690.775_527_898_213_7 { return 0 }
    let odds = exp(-abs(t))
    return t < 0 ? odds / (1 + odds) : 1 / (1 + odds)
  }

  /// The log odds that a Double's x or 1 − x can have.
  static let bracket = -745.0...745.0

  /// A first guess of the quantile's log odds.
  func start(_ target: TailTarget, _ p: Double) -> Double {
    switch (a < 1, b < 1) {
    case (true, true): asymptote(p)
    case (true, false): Self.nearZero(a, b, target, logP: log(p))
    case (false, true): -Self.nearZero(b, a, target.mirrored, logP: log1p(-p))
    case (false, false) where 3 * a < b: Self.nearZero(a, b, target, logP: log(p))
    case (false, false) where 3 * b < a: -Self.nearZero(b, a, target.mirrored, logP: log1p(-p))
    case (false, false): carter(target)
    }
  }

  /// For two shapes below 1.
  private func asymptote(_ p: Double) -> Double {
    // log I and log(1 − I) lie below their asymptotes, lines of slope a and −b, and close to one of them.
    let least = (log(p) + log(a) + logBeta) / a
    let most = -(log1p(-p) + log(b) + logBeta) / b
    return least < -most ? min(least, 0) : max(most, 0)
  }

  /// log B(a, b), to full precision also where one shape is tiny beside the other.
  private var logBeta: Double {
    let (atA, atB) = a < b ? (log(a / (a + b)), log1p(-a / (a + b))) : (log1p(-b / (a + b)), log(b / (a + b)))
    return a * atA + b * atB - log(scale)
  }

  /// AS 109 (Cran, Martin, Thomas 1977), from Carter's approximation to log F (1947), for shapes ≥ 1 of
  /// similar size.
  private func carter(_ target: TailTarget) -> Double {
    let z = roughNormalQuantile(target)
    let (s, t) = (1 / (2 * a - 0.999), 1 / (2 * b - 0.999))
    let h = 2 / (s + t)
    let r = (z * z - 3) / 6
    guard h + r > 0 else { return log(a / b) }
    return log(a / b) + 2 * (z * (h + r).squareRoot() / h - (t - s) * (r + 5.0 / 6 - 2 / (3 * h)))
  }

  /// For a shape b ≥ 1 much above a, −log(1 − X) is nearly a gamma variable of shape a and rate b + (a −
  /// 1)/2.
  private static func nearZero(_ a: Double, _ b: Double, _ target: TailTarget, logP: Double) -> Double {
    let rate = b + (a - 1) / 2
    let start = IncompleteGamma(shape: a).start(target, logP: logP) - log(rate)
    return start < -30 ? start : log(expm1(exp(start)))
  }
}
