import ScorecardModel
import Testing

@testable import ScorecardPresentation

/// What `across` shows, byte for byte.
@Suite struct AcrossGoldenTests {
  @Test func `carriers over shops, with all that may have to be said`() {
    expectGolden(Fixture.screen().across(AcrossFixture.report), "across.txt")
    expectGolden(Fixture.screen(columns: 80, color: true).across(AcrossFixture.report), "across-color.txt")
    expectGolden(Fixture.screen(columns: 60).across(AcrossFixture.report), "across-narrow.txt")
    expectGolden(JSONText.across(AcrossFixture.report).document, "across.json")
  }

  @Test func `without a catalog there is no role and no advice`() throws {
    var report = AcrossFixture.report
    report.shops[0].hasCatalog = false
    report.shops[0].currency = ""
    #expect(
      AcrossText(report).notes.contains(
        "No vendors.json goes with \(report.shops[0].store): a vendor there goes by its id, the orders of the whole shop "
          + "are nobody's, and there is no advice."))
    let own = report.stages[0].rows.filter { $0.shop == 0 }.count
    let json = JSONText.across(report).document
    #expect(json.ranges(of: "\"advice\": null").count == own)
    #expect(json.ranges(of: "\"role\": null").count == own)
    #expect(json.contains("\"currency\": null") && !json.contains("\"\""))
    let (with, without) = (
      Fixture.screen().across(AcrossFixture.report), Fixture.screen().across(report)
    )
    #expect(without.count(where: { $0 == "●" }) < with.count(where: { $0 == "●" }))
  }

  @Test func `money of two currencies is not added`() {
    var report = AcrossFixture.report
    report.policy.costPerTrouble = nil
    report.money = .currencies(["EUR", "USD"])
    report.shops[1].currency = "EUR"
    report.stages[0].unit = .months
    for index in report.stages[0].carriers.indices {
      report.stages[0].carriers[index].exposure.unit = .months
      report.stages[0].carriers[index].amount = 12.345
      report.stages[0].carriers[index].harm.mean = 0.4215
    }
    expectGolden(Fixture.screen().across(report), "across-months.txt")
    report.money = .prices
    #expect(
      AcrossText(report).notes.last == "Money is not added: the shops put different prices on a trouble.")
  }
}

/// Three shops of an agency: one as in `Fixture`, one without anything on record, one in months.
enum AcrossFixture {
  private static func row(
    _ shop: Int, _ id: String, _ name: String, carrier: String? = nil, better: String? = nil,
    isAdded: Bool = true
  ) -> AcrossReport.Row {
    var card = Fixture.score(id)
    card.advice.reviews = []
    card.vendor.name = name
    card.vendor.carrier = carrier
    return AcrossReport.Row(
      shop: shop, scorecard: card,
      better: better.map { AcrossReport.Better(vendor: Fixture.score($0).vendor, probability: 0.9987) },
      isAdded: isAdded)
  }

  private static func carrier(
    _ id: String, _ name: String, _ score: Double, like card: Scorecard, shops: Int
  ) -> CarrierScore {
    CarrierScore(
      stage: "shipping", carrier: id, name: name, shops: shops, score: score, low: card.low, high: card.high,
      evidence: card.evidence, typical: card.typical, service: card.service, exposure: card.exposure,
      amount: 12_345.5, harm: card.harm, trouble: card.trouble, incidentCount: card.incidentCount)
  }

  private static func shop(_ store: String, _ folder: String, _ entries: Int) -> AcrossReport.Shop {
    AcrossReport.Shop(
      folder: folder, store: store, currency: "USD", entries: entries, isEmpty: entries == 0,
      estimatedFrom: entries == 31 ? Fixture.day("2026-09-01") : nil)
  }

  static let report = AcrossReport(
    asOf: Fixture.asOf, policy: Fixture.catalog.policy, money: .common(currency: "USD"),
    shops: [
      shop("Kettle <b>Shop</b>", "kettles", 31), shop("Shed & Sons", "north/sheds", 64),
      shop("Shed & Sons", "south/sheds", 0), shop("Tables", "tables", 12),
    ],
    stages: [
      AcrossReport.StageRows(
        stage: Stage(id: "shipping", name: "Shipping"), unit: .orders,
        carriers: [
          carrier("parcelo", "Parcelo", 83.3, like: Fixture.score("parcelo"), shops: 2),
          carrier("nwf", "Northwind Freight", 45.3, like: Fixture.score("northwind"), shops: 1),
        ],
        rows: [
          row(0, "parcelo", "Parcelo"),
          row(0, "northwind", "Northwind", carrier: "nwf", better: "parcelo"),
          row(1, "swiftpost", "パーセロ", carrier: "parcelo"), row(1, "brightvan", "Brightvan"),
          row(3, "stackbase", "Parcelo", carrier: "parcelo", isAdded: false),
        ],
        elsewhere: [AcrossReport.Elsewhere(shop: 3, carrier: "nwf", stage: "delivery")])
    ])
}
