import ScorecardModel
import ScorecardScoring
import TestSupport
import Testing

/// Whatever a ledger may hold, and a catalog may ask for, comes to numbers.
@Suite struct `No input is too much` {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `every number is finite and in range, however far and however many`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 104_729)
    var store = try SmallStore(seed: seed)
    store.asOf = ExtremeInput.day(&random)
    store.catalog.policy = ExtremeInput.policy(&random)
    for index in store.incidents.indices {
      if Bool.random(using: &random) { store.incidents[index].day = ExtremeInput.day(&random) }
      if Bool.random(using: &random) { store.incidents[index].details.count = ExtremeInput.count(&random) }
    }
    for vendor in [nil] + store.catalog.vendors.map(\.id) where Bool.random(using: &random) {
      let days = [ExtremeInput.day(&random), ExtremeInput.day(&random)].sorted()
      let orders = [0, 1, Volume.mostOrders].randomElement(using: &random) ?? 0
      store.volumes += Volume(from: days[0], to: days[1], orders: orders, vendor: vendor).map { [$0] } ?? []
    }
    store.checkIns += [.earliest, .latest]
    let evaluation = store.evaluation
    for card in evaluation.scorecards { expectInRange(card) }
    for stage in evaluation.journey.stages {
      for primary in stage.primaries {
        #expect((0...1).contains(primary.reliability))
        #expect([primary.importance, primary.loss].allSatisfy { $0?.isFinite ?? true }, "\(primary)")
      }
    }
    if let reliability = evaluation.journey.reliability {
      #expect([reliability.low, reliability.mean, reliability.high].allSatisfy { (0...1).contains($0) })
    }
    store.incidents.shuffle(using: &random)
    store.volumes.shuffle(using: &random)
    #expect(store.evaluation == evaluation)
  }

  private func expectInRange(_ card: Scorecard) {
    #expect(0 <= card.low && card.low <= card.score && card.score <= card.high && card.high <= 100, "\(card)")
    let fractions =
      [
        card.evidence, card.reliability, card.quality, card.bestProbability, card.switching.probability,
        card.reliabilityCredibility,
      ] + card.dimensions.values
    #expect(fractions.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 }, "\(card)")
    #expect(
      [card.harm.mean, card.harm.shape, card.harm.rate].allSatisfy { $0 > 0 && $0.isFinite }, "\(card)")
    #expect(card.switching.gain.isFinite && card.worsening.bayesFactor >= 0, "\(card)")
  }
}

/// What a catalog and a ledger just allow.
private enum ExtremeInput {
  static func day(_ random: inout SeededGenerator) -> Day {
    let near = Day(number: 20_600 + Int.random(in: 0...400, using: &random)) ?? .earliest
    return [.earliest, .latest, .latest - 1, near, near].randomElement(using: &random) ?? near
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
    return policy
  }
}
