#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Regularised lower incomplete gamma function P(a, x), 0…1, for shape a in 1e-6…1e7.
///
/// x ≤ 0 gives 0, infinite x gives 1. Relative error below 1e-12 for a in 1e-2…1e5.
package func regularizedGammaP(_ a: Double, _ x: Double) -> Double {
  IncompleteGamma(shape: a).tails(x).lower
}

/// Regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), precise in its far tail.
package func regularizedGammaQ(_ a: Double, _ x: Double) -> Double {
  IncompleteGamma(shape: a).tails(x).upper
}

/// The incomplete gamma functions of one shape, with what does not depend on x computed once.
struct IncompleteGamma: Hashable, Sendable {
  let shape: Double
  private let scale: Double

  init(shape: Double) {
    self.shape = shape
    scale = stirlingScale(shape)
  }

  /// P(a, x) and Q(a, x).
  func tails(_ x: Double) -> Tails { tailsAndWeight(x).tails }

  /// P and Q together with x^a e^(−x) / Γ(a), the density of log X at log x.
  func tailsAndWeight(_ x: Double) -> (tails: Tails, weight: Double) {
    guard x > 0 else { return (.none, 0) }
    guard x < 4 * shape + 1600 else { return (.all, 0) }
    let excess = (x - shape) / shape
    let exponent = shape * logExcess(ratio: x / shape, excess: excess)
    let weight = scale * exp(exponent)
    if shape >= 12, abs(excess) < 0.4 {
      let tails = Self.uniform.withUnsafeBufferPointer {
        uniformTails(exponent: exponent, above: excess > 0, size: shape, coefficients: $0)
      }
      return (tails, weight)
    }
    if x < max(1.5, shape + 1) { return (lowerBySeries(x, weight: weight), weight) }
    return (Tails(upper: weight * upperFraction(x)), weight)
  }

  /// DLMF 8.11.4: all terms positive.
  private func lowerBySeries(_ x: Double, weight: Double) -> Tails {
    var (term, sum, n) = (1.0, 1.0, shape)
    repeat {
      n += 1
      term *= x / n
      sum += term
    } while term > sum * 0x1p-54
    let lower = weight / shape * sum
    return lower > 0.9 && shape < 1 ? Tails(upper: upperOfSmallShape(x)) : Tails(lower: lower)
  }

  /// Q for a < 1 and small x, where 1 − P would cancel: DLMF 8.7.1 with its first term taken through expm1.
  private func upperOfSmallShape(_ x: Double) -> Double {
    let exponent = shape * log(x) - logGamma(1 + shape)
    var (term, sum, k) = (1.0, 0.0, 0.0)
    repeat {
      k += 1
      term *= -x / k
      sum += term / (shape + k)
    } while abs(term) > 0x1p-54
    return -expm1(exponent) - exp(exponent) * shape * sum
  }

  /// Q divided by the weight: the even part of DLMF 8.9.2 summed as a series (Gautschi 1977), for x > a, x ≥
  /// 1.5.
  private func upperFraction(_ x: Double) -> Double {
    let first = x + 1 - shape
    var p = 0.0
    var q = (x - 1 - shape) * first
    var r = 4 * first
    var s = 1 - shape
    var (rho, term, sum) = (0.0, 1.0, 1.0)
    repeat {
      p += s
      q += r
      r += 8
      s += 2
      let tau = p * (1 + rho)
      rho = tau / (q - tau)
      term *= rho
      sum += term
    } while abs(term) > sum * 0x1p-54
    return sum / first
  }

  /// `uniformCoefficients(p: 1, q: 0)`, from exact fractions.
  private static let uniform: [Double] = [
    1, -0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073,
    0.0003527336860670194, -0.0001787551440329218, 3.919263178522438e-05, -2.185448510679992e-06,
    -1.85406221071516e-06, 8.296711340953087e-07, -1.7665952736826078e-07, 6.707853543401498e-09,
    1.0261809784240309e-08, -4.382036018453353e-09, 9.14769958223679e-10, -2.5514193994946248e-11,
    -5.830772132550426e-11, 2.4361948020667415e-11, -5.0276692801141755e-12, 1.1004392031956135e-13,
    3.371763262400985e-13, -1.392388722418162e-13, 2.8534893807447045e-14, -5.139111834242572e-16,
    -1.9752288294349442e-15, 8.099521156704561e-16,
  ]
}
