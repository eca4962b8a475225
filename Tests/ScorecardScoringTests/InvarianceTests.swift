import ScorecardModel
import ScorecardScoring
import TestSupport
import Testing

@Suite struct `Same evidence, same bits` {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `rows in any order`(seed: UInt64) throws {
    var store = try SmallStore(seed: seed)
    let expected = store.evaluation
    var random = SeededGenerator(seed: seed &+ 1000)
    store.incidents.shuffle(using: &random)
    store.volumes.shuffle(using: &random)
    store.checkIns.shuffle(using: &random)
    #expect(store.evaluation == expected)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `merged from parts`(seed: UInt64) throws {
    let store = try SmallStore(seed: seed)
    let policy = store.catalog.policy
    var merged = Evidence(volumes: store.volumes, checkIns: store.checkIns)
    for remainder in [2, 0, 1] {
      let part = store.incidents.enumerated().filter { $0.offset % 3 == remainder }.map(\.element)
      merged.merge(Evidence(incidents: part, policy: policy))
    }
    #expect(merged == store.evidence)
    let evaluation = Evaluator(catalog: store.catalog, evidence: merged).evaluate(asOf: store.asOf)
    #expect(evaluation == store.evaluation)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `evidence after the as-of day is ignored`(seed: UInt64) throws {
    var store = try SmallStore(seed: seed)
    let expected = store.evaluation
    let vendor = store.catalog.vendors[0].id
    store.incidents.append(Incident(vendor: vendor, day: store.asOf + 1, outcome: .bad(.worst)))
    store.volumes += Volume(from: store.asOf + 1, to: store.asOf + 30, orders: 500).map { [$0] } ?? []
    store.checkIns.append(store.asOf + 9)
    #expect(store.evaluation == expected)
  }
}

@Suite struct `Scores move the right way` {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `one more bad experience never raises, one more good one never lowers`(seed: UInt64) throws {
    let store = try SmallStore(seed: seed)
    guard !store.incidents.isEmpty else { return }
    var random = SeededGenerator(seed: seed &* 7919)
    let evaluator = Evaluator(catalog: store.catalog, evidence: store.evidence)
    for _ in 0..<6 {
      let like = store.incidents[Int.random(in: store.incidents.indices, using: &random)]
      let severity = try Severity(Int.random(in: 1...5, using: &random))
      let dimension = Dimension.allCases[Int.random(in: 0...5, using: &random)]
      guard let before = evaluator.scorecard(of: like.vendor, asOf: store.asOf) else { continue }
      for outcome in [Outcome.good, .bad(severity)] {
        let more = Incident(vendor: like.vendor, day: like.day, outcome: outcome, dimension: dimension)
        var evidence = store.evidence
        evidence.add(more, policy: store.catalog.policy)
        let after = Evaluator(catalog: store.catalog, evidence: evidence)
          .scorecard(of: like.vendor, asOf: store.asOf)
        let change = try #require(after).score - before.score
        #expect(outcome == .good ? change >= -0.1 : change <= 0.1, "\(more) changed \(change)")
      }
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `taking an incident back restores the exact score`(seed: UInt64) throws {
    let store = try SmallStore(seed: seed)
    let policy = store.catalog.policy
    let more = Incident(
      vendor: store.catalog.vendors[0].id, day: store.asOf - 3, outcome: .bad(.worst), resolved: false)
    var evidence = store.evidence
    evidence.add(more, policy: policy)
    evidence.remove(more, policy: policy)
    #expect(evidence == store.evidence)
    #expect(
      Evaluator(catalog: store.catalog, evidence: evidence).evaluate(asOf: store.asOf) == store.evaluation)
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `every number is finite and in range`(seed: UInt64) throws {
    var store = try SmallStore(seed: seed)
    // Extremes on top: a flood on one day, one order, and a vendor with 10⁹ orders.
    let vendor = store.catalog.vendors[0].id
    if seed.isMultiple(of: 2) {
      store.incidents += Array(
        repeating: Incident(vendor: vendor, day: store.asOf, outcome: .bad(.worst), resolved: false),
        count: 5000)
    }
    if seed.isMultiple(of: 3) {
      store.volumes = [Volume(from: store.asOf, to: store.asOf + 1, orders: 1_000_000_000, vendor: vendor)]
        .compactMap { $0 }
    }
    let evaluation = store.evaluation
    for card in evaluation.scorecards {
      let fractions =
        [
          card.score / 100, card.low / 100, card.high / 100, card.evidence, card.reliability, card.quality,
          card.bestProbability, card.switching.probability, card.reliabilityCredibility,
        ] + Array(card.dimensions.values)
      #expect(fractions.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 }, "\(card)")
      #expect(card.low <= card.score && card.score <= card.high)
      let harm = GammaDistribution(shape: card.harm.shape, rate: card.harm.rate)
      #expect(abs(harm.cdf(card.harm.low) - 0.05) < 1e-9 && abs(harm.cdf(card.harm.high) - 0.95) < 1e-9)
      #expect([card.harm.mean, card.harm.shape, card.harm.rate].allSatisfy { $0 > 0 && $0.isFinite })
      #expect(card.switching.gain.isFinite && card.worsening.bayesFactor.isFinite)
    }
    if let reliability = evaluation.journey.reliability {
      // The mean of a Beta that leans on 0 or 1 may lie outside its 90 % interval.
      #expect(0 <= reliability.low && reliability.low <= reliability.high && reliability.high <= 1)
      #expect((0...1).contains(reliability.mean))
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `the points of an explanation add up to the score`(seed: UInt64) throws {
    let store = try SmallStore(seed: seed)
    let evaluator = Evaluator(catalog: store.catalog, evidence: store.evidence)
    let vendor = store.catalog.vendors[0].id
    let recorded = store.incidents.enumerated().filter { $0.element.vendor == vendor }.map {
      RecordedIncident(
        id: Int64($0.offset), incident: $0.element, recordedAt: Timestamp(seconds: 0), revision: 1)
    }
    let explanation = try #require(evaluator.explain(vendor, asOf: store.asOf, incidents: recorded))
    let sum = explanation.terms.reduce(0) { $0 + $1.points }
    #expect(abs(sum - explanation.scorecard.score) < 1e-9)
    for influence in explanation.influences.prefix(3) {
      // The same number from scratch: the evidence without it, its day still observed.
      var evidence = store.evidence
      evidence.removeInfluence(of: influence.incident.incident, policy: store.catalog.policy)
      let without = Evaluator(catalog: store.catalog, evidence: evidence).scorecard(
        of: vendor, asOf: store.asOf)
      #expect(abs(explanation.scorecard.score - (without?.score ?? 0) - influence.points) < 1e-7)
    }
  }
}
