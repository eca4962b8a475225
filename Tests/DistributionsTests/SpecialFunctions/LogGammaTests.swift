import TestSupport
import Testing

@testable import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct LogGammaTests {
  @Test func `log gamma gives factorials and the square root of pi`() {
    #expect(logGamma(1) == 0)
    #expect(logGamma(2) == 0)
    #expect(relativeError(logGamma(11), log(3_628_800)) < 1e-15)
    #expect(relativeError(logGamma(0.5), log(Double.pi) / 2) < 1e-15)
  }

  @Test(arguments: [9.999_999_999, 10, 10.5, 25, 100, 1e4])
  func `the Stirling scale agrees with log gamma on both sides of its switch`(a: Double) {
    let direct = exp(a * log(a) - a - logGamma(a))
    #expect(relativeError(stirlingScale(a), direct) < 4e-16 * a * log(a))
  }

  @Test func `the Stirling scale is exact at small integers`() {
    // 10¹⁰ e⁻¹⁰ / 9! and 1/e.
    #expect(relativeError(stirlingScale(10), 1e10 / 362_880 * exp(-10)) < 1e-15)
    #expect(relativeError(stirlingScale(1), exp(-1)) < 1e-15)
  }

  @Test(arguments: [0.499, 0.3, 0.1, -0.1, -0.3, -0.399])
  func `log excess meets the plain formula where that is precise`(d: Double) {
    #expect(relativeError(logExcess(ratio: 1 + d, excess: d), log(1 + d) - d) < 5e-14)
  }

  @Test func `log excess keeps its digits near ratio 1`() {
    // −d²/2 + d³/3 − d⁴/4
    let d = 1e-5
    let expected = -d * d * (0.5 - d * (1.0 / 3 - d * (0.25 - d / 5)))
    #expect(relativeError(logExcess(ratio: 1 + d, excess: d), expected) < 1e-15)
  }
}
