import ScorecardModel
import Testing

/// What a kind says of a claim.
@Suite struct ClaimKindTests {
  @Test(
    arguments: [
      (IncidentKind.damaged, 3, 8), (.damaged, 2, nil), (.lost, 5, 31), (.lost, 3, 31), (.lost, 2, nil),
      (.late, 2, 16),
      (.down, 5, nil),
      (.failed, 5, nil), (.overcharged, 5, nil),
    ] as [(IncidentKind, Int, Int?)])
  func `terms are chosen by it`(kind: IncidentKind, level: Int, day: Int?) throws {
    var vendor = Vendor(id: "parcelo", name: "Parcelo", stage: "shipping")
    vendor.claims = ClaimTerms(damageDays: 7, lossDays: 30, lateDays: 15)
    let catalog = Catalog(store: "x", journey: [Stage(id: "shipping", name: "Shipping")], vendors: [vendor])
    let first = try Day("2026-09-01")
    let incident = Incident(
      vendor: "parcelo", day: first, outcome: .bad(try Severity(level)), dimension: .reliability,
      kind: kind)
    #expect(catalog.claimDeadline(incident)?.earliest == day.map { first + ($0 - 1) })
  }
}
