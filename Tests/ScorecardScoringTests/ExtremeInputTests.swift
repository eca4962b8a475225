import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// Whatever a ledger may hold, and a catalog may ask for, comes to numbers.
@Suite struct `No input is too much` {
  @Test func `every number is finite and in range, however far and however many`() throws {
    for seed in Stores.seeds(8, from: 100) {
      var random = SeededGenerator(seed: seed &* 104_729)
      var store = try SmallStore(seed: seed)
      // Ten thousand years for every eighth, some decades for the others.
      let days = seed.isMultiple(of: 8) ? (Day.earliest, Day.latest) : (store.asOf - 9000, store.asOf + 9000)
      store.asOf = ExtremeInput.day(days, &random)
      store.catalog.policy = ExtremeInput.policy(&random)
      for index in store.recorded.indices {
        if Bool.random(using: &random) {
          store.recorded[index].incident.day = ExtremeInput.day(days, &random)
        }
        if Bool.random(using: &random) {
          store.recorded[index].incident.details.count = ExtremeInput.count(&random)
        }
      }
      for vendor in [nil] + store.catalog.vendors.map(\.id) where Bool.random(using: &random) {
        let range = (0..<2).map { _ in ExtremeInput.day(days, &random) }.sorted()
        let orders = [0, 1, Volume.mostOrders].randomElement(using: &random) ?? 0
        store.volumes +=
          Volume(from: range[0], to: range[1], orders: orders, vendor: vendor).map { [$0] } ?? []
      }
      store.checkIns += [days.0, days.1]
      let evaluation = store.evaluation
      for card in evaluation.scorecards { expectInRange(card, seed) }
      expectInRange(evaluation.journey, seed)
      store.recorded.shuffle(using: &random)
      store.volumes.shuffle(using: &random)
      #expect(store.evaluation == evaluation, "seed \(seed)")
    }
  }

  private func expectInRange(_ card: Scorecard, _ seed: UInt64) {
    #expect(0 <= card.low && card.low <= card.high && card.high <= 100, "seed \(seed): \(card)")
    #expect(
      (0...100).contains(card.score) && (0.8...1).contains(card.service.factor), "seed \(seed): \(card)")
    let fractions =
      [card.evidence, card.service.quality, card.bestProbability ?? 0, card.switching?.probability ?? 0]
      + card.service.dimensions.values
    #expect(fractions.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 }, "seed \(seed): \(card)")
    let positive = [card.harm.mean, card.harm.shape, card.harm.rate, card.trouble.shape, card.trouble.rate]
    #expect((positive + [card.typical]).allSatisfy { $0 > 0 && $0.isFinite }, "seed \(seed): \(card)")
    let parts = [card.points.unknown, card.points.gained] + card.points.dimensions.values
    #expect(parts.allSatisfy { (0...100).contains($0) }, "seed \(seed): \(card)")
    #expect(card.switching.map { $0.gain.isFinite && $0.cost.isFinite } ?? true, "seed \(seed): \(card)")
    #expect(card.worsening.bayesFactor >= 0 && card.exposure.amount.isFinite, "seed \(seed): \(card)")
  }

  private func expectInRange(_ journey: JourneyScore, _ seed: UInt64) {
    for primary in journey.stages.flatMap(\.primaries) {
      #expect((0...1).contains(primary.reliability), "seed \(seed)")
      #expect([primary.importance, primary.loss].allSatisfy { $0?.isFinite ?? true }, "seed \(seed)")
    }
    // The mean of a Beta that leans on 0 or 1 may lie outside its 90 % interval.
    guard let reliability = journey.reliability else { return }
    #expect([reliability.low, reliability.mean, reliability.high].allSatisfy { (0...1).contains($0) })
  }

  @Test func `a stage that lets nothing through costs what the others would let through`() {
    let link = { (p: Double) in JourneyChain.Link(primaries: [(share: 1, p: Moments(mean: p, variance: 0))]) }
    let chain = JourneyChain([link(0.9), link(0), link(0.8)])
    #expect(chain.importance(link: 1, primary: 0) == 0.9 * 0.8)
    #expect(chain.importance(link: 0, primary: 0) == 0)
  }

  @Test func `a flood of the worst, a thousand million orders, no weight at all`() throws {
    for weights in [ScoringPolicy.standard.severityWeights, [0, 0, 0, 0, 0], [100, 100, 100, 100, 100]] {
      var shop = Shop(["flood", "calm", "blank"], asOf: 60)
      shop.catalog.policy.severityWeights = weights
      shop.catalog.policy.dimensionWeights = weights[0] == 0 ? [:] : shop.catalog.policy.dimensionWeights
      shop.orders(1, 0..<1, of: "flood")
      shop.orders(Volume.mostOrders, 0..<1, of: "calm")
      var incident = Incident(vendor: "flood", day: shop.asOf, outcome: .bad(.worst), resolved: false)
      incident.details.count = try #require(IncidentCount(thousandths: IncidentCount.limit))
      shop.incidents = Array(repeating: incident, count: 3000)
      let evaluation = shop.evaluation
      for card in evaluation.scorecards { expectInRange(card, 0) }
      expectInRange(evaluation.journey, 0)
      let scores = evaluation.scorecards.map(\.score)
      #expect(weights[0] == 0 ? scores[0] > 75 : scores[0] < 1e-9, "\(scores)")
      #expect(scores[1] > 99)
    }
  }

  @Test func `one vendor, alone and without anything`() throws {
    let evaluation = Shop(["a"], asOf: 0).evaluation
    #expect(abs(try #require(evaluation.scorecards.first).score - 75) < 1e-9)
    #expect(evaluation.scorecards[0].bestProbability == 1)
    #expect(evaluation.journey.reliability == nil && evaluation.journey.weakest == nil)
  }

  @Test func `no vendor, no stage, and a vendor of a stage that the journey lacks`() throws {
    var shop = Shop([String](), asOf: 0)
    shop.checkIns = [shop.asOf]
    try shop.bad(5, "gone", on: 0)
    shop.orders(30, 0..<1, of: "gone")
    #expect(shop.evaluation.scorecards.isEmpty)
    shop.catalog.vendors = [Vendor(id: "gone", name: "Gone", stage: "none")]
    #expect(shop.evaluation.scorecards.isEmpty)
    #expect(shop.evaluator.scorecard(of: "gone", asOf: shop.asOf) == nil)
    shop.catalog.journey = []
    #expect(shop.evaluation.journey == JourneyScore(reliability: nil, stages: [], weakest: nil))
  }

  @Test func `500 vendors of one stage`() throws {
    var shop = Shop((0..<500).map { "v\($0)" }, asOf: 25)
    shop.orders(500_000, 0..<26)
    // By far the best: in the chances of all others the first factor is 0.
    shop.orders(9_000_000, 0..<26, of: "v1")
    for index in 0..<500 where index % 3 == 0 {
      try shop.bad(1 + index % 5, "v\(index)", on: index % 25)
    }
    let evaluation = shop.evaluation
    for card in evaluation.scorecards { expectInRange(card, 0) }
    expectInRange(evaluation.journey, 0)
    #expect(abs(evaluation.scorecards.reduce(0) { $0 + ($1.bestProbability ?? 0) } - 1) < 1e-9)
  }
}

/// What a catalog and a ledger just allow.
private enum ExtremeInput {
  static func day(_ far: (Day, Day), _ random: inout SeededGenerator) -> Day {
    let near = Day(number: 20_600 + Int.random(in: 0...400, using: &random)) ?? .earliest
    return [far.0, far.1, far.1 - 1, near, near].randomElement(using: &random) ?? near
  }

  static func count(_ random: inout SeededGenerator) -> IncidentCount {
    let numbers: [Int64] = [1, 499, 1_000, 2_500, IncidentCount.limit]
    return IncidentCount(thousandths: numbers.randomElement(using: &random) ?? 1_000) ?? .one
  }

  static func policy(_ random: inout SeededGenerator) -> ScoringPolicy {
    var policy = ScoringPolicy.standard
    policy.halfLife = [1, 180, 36_500].randomElement(using: &random) ?? 180
    let weights: [[Double]] = [[0, 0, 0, 0, 0], [100, 100, 100, 100, 100], policy.severityWeights]
    policy.severityWeights = weights.randomElement(using: &random) ?? []
    policy.weightCap = [0, 6, 100].randomElement(using: &random) ?? 6
    policy.unresolvedFactor = [1, 10].randomElement(using: &random) ?? 1
    policy.mitigatedFactor = [0, 0.5, 1].randomElement(using: &random) ?? 1
    policy.horizonMonths = [1, 24, 600].randomElement(using: &random) ?? 24
    policy.switchingCost = [0, 6, 1e6].randomElement(using: &random) ?? 6
    if Bool.random(using: &random) { policy.dimensionWeights = [.empathy: 0, .assurance: 0] }
    return policy
  }
}
