import Foundation
import ScorecardModel
import ScorecardScoring
import TestSupport
import Testing
import VendorScorecard

/// The whole pipeline – catalog, import, ledger, sums, scoring – against independent answers.
@Suite struct `Reference answers` {
  /// Made up for this project; the answers are by `reference.py`, which was written from the model's
  /// description alone.
  @Test(arguments: ["orders", "months", "mixed", "roles", "events"]) func `our own stores`(_ name: String)
    throws
  {
    let folder = ExpectedFolder(url: DataSet.own.golden.appending(path: name))
    let workspace = try agree(folder)
    let asOf = try Day(try folder.text("asof"))
    var agreement = Agreement()
    for (vendor, expected) in try folder.object("expected-explain.json") {
      try agreement.explanation(
        try workspace.explain(vendor, asOf: asOf).explanation, try #require(expected as? [String: Any]))
    }
    #expect(agreement.compared > 30)
    #expect(agreement.differences.isEmpty)
  }

  @discardableResult
  private func agree(_ folder: ExpectedFolder) throws -> Workspace {
    let workspace = try folder.workspace()
    let evaluation = try workspace.evaluate(asOf: try Day(try folder.text("asof")))
    var agreement = Agreement()
    try agreement.scorecards(evaluation, try folder.object("expected.json"))
    try agreement.journey(evaluation.journey, try folder.object("expected-journey.json"))
    #expect(agreement.compared > 30)
    #expect(agreement.differences.isEmpty)
    return workspace
  }

  /// How a score reacts to the first entries of a new store: three carriers, 30 orders a month.
  @Test func `the first entries of a new store`() throws {
    let table = try String(
      contentsOf: DataSet.own.golden.appending(path: "first-entries.tsv"), encoding: .utf8)
    let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.count == 56)
    for row in rows {
      let count = try #require(Int(row[2]))
      let cards = try Self.newStore(kind: row[1], count: count, weekly: row[0] == "weekly").scorecards
      let shown =
        [cards[0].score, cards[0].low, cards[0].high].map { Self.tenth($0) }
        + [cards[0].advice.shown.rawValue, Self.tenth(cards[1].score)]
      #expect(shown == Array(row[3...]), "\(row)")
    }
  }

  private static func tenth(_ value: Double) -> String { String(format: "%.1f", value) }

  private static func newStore(kind: String, count: Int, weekly: Bool) throws -> Evaluation {
    let (outcome, dimension): (Outcome, ScorecardModel.Dimension) =
      switch kind {
      case "annoyance": (.bad(try Severity(1)), .responsiveness)
      case "late": (.bad(try Severity(2)), .reliability)
      case "lost": (.bad(.worst), .reliability)
      default: (.good, .general)
      }
    let last = try Day("2026-06-28")
    let incidents = (0..<count).map { week in
      Incident(vendor: "a", day: weekly ? last - 7 * week : last, outcome: outcome, dimension: dimension)
    }
    let months = try (1...6).map { number in
      let month = try #require(Month("2026-0\(number)"))
      return try #require(Volume(from: month.firstDay, to: month.lastDay + 1, orders: 30))
    }
    let catalog = Catalog(
      store: "New", journey: [Stage(id: "shipping", name: "Shipping")],
      vendors: ["a", "b", "c"].map { Vendor(id: $0, name: $0, stage: "shipping") })
    return Evaluator(
      catalog: catalog, evidence: Evidence(incidents: incidents, volumes: months, policy: catalog.policy)
    ).evaluate(asOf: try Day("2026-06-30"))
  }

  // MARK: Our own data, and real data beside the checkout

  /// All else that reads a `DataSet` passes over real data that is not there; this says so.
  @Test(.enabled(if: DataSet.isRealThere, "SKIPPED: no data beside the checkout, only our own was read"))
  func `real data is read too`() {
    #expect(DataSet.all.map(\.description) == ["our own files", "real data"])
    #expect(Set(DataSet.monitors.map(\.set.description)).count == 2)
  }

  @Test func `our own data is always read`() {
    #expect(DataSet.all.first?.description == "our own files")
    #expect(DataSet.monitors.first?.folder == "upptime_kiosk")
    #expect(Self.files.first?.lastPathComponent == "small.json")
  }

  /// Of the same kind as our own stores.
  @Test(.enabled(if: DataSet.isRealThere, "SKIPPED: no data beside the checkout"), arguments: 1...18)
  func `random stores`(_ number: Int) throws {
    try agree(ExpectedFolder(url: DataSet.real.golden.appending(path: "random-\(number)")))
  }

  /// Stores and their answers in one file.
  private static let files = DataSet.all.flatMap { set in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: set.golden.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { set.golden.appending(path: $0) }
  }

  @Test(arguments: files) func `small stores`(_ url: URL) throws {
    let file = try DataSet.object(url)
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
      return Vendor(
        id: id, name: id, stage: try #require(row["stage"] as? String), role: try #require(role),
        share: row["share"] as? Double)
    }
    var stages: [Stage] = []
    for vendor in vendors where !stages.contains(where: { $0.id == vendor.stage }) {
      stages.append(Stage(id: vendor.stage, name: vendor.stage))
    }
    var heads: [String: Int64] = [:]
    let recorded = try #require(input["incidents"] as? [[String: Any]]).enumerated().map { index, row in
      let severity = try (row["severity"] as? Int).map { try Severity($0) }
      let incident = Incident(
        vendor: try #require(row["vendor"] as? String), day: try Day(try #require(row["day"] as? String)),
        outcome: severity.map { .bad($0) } ?? .good,
        dimension: Dimension(rawValue: row["dimension"] as? String ?? "general") ?? .general,
        resolved: row["resolved"] as? Bool, mitigated: row["mitigated"] as? Bool,
        attribution: Attribution(rawValue: row["attribution"] as? String ?? "vendor") ?? .vendor)
      let id = Int64(index + 1)
      let event = (row["event"] as? String).map { name in
        let head = heads[name] ?? id
        heads[name] = head
        return head
      }
      return RecordedIncident(
        id: id, incident: incident, recordedAt: Timestamp(seconds: 0), revision: 1, event: event)
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
      catalog, Evidence(recorded: recorded, volumes: volumes, checkIns: checkIns, policy: catalog.policy)
    )
  }

  @Test(arguments: DataSet.all, ["2010-12-31", "2015-09-30"])
  func `years of deliveries`(set: DataSet, day: String) throws {
    let folder = ExpectedFolder(url: set.data.appending(path: "interchange/scms"))
    let workspace = try folder.workspace()
    let expected = try folder.object("expected-\(day).json")
    #expect(expected.count == workspace.catalog.vendors.count)
    var agreement = Agreement()
    try agreement.scorecards(try workspace.evaluate(asOf: try Day(day)), expected)
    #expect(agreement.compared > expected.count * 20)
    #expect(agreement.differences.isEmpty)

    let again = try workspace.importFiles(
      ["incidents.csv", "volumes.csv"].map { folder.url.appending(path: $0).path }, options: ImportOptions(),
      at: Timestamp(seconds: 4_000_000_001))
    #expect(again.map(\.new) == [0, 0] && again.map(\.changed) == [0, 0])
    #expect(again[0].alreadyPresent == (try set.lines("interchange/scms/incidents.csv").count) - 1)
  }
}
