import ScorecardModel
import Testing

@testable import ScorecardScoring

/// All orders and incidents fall on the as-of day, so that nothing decays.
@Suite struct `Ties are settled by the catalog's order` {
  @Test(arguments: [["pay", "ship"], ["ship", "pay"]])
  func `the weakest of two stages that lose the same`(ids: [String]) throws {
    var shop = Shop(ids, stages: ["first", "second"], asOf: 0)
    shop.orders(400, 0..<1)
    let journey = shop.evaluation.journey
    #expect(journey.stages[0].primaries[0].loss == journey.stages[1].primaries[0].loss)
    #expect(journey.weakest == ids[0])
  }

  @Test(arguments: [["a", "b"], ["b", "a"]])
  func `the weakest of two vendors that carry and lose the same`(ids: [String]) throws {
    var shop = Shop(ids, asOf: 0)
    shop.orders(400, 0..<1)
    #expect(shop.evaluation.journey.weakest == ids[0])
  }

  @Test(arguments: [["a", "b"], ["b", "a"]])
  func `the fallback of two that absorb the same`(ids: [String]) throws {
    let fallbacks = ids.map { Vendor(id: $0, name: $0, stage: "shipping", role: .fallback) }
    var shop = Shop([Vendor(id: "p", name: "P", stage: "shipping")] + fallbacks, asOf: 0)
    shop.orders(400, 0..<1)
    #expect(shop.evaluation.journey.stages[0].fallback?.id == ids[0])
  }

  @Test(arguments: [["a", "b"], ["b", "a"]])
  func `the better of two equal alternatives`(good: [String]) throws {
    var shop = Shop(["poor"] + good, asOf: 0)
    for id in good { shop.orders(900, 0..<1, of: id) }
    shop.orders(300, 0..<1, of: "poor")
    try shop.bad(4, "poor", on: 0, 0, 0, 0, 0, 0)
    let evaluation = shop.evaluation
    #expect(evaluation.scorecard("poor")?.switching?.alternative == good[0])
    #expect(evaluation.scorecard(good[0])?.switching?.alternative == good[1])
    #expect(evaluation.scorecard(good[1])?.switching?.alternative == good[0])
    let chances = good.map { evaluation.scorecard($0)?.bestProbability }
    #expect(chances[0] == chances[1])
  }

  /// At exactly the rate expected of anyone, .018, every mean is .018: 4.5 standard incidents in 250 orders.
  @Test func `an unknown alternative before a known one that is no better`() throws {
    var shop = Shop(["a", "b"], asOf: 0)
    for id in ["a", "b"] {
      shop.orders(250, 0..<1, of: id)
      try shop.bad(5, id, on: 0)
      try shop.bad(2, id, on: 0)
    }
    let cards = shop.evaluation.scorecards
    #expect(
      cards.allSatisfy { $0.trouble.mean == $0.typical }, "\(cards.map { ($0.trouble.mean, $0.typical) })")
    #expect(cards.allSatisfy { $0.seen >= 0.5 && $0.switching?.alternative == nil })
    // One incident fewer, and it is named.
    shop.incidents.removeLast()
    #expect(try shop.card("a").switching?.alternative == "b")
  }

  @Test(arguments: [(28, true), (27, false)])
  func `a vendor is an alternative from 28 decayed orders on`(orders: Int, named: Bool) throws {
    var shop = Shop(["a", "b"], asOf: 0)
    shop.orders(3000, 0..<1, of: "a")
    shop.orders(orders, 0..<1, of: "b")
    try shop.bad(5, "a", on: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    let switching = try #require(shop.card("a").switching)
    #expect((switching.alternative == "b") == named)
  }

  @Test(arguments: [["z", "a", "m"], ["a", "m", "z"]])
  func `the rank of equal scores`(ids: [String]) throws {
    var shop = Shop(ids, asOf: 0)
    shop.orders(3000, 0..<1)
    #expect(shop.evaluation.scorecards.ranked().map(\.vendor.id) == ids)
  }

  @Test func `advice comes before score, and what was left comes last`() throws {
    let left = Vendor(id: "left", name: "Left", stage: "shipping", role: .former)
    let blank = Vendor(id: "blank", name: "Blank", stage: "shipping", role: .candidate)
    let others = ["drop", "watch", "keep"].map { Vendor(id: $0, name: $0, stage: "shipping") }
    var shop = Shop([left, others[0], blank, others[1], others[2]], asOf: 100)
    for id in ["drop", "watch", "keep"] { shop.orders(500, 0..<101, of: id) }
    shop.orders(90_000, 0..<101, of: "left")
    try shop.bad(5, "drop", on: 2, 9, 20, 35, 48, 70, 75, 80, 90, 95)
    try shop.bad(5, "watch", on: 95, 96, 97, 97, 97, 98, 98)
    let ranked = shop.evaluation.scorecards.ranked()
    #expect(ranked.map(\.advice.shown) == [.keep, .watch, .unclear, .drop, .left])
    #expect(ranked.map(\.vendor.id) == ["keep", "watch", "blank", "drop", "left"])
  }
}
