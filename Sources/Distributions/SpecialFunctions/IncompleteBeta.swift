#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Regularised incomplete beta function I_x(a, b), 0…1, for shapes in 1e-6…1e7.
///
/// x ≤ 0 gives 0, x ≥ 1 gives 1. Relative error below 1e-11 for shapes in 1e-2…1e5.
package func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  IncompleteBeta(a, b).tails(x, 1 - x).lower
}

/// 1 − I_x(a, b), precise in its far tail; where x is closer to 1 than 1e-16, ask for I_(1−x)(b, a).
package func regularizedBetaComplement(_ x: Double, _ a: Double, _ b: Double) -> Double {
  IncompleteBeta(a, b).tails(x, 1 - x).upper
}

/// The incomplete beta functions of one pair of shapes, with what does not depend on x computed once.
struct IncompleteBeta: Hashable, Sendable {
  let a: Double
  let b: Double
  let scale: Double

  init(_ a: Double, _ b: Double) {
    self.a = a
    self.b = b
    scale = stirlingScale(a) * (stirlingScale(b) / stirlingScale(a + b))
  }

  /// I_x(a, b) and its complement; `y` is 1 − x, which near x = 1 a caller may know better than x.
  func tails(_ x: Double, _ y: Double) -> Tails { tailsAndWeight(x, y).tails }

  /// The tails together with x^a y^b / B(a, b), the density of log(X/(1 − X)) at log(x/y).
  func tailsAndWeight(_ x: Double, _ y: Double) -> (tails: Tails, weight: Double) {
    guard x > 0 else { return (.none, 0) }
    guard y > 0 else { return (.all, 0) }
    let below = a * y - b * x
    let exponent =
      a * logExcess(ratio: x / a * (a + b), excess: -below / a)
      + b * logExcess(ratio: y / b * (a + b), excess: below / b)
    let weight = scale * exp(exponent)
    if weight == 0 { return (below > 0 ? .none : .all, 0) }
    // Below about 500 the continued fraction is the faster of the two, and just as precise.
    if min(a, b) >= 500, -2 * exponent < 0.5 * min(a, b) {
      return (uniform(exponent: exponent, above: below < 0), weight)
    }
    if a < 1 || b < 1 { return (tailsOfSmallShape(x, y, below: below, weight: weight), weight) }
    let tails =
      below > 0
      ? Tails(lower: weight * Self.fraction(a, b, x, y, below))
      : Tails(upper: weight * Self.fraction(b, a, y, x, -below))
    return (tails, weight)
  }

  /// Where one shape is below 1 the continued fraction stalls near its end; the power series does not.
  private func tailsOfSmallShape(_ x: Double, _ y: Double, below: Double, weight: Double) -> Tails {
    if x <= 0.5, x * (a + b) <= max(1.5, a) {
      return Tails(lower: weight * Self.series(a, b, x))
    }
    if y <= 0.5, y * (a + b) <= max(1.5, b) {
      return Tails(upper: weight * Self.series(b, a, y))
    }
    return below > 0
      ? Tails(lower: weight * Self.fraction(a, b, x, y, below))
      : Tails(upper: weight * Self.fraction(b, a, y, x, -below))
  }

  /// I_x(a, b) divided by the weight: DLMF 8.17.8, all terms positive; needs x well below 1.
  private static func series(_ a: Double, _ b: Double, _ x: Double) -> Double {
    var (term, sum, n) = (1.0, 1.0, 0.0)
    repeat {
      term *= x * (a + b + n) / (a + 1 + n)
      sum += term
      n += 1
    } while term > sum * 0x1p-54
    return sum / a
  }

  /// I_x(a, b) divided by the weight for x at most the mean: the even part of DLMF 8.17.22, by Steed's
  /// algorithm.
  ///
  /// `below` is a y − b x ≥ 0.
  private static func fraction(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ below: Double
  ) -> Double {
    var reciprocal = 1 / (a + 1)
    var sum = a * (below + 1) * reciprocal
    var (d, step, m) = (0.0, 0.0, 0.0)
    repeat {
      m += 1
      let before = reciprocal
      reciprocal = 1 / (a + 2 * m + 1)
      let odd = m * (b - m) * x * before
      let numerator = odd * x * (a + m - 1) * (a + b + m - 1) * before
      let denominator = m + odd + (a + m) * (below + 1 + m * (1 + y)) * reciprocal
      d = 1 / (denominator + numerator * d)
      step = m == 1 ? numerator * d : (denominator * d - 1) * step
      sum += step
    } while abs(step) > abs(sum) * 0x1p-53 && m < 10_000
    return 1 / sum
  }

  /// Temme's expansion with as many terms as its slower part, powers of η or of 1/√size, needs.
  private func uniform(exponent: Double, above: Bool) -> Tails {
    let size = min(a, b)
    let reach = max((-2 * exponent / size).squareRoot(), (26 / size).squareRoot())
    let count = min(26, max(4, Int(38 / log(3.5 / reach)) + 1))
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { storage in
      let coefficients = UnsafeMutableBufferPointer(rebasing: storage[..<count])
      uniformCoefficients(
        p: (b - a) / ((a + b) * max(a, b)).squareRoot(), q: size / (a + b), into: coefficients,
        squares: UnsafeMutableBufferPointer(rebasing: storage[count...]))
      return uniformTails(
        exponent: exponent, above: above, size: size, coefficients: UnsafeBufferPointer(coefficients))
    }
  }
}
