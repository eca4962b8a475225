import Foundation
import ScorecardModel
import ScorecardScoring
import Testing
import VendorScorecard

/// The whole pipeline – catalog, import, ledger, sums, scoring – against independent answers.
@Suite struct `Reference answers` {
  /// Made up for this project; the answers are by `reference.py`, which was written from the model's
  /// description alone.
  @Test(arguments: ["orders", "months", "mixed"]) func `our own stores`(_ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ScorecardScoringTests/Reference").appending(path: name)
    try agree(ExpectedFolder(url: folder))
  }

  private func agree(_ folder: ExpectedFolder) throws {
    let evaluation = try folder.workspace().evaluate(asOf: try Day(try folder.text("asof")))
    var agreement = Agreement()
    try agreement.scorecards(evaluation, try folder.object("expected.json"))
    try agreement.journey(evaluation.journey, try folder.object("expected-journey.json"))
    #expect(agreement.compared > 30)
    #expect(agreement.differences.isEmpty)
  }

  // MARK: Data beside the checkout

  @Test(.enabled(if: ExpectedFolder.hasShared, "SKIPPED: no data beside the checkout"), arguments: 1...8)
  func `random stores`(_ number: Int) throws {
    try agree(ExpectedFolder(url: ExpectedFolder.shared.appending(path: "design/golden/random-\(number)")))
  }

  @Test(
    .enabled(if: ExpectedFolder.hasShared, "SKIPPED: no data beside the checkout"),
    arguments: ["orders", "months"])
  func `small stores`(_ name: String) throws {
    let folder = ExpectedFolder(url: ExpectedFolder.shared.appending(path: "design/golden"))
    let file = try folder.object("\(name).json")
    let input = try #require(file["input"] as? [String: Any])
    let asOf = try Day(try #require(input["asOf"] as? String))
    let (catalog, evidence) = try store(input)
    let evaluation = Evaluator(catalog: catalog, evidence: evidence).evaluate(asOf: asOf)
    var agreement = Agreement()
    try agreement.scorecards(evaluation, try #require(file["expected"] as? [String: Any]))
    try agreement.journey(evaluation.journey, try #require(file["expectedJourney"] as? [String: Any]))
    #expect(agreement.compared > 100)
    #expect(agreement.differences.isEmpty)
  }

  private func store(_ input: [String: Any]) throws -> (Catalog, Evidence) {
    let rows = try #require(input["vendors"] as? [[String: Any]])
    let vendors = try rows.map { row in
      let id = try #require(row["id"] as? String)
      let role = Role(rawValue: row["role"] as? String ?? "primary")
      return Vendor(id: id, name: id, stage: try #require(row["stage"] as? String), role: try #require(role))
    }
    var stages: [Stage] = []
    for vendor in vendors where !stages.contains(where: { $0.id == vendor.stage }) {
      stages.append(Stage(id: vendor.stage, name: vendor.stage))
    }
    let incidents = try #require(input["incidents"] as? [[String: Any]]).map { row in
      let severity = try (row["severity"] as? Int).map { try Severity($0) }
      return Incident(
        vendor: try #require(row["vendor"] as? String), day: try Day(try #require(row["day"] as? String)),
        outcome: severity.map { .bad($0) } ?? .good,
        dimension: Dimension(rawValue: row["dimension"] as? String ?? "general") ?? .general,
        resolved: row["resolved"] as? Bool, mitigated: row["mitigated"] as? Bool)
    }
    let volumes = try (input["volumes"] as? [[String: Any]] ?? []).map { row in
      let volume = Volume(
        from: try Day(try #require(row["from"] as? String)), to: try Day(try #require(row["to"] as? String)),
        orders: try #require(row["orders"] as? Int), vendor: row["vendor"] as? String)
      return try #require(volume)
    }
    let checkIns = try (input["checkIns"] as? [String] ?? []).map { try Day($0) }
    let catalog = Catalog(store: "Small", journey: stages, vendors: vendors)
    return (
      catalog, Evidence(incidents: incidents, volumes: volumes, checkIns: checkIns, policy: catalog.policy)
    )
  }

  /// Ten years of somebody else's deliveries: 73 vendors, 1,186 late of 10,324.
  @Test(
    .enabled(if: ExpectedFolder.hasShared, "SKIPPED: no data beside the checkout"),
    arguments: ["2010-12-31", "2015-09-30"])
  func `real deliveries`(_ day: String) throws {
    let folder = ExpectedFolder(url: ExpectedFolder.shared.appending(path: "data/interchange/scms"))
    let workspace = try folder.workspace()
    var agreement = Agreement()
    try agreement.scorecards(
      try workspace.evaluate(asOf: try Day(day)), try folder.object("expected-\(day).json"))
    #expect(agreement.compared > 73 * 20)
    #expect(agreement.differences.isEmpty)

    let again = try workspace.importFiles(
      ["incidents.csv", "volumes.csv"].map { folder.url.appending(path: $0).path }, options: ImportOptions(),
      at: Timestamp(seconds: 4_000_000_001))
    #expect(again.map(\.new) == [0, 0] && again.map(\.changed) == [0, 0])
    #expect(again[0].alreadyPresent == 1186)
  }
}
