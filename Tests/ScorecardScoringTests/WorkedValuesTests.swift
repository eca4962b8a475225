import Foundation
import Distributions
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// The worked values of Scoring §9.
@Suite struct `Worked values` {
  static let fixedPrior = HarmPrior(
    mean: 0.018, processVariance: 0.02952, structuralVariance: 1.1664e-4, meanVariance: 0)

  struct Row: Sendable {
    var observation: HarmObservation
    var shape: Double
    var rate: Double
    var score: Double
    var low: Double
    var high: Double
    var credibility: Double

    init(_ e: Double, _ s: Double, _ q: Double, _ results: Double...) {
      observation = HarmObservation(exposure: e, harm: s, harmSquared: q)
      (shape, rate, score) = (results[0], results[1], results[2])
      (low, high, credibility) = (results[3], results[4], results[5])
    }
  }

  static let rows = [
    Row(400, 2.75, 1.6875, 5.8274, 520.948, 83.63, 72.95, 92.62, 0.612),
    Row(400, 4, 16, 3.1186, 238.059, 81.11, 64.76, 94.27, 0.612),
    Row(0, 0, 0, 2.7778, 154.321, 75.00, 53.94, 92.95, 0),
    Row(400, 0, 0, 2.7778, 398.223, 89.45, 78.72, 97.21, 0.612),
    Row(20, 0, 0, 2.7778, 166.516, 76.60, 56.43, 93.45, 0.073),
    Row(30, 8, 32, 3.9939, 90.048, 49.22, 25.29, 78.52, 0.106),
  ]

  /// What one vendor's own service makes of it where nobody else is known, so that it is held against .5.
  private func service(goods: Double = 0, bads: Double = 0) -> ServiceFactor {
    var sums = DecayedSums()
    sums.add(goods: goods, .general)
    sums.add(standardIncidents: bads, .general)
    return ServiceFit([sums], policy: .standard).factor(of: 0)
  }

  @Test(arguments: rows) func `score and range under a fixed prior`(_ row: Row) {
    let trouble = Trouble(prior: Self.fixedPrior, observation: row.observation, service: service())
    #expect(abs(trouble.harm.shape - row.shape) < 6e-5)
    #expect(abs(trouble.harm.rate - row.rate) < 6e-4)
    #expect(abs(trouble.score - row.score) < 0.006)
    #expect(abs(trouble.low - row.low) < 0.006)
    #expect(abs(trouble.high - row.high) < 0.006)
    #expect(abs(Self.fixedPrior.credibility(exposure: row.observation.exposure) - row.credibility) < 6e-4)
  }

  @Test func `a vendor of which nothing is known is expected what is typical, with the vendors' spread`() {
    #expect(abs(Self.fixedPrior.credibilityConstant - 253.0864) < 5e-5)
    #expect(abs(Self.fixedPrior.unknown.shape - 2.7778) < 5e-5)
    #expect(abs(Self.fixedPrior.unknown.rate - 154.321) < 5e-4)
  }

  @Test func `the spread of the vendors and the doubt about their mean both make b smaller`() {
    let prior = HarmPrior(
      mean: 0.02, processVariance: 0.03, structuralVariance: 1e-4, meanVariance: 0.5e-4)
    #expect(relativeError(prior.credibilityConstant, 200) < 1e-12)
    #expect(relativeError(prior.unknown.variance, 1e-4) < 1e-12)
    #expect(relativeError(prior.unknown.mean, 0.02) < 1e-12)
    // M = (200·.02 + 6)/(200 + 300), V = (200·.03 + 12)/500².
    let posterior = prior.posterior(HarmObservation(exposure: 300, harm: 6, harmSquared: 12))
    #expect(relativeError(posterior.mean, 0.02) < 1e-12)
    #expect(relativeError(posterior.variance, 7.2e-5) < 1e-12)
  }

  @Test(arguments: [(2.0, 56.25), (0.5, 86.60), (0, 100), (1, 75)])
  func `twice the trouble makes 56, half of it 87, none 100`(times: Double, score: Double) {
    // E alone moves the mean to any multiple of u when S follows.
    let prior = Self.fixedPrior
    let observation = HarmObservation(exposure: 1e9, harm: 1e9 * prior.mean * times, harmSquared: 1)
    let trouble = Trouble(prior: prior, observation: observation, service: service())
    #expect(abs(trouble.score - score) < 0.006)
  }

  @Test func `P(H1 < H2) of the first two rows`() {
    let first = Self.fixedPrior.posterior(Self.rows[0].observation)
    let second = Self.fixedPrior.posterior(Self.rows[1].observation)
    #expect(abs(GammaDistribution.probabilityLess(first, than: second) - 0.55765) < 5e-6)
  }

  /// Goods or bads that bring X to the worked value: κ = .25/.04 − 1 against .5.
  @Test(arguments: [
    (0, 0, 0.75, 1), (7.0 / 3, 0, 0.85, 0.89943), (14, 0, 0.95, 0.8), (0, 5.25, 0.5, 1),
  ])
  func `what good service makes of trouble`(goods: Double, bads: Double, quality: Double, factor: Double) {
    let service = service(goods: goods, bads: bads)
    #expect(abs(service.quality - quality) < 1e-12)
    #expect(abs(service.factor - factor) < 5e-6)
    #expect(service.dimensions.values.allSatisfy { abs($0 - quality) < 1e-12 })
  }

  @Test func `good service moves score and range alike, and never beyond its fifth`() {
    let observation = Self.rows[1].observation
    let plain = Trouble(prior: Self.fixedPrior, observation: observation, service: service())
    let kind = Trouble(prior: Self.fixedPrior, observation: observation, service: service(goods: 1e6))
    #expect(kind.service.factor == 0.8)
    #expect(abs(kind.mean / plain.mean - 0.8) < 1e-12)
    #expect(kind.scoreOfHarm == plain.score)
    for (better, worse) in [(kind.score, plain.score), (kind.low, plain.low), (kind.high, plain.high)] {
      #expect(abs(better / 100 - pow(worse / 100, 0.8)) < 1e-12)
    }
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
