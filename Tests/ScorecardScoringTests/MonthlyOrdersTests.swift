import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// Y, the orders that a move would concern (Scoring §5).
@Suite struct `Orders a month` {
  static let month = 30.4375

  private func vendor(_ id: String, _ periods: RolePeriod...) -> Vendor {
    Vendor(id: id, name: id, stage: "shipping", periods: periods)
  }

  private func expect(_ shop: Shop, _ expected: [Double], _ what: Comment? = nil) {
    for (value, expected) in zip(shop.ordersPerMonth, expected) {
      #expect(abs(value - expected) < 1e-9 * max(1, expected), what)
    }
  }

  @Test func `the orders of the year up to the day, without decay`() {
    var shop = Shop(["a"], asOf: 499)
    shop.orders(5000, 0..<500)
    expect(shop, [10 * Self.month])
    // Of a volume 100 days long the last 65 lie in the year.
    shop.volumes = []
    shop.orders(1000, 100..<200)
    expect(shop, [10 * 65 / (365 / Self.month)])
  }

  @Test func `a month or two are taken for a month or two`() {
    var shop = Shop(["a"], asOf: 499)
    shop.orders(400, 460..<500)
    expect(shop, [10 * Self.month])
  }

  @Test func `at the share of the as-of day, whatever it was then`() {
    let periods = [
      RolePeriod(role: .primary, share: 0.9), RolePeriod(role: .primary, since: Shop.day(80), share: 0.2),
    ]
    var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping", periods: periods)], asOf: 99)
    shop.orders(1000, 0..<100)
    expect(shop, [2 * Self.month])
  }

  @Test func `days in another role do not thin it out`() {
    // Primary on the days 0–19 and 60–99, a fallback between.
    let a = vendor(
      "a", RolePeriod(role: .primary), RolePeriod(role: .fallback, since: Shop.day(20)),
      RolePeriod(role: .primary, since: Shop.day(60)))
    var shop = Shop([a, Vendor(id: "b", name: "B", stage: "shipping", role: .fallback)], asOf: 99)
    shop.orders(1000, 0..<100)
    expect(shop, [10 * Self.month, 0])
    // Unless a volume of its own covers them: 5 orders on each of ten days.
    shop.orders(50, 30..<40, of: "a")
    expect(shop, [(600 + 50) / (70 / Self.month), 0])
    // On days on which it was primary anyway, no day counts twice.
    shop.volumes.removeLast()
    shop.orders(50, 50..<70, of: "a")
    expect(shop, [(20 + 30) * 10 / (70 / Self.month) + 50 / (70 / Self.month), 0])
  }

  @Test func `a vendor without a share today carries its own volumes alone`() {
    let a = vendor("a", RolePeriod(role: .primary), RolePeriod(role: .fallback, since: Shop.day(50)))
    var shop = Shop([a], asOf: 99)
    shop.orders(1000, 0..<100)
    expect(shop, [0])
    shop.orders(30, 90..<100, of: "a")
    // Days 0–49 as a primary and ten of its own, from the first piece on.
    expect(shop, [30 / (60 / Self.month)])
  }

  @Test func `estimated days are among them`() {
    var shop = Shop(["a"], asOf: 37)
    shop.orders(280, 0..<28)
    expect(shop, [280 / (38 / Self.month)])
    shop.checkIns = [Shop.day(30)]
    expect(shop, [10 * Self.month])
  }

  @Test func `a vendor without any takes the mean of the others in use that have some of their own`() throws {
    let left = Vendor(id: "e", name: "E", stage: "shipping", role: .former)
    let none = ["c", "d"].map { Vendor(id: $0, name: $0, stage: "shipping", role: .candidate) }
    let some = ["a", "b"].map { Vendor(id: $0, name: $0, stage: "shipping", role: .fallback) }
    var shop = Shop(some + none + [left], asOf: 99)
    shop.orders(100, 0..<100, of: "a")
    shop.orders(300, 0..<100, of: "b")
    shop.orders(9000, 0..<100, of: "e")
    for id in ["c", "d"] {
      #expect(relativeError(try #require(shop.card(id).switching).monthlyVolume, 2 * Self.month) < 1e-12)
    }
    expect(shop, [Self.month, 3 * Self.month, 0, 0, 90 * Self.month])
  }

  @Test func `where nobody has any, a move saves nothing and costs what it costs`() throws {
    let a = vendor("a", RolePeriod(role: .primary), RolePeriod(role: .fallback, since: Shop.day(50)))
    var shop = Shop([a], asOf: 99)
    shop.orders(1000, 0..<50)
    try shop.bad(5, "a", on: 10, 20, 30, 40, 60, 70)
    let switching = try #require(shop.card("a").switching)
    #expect(switching == Switching(probability: 0, gain: -6, alternative: nil, cost: 6, monthlyVolume: 0))
  }

  @Test func `in months it is 1`() throws {
    var shop = Shop(["a"], asOf: 99)
    try shop.bad(3, "a", on: 10, 40)
    expect(shop, [1])
    let card = try shop.card("a")
    let switching = try #require(card.switching)
    #expect(relativeError(switching.cost, 6 + 3 * card.typical) < 1e-12)
    // An unknown one has the mean u: gain = 24·(T − u) − K.
    #expect(relativeError(switching.gain, 24 * (card.trouble.mean - card.typical) - switching.cost) < 1e-12)
  }

  @Test func `a vendor's own cost of moving takes the place of the usual one`() throws {
    var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping", switchingCost: 0)], asOf: 99)
    shop.orders(1000, 0..<100)
    let card = try shop.card("a")
    #expect(relativeError(try #require(card.switching).cost, 3 * card.typical * 10 * Self.month) < 1e-12)
  }
}
