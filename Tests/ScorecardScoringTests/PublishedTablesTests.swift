import Distributions
import ScorecardModel
import Testing

@testable import ScorecardScoring

/// Results printed by others for the same models.
@Suite struct `Published tables` {
  /// A collective with mean α/β and structural variance α/β², Poisson claims of size one.
  private func gammaPrior(shape: Double, rate: Double) -> HarmPrior {
    HarmPrior(
      mean: shape / rate, processVariance: shape / rate, structuralVariance: shape / (rate * rate),
      meanVariance: 0)
  }

  /// Failures, time in thousands of hours, posterior mean.
  static let pumps = [
    (5.0, 94.3, 0.06093), (1, 15.7, 0.10748), (5, 62.9, 0.09075), (14, 126, 0.11648), (3, 5.24, 0.588),
    (19, 31.4, 0.60692), (1, 1.05, 0.7886), (1, 1.05, 0.7886), (4, 2.1, 1.4347), (22, 10.5, 1.94046),
  ]

  /// George, Makov & Smith (1993), ten pumps; exact posterior means at the fixed hyperparameters α = 0.822965,
  /// β = 1.261653 of the marginal maximum likelihood.
  @Test(arguments: pumps) func `pump failure rates at fixed hyperparameters`(
    failures: Double, time: Double, rate: Double
  ) {
    let posterior = gammaPrior(shape: 0.822965, rate: 1.261653)
      .posterior(HarmObservation(exposure: time, harm: failures, harmSquared: failures))
    #expect(abs(posterior.mean - rate) < 1.1e-5)
    // Unit severities: the matched Gamma is the conjugate one, Gamma(α + x, β + t).
    #expect(abs(posterior.shape - (0.822965 + failures)) < 1e-9)
    #expect(abs(posterior.rate - (1.261653 + time)) < 1e-9)
  }

  /// R package actuar, vignette "credibility": Poisson with a Gamma(3, 3) prior.
  @Test func `linear Bayes premium of actuar`() {
    let claims = [5.0, 3, 0, 1, 1]
    let sum = claims.reduce(0, +)
    let posterior = gammaPrior(shape: 3, rate: 3)
      .posterior(HarmObservation(exposure: Double(claims.count), harm: sum, harmSquared: sum))
    #expect(abs(posterior.mean - 1.625) < 1e-12)
  }

  /// Jarrett (1979), British coal-mining disasters a year, 1851–1962. Carlin, Gelfand & Smith (1992) put the
  /// change at 1891.
  @Test func `coal-mining disasters change after 1891`() {
    let years = [
      4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3,
      4, 2, 1, 3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0,
      0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 3, 3, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0,
      0, 1, 0, 0, 1, 0, 1,
    ]
    #expect(years.count == 112)
    let all = years.reduce(0, +)
    func lm(_ n: Int, _ months: Int) -> Double { RateChange.logMarginal(n, months: months, a: 1, b: 1) }
    let evidence = (1..<years.count).map { k in
      let before = years.prefix(k).reduce(0, +)
      return lm(before, k) + lm(all - before, years.count - k) - lm(all, years.count)
    }
    let best = evidence.indices.max { evidence[$0] < evidence[$1] }
    #expect(best.map { 1851 + $0 } == 1891)
  }
}
