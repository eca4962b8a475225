import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// What counts for whom (Scoring §1 "Exposure").
@Suite struct `Exposure in orders` {
  @Test func `a volume is aged from the middle of its days`() throws {
    var shop = Shop(["a"], asOf: 50)
    shop.orders(300, 0..<30)
    #expect(relativeError(try shop.exposure("a"), decayed(300, age: 50 - 14.5)) < 1e-12)
  }

  @Test func `as-of cuts a volume pro rata`() throws {
    var shop = Shop(["a"], asOf: 9)
    shop.orders(300, 0..<30)
    #expect(relativeError(try shop.exposure("a"), decayed(100, age: 9 - 4.5)) < 1e-12)
    shop.asOf = Shop.day(0)
    #expect(relativeError(try shop.exposure("a"), 10) < 1e-12)
    shop.orders(70, 1..<31)
    #expect(relativeError(try shop.exposure("a"), 10) < 1e-12)
  }

  @Test func `days that a volume of its own covers are no longer the store's`() throws {
    var shop = Shop(["a", "b"], asOf: 29)
    shop.orders(600, 0..<30)
    shop.orders(50, 10..<20, of: "a")
    let own = decayed(50, age: 29 - 14.5)
    let before = decayed(100, age: 29 - 4.5)
    let after = decayed(100, age: 29 - 24.5)
    #expect(relativeError(try shop.exposure("a"), before + own + after) < 1e-12)
    // The other one's are not touched.
    #expect(relativeError(try shop.exposure("b"), decayed(300, age: 29 - 14.5)) < 1e-12)
  }

  @Test func `a volume of its own counts whatever it was to the store`() throws {
    let roles: [Role] = [.primary, .fallback, .candidate, .former]
    for role in roles {
      var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping", role: role)], asOf: 29)
      shop.orders(600, 0..<20)
      shop.orders(50, 20..<30, of: "a")
      let store = role == .primary ? decayed(600, age: 29 - 9.5) : 0
      #expect(relativeError(try shop.exposure("a"), store + decayed(50, age: 4.5)) < 1e-12, "\(role)")
    }
  }

  @Test func `a volume is cut where the vendor's own share changes`() throws {
    let late = Vendor(id: "b", name: "B", stage: "shipping", since: Shop.day(20))
    var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping"), late], asOf: 29)
    shop.orders(300, 0..<30)
    #expect(
      relativeError(try shop.exposure("a"), decayed(200, age: 29 - 9.5) + decayed(50, age: 29 - 24.5)) < 1e-12
    )
    #expect(relativeError(try shop.exposure("b"), decayed(50, age: 29 - 24.5)) < 1e-12)
  }

  @Test func `and nowhere else, though another's role changes`() throws {
    let steady = Vendor(id: "a", name: "A", stage: "shipping", share: 0.5)
    let others = ["b", "c"].enumerated().map {
      Vendor(
        id: $1, name: $1, stage: "shipping", since: $0 == 0 ? nil : Shop.day(20),
        until: $0 == 0 ? Shop.day(20) : nil, share: 0.3)
    }
    // Two periods of the same share are one run.
    let periods = [
      RolePeriod(role: .primary, share: 0.2), RolePeriod(role: .primary, since: Shop.day(7), share: 0.2),
    ]
    let renewed = Vendor(id: "d", name: "D", stage: "shipping", periods: periods)
    var shop = Shop([steady] + others + [renewed], asOf: 400)
    shop.orders(3000, 0..<300)
    let whole = { (share: Double) in decayed(3000 * share, age: 400 - 149.5) }
    #expect(relativeError(try shop.exposure("a"), whole(0.5)) < 1e-12)
    #expect(relativeError(try shop.exposure("d"), whole(0.2)) < 1e-12)
    let cut = decayed(1000, age: 400 - 49.5) + decayed(500, age: 400 - 249.5)
    #expect(relativeError(try shop.exposure("a"), cut) > 1e-3)
  }

  @Test func `what was left only decays`() throws {
    var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping", until: Shop.day(30))], asOf: 29)
    shop.orders(900, 0..<90)
    let atLast = try shop.exposure("a")
    #expect(relativeError(atLast, decayed(300, age: 14.5)) < 1e-12)
    for later in [1, 50, 400] {
      shop.asOf = Shop.day(29 + later)
      #expect(relativeError(try shop.exposure("a"), decayed(atLast, age: Double(later))) < 1e-12)
    }
  }

  @Test func `orders of any vendor of the stage make orders the unit of all, also of one that was left`()
    throws
  {
    let left = Vendor(id: "a", name: "A", stage: "shipping", role: .former)
    var shop = Shop([left, Vendor(id: "b", name: "B", stage: "shipping")], asOf: 100)
    try shop.bad(3, "b", on: 90)
    #expect(try shop.card("b").exposure.unit == .months)
    shop.orders(10, 0..<10, of: "a")
    #expect(try shop.card("b").exposure == Exposure(unit: .orders, amount: 0))
    #expect(shop.evaluation.warnings == [.primariesWithoutOrders(["b"])])
  }

  @Test func `bad days of one that was left, nobody knows when, have no orders to stand against`() throws {
    let left = Vendor(id: "a", name: "A", stage: "shipping", role: .former)
    var shop = Shop([left, Vendor(id: "b", name: "B", stage: "shipping")], asOf: 100)
    shop.orders(1000, 0..<101)
    try shop.bad(3, "a", on: 10)
    #expect(try shop.exposure("a") == 0)
    #expect(shop.evaluation.warnings == [.formerWithoutPeriod(["a"])])
    shop.orders(10, 0..<10, of: "a")
    #expect(shop.evaluation.warnings == [])
  }
}

@Suite struct `Exposure in months` {
  static let week = 7 / 30.4375

  @Test func `a week with anything recorded counts for every primary, aged from its Thursday`() throws {
    var shop = Shop(["a", "b"], stages: ["shipping", "payment"], asOf: 20)
    shop.checkIns = [Shop.day(6), Shop.day(9)]
    let expected = Self.week * (decayed(1, age: 20 - 3) + decayed(1, age: 20 - 10))
    #expect(relativeError(try shop.exposure("a"), expected) < 1e-12)
    try shop.bad(3, "a", on: 7, attribution: .external)
    #expect(relativeError(try shop.exposure("b"), expected) < 1e-12)
    try shop.bad(3, "a", on: 14, attribution: .external)
    #expect(relativeError(try shop.exposure("b"), expected + Self.week * decayed(1, age: 3)) < 1e-12)
  }

  @Test(arguments: [Role.fallback, .candidate, .former])
  func `for others only one with an incident of their own`(_ role: Role) throws {
    var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping", role: role)], asOf: 20)
    shop.checkIns = [Shop.day(1), Shop.day(8)]
    #expect(try shop.exposure("a") == 0)
    shop.good(1, "a", on: 9, dimension: .reliability)
    #expect(relativeError(try shop.exposure("a"), Self.week * decayed(1, age: 10)) < 1e-12)
  }

  @Test func `the running week counts whole once something of it is there`() throws {
    var shop = Shop(["a"], asOf: 7)
    shop.checkIns = [Shop.day(8)]
    #expect(try shop.exposure("a") == 0)
    shop.asOf = Shop.day(8)
    #expect(try shop.exposure("a") == Self.week)
    shop.asOf = Shop.day(10)
    #expect(try shop.exposure("a") == Self.week)
    shop.asOf = Shop.day(11)
    #expect(relativeError(try shop.exposure("a"), decayed(Self.week, age: 1)) < 1e-12)
  }

  @Test func `primary on any day of the week, after as-of too, but not in a week before the first since`()
    throws
  {
    let since = { (day: Int) in [Vendor(id: "a", name: "A", stage: "shipping", since: Shop.day(day))] }
    for (day, counts) in [(6, true), (7, false), (0, true), (3, true)] {
      var shop = Shop(since(day), asOf: 1)
      shop.checkIns = [Shop.day(1)]
      #expect(try shop.exposure("a") == (counts ? Self.week : 0), "\(day)")
    }
    // An incident of its own before that week does not make it.
    var shop = Shop(since(7), asOf: 1)
    try shop.bad(3, "a", on: 1)
    #expect(try shop.exposure("a") == 0)
  }

  @Test func `primary on the first day of a week alone`() throws {
    let vendors = [7, 8].map { Vendor(id: "\($0)", name: "A", stage: "shipping", until: Shop.day($0)) }
    var shop = Shop(vendors, asOf: 10)
    shop.checkIns = [Shop.day(10)]
    #expect(try shop.exposure("7") == 0)
    #expect(try shop.exposure("8") == Self.week)
  }
}
