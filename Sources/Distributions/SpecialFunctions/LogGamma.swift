#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Natural logarithm of Γ(x) for x > 0, in any thread.
package func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}

/// s(a) = a^a e^(−a) / Γ(a) for a > 0: what remains of 1/Γ(a) without its huge factors.
///
/// exp(a log a − a − log Γ(a)) alone would lose digits in proportion to a; from 10 on Stirling's series (DLMF
/// 5.11.1), whose first omitted term is below 1e-17 there, keeps full precision.
func stirlingScale(_ a: Double) -> Double {
  guard a >= 10 else { return exp(a * log(a) - a - logGamma(a)) }
  let v = 1 / (a * a)
  var series = -3617.0 / 122_400
  series = series * v + 1.0 / 156
  series = series * v - 691.0 / 360_360
  series = series * v + 1.0 / 1188
  series = series * v - 1.0 / 1680
  series = series * v + 1.0 / 1260
  series = series * v - 1.0 / 360
  series = series * v + 1.0 / 12
  return (a / (2 * .pi)).squareRoot() * exp(-series / a)
}

/// log(ratio) − (ratio − 1) ≤ 0, for ratio > 0 whose distance from 1, `excess`, is known more precisely.
///
/// Near 1 both terms nearly cancel; there log(1 + d) = 2 artanh(d / (2 + d)) (DLMF 4.6.4).
func logExcess(ratio: Double, excess: Double) -> Double {
  guard excess > -0.4, excess < 0.5 else { return log(ratio) - excess }
  let r = excess / (2 + excess)
  let v = r * r
  var series = 1.0 / 25
  series = series * v + 1.0 / 23
  series = series * v + 1.0 / 21
  series = series * v + 1.0 / 19
  series = series * v + 1.0 / 17
  series = series * v + 1.0 / 15
  series = series * v + 1.0 / 13
  series = series * v + 1.0 / 11
  series = series * v + 1.0 / 9
  series = series * v + 1.0 / 7
  series = series * v + 1.0 / 5
  series = series * v + 1.0 / 3
  return r * (2 * v * series - excess)
}
