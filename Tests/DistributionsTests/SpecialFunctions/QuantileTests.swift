import Distributions
import TestSupport
import Testing

@Suite struct QuantileTests {
  @Test func `gamma quantiles meet the reference table`() {
    for row in ReferenceTables.gammaQuantiles {
      let (shape, p, quantile) = (row[0], row[1], row[2])
      #expect(
        relativeError(gammaQuantile(p, shape), quantile) < min(reachedError, promisedError(shape: shape)))
    }
  }

  @Test func `beta quantiles meet the reference table`() {
    for row in ReferenceTables.betaQuantiles {
      let (a, b, p, quantile) = (row[0], row[1], row[2], row[3])
      #expect(relativeError(betaQuantile(p, a, b), quantile) < reachedError, "\(row)")
    }
  }

  @Test(arguments: [0.05, 0.3, 0.99, 1, 2, 15, 300, 1e6])
  func `the distribution function takes a quantile back to its probability`(a: Double) {
    for p in [1e-200, 1e-20, 1e-5, 0.01, 0.4, 0.5, 0.6, 0.97, 1 - 1e-9] {
      let x = gammaQuantile(p, a)
      if x > 0 { #expect(relativeError(regularizedGammaP(a, x), p) < 1e-10, "p = \(p)") }
      for b in [0.2, 1, 6, 900] {
        let x = betaQuantile(p, a, b)
        // Beyond 1 − 1e-3 a Double no longer places x to enough digits for this comparison.
        if x > 0, x < 0.999 { #expect(relativeError(regularizedBeta(x, a, b), p) < 1e-10, "\(b) \(p)") }
      }
    }
  }

  @Test func `the ends of the range have the ends of the support as quantiles`() {
    #expect(gammaQuantile(0, 3) == 0)
    #expect(gammaQuantile(1, 3) == .infinity)
    #expect(betaQuantile(0, 3, 4) == 0)
    #expect(betaQuantile(1, 3, 4) == 1)
  }

  @Test func `a quantile below 1e-300 is 0`() {
    // x ≈ (p Γ(a + 1))^(1/a): .5^100 for shape .01 is 1e-30, .05^333 is 1e-433.
    #expect(gammaQuantile(0.05, 0.003) == 0)
    #expect(betaQuantile(0.05, 0.003, 1) == 0)
    #expect(relativeError(betaQuantile(0.5, 0.01, 1), 0x1p-100) < 1e-12)
  }

  @Test(arguments: [1e-6, 1e-3, 0.5, 1, 11, 1e4, 1e7])
  func `quantiles ascend with the probability and end everywhere`(a: Double) {
    let probabilities = [.leastNonzeroMagnitude, 1e-300, 1e-16, 1e-3, 0.2, 0.5, 0.8, 1 - 1e-6, 1 - 0x1p-53]
    let gamma = probabilities.map { gammaQuantile($0, a) }
    #expect(zip(gamma, gamma.dropFirst()).allSatisfy { $0 <= $1 && $1.isFinite }, "\(gamma)")
    for b in [1e-6, 1e-3, 0.5, 1, 11, 1e4, 1e7] {
      let beta = probabilities.map { betaQuantile($0, a, b) }
      #expect(zip(beta, beta.dropFirst()).allSatisfy { $0 <= $1 && $1 <= 1 }, "b = \(b): \(beta)")
    }
  }
}
