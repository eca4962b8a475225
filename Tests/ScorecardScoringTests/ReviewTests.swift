import ScorecardModel
import Testing

@testable import ScorecardScoring

/// What each monthly look sees, and when there is one (Scoring §5 "Reviews"). Day 0 is 1 January 2024.
@Suite struct `Monthly reviews` {
  @Test(arguments: [
    // As-of day, months since the first incident, looks before as-of.
    ("2026-06-15", 40, 24), ("2026-06-30", 40, 24), ("2026-06-15", 24, 24), ("2026-06-15", 23, 23),
    ("2026-06-15", 3, 3), ("2026-06-30", 3, 3), ("2026-06-15", 0, 0),
  ])
  func `there are 24 before the as-of day, or as many as there are months`(
    asOf: String, months: Int, reviews: Int
  ) throws {
    var shop = Shop(["a"], asOf: 0)
    shop.asOf = try Day(asOf)
    let first = shop.asOf.month.advanced(by: -months).firstDay
    shop.orders(100, (first - Shop.day(0))..<(shop.asOf - Shop.day(0) + 1))
    try shop.bad(3, "a", on: first - Shop.day(0))
    let days = try shop.card("a").advice.reviews.map(\.day)
    #expect(days.count == reviews + 1)
    #expect(days.last == shop.asOf)
    #expect(days.dropLast().allSatisfy { $0 == $0.month.lastDay && $0 < shop.asOf && $0 >= first })
  }

  @Test func `none before the store's first incident, whosever it was and whoever caused it`() throws {
    var shop = Shop(["a", "b"], stages: ["shipping", "payment"], asOf: 100)
    shop.orders(1000, 0..<101)
    #expect(try shop.card("a").advice.reviews.map(\.day) == [shop.asOf])
    try shop.bad(3, "b", on: 31, attribution: .customer)
    #expect(try shop.card("a").advice.reviews.map(\.day) == [Shop.day(59), Shop.day(90), shop.asOf])
    // On a month's last day it is seen by that day's look.
    try shop.bad(3, "b", on: 30)
    #expect(try shop.card("a").advice.reviews.count == 4)
  }

  @Test func `a scored bad incident is new once, at the first look from its day on`() throws {
    var shop = Shop(["a"], asOf: 100)
    shop.orders(1000, 0..<101)
    // Looks on 30, 59, 90 and 100.
    try shop.bad(3, "a", on: 3)
    func new() throws -> [Bool] { try shop.card("a").advice.reviews.map(\.hasNewBadDay) }
    #expect(try new() == [true, false, false, false])
    try shop.bad(3, "a", on: 59)
    #expect(try new() == [true, true, false, false])
    try shop.bad(3, "a", on: 91, attribution: .external)
    shop.good(1, "a", on: 100)
    #expect(try new() == [true, true, false, false])
    try shop.bad(1, "a", on: 91, mitigated: true)
    #expect(try new() == [true, true, false, true])
  }

  @Test func `the first of 24 looks takes any bad day as new`() throws {
    var shop = Shop(["a"], asOf: 1000)
    shop.orders(1000, 0..<1001)
    try shop.bad(3, "a", on: 3)
    #expect(
      try shop.card("a").advice.reviews.map(\.hasNewBadDay) == [true] + Array(repeating: false, count: 24))
  }

  private func facts(_ days: [Int], asOf: Int, level: Int = 3, mitigated: Bool? = nil) throws -> ReviewFacts {
    var shop = Shop(["a"], asOf: asOf)
    shop.orders(1000, 0..<1000)
    for day in days { try shop.bad(level, "a", on: day, mitigated: mitigated) }
    let record = shop.evaluator.evidence
    let day = DayView(record, asOf: shop.asOf)
    let view = day.stage(record.stages[0])
    var rule = SwitchingRule(view, shop.catalog)
    return StageReviews([0]).facts(of: 0, view, day, &rule)
  }

  @Test(
    arguments: [
      ([100, 103, 107], 110, true), ([100, 103, 106], 110, false), ([100, 107], 110, false),
      ([100, 100, 100, 107], 110, false), ([100, 107, 111], 110, false), ([100, 103, 107], 464, true),
      ([100, 103, 107], 465, false), ([99, 100, 103, 106], 464, false),
      ([100, 101, 102, 103, 107], 110, true),
    ] as [([Int], Int, Bool)])
  func `many are three bad days in 365, the first and the last a week apart`(
    days: [Int], asOf: Int, many: Bool
  ) throws {
    #expect(try facts(days, asOf: asOf).isMany == many)
    // A mitigated one makes a bad day too.
    #expect(try facts(days, asOf: asOf, level: 1, mitigated: true).isMany == many)
  }

  @Test(arguments: [(100, true), (189, true), (190, false), (99, false)])
  func `something was lost in the 90 days up to the look`(asOf: Int, lost: Bool) throws {
    #expect(try facts([100], asOf: asOf, level: 5).loss == (lost ? Shop.day(100) : nil))
    #expect(try facts([100], asOf: asOf, level: 5, mitigated: true).loss == nil)
    #expect(try facts([100], asOf: asOf, level: 4).loss == nil)
  }

  @Test func `the last loss is named`() throws {
    #expect(try facts([100, 120, 300], asOf: 150, level: 5).loss == Shop.day(120))
  }

  /// A vendor that hurts, is left, and comes back: it starts anew, and looks are taken only while it is used.
  @Test func `advice and hits start anew on a day on which it is former`() throws {
    let periods = [
      RolePeriod(role: .primary, until: Shop.day(59)), RolePeriod(role: .primary, since: Shop.day(80)),
    ]
    var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping", periods: periods)], asOf: 100)
    shop.orders(1000, 0..<101)
    try shop.bad(5, "a", on: 2, 9, 20, 25, 28)
    let atFirst = try #require(shop.evaluator.scorecard(of: "a", asOf: Shop.day(30)))
    #expect(atFirst.advice.shown == .drop)
    let card = try shop.card("a")
    #expect(card.advice.reviews.map(\.day) == [Shop.day(30), Shop.day(90), Shop.day(100)])
    #expect(card.advice.reviews.map(\.state)[0] == .drop)
    #expect(card.advice.reviews.dropFirst().allSatisfy { $0.state == .unclear || $0.state == .keep })
    let left = try #require(shop.evaluator.scorecard(of: "a", asOf: Shop.day(70)))
    #expect(left.advice.shown == .left && left.advice.reason == .left(on: Shop.day(59)))
    #expect(left.advice.reviews.map(\.day) == [Shop.day(30)])
  }

  @Test func `each look knows only what its day knew`() throws {
    var shop = Shop(["a", "b"], asOf: 200)
    shop.orders(9000, 0..<201)
    try shop.bad(4, "a", on: 5, 15, 40, 70, 100, 130, 170)
    try shop.bad(3, "b", on: 12, 95)
    let card = try shop.card("a")
    #expect(card.advice.reviews.count == 7)
    for review in card.advice.reviews {
      let then = try #require(shop.evaluator.scorecard(of: "a", asOf: review.day))
      #expect(then.score == review.score)
      #expect(then.switching?.probability == review.probability && then.switching?.gain == review.gain)
      #expect(then.advice.shown == review.state)
    }
  }

  @Test func `good, but another would still pay`() throws {
    var shop = Shop(["a", "b"], asOf: 200)
    for (id, level) in [("a", 2), ("b", 1)] {
      shop.orders(40_000, 0..<201, of: id)
      try shop.bad(level, id, on: 5, 30, 60, 90)
    }
    // Both far better than what is typical, one of them yet a hundred times better.
    for day in 0..<200 { try shop.bad(4, "a", on: day) }
    let card = try shop.card("a")
    #expect(card.score >= 75 && card.advice.shown == .keep)
    #expect(card.advice.better == "b")
    #expect(try shop.card("b").advice.better == nil)
  }
}

@Suite struct `Getting worse` {
  @Test func `counts bad days of the months from the store's first incident, the running one whole`() throws {
    var shop = Shop(["a", "b"], asOf: 100)
    shop.orders(1000, 0..<101)
    #expect(try shop.card("a").worsening.months == 0)
    try shop.bad(3, "b", on: 35)
    try shop.bad(5, "a", on: 95, 95, 95, 96)
    try shop.bad(1, "a", on: 97, mitigated: true)
    try shop.bad(5, "a", on: 98, attribution: .external)
    let worsening = try shop.card("a").worsening
    #expect(worsening.months == 3 && worsening.badDays == 3)
    // 0, 0, 3: the change lies before April.
    #expect(worsening.since == Month("2024-04") && worsening.badDaysSince == 3)
    #expect(worsening.bayesFactor == RateChange([0, 0, 3]).bayesFactor)
  }

  @Test func `one month alone tells nothing`() throws {
    var shop = Shop(["a"], asOf: 25)
    try shop.bad(5, "a", on: 3, 9, 20)
    let worsening = try shop.card("a").worsening
    #expect(worsening.bayesFactor == 1 && worsening.since == nil && !worsening.flagged)
  }

  @Test func `24 months at most`() throws {
    var shop = Shop(["a"], asOf: 1000)
    try shop.bad(5, "a", on: 3, 990)
    #expect(try shop.card("a").worsening.months == 24)
    #expect(try shop.card("a").worsening.badDays == 1)
  }

  @Test(arguments: [
    ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 4, 3], true),
    ([4, 3, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0], false),
    ([1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0], false),
    ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2], false),
  ])
  func `said at 20 to 1 with three bad days since`(badDays: [Int], flagged: Bool) {
    let worsening = DeteriorationTest(badDays: badDays, from: Month(index: 24_000))
    #expect(worsening.flagged == flagged)
    #expect(flagged == (worsening.bayesFactor >= 20 && worsening.badDaysSince >= 3))
  }

  @Test func `no change within one month or none`() {
    for counts in [[], [5]] {
      let change = RateChange(counts)
      #expect(change.bayesFactor == 1 && change.changeAfter == nil && change.countSince == 0)
    }
    #expect(RateChange([0, 0, 0, 5, 6]).changeAfter == 3)
  }
}
