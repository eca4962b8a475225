import Distributions
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// Compare, and what replacing a vendor would gain (Scoring §5 and §7).
@Suite struct Comparisons {
  /// Two good carriers, a poor one, one that was left, and a payment provider.
  private func shop() throws -> Shop {
    let carriers = ["good", "fair", "poor"].map { Vendor(id: $0, name: $0, stage: "shipping") }
    let left = Vendor(id: "left", name: "Left", stage: "shipping", until: Shop.day(100))
    let payment = Vendor(id: "pay", name: "Pay", stage: "payment")
    var shop = Shop(carriers + [left, payment], stages: ["shipping", "payment"], asOf: 300)
    shop.orders(6000, 0..<301)
    try shop.bad(2, "fair", on: 40, 90, 200, 280)
    try shop.bad(4, "poor", on: 20, 60, 70, 120, 150, 210, 260, 270, 290, 295, 299)
    return shop
  }

  @Test func `the first by advice and score against each other one in use of its stage`() throws {
    let shop = try shop()
    let scores = shop.evaluation
    let carriers = shop.evaluator.pairings(["poor", "left", "fair", "good"], asOf: shop.asOf)
    #expect(carriers.map(\.better) == ["good", "good"] && carriers.map(\.other) == ["fair", "poor"])
    let better = carriers.map(\.probability)
    #expect(better[0] > 0.5 && better[1] > 0.95 && carriers[1].settled && !carriers[0].settled)
    for pair in carriers {
      let (a, b) = (try #require(scores.scorecard(pair.better)), try #require(scores.scorecard(pair.other)))
      let law = { (card: Scorecard) in GammaDistribution(shape: card.trouble.shape, rate: card.trouble.rate) }
      #expect(pair.probability == GammaDistribution.probabilityLess(law(a), than: law(b)))
    }
  }

  @Test func `fewer than two in use are no comparison`() throws {
    let shop = try shop()
    #expect(shop.evaluator.pairings(["good", "left", "nobody"], asOf: shop.asOf).isEmpty)
    #expect(shop.evaluator.pairings(["good", "pay"], asOf: shop.asOf).isEmpty)
  }

  @Test func `orders without trouble that would settle it, of the less known one, and no fewer`() throws {
    var shop = Shop(["a", "b"], asOf: 200)
    shop.orders(3000, 0..<200, of: "a")
    shop.orders(300, 0..<200, of: "b")
    try shop.bad(4, "a", on: 10, 50, 90, 130)
    try shop.bad(3, "b", on: 100)
    let pair = try #require(shop.evaluator.pairings(["a", "b"], asOf: shop.asOf).first)
    #expect(!pair.settled && pair.settledOf == "b")
    guard case .ordersWithoutIncident(let count)? = pair.settledBy else {
      Issue.record("\(pair)")
      return
    }
    for (orders, settled) in [(count, true), (count - 1, false)] {
      var more = shop
      more.orders(orders, 200..<201, of: "b")
      #expect(more.evaluator.pairings(["a", "b"], asOf: shop.asOf).first?.settled == settled, "\(orders)")
    }
  }

  @Test func `a replacement gains what passes better, by one that was left too`() throws {
    let shop = try shop()
    let evaluation = shop.evaluation
    let loss = try #require(evaluation.journey.stages[0].primaries.first { $0.id == "poor" })
    for id in ["good", "left"] {
      let replacement = try #require(shop.evaluator.replacement(of: "poor", by: id, asOf: shop.asOf))
      let harm = try #require(evaluation.scorecard(id)).harm
      let pass = GammaDistribution(shape: harm.shape, rate: harm.rate).survival(units: 1).mean
      let importance = try #require(loss.importance)
      #expect(relativeError(replacement.gain, importance * (pass - loss.reliability)) < 1e-12)
      #expect(replacement.gain > 0 && replacement.probabilityBetter > 0.5)
    }
    #expect(shop.evaluator.replacement(of: "left", by: "good", asOf: shop.asOf) == nil)
    #expect(shop.evaluator.replacement(of: "poor", by: "pay", asOf: shop.asOf) == nil)
    #expect(shop.evaluator.replacement(of: "poor", by: "poor", asOf: shop.asOf) == nil)
  }
}
