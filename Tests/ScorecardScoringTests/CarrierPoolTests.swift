import ScorecardModel
import ScorecardScoring
import TestSupport
import Testing

@Suite struct `Carriers over many shops` {
  private let policy = ScoringPolicy.standard

  private func pool(_ shops: [Evaluator], asOf: Day) -> [CarrierScore] {
    var pool = CarrierPool(asOf: asOf)
    for shop in shops { pool.add(shop) }
    return pool.scores(by: policy)
  }

  // MARK: One ledger

  @Test func `shops are scored to the bit as one ledger that holds all their entries and orders`() throws {
    for seed in Stores.seeds(40) {
      let shops = try SharedShops(seed: seed)
      let pooled = pool(shops.evaluators, asOf: shops.asOf)
      let whole = shops.oneLedger.evaluate(asOf: shops.asOf)
      #expect(pooled.count == whole.scorecards.count)
      for (carrier, card) in zip(pooled, whole.scorecards) { expectSame(carrier, card, "seed \(seed)") }
      let orders = pooled.reduce(0) { $0 + $1.exposure.amount }
      #expect(orders > 0 && pooled.contains { $0.incidentCount > 0 }, "seed \(seed)")
    }
  }

  private func expectSame(_ carrier: CarrierScore, _ card: Scorecard, _ seed: Comment) {
    #expect(carrier.carrier == card.vendor.id, seed)
    #expect(carrier.score == card.score && carrier.low == card.low && carrier.high == card.high, seed)
    #expect(carrier.evidence == card.evidence && carrier.typical == card.typical, seed)
    #expect(carrier.exposure == card.exposure && carrier.amount == card.track.amount, seed)
    #expect(carrier.harm == card.harm && carrier.trouble == card.trouble, seed)
    #expect(carrier.service == card.service && carrier.incidentCount == card.incidentCount, seed)
  }

  @Test func `orders that are not on record yet are reckoned by each shop, and come to the same`() throws {
    for seed in Stores.seeds(20, from: 200) {
      let shops = try SharedShops(seed: seed, daysMissing: 40)
      let pooled = pool(shops.evaluators, asOf: shops.asOf)
      let whole = shops.oneLedger.evaluate(asOf: shops.asOf)
      #expect(!whole.estimates.isEmpty)
      for (carrier, card) in zip(pooled, whole.scorecards) {
        #expect(abs(carrier.exposure.amount - card.exposure.amount) <= 1e-9 * card.exposure.amount)
        #expect(abs(carrier.score - card.score) <= 1e-9 * card.score, "seed \(seed)")
      }
    }
  }

  @Test func `a shop by itself is scored as it scores itself`() throws {
    for seed in Stores.seeds(40, from: 300) {
      let store = try SmallStore(seed: seed)
      let cards = store.evaluation.scorecards
      for carrier in pool([store.evaluator], asOf: store.asOf) {
        let card = try #require(cards.first { $0.vendor.id == carrier.carrier })
        #expect(abs(carrier.score - card.score) <= 1e-9 * card.score, "seed \(seed)")
        #expect(abs(carrier.low - card.low) <= 1e-7 * card.low, "seed \(seed)")
        #expect(carrier.exposure.unit == card.exposure.unit && carrier.incidentCount == card.incidentCount)
        #expect(carrier.shops == (card.track.firstDay == nil ? 0 : 1), "seed \(seed)")
      }
    }
  }

  // MARK: Order

  @Test func `the order of the shops changes no bit`() throws {
    for seed in Stores.seeds(20, from: 400) {
      var random = SeededGenerator(seed: seed)
      let asOf = try Day("2026-08-01")
      var shops = try (0..<5).map { place in
        var store = try SmallStore(seed: seed &* 100 &+ UInt64(place))
        for index in store.catalog.vendors.indices {
          store.catalog.vendors[index].carrier = "c\(Int.random(in: 0...3, using: &random))"
          store.catalog.vendors[index].name = "Shop \(place)'s \(index)"
        }
        return store.evaluator
      }
      let first = pool(shops, asOf: asOf)
      shops.shuffle(using: &random)
      #expect(pool(shops, asOf: asOf) == first, "seed \(seed)")
      #expect(pool(shops.reversed(), asOf: asOf) == first, "seed \(seed)")
    }
  }

  @Test func `parts of orders add up to the same bits, whichever shop comes first`() throws {
    let thirds = (0..<3).map { Vendor(id: "v\($0)", name: "V\($0)", stage: "shipping", carrier: "c\($0)") }
    var random = SeededGenerator(seed: 7)
    var shops = try (0..<12).map { _ in
      try shop(
        thirds, [],
        orders: [("2026-06-01", "2026-07-01", Int.random(in: 1...9999, using: &random), nil)])
    }
    let first = pool(shops, asOf: try Day("2026-06-30"))
    for _ in 0..<20 {
      shops.shuffle(using: &random)
      #expect(pool(shops, asOf: try Day("2026-06-30")) == first)
    }
  }

  // MARK: What is added

  /// A shop with one carrier that answers to `dhl`.
  private func shop(
    _ vendors: [Vendor], _ incidents: [(Vendor.ID, String)], orders: [(String, String, Int, Vendor.ID?)] = [],
    checkIns: [String] = []
  ) throws -> Evaluator {
    let bad = try incidents.map { Incident(vendor: $0, day: try Day($1), outcome: .bad(.standard)) }
    let volumes = try orders.compactMap {
      Volume(from: try Day($0), to: try Day($1), orders: $2, vendor: $3)
    }
    return Evaluator(
      catalog: Catalog(store: "S", journey: [Stage(id: "shipping")], vendors: vendors),
      evidence: Evidence(
        incidents: bad, volumes: volumes, checkIns: try checkIns.map { try Day($0) }, policy: policy))
  }

  @Test func `a share of the store's orders counts with its days, beside what is the vendor's own`() throws {
    let day = try Day("2026-06-30")
    let shared = try shop(
      [
        Vendor(
          id: "paket", name: "Paket", stage: "shipping",
          periods: [
            RolePeriod(role: .primary, share: 0.25),
            RolePeriod(role: .primary, since: try Day("2026-06-16"), share: 0.5),
          ], carrier: "dhl")
      ], [], orders: [("2026-06-01", "2026-07-01", 300, nil)])
    let own = try shop(
      [Vendor(id: "dhl", name: "DHL", stage: "shipping", role: .candidate)], [],
      orders: [("2026-06-01", "2026-07-01", 60, "dhl")])
    let carrier = try #require(pool([shared, own], asOf: day).first)
    #expect(carrier.amount == 300 * 0.25 / 2 + 300 * 0.5 / 2 + 60)
    #expect(carrier.shops == 2)
  }

  @Test func `vendors that one shop has of a carrier are added, too`() throws {
    let vendors = ["express", "standard"].map {
      Vendor(id: $0, name: $0, stage: "shipping", share: 0.5, carrier: "dhl")
    }
    let one = try shop(
      vendors, [("express", "2026-06-02"), ("standard", "2026-06-02")],
      orders: [("2026-06-01", "2026-07-01", 100, nil)])
    let carrier = try #require(pool([one], asOf: try Day("2026-06-30")).first)
    #expect((carrier.amount, carrier.incidentCount, carrier.shops) == (100, 2, 1))
  }

  @Test func `months of several shops are as many months`() throws {
    let vendor = Vendor(id: "dhl", name: "DHL", stage: "shipping")
    let weeks = ["2026-06-01", "2026-06-08", "2026-06-15"]
    let one = try shop([vendor], [], checkIns: weeks)
    let single = try #require(pool([one], asOf: try Day("2026-06-21")).first)
    let both = try #require(pool([one, one], asOf: try Day("2026-06-21")).first)
    #expect(single.exposure.unit == .months && single.amount > 0)
    #expect(abs(both.amount - 2 * single.amount) < 1e-12)
    #expect(abs(both.exposure.amount - 2 * single.exposure.amount) < 1e-12)
    #expect(both.score > single.score)
  }

  @Test func `where one shop counts orders, trouble without orders is not held against them`() throws {
    let vendor = Vendor(id: "dhl", name: "DHL", stage: "shipping")
    let counted = try shop(
      [vendor], [("dhl", "2026-06-10")], orders: [("2026-06-01", "2026-07-01", 100, nil)])
    let uncounted = try shop([vendor], [("dhl", "2026-06-10"), ("dhl", "2026-06-11")])
    let day = try Day("2026-06-30")
    #expect(pool([counted, uncounted], asOf: day) == pool([counted], asOf: day))
  }

  @Test func `one carrier in two stages is two`() throws {
    let catalog = Catalog(
      store: "S", journey: [Stage(id: "shipping"), Stage(id: "returns")],
      vendors: [
        Vendor(id: "dhl", name: "DHL", stage: "shipping"),
        Vendor(id: "back", name: "DHL Back", stage: "returns", carrier: "dhl"),
      ])
    let scores = pool([Evaluator(catalog: catalog, evidence: Evidence())], asOf: try Day("2026-06-30"))
    #expect(scores.map(\.stage) == ["returns", "shipping"])
    #expect(scores.map(\.name) == ["DHL Back", "DHL"] && scores.allSatisfy { $0.score == 75 })
  }
}
