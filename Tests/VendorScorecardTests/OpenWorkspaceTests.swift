import Foundation
import Glibc
import ScorecardModel
import Testing
import VendorScorecard

@Suite struct OpenWorkspaceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a workspace is found from a folder inside it`() throws {
    _ = try Workspace.create(at: folder.path, demo: false, now: .noon("2026-09-21"))
    let found = try Workspace.find(from: folder.path + "/reports", explicit: nil, environment: [:])
    #expect(found == folder.path)
  }

  @Test func `the folder that is named comes before the variable, and that before the current one`() throws {
    for name in ["named", "variable"] {
      _ = try Workspace.create(at: folder.path + "/" + name, demo: false, now: .noon("2026-09-21"))
    }
    let environment = ["VENDORSCORE_WORKSPACE": folder.path + "/variable"]
    #expect(
      try Workspace.find(from: folder.path, explicit: "named", environment: environment)
        == folder.path + "/named")
    #expect(
      try Workspace.find(from: folder.path + "/named", explicit: nil, environment: environment)
        == folder.path + "/variable")
  }

  @Test func `without a catalog it says how to get one`() throws {
    let error = #expect(throws: WorkspaceError.self) {
      try Workspace.find(from: folder.path, explicit: nil, environment: ["VENDORSCORE_WORKSPACE": ""])
    }
    #expect(error?.localizedDescription == "no vendors.json here or above")
    #expect(throws: WorkspaceError.noCatalog(from: "gone", named: true)) {
      try Workspace.find(from: folder.path, explicit: "gone", environment: [:])
    }
    #expect(throws: WorkspaceError.noCatalog(from: folder.path, named: true)) {
      try Workspace.open(folder.path, readOnly: true)
    }
  }

  @Test func `init overwrites neither a catalog nor a ledger`() throws {
    let catalog = try folder.write("vendors.json", "mine")
    #expect(throws: WorkspaceError.alreadyExists(path: catalog)) {
      try Workspace.create(at: folder.path, demo: true, now: .noon("2026-09-21"))
    }
    #expect(try folder.read("vendors.json") == "mine")
    #expect(!folder.exists(WorkspaceLayout.ledgerName))
    #expect(symlink("nowhere", folder.path + "/" + WorkspaceLayout.ledgerName) == 0)
    #expect(unlink(catalog) == 0)
    #expect(throws: WorkspaceError.alreadyExists(path: folder.path + "/" + WorkspaceLayout.ledgerName)) {
      try Workspace.create(at: folder.path, demo: true, now: .noon("2026-09-21"))
    }
  }

  @Test func `a new workspace has no vendor, and takes one and an incident at once`() throws {
    _ = try Workspace.create(
      at: folder.path, demo: false, timeZone: "Europe/Berlin", now: .noon("2026-09-21"))
    let empty = try Workspace.open(folder.path, readOnly: false)
    #expect(empty.catalog.vendors.isEmpty)
    #expect(empty.catalog.journey == Workspace.usualJourney)
    try empty.add(Vendor(id: "", name: "Carrier", stage: "Shipping"))
    let workspace = try Workspace.open(folder.path, readOnly: false)
    #expect(workspace.catalog.timeZone == "Europe/Berlin")
    let incident = Incident(vendor: "carrier", day: try Day("2026-09-21"), outcome: .good)
    #expect(
      try workspace.record(incident, allowDuplicate: false, at: .noon("2026-09-21")).recorded.id == 1)
  }

  @Test func `a catalog with mistakes names all of them`() throws {
    _ = try folder.write("vendors.json", #"{"store": 1, "journey": [], "vendors": [], "color": "red"}"#)
    let error = #expect(throws: WorkspaceError.self) { try Workspace.open(folder.path, readOnly: true) }
    guard case .badCatalog(let diagnostics) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(diagnostics.count == 3)
    #expect(diagnostics.allSatisfy { $0.file == "vendors.json" && $0.line == 1 })
  }

  @Test func `a changed policy changes the scores of the next opening`() throws {
    let store = try SmallStore()
    try store.log("northwind", "2026-09-01", 4, .reliability)
    let before = try store.workspace.evaluate(asOf: try Day("2026-09-02"))
    let policy = #""store": "Kettle Shop", "policy": { "severityWeights": [0, 0, 0, 0, 0] },"#
    _ = try store.folder.write(
      "vendors.json", SmallStore.catalog.replacing(#""store": "Kettle Shop","#, with: policy))
    for readOnly in [true, false, true] {
      let after = try Workspace.open(store.folder.path, readOnly: readOnly)
        .evaluate(asOf: try Day("2026-09-02"))
      #expect(after.scorecard("northwind")?.harm.sum == 0)
    }
    #expect(try #require(before.scorecard("northwind")).harm.sum > 1.9)
  }

  @Test(arguments: [
    ("berlin", "Europe/Berlin"), ("New York", "America/New_York"), ("US Eastern", "US/Eastern"),
    ("europe/berlin", "Europe/Berlin"), ("utc", "UTC"), ("Mars", nil), ("", nil), ("../etc", nil),
  ])
  func `a time zone is known by its city, too`(typed: String, zone: String?) {
    #expect(StoreCalendar.timeZone(named: typed) == zone)
  }

  @Test(arguments: [
    ("UTC", true), ("Europe/Berlin", true), ("America/New_York", true), ("CET+3", false), ("GMT+3", false),
    ("Europe/Atlantis", false), ("../../etc/passwd", false), ("", false), ("/etc/localtime", false),
  ])
  func `only places of the time zone database are time zones`(name: String, isOne: Bool) {
    #expect(StoreCalendar.isTimeZone(name) == isOne)
    #expect((StoreCalendar(timeZone: name) != nil) == isOne)
  }

  @Test func `a moment belongs to the store's own day`() throws {
    let evening = Timestamp(seconds: try Timestamp.noon("2026-09-21").seconds + 11 * 3600)
    #expect(try #require(StoreCalendar(timeZone: "UTC")).day(of: evening).description == "2026-09-21")
    #expect(
      try #require(StoreCalendar(timeZone: "Europe/Berlin")).day(of: evening).description == "2026-09-22")
    let early = Timestamp(seconds: -1)
    #expect(try #require(StoreCalendar(timeZone: "UTC")).day(of: early).description == "1969-12-31")
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let range = range(of: old) else { return self }
    return self[..<range.lowerBound] + new + self[range.upperBound...]
  }

  private func range(of text: String) -> Range<String.Index>? {
    indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
  }
}
