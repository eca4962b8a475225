import TestSupport
import Testing

@testable import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct IncompleteGammaTests {
  @Test func `both tails meet the reference table`() {
    for row in ReferenceTables.gammaQuantiles where row[2] > 0 {
      let (a, p, x, tail) = (row[0], row[1], row[2], row[3])
      let (small, large) =
        p <= 0.5
        ? (regularizedGammaP(a, x), regularizedGammaQ(a, x))
        : (regularizedGammaQ(a, x), regularizedGammaP(a, x))
      #expect(relativeError(small, tail) < reachedError, "\(row)")
      #expect(relativeError(large, 1 - tail) < reachedError, "\(row)")
    }
  }

  @Test func `far tails keep their digits down to 1e-300`() {
    for row in ReferenceTables.gammaFarTails {
      let (a, x, tail) = (row[0], row[1], row[2])
      let value = x > a ? regularizedGammaQ(a, x) : regularizedGammaP(a, x)
      #expect(relativeError(value, tail) < reachedError, "\(row)")
    }
  }

  @Test(arguments: [0.01, 0.3, 1, 2.5, 7])
  func `shape 1/2 is the error function and shape 1 the exponential`(x: Double) {
    #expect(relativeError(regularizedGammaP(0.5, x * x), erf(x)) < 1e-14)
    #expect(relativeError(regularizedGammaQ(0.5, x * x), erfc(x)) < 1e-13)
    #expect(relativeError(regularizedGammaQ(1, x), exp(-x)) < 1e-14)
    #expect(relativeError(regularizedGammaP(1, x), -expm1(-x)) < 1e-14)
  }

  @Test(arguments: [(3, 2.0), (12, 9.5), (13, 20.0), (40, 40.0), (40, 70.0)])
  func `an integer shape is a Poisson sum`(shape: Int, x: Double) {
    var (term, sum) = (exp(-x), exp(-x))
    for k in 1..<shape {
      term *= x / Double(k)
      sum += term
    }
    #expect(relativeError(regularizedGammaQ(Double(shape), x), sum) < 1e-13)
  }

  @Test func `chi-square percentage points are those of Abramowitz and Stegun`() {
    // Table 26.8, Q = .05 and .005: ν = 1, 10, 100.
    #expect(abs(regularizedGammaQ(0.5, 3.84146 / 2) - 0.05) < 1e-6)
    #expect(abs(regularizedGammaQ(5, 18.3070 / 2) - 0.05) < 1e-6)
    #expect(abs(regularizedGammaQ(50, 124.342 / 2) - 0.05) < 1e-5)
    #expect(abs(regularizedGammaQ(5, 25.1882 / 2) - 0.005) < 1e-7)
  }

  @Test(arguments: [11.5, 12.5, 40, 1e3, 1e5])
  func `P(a + 1, x) is P(a, x) less its first term, across methods`(a: Double) {
    for z in [-3, -0.5, 0, 0.5, 3.0] {
      let x = a + z * a.squareRoot()
      let first = exp(a * log(x / a) - (x - a)) * stirlingScale(a) / a
      let difference = regularizedGammaP(a, x) - first
      #expect(abs(regularizedGammaP(a + 1, x) - difference) < 1e-12)
    }
  }

  @Test(arguments: [1e-6, 1e-4, 1e-2])
  func `a tiny shape has an upper tail of a times the exponential integral`(a: Double) {
    // E₁(1) = .21938393439552; the next term is of order a².
    #expect(relativeError(regularizedGammaQ(a, 1), a * 0.219_383_934_395_52) < 2 * a)
  }

  @Test(arguments: [1e-6, 1e-2, 1, 11.9, 12, 1e3, 1e7])
  func `every x gives two probabilities that sum to 1`(a: Double) {
    let points = [
      .leastNonzeroMagnitude, 1e-300, 1e-9, 0.5, 1.5, a, 0.59 * a, 0.61 * a, 1.39 * a, 1.41 * a, a + 1, 1e300,
    ]
    for x in points.sorted() {
      let (p, q) = (regularizedGammaP(a, x), regularizedGammaQ(a, x))
      #expect((0...1).contains(p) && (0...1).contains(q) && abs(p + q - 1) < 1e-15, "x = \(x)")
    }
    #expect(regularizedGammaP(a, -1) == 0)
    #expect(regularizedGammaP(a, 0) == 0)
    #expect(regularizedGammaQ(a, 0) == 1)
    #expect(regularizedGammaP(a, .infinity) == 1)
    #expect(regularizedGammaQ(a, .infinity) == 0)
  }

  @Test func `the uniform coefficients of the gamma law are the known fractions`() {
    let coefficients = UnsafeMutableBufferPointer<Double>.allocate(capacity: 12)
    defer { coefficients.deallocate() }
    let squares = UnsafeMutableBufferPointer(rebasing: coefficients[6...])
    let f = UnsafeMutableBufferPointer(rebasing: coefficients[..<6])
    uniformCoefficients(p: 1, q: 0, into: f, squares: squares)
    for (value, expected) in zip(f, [1, -1.0 / 3, 1.0 / 12, -2.0 / 135, 1.0 / 864, 1.0 / 2835]) {
      #expect(relativeError(value, expected) < 1e-14)
    }
  }
}
