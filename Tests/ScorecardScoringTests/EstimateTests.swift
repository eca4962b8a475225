import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// Months are entered late: the days since the last volume are estimated (Scoring §1 "Exposure").
@Suite struct `Estimated orders` {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Orders on days.
    var volumes: [(Int, Range<Int>)]
    var recorded: [Int]
    var asOf: Int
    /// Days, and orders a day; nil = none.
    var estimate: (days: Range<Int>, perDay: Double)?

    init(
      _ name: String, _ volumes: [(Int, Range<Int>)], recorded: [Int], asOf: Int,
      _ estimate: (Range<Int>, Double)?
    ) {
      (testDescription, self.volumes, self.recorded, self.asOf) = (name, volumes, recorded, asOf)
      self.estimate = estimate.map { (days: $0.0, perDay: $0.1) }
    }
  }

  static let cases = [
    Case("28 days of volumes are enough", [(280, 0..<28)], recorded: [30], asOf: 40, (28..<41, 10)),
    Case("27 are not", [(270, 0..<27)], recorded: [30], asOf: 40, nil),
    Case("at most 62 days", [(280, 0..<28)], recorded: [200], asOf: 200, (28..<90, 10)),
    Case("the whole of the 62nd day", [(280, 0..<28)], recorded: [30], asOf: 89, (28..<90, 10)),
    Case("only one day less before", [(280, 0..<28)], recorded: [30], asOf: 88, (28..<89, 10)),
    Case("nothing was recorded since", [(280, 0..<28)], recorded: [5, 27, 41], asOf: 40, nil),
    Case("recorded on the day of the end", [(280, 0..<28)], recorded: [28], asOf: 40, (28..<41, 10)),
    Case("recorded on the as-of day", [(280, 0..<28)], recorded: [40], asOf: 40, (28..<41, 10)),
    Case("the end is the as-of day", [(280, 0..<28)], recorded: [28], asOf: 28, (28..<29, 10)),
    Case("a volume that is not over", [(280, 0..<28)], recorded: [27], asOf: 27, nil),
    Case(
      "the 91 days before the end alone", [(9000, 0..<9), (910, 9..<100)], recorded: [100], asOf: 100,
      (100..<101, 10)),
    Case(
      "a volume that the window cuts, pro rata", [(1000, 0..<20), (800, 20..<100)], recorded: [100],
      asOf: 100,
      (100..<101, (800 + 1000 * 11.0 / 20) / 91)),
    Case(
      "days between volumes are days without orders", [(100, 0..<10), (180, 22..<28)], recorded: [30],
      asOf: 30,
      (28..<31, 10)),
    Case(
      "volumes of the same days add", [(140, 0..<28), (140, 0..<28)], recorded: [30], asOf: 30, (28..<31, 10)),
    Case(
      "the last day of any, whichever began last", [(400, 0..<40), (0, 30..<35)], recorded: [40], asOf: 40,
      (40..<41, 10)),
    Case(
      "one that begins after as-of is not known yet", [(280, 0..<28), (999, 41..<50)], recorded: [30],
      asOf: 40,
      (28..<41, 10)),
    Case("none without any volume", [], recorded: [30], asOf: 40, nil),
    Case("no orders go on as none", [(0, 0..<28)], recorded: [30], asOf: 40, (28..<41, 0)),
  ]

  private func shop(_ given: Case, of vendor: Vendor.ID?) -> Shop {
    var shop = Shop(["a"], asOf: given.asOf)
    for (orders, days) in given.volumes { shop.orders(orders, days, of: vendor) }
    shop.checkIns = given.recorded.map { Shop.day($0) }
    return shop
  }

  @Test(arguments: cases) func `the days since the last volume go on at its rate`(_ given: Case) throws {
    for vendor in [nil, "a"] {
      let evaluation = shop(given, of: vendor).evaluation
      #expect(evaluation.estimates.count == (given.estimate == nil ? 0 : 1))
      guard let (days, perDay) = given.estimate, let estimate = evaluation.estimates.first else { continue }
      #expect(estimate.vendor == vendor)
      #expect(estimate.from == Shop.day(days.lowerBound))
      #expect(estimate.to == Shop.day(days.upperBound))
      #expect(abs(estimate.perMonth - perDay * 30.4375) < 1e-9)
    }
  }

  @Test func `estimated orders are exposure like others`() throws {
    var shop = Shop([Vendor(id: "a", name: "A", stage: "shipping", share: 0.25)], asOf: 47)
    shop.orders(280, 0..<28)
    shop.checkIns = [Shop.day(30)]
    let stated = decayed(70, age: 47 - 13.5)
    #expect(relativeError(try shop.exposure("a"), stated + decayed(50, age: 9.5)) < 1e-12)
  }

  @Test func `an estimate of a vendor's own takes the place of the store's on its days`() throws {
    var shop = Shop(["a", "b"], asOf: 47)
    shop.orders(2800, 0..<28)
    shop.orders(280, 0..<28, of: "a")
    shop.checkIns = [Shop.day(30)]
    #expect(shop.evaluation.estimates.map(\.vendor) == [nil, "a"])
    let own = decayed(280, age: 47 - 13.5) + decayed(200, age: 9.5)
    #expect(relativeError(try shop.exposure("a"), own) < 1e-12)
    let other = decayed(1400, age: 47 - 13.5) + decayed(1000, age: 9.5)
    #expect(relativeError(try shop.exposure("b"), other) < 1e-12)
  }

  @Test func `the store's volumes and a vendor's own are estimated apart`() throws {
    var shop = Shop(["a"], asOf: 47)
    shop.orders(480, 0..<48)
    shop.orders(280, 0..<28, of: "a")
    shop.checkIns = [Shop.day(30)]
    #expect(shop.evaluation.estimates.map(\.vendor) == ["a"])
    #expect(shop.evaluation.estimates.map(\.to) == [Shop.day(48)])
  }

  @Test func `any incident of any vendor is a sign that somebody still logs`() throws {
    var shop = Shop(["a", "b"], stages: ["shipping", "payment"], asOf: 40)
    shop.orders(280, 0..<28)
    #expect(shop.evaluation.estimates.isEmpty)
    try shop.bad(1, "a vendor that the catalog no longer has", on: 33, attribution: .us)
    #expect(shop.evaluation.estimates.count == 1)
  }

  @Test func `an earlier review knows only what its day knew`() throws {
    // A month is entered, and then another: on the day between, the second is cut and nothing is estimated.
    var shop = Shop(["a"], asOf: 40)
    shop.orders(280, 0..<28)
    shop.orders(560, 28..<56)
    shop.checkIns = [Shop.day(28)]
    #expect(shop.evaluation.estimates.isEmpty)
    #expect(
      relativeError(try shop.exposure("a"), decayed(280, age: 40 - 13.5) + decayed(20 * 13, age: 6)) < 1e-12)
  }
}
