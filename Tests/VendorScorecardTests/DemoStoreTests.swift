import ScorecardModel
import Testing
import VendorScorecard

@Suite struct DemoStoreTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    _ = try Workspace.create(at: folder.path, demo: true, now: .noon("2026-09-30"))
    workspace = try Workspace.open(folder.path, readOnly: true)
  }

  @Test(arguments: [
    ("stackbase", Advice.keep), ("picnook", .keep), ("brightvan", .left), ("cartly", .watch),
    ("payhive", .keep), ("northwind", .drop),
    ("parcelo", .keep), ("swiftpost", .unclear), ("coinbridge", .unclear),
  ])
  func `every advice appears in the demo`(vendor: String, advice: Advice) throws {
    let evaluation = try workspace.evaluate(asOf: try Day("2026-09-30"))
    #expect(evaluation.scorecard(vendor)?.advice.shown == advice)
  }

  @Test func `one is good, and another is better`() throws {
    let evaluation = try workspace.evaluate(asOf: try Day("2026-09-30"))
    let better = evaluation.scorecards.filter { $0.advice.better != nil }
    #expect(better.map(\.vendor.id) == ["picnook"] && better.map(\.advice.better) == ["stackbase"])
  }

  @Test func `the carrier that was left keeps its own orders`() throws {
    let evaluation = try workspace.evaluate(asOf: try Day("2026-09-30"))
    let left = try #require(evaluation.scorecard("brightvan"))
    #expect(left.advice.reason == .left(on: try Day("2025-10-01")))
    #expect(left.track.amount == 443)
    #expect(evaluation.scorecard("northwind")?.track.firstDay == (try Day("2025-10-01")))
  }

  @Test func `Cartly is getting worse and Northwind is the weakest link`() throws {
    let evaluation = try workspace.evaluate(asOf: try Day("2026-09-30"))
    #expect(evaluation.scorecards.filter(\.worsening.flagged).map(\.vendor.id) == ["cartly"])
    #expect(evaluation.journey.weakest == "northwind")
    #expect(evaluation.warnings.isEmpty)
  }

  @Test func `the demo holds a year and a summer, recorded as one change in the order of its days`() throws {
    let incidents = try workspace.incidents(IncidentFilter())
    #expect(incidents.count == 174)
    #expect(incidents.map(\.id) == Array(1...174))
    #expect(incidents.first?.incident.day.description == "2025-07-08")
    #expect(incidents.last?.incident.day.description == "2026-09-29")
    #expect(incidents.contains { $0.incident.attribution == .us })
    #expect(incidents.contains { $0.incident.attribution == .external })
    #expect(incidents.contains { $0.incident.mitigated == true })
    #expect(try workspace.changes(limit: 10).count == 1)
    #expect(try workspace.volumes().filter { $0.vendor == nil }.count == 15)
    #expect(try workspace.checkIns().isEmpty == false)
  }

  @Test func `two demos are the same but for the moment they were made`() throws {
    let other = try TemporaryFolder()
    _ = try Workspace.create(at: other.path, demo: true, now: .noon("2026-11-01"))
    let report = try workspace.quarterReport(
      try #require(Quarter("2026-Q3")), asOf: try Day("2026-11-01"))
    let again = try Workspace.open(other.path, readOnly: true)
    let later = try again.quarterReport(try #require(Quarter("2026-Q3")), asOf: try Day("2026-12-24"))
    #expect(try again.text(of: later, .markdown) == workspace.text(of: report, .markdown))
    #expect(later.dataHash == report.dataHash)
  }

  @Test func `the report of the demo opens with the decision`() throws {
    let report = try workspace.quarterReport(
      try #require(Quarter("2026-Q3")), asOf: try Day("2026-09-30"))
    #expect(report.headline == "Replace Northwind Freight with Parcelo; Cartly is slipping.")
    #expect(report.provisional)
    #expect(report.decisions.map(\.vendor) == ["northwind", "cartly", "swiftpost", "coinbridge"])
    #expect(report.changes.contains(.advice("northwind", from: .keep, to: .drop)))
    #expect(report.changes.contains(.advice("cartly", from: .keep, to: .watch)))
  }

  @Test func `doctor finds nothing wrong with the demo`() throws {
    let findings = try workspace.doctor(at: .noon("2026-09-30"))
    #expect(findings.isEmpty)
  }
}
