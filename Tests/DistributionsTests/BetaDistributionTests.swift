import Distributions
import TestSupport
import Testing

@Suite struct BetaDistributionTests {
  @Test func `mean and variance come back from the shapes they give`() {
    let law = BetaDistribution(mean: 0.8, variance: 0.004)
    #expect(relativeError(law.alpha, 31.2) < 1e-13)
    #expect(relativeError(law.beta, 7.8) < 1e-13)
    #expect(relativeError(law.mean, 0.8) < 1e-14)
    #expect(relativeError(law.variance, 0.004) < 1e-13)
  }

  @Test func `it answers from the incomplete beta function`() {
    let law = BetaDistribution(alpha: 8, beta: 2)
    #expect(law.cdf(0.6) == regularizedBeta(0.6, 8, 2))
    #expect(law.survival(0.99) == regularizedBetaComplement(0.99, 8, 2))
    #expect(law.quantile(0.05) == betaQuantile(0.05, 8, 2))
  }

  @Test func `the interval of the worked journey`() {
    // Scoring §9: mean .878412, sd .011567, 90 % [.8589, .8969].
    let law = BetaDistribution(mean: 0.878412, variance: 0.011567 * 0.011567)
    #expect(abs(law.quantile(0.05) - 0.8589) < 5e-5)
    #expect(abs(law.quantile(0.95) - 0.8969) < 5e-5)
  }
}
