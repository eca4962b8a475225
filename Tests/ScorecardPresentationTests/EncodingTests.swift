import Foundation
import ScorecardFormats
import ScorecardModel
import Testing

@testable import ScorecardPresentation

/// What an encoder makes of a value is what `--json` prints of it.
@Suite struct EncodingTests {
  private func object(_ value: some Encodable) throws -> NSObject {
    try object(try JSONEncoder().encode(value))
  }

  private func object(_ json: Data) throws -> NSObject {
    try #require(try JSONSerialization.jsonObject(with: json) as? NSObject)
  }

  private func expect(_ value: some Encodable, is text: JSONText) throws {
    #expect(try object(value) == object(Data(text.document.utf8)))
  }

  @Test func `an evaluation encodes as scores, and its journey as the chain`() throws {
    try expect(Fixture.evaluation, is: .scores(Fixture.evaluation))
    let journey = try #require(try object(Fixture.evaluation.journey) as? [String: Any])
    let printed = try object(Data(JSONText.journey(Fixture.evaluation).document.utf8))
    var chain = try #require(printed as? [String: Any])
    chain["asOf"] = nil
    #expect(journey as NSDictionary == chain as NSDictionary)
  }

  @Test func `each scorecard encodes as it stands in scores`() throws {
    for card in Fixture.cards { try expect(card, is: .scorecard(card)) }
  }

  @Test func `a report encodes as report --json`() throws {
    let report = Fixture.report()
    try expect(report, is: .report(report))
  }

  @Test func `an incident encodes as incidents --json`() throws {
    for incident in Fixture.incidents { try expect(incident, is: .incident(incident)) }
  }

  @Test func `numbers keep every digit, and what is no number is null`() throws {
    let odd = JSONText.array([
      .number(0.1 + 0.2), .number(.infinity), .number(.leastNonzeroMagnitude), .integer(.max),
    ])
    #expect(
      String(decoding: try JSONEncoder().encode(odd), as: UTF8.self)
        == "[0.30000000000000004,null,5e-324,9223372036854775807]")
  }

  @Test func `a catalog encodes as a vendors.json that reads as the same catalog`() throws {
    var catalog = Fixture.catalog
    catalog.policy.dimensionWeights[.empathy] = 0.5
    catalog.policy.halfLife = 90
    catalog.vendors[3].periods[0].until = Fixture.day("2026-08-01")
    catalog.vendors[6].periods[0].share = nil
    catalog.vendors.append(
      Vendor(
        id: "fogbox", name: "\"Fog\" box", stage: "shipping", role: .candidate, switchingCost: 2.5,
        failover: 0.25, statusPage: "https://fogbox.example", notes: "Ask Ann.\nTwice.",
        claims: ClaimTerms(damageDays: 7, lossDays: 30),
        contract: Contract(renews: Fixture.day("2026-11-30"), noticeDays: 30),
        price: Price(perMonth: Money(thousandths: 39_500)), promisedDays: 4, company: "Fog",
        carrier: "fog-2"))
    let text = try JSONEncoder().encode(catalog)
    #expect(try CatalogReader.read(Array(text), fileName: "vendors.json") { $0 == "UTC" } == catalog)
  }
}
