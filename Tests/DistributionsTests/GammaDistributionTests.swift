import Distributions
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct GammaDistributionTests {
  @Test func `mean and variance come back from the shape and rate they give`() {
    let law = GammaDistribution(mean: 0.018, variance: 1.1664e-4)
    #expect(relativeError(law.shape, 2.777_777_777_777_778) < 1e-14)
    #expect(relativeError(law.mean, 0.018) < 1e-14)
    #expect(relativeError(law.variance, 1.1664e-4) < 1e-14)
  }

  @Test func `the rate scales the unit distribution`() {
    let law = GammaDistribution(shape: 3, rate: 4)
    #expect(law.cdf(0.5) == regularizedGammaP(3, 2))
    #expect(law.survival(10) == regularizedGammaQ(3, 40))
    #expect(law.quantile(0.3) == gammaQuantile(0.3, 3) / 4)
  }

  /// The rows of Scoring §9: shape, rate, ends of the range.
  static let harmRates = [
    (5.8274, 520.948, 72.95, 92.62), (3.1186, 238.059, 64.76, 94.27), (2.7778, 154.321, 53.94, 92.95),
    (2.7778, 398.223, 78.72, 97.21), (2.7778, 166.516, 56.43, 93.45), (3.9939, 90.048, 25.29, 78.52),
  ]

  @Test(arguments: harmRates)
  func `ranges of the worked values`(shape: Double, rate: Double, low: Double, high: Double) {
    let law = GammaDistribution(shape: shape, rate: rate)
    #expect(abs(100 * pow(0.75, law.quantile(0.95) / 0.018) - low) < 0.006)
    #expect(abs(100 * pow(0.75, law.quantile(0.05) / 0.018) - high) < 0.006)
  }

  @Test func `probability that one harm rate is below another`() {
    let first = GammaDistribution(shape: 5.8274, rate: 520.948)
    let second = GammaDistribution(shape: 3.1186, rate: 238.059)
    let less = GammaDistribution.probabilityLess(first, than: second)
    #expect(abs(less - 0.55765) < 5e-6)
    #expect(abs(less + GammaDistribution.probabilityLess(second, than: first) - 1) < 1e-14)
    #expect(abs(GammaDistribution.probabilityLess(first, than: first) - 0.5) < 1e-14)
  }

  @Test func `probability that a switch pays`() {
    let current = GammaDistribution(shape: 20, rate: 12)
    let alternative = GammaDistribution(shape: 2.7778, rate: 2.7778)
    let pays = GaussLegendre.integrate01 { current.survival(alternative.quantile($0) + 6.0 / 24) }
    #expect(abs(pays - 0.7551) < 5e-5)
    let fast = zip(GaussLegendre.nodes24, alternative.quantiles24()).reduce(0.0) {
      $0 + $1.0.weight * current.survival($1.1 + 6.0 / 24)
    }
    #expect(relativeError(fast, pays) < 1e-13)
  }

  @Test(arguments: [0.01, 0.4, 0.9, 2, 2.7778, 11.9, 12, 100, 1e5, 1e7])
  func `24 quantiles at once are those one by one`(shape: Double) {
    let law = GammaDistribution(shape: shape, rate: 7)
    let quantiles = law.quantiles24()
    #expect(quantiles.count == 24)
    for (node, quantile) in zip(GaussLegendre.nodes24, quantiles) {
      #expect(relativeError(quantile, law.quantile(node.node)) < 1e-12)
    }
  }
}
