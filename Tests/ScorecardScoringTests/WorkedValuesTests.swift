import Foundation
import ScorecardModel
import Testing

@testable import ScorecardScoring

/// The worked values of Scoring §9.
@Suite struct `Worked values` {
  static let fixedPrior = HarmRateFit(
    mean: 0.018, processVariance: 0.02952, structuralVariance: 1.1664e-4, meanVariance: 0)

  struct Row: Sendable {
    var observation: HarmObservation
    var shape: Double
    var rate: Double
    var reliability: Double
    var low: Double
    var high: Double
    var credibility: Double

    init(_ e: Double, _ s: Double, _ q: Double, _ results: Double...) {
      observation = HarmObservation(exposure: e, harm: s, harmSquared: q)
      (shape, rate, reliability) = (results[0], results[1], results[2])
      (low, high, credibility) = (results[3], results[4], results[5])
    }
  }

  static let rows = [
    Row(400, 2.75, 1.6875, 5.8274, 520.948, 83.85, 72.95, 92.62, 0.612),
    Row(400, 4, 16, 3.1186, 238.059, 81.66, 64.76, 94.27, 0.612),
    Row(0, 0, 0, 2.7778, 154.321, 76.05, 53.94, 92.95, 0),
    Row(400, 0, 0, 2.7778, 398.223, 89.65, 78.72, 97.21, 0.612),
    Row(20, 0, 0, 2.7778, 166.516, 77.52, 56.43, 93.45, 0.073),
  ]

  @Test(arguments: rows) func `posterior of the harm rate under a fixed prior`(_ row: Row) {
    let posterior = Self.fixedPrior.posterior(row.observation)
    let n = 15.98234
    #expect(abs(posterior.shape - row.shape) < 6e-5)
    #expect(abs(posterior.rate - row.rate) < 6e-4)
    #expect(abs(100 * posterior.survival(units: n).mean - row.reliability) < 0.006)
    // 100·R's interval: quantiles of e^(−nH), so the upper rate gives the lower end.
    #expect(abs(100 * exp(-n * posterior.quantile(0.95)) - row.low) < 0.006)
    #expect(abs(100 * exp(-n * posterior.quantile(0.05)) - row.high) < 0.006)
    #expect(abs(Self.fixedPrior.credibility(exposure: row.observation.exposure) - row.credibility) < 6e-4)
  }

  @Test func `P(H1 < H2) of the first two rows`() {
    let first = Self.fixedPrior.posterior(Self.rows[0].observation)
    let second = Self.fixedPrior.posterior(Self.rows[1].observation)
    #expect(abs(GammaDistribution.probabilityLess(first, than: second) - 0.55765) < 5e-6)
  }

  @Test(arguments: [(12, 0.598), (17, 11.68), (18, 33.97)])
  func `Bayes factor of a rising rate`(months: Int, factor: Double) {
    let counts = [1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 3, 2, 4, 3]
    let change = RateChange(Array(counts.prefix(months)), a: 1, b: 2)
    #expect(abs(change.bayesFactor / factor - 1) < 1e-3)
  }

  @Test func `series and parallel stages`() {
    let chain = JourneyChain([
      JourneyChain.Link(primary: BetaDistribution(alpha: 995, beta: 5)),
      JourneyChain.Link(primary: BetaDistribution(alpha: 498, beta: 2)),
      JourneyChain.Link(
        primary: BetaDistribution(alpha: 970, beta: 30), fallback: BetaDistribution(alpha: 95, beta: 5),
        failover: 0.8),
      JourneyChain.Link(primary: BetaDistribution(alpha: 930, beta: 70)),
      JourneyChain.Link(primary: BetaDistribution(alpha: 480, beta: 20)),
    ])
    let reliability = chain.reliability
    #expect(abs(reliability.mean - 0.878412) < 5e-7)
    #expect(abs(chain.moments.variance.squareRoot() - 0.011567) < 5e-7)
    #expect(abs(reliability.low - 0.8589) < 5e-5)
    #expect(abs(reliability.high - 0.8969) < 5e-5)
    let importance = chain.importance(link: 3, primary: 0)
    #expect(abs(importance * (1 - 0.93) - 0.0661) < 5e-5)
    #expect(abs(importance * (0.955 - 0.93) - 0.0236) < 5e-5)
  }
}
