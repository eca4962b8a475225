#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Both sides of a distribution at one point; the smaller one is computed directly, so neither loses digits.
struct Tails {
  let lower: Double
  let upper: Double

  static let none = Tails(lower: 0)
  static let all = Tails(upper: 0)

  init(lower: Double) {
    self.lower = min(lower, 1)
    upper = 1 - self.lower
  }

  init(upper: Double) {
    self.upper = min(upper, 1)
    lower = 1 - self.upper
  }
}

/// Tails near the centre of a gamma or beta law with a large `size`, at the same cost for every size.
///
/// Temme's uniform expansion (DLMF 8.12.3–8.12.4, 8.18.9): upper = ½ erfc(η √(size/2)) + e^(−size η²/2)
/// S/√(2π size). Differentiating it by η gives ηT − T'/size = f(η) − (1 + T₁/size) with S = T/(1 + T₁/size),
/// hence the backward recurrence below (Gil, Segura, Temme, SIAM J. Sci. Comput. 34, 2012, for the gamma
/// case).
///
/// - Parameters:
///   - exponent: −size η²/2 ≤ 0.
///   - above: whether the point lies above the centre, the sign of η.
///   - coefficients: Taylor coefficients of f, from `uniformCoefficients`, at least 3.
func uniformTails(
  exponent: Double, above: Bool, size: Double, coefficients: UnsafeBufferPointer<Double>
) -> Tails {
  let distance = (-2 * exponent / size).squareRoot()
  let eta = above ? distance : -distance
  let perSize = 1 / size
  var (later, last) = (0.0, 0.0)
  var sum = 0.0
  for n in stride(from: coefficients.count - 1, to: 0, by: -1) {
    let term = coefficients[n] + Double(n + 1) * perSize * later
    (later, last) = (last, term)
    sum = sum * eta + term
  }
  let remainder = exp(exponent) * sum / ((2 * .pi * size).squareRoot() * (1 + later * perSize))
  let half = erfc((-exponent).squareRoot()) / 2
  return above ? Tails(upper: half + remainder) : Tails(lower: half - remainder)
}

/// Fills `coefficients` with the Taylor coefficients f₀, f₁… of f = η/y, where y y' = η (1 + p y − q y²), y ~
/// η.
///
/// p = 1, q = 0 is the gamma law. With y = η/f the equation reads f³ = f − η f' − p η f² + q η² f; equal
/// powers of η give each coefficient from the earlier ones. They fall off like (2√π)^(−n) for every p and q
/// that occur.
func uniformCoefficients(
  p: Double, q: Double, into f: UnsafeMutableBufferPointer<Double>,
  squares u: UnsafeMutableBufferPointer<Double>
) {
  f[0] = 1
  u[0] = 1
  for n in 1..<f.count {
    var (square, cube) = (0.0, 0.0)
    for i in 1..<n {
      square += f[i] * f[n - i]
      cube += u[i] * f[n - i]
    }
    let driven = (n > 1 ? q * f[n - 2] : 0) - p * u[n - 1]
    f[n] = (driven - square - cube) / Double(n + 2)
    u[n] = 2 * f[n] + square
  }
}
