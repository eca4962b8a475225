import ScorecardModel
import ScorecardScoring
import Testing

/// Carriers of one stage whose orders and incidents all fall on the as-of day, so that nothing decays.
private struct Carriers {
  var catalog: Catalog
  var incidents: [Incident] = []
  var volumes: [Volume] = []
  let asOf: Day

  init(_ ids: [Vendor.ID], stages: [Stage.ID] = ["shipping"], asOf: String = "2026-06-15") throws {
    self.asOf = try Day(asOf)
    catalog = Catalog(
      store: "Ties", journey: stages.map { Stage(id: $0, name: $0) },
      vendors: ids.enumerated().map { Vendor(id: $1, name: $1, stage: stages[$0 % stages.count]) })
  }

  mutating func orders(_ orders: Int, _ vendor: Vendor.ID? = nil) {
    volumes += Volume(from: asOf, to: asOf + 1, orders: orders, vendor: vendor).map { [$0] } ?? []
  }

  mutating func bad(_ severities: [Int], _ vendor: Vendor.ID, on day: Day? = nil) throws {
    incidents += try severities.map {
      Incident(vendor: vendor, day: day ?? asOf, outcome: .bad(try Severity($0)))
    }
  }

  var evaluation: Evaluation {
    let evidence = Evidence(incidents: incidents, volumes: volumes, policy: catalog.policy)
    return Evaluator(catalog: catalog, evidence: evidence).evaluate(asOf: asOf)
  }
}

@Suite struct `Ties are settled by the catalog's order` {
  @Test(arguments: [["pay", "ship"], ["ship", "pay"]])
  func `the weakest of two stages that lose the same`(ids: [String]) throws {
    var carriers = try Carriers(ids, stages: ["first", "second"])
    carriers.orders(400)
    let journey = carriers.evaluation.journey
    #expect(journey.stages[0].primaries[0].loss == journey.stages[1].primaries[0].loss)
    #expect(journey.weakest == ids[0])
  }

  @Test(arguments: [["a", "b"], ["b", "a"]])
  func `the weakest of two vendors that carry and lose the same`(ids: [String]) throws {
    var carriers = try Carriers(ids)
    carriers.orders(400)
    #expect(carriers.evaluation.journey.weakest == ids[0])
  }

  @Test(arguments: [["a", "b"], ["b", "a"]])
  func `the better of two equal alternatives`(good: [String]) throws {
    var carriers = try Carriers(["poor"] + good)
    for id in good { carriers.orders(900, id) }
    carriers.orders(300, "poor")
    try carriers.bad([4, 4, 4, 4, 4, 4], "poor")
    #expect(carriers.evaluation.scorecard("poor")?.switching.alternative == good[0])
    #expect(carriers.evaluation.scorecard(good[0])?.switching.alternative == good[1])
  }

  /// At exactly the rate assumed of anyone, .018, every mean is .018: 4.5 standard incidents in 250 orders.
  @Test func `an unknown alternative before a known one that is no better`() throws {
    var carriers = try Carriers(["a", "b"])
    for id in ["a", "b"] {
      carriers.orders(250, id)
      try carriers.bad([5, 2], id)
    }
    let cards = carriers.evaluation.scorecards
    #expect(cards[0].harm.mean == 0.018)
    #expect(cards.allSatisfy { $0.reliabilityCredibility >= 0.3 })
    #expect(cards.allSatisfy { $0.switching.alternative == nil })
    // One incident fewer, and it is named.
    carriers.incidents.removeLast()
    #expect(carriers.evaluation.scorecard("a")?.switching.alternative == "b")
  }

  @Test(arguments: [["z", "a", "m"], ["a", "m", "z"]])
  func `the rank of equal scores`(ids: [String]) throws {
    var carriers = try Carriers(ids)
    carriers.orders(3000)
    #expect(carriers.evaluation.scorecards.ranked().map(\.vendor.id) == ids)
  }
}

@Suite struct `Monthly reviews` {
  @Test(arguments: [
    // As-of day, months since the first incident, days before as-of that are reviewed.
    ("2026-06-15", 40, 24), ("2026-06-30", 40, 24), ("2026-06-15", 24, 24), ("2026-06-15", 23, 23),
    ("2026-06-15", 3, 3), ("2026-06-30", 3, 3), ("2026-06-15", 0, 0),
  ])
  func `there are 24 before the as-of day, or as many as there are months`(
    asOf: String, months: Int, reviews: Int
  ) throws {
    var carriers = try Carriers(["a"], asOf: asOf)
    carriers.orders(100)
    let first = carriers.asOf.month.advanced(by: -months).firstDay
    try carriers.bad([3], "a", on: first)
    let days = carriers.evaluation.scorecards[0].advice.reviews.map(\.day)
    #expect(days.count == reviews + 1)
    #expect(days.last == carriers.asOf)
    #expect(days.dropLast().allSatisfy { $0 == $0.month.lastDay && $0 < carriers.asOf && $0 >= first })
  }
}
