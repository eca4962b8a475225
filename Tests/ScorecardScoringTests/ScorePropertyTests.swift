import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

@Suite struct `What holds of every scorecard` {
  @Test func `points add up, ranges hold, chances sum to 1`() throws {
    for seed in Stores.seeds(80, from: 4000) {
      let evaluation = try SmallStore(seed: seed).evaluation
      for card in evaluation.scorecards { expectConsistent(card, seed) }
      for stage in evaluation.catalog.journey {
        let best = evaluation.scorecards.filter { $0.vendor.stage == stage.id }.compactMap(\.bestProbability)
        #expect(best.isEmpty || abs(best.reduce(0, +) - 1) < 1e-12, "seed \(seed)")
      }
    }
  }

  @Test func `scores alone are the scores of scorecards, to the bit`() throws {
    for seed in Stores.seeds(60, from: 4800) {
      let store = try SmallStore(seed: seed)
      let evaluator = Evaluator(catalog: store.catalog, evidence: store.evidence)
      for day in [store.asOf, store.asOf - 40, store.asOf - 3000] {
        let known = evaluator.evaluate(asOf: day).scorecards.filter { $0.track.firstDay != nil }
        let scores = Dictionary(uniqueKeysWithValues: known.map { ($0.vendor.id, $0.score) })
        #expect(evaluator.scores(asOf: day) == scores, "seed \(seed)")
      }
    }
  }

  private func expectConsistent(_ card: Scorecard, _ seed: UInt64) {
    let points = card.points
    let lost = points.unknown + points.dimensions.values.reduce(0, +)
    #expect(abs(100 - lost + points.gained - card.score) < 1e-9, "seed \(seed): \(card)")
    #expect(points.gained >= 0 && ([points.unknown] + points.dimensions.values).allSatisfy { $0 >= 0 })
    // In proportion to b·u and S; b from Z = E/(E + b).
    if card.evidence > 0 {
      let b = card.exposure.amount * (1 - card.evidence) / card.evidence
      let harms = points.dimensions.values.reduce(0, +)
      let expected = points.unknown * card.harm.sum / (b * card.typical)
      #expect(abs(harms - expected) <= 1e-9 * max(1, expected), "seed \(seed): \(card)")
    }
    #expect(0 <= card.low && card.low < card.high && card.high <= 100, "seed \(seed): \(card)")
    #expect((0...100).contains(card.score) && (0.8...1).contains(card.service.factor), "seed \(seed)")
    #expect(relativeError(card.trouble.mean, card.harm.mean * card.service.factor) < 1e-12, "seed \(seed)")
    #expect(relativeError(card.trouble.shape, card.harm.shape) < 1e-15, "seed \(seed)")
    let isGood = card.score >= 75
    if card.advice.better != nil { #expect(isGood && card.advice.better == card.switching?.alternative) }
    if card.advice.shown == .drop { #expect(!isGood, "seed \(seed): \(card)") }
  }

  @Test func `a vendor of which nothing is known is 75, whatever its neighbours do`() throws {
    for seed in Stores.seeds(80, from: 5000) {
      var store = try SmallStore(seed: seed)
      for stage in store.catalog.journey {
        for role in [Role.candidate, .former] {
          store.catalog.vendors.append(
            Vendor(id: "blank-\(stage.id)-\(role)", name: "Blank", stage: stage.id, role: role))
        }
      }
      for card in store.evaluation.scorecards where card.vendor.name == "Blank" {
        #expect(abs(card.score - 75) < 1e-9, "seed \(seed)")
        #expect(card.service.factor == 1 || abs(card.service.factor - 1) < 1e-12, "seed \(seed)")
        #expect(card.evidence == 0 && card.seen == 0, "seed \(seed)")
        #expect(card.advice.shown == (card.role == .former ? .left : .unclear), "seed \(seed)")
      }
    }
  }

  @Test func `a vendor that was left keeps its score and has nothing to decide`() throws {
    var left = 0
    for seed in Stores.seeds(60, from: 4500) {
      let store = try SmallStore(seed: seed)
      let evaluation = store.evaluation
      for (place, card) in evaluation.scorecards.enumerated() {
        let isLeft = store.catalog.roles.role(of: place, on: store.asOf) == .former
        #expect((card.advice.shown == .left) == isLeft, "seed \(seed)")
        #expect((card.bestProbability == nil) == isLeft && (card.switching == nil) == isLeft, "seed \(seed)")
        guard isLeft else { continue }
        left += 1
        #expect(card.advice.reason == .left(on: card.standing.until) && card.advice.better == nil)
        #expect(card.advice.reviews.allSatisfy { $0.day < store.asOf }, "seed \(seed)")
        // Nobody is advised to move there.
        let alternatives = evaluation.scorecards.compactMap { $0.switching?.alternative }
        #expect(!alternatives.contains(card.vendor.id), "seed \(seed)")
      }
    }
    #expect(left > 20)
  }

  /// Where no volume is entered and nothing logged of it later, and its weeks are over.
  @Test func `what was seen of a vendor that was left only decays`() throws {
    var compared = 0
    for seed in Stores.seeds(200, from: 6000) {
      let store = try SmallStore(seed: seed)
      let record = store.evaluator.evidence
      for (place, vendor) in store.catalog.vendors.enumerated() {
        guard let end = record.roles.leftOn(place, asOf: store.asOf) else { continue }
        let (early, late) = (end.weekStart + 6, store.asOf + Int(seed % 90))
        if early >= late || record.roles.leftOn(place, asOf: late) != end { continue }
        if [early, late].contains(where: { record.roles.role(of: place, on: $0) != .former }) { continue }
        if store.volumes.contains(where: { $0.vendor == vendor.id }) { continue }
        if store.incidents(of: vendor.id).contains(where: { $0.day > early }) { continue }
        let (before, after) = (record.exposures.on(early), record.exposures.on(late))
        let age = Double(late - early)
        #expect(
          relativeError(after.months(place), decayed(before.months(place), age: age)) < 1e-12, "seed \(seed)")
        let known = { (view: ExposureView) in view.estimates.filter { $0.from < end } }
        guard known(before).map(\.to) == known(after).map(\.to) else { continue }
        #expect(
          relativeError(after.orders(place), decayed(before.orders(place), age: age)) < 1e-12, "seed \(seed)")
        compared += 1
      }
    }
    #expect(compared > 10)
  }
}
