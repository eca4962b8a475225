import Foundation
import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

@testable import VendorScorecard

/// Whoever a vendor is called today, what is on record of it counts, and counts once.
@Suite struct RenamedVendorTests {
  private let folder: TemporaryFolder
  private let now: Timestamp

  init() throws {
    folder = try TemporaryFolder()
    now = try .noon("2026-09-22")
    _ = try Workspace.create(
      at: folder.path,
      catalog: Catalog(
        store: "S", journey: [Stage(id: "shipping", name: "Shipping")],
        vendors: [
          Vendor(id: "north", name: "North", stage: "shipping"),
          Vendor(id: "nord", name: "Nord", stage: "shipping"),
          Vendor(id: "parcelo", name: "Parcelo", stage: "shipping"),
        ]))
  }

  private func workspace() throws -> Workspace { try Workspace.open(folder.path) }

  private let rows = """
    date,vendor,outcome,severity,summary,id
    2026-08-01,north,bad,4,Lost,k1
    2026-08-02,nord,bad,2,Late,k2

    """
  private let keyless = """
    date,vendor,outcome,severity,summary
    2026-08-03,north,bad,3,Broken
    2026-08-03,north,bad,3,Broken
    2026-08-03,nord,bad,3,Broken
    2026-08-04,parcelo,bad,3,Broken

    """
  private let volumes = """
    from,to,orders,vendor
    2026-08-01,2026-09-01,300,north
    2026-08-01,2026-09-01,200,nord
    2026-08-01,2026-09-01,900,

    """

  /// - Returns: new, changed and present rows.
  @discardableResult
  private func importAll() throws -> [Int] {
    let paths = try [("rows.csv", rows), ("keyless.csv", keyless), ("volumes.csv", volumes)].map {
      try folder.write($0.0, $0.1)
    }
    let results = try workspace().importFiles(paths, options: ImportOptions(), at: now)
    #expect(results.allSatisfy { $0.refused == 0 })
    return [results.map(\.new), results.map(\.changed), results.map(\.alreadyPresent)].map { $0.reduce(0, +) }
  }

  private func fill() throws {
    try importAll()
    let workspace = try workspace()
    let first = try workspace.record(
      Incident(vendor: "north", day: Day("2026-09-01"), outcome: .bad(.worst), summary: "A"), at: now)
    var second = Incident(vendor: "north", day: try Day("2026-09-02"), outcome: .bad(.standard), summary: "B")
    second.details.sameAs = first.recorded.id
    try workspace.record(second, at: now)
    try workspace.record(
      Incident(vendor: "nord", day: Day("2026-09-03"), outcome: .good, summary: "C"), at: now)
    try workspace.record(
      Incident(vendor: "parcelo", day: Day("2026-09-04"), outcome: .good, summary: "D"), at: now)
  }

  private struct Sums: Equatable {
    var scores: [String: Double] = [:]
    var entries: [String: Int] = [:]
  }

  private func sums() throws -> Sums {
    var sums = Sums()
    for card in try workspace().evaluate(asOf: Day("2026-09-22")).scorecards {
      sums.scores[card.vendor.name] = card.score
      sums.entries[card.vendor.name] = card.incidentCount
    }
    return sums
  }

  private func count(_ vendor: String) throws -> Int {
    try workspace().snapshot { try $0.incidents(IncidentFilter(vendors: [vendor])).count }
  }

  @Test func `a rename moves no score, loses no entry, and undo takes it back`() throws {
    try fill()
    let before = try sums()
    let text = try folder.read("vendors.json")
    try workspace().rename("north", to: "North", newID: "northern")
    #expect(try sums() == before)
    #expect(try count("northern") == 5)
    #expect(try workspace().snapshot { try $0.uncataloguedVendors(asOf: Day("2026-09-22")) } == [])
    // The files again, with the name that they have: nothing is new.
    #expect(try importAll() == [0, 0, 9])
    #expect(try sums() == before)
    // The same under its new id, though without one of their own the rows are known by what they say.
    _ = try folder.write("again.csv", keyless.replacing("north", with: "northern"))
    let again = try workspace().importFiles([folder.path + "/again.csv"], options: ImportOptions(), at: now)
    #expect(again.map(\.alreadyPresent) == [4])
    #expect(try sums() == before)
    try Workspace.undoCatalogChange(in: folder.path)
    #expect(try folder.read("vendors.json") == text)
  }

  @Test func `entries from before and after belong together`() throws {
    try fill()
    try workspace().rename("north", to: "Northern", newID: "northern")
    let workspace = try workspace()
    #expect(throws: LedgerError.duplicate(of: 7)) {
      try workspace.record(
        Incident(vendor: "northern", day: Day("2026-09-01"), outcome: .bad(.worst), summary: "a"), at: now)
    }
    var third = Incident(
      vendor: "northern", day: try Day("2026-09-03"), outcome: .bad(.standard), summary: "E")
    third.details.sameAs = 7
    let recorded = try workspace.record(third, at: now).recorded
    #expect(recorded.incident.vendor == "northern")
    #expect(recorded.event == 7)
    let edited = try workspace.revise(7, at: now) { $0.summary = "A2" }.recorded
    #expect(edited.incident.vendor == "northern")
    try workspace.recordVolume(
      #require(
        Volume(from: Day("2026-08-01"), to: Day("2026-09-01"), orders: 310, vendor: "northern")), at: now)
    let stated = try workspace.snapshot { try $0.volumes() }.filter { $0.vendor != nil }
    #expect(stated.map(\.orders).sorted() == [200, 310])
    #expect(try workspace.ledger.checkup() == [])
    // Taken back: all of it is the vendor's of that name again.
    try Workspace.undoCatalogChange(in: folder.path)
    #expect(try count("north") == 6)
    #expect(try count("northern") == 0)
  }

  @Test func `a merge is the sum, and its files bring nothing twice`() throws {
    try fill()
    let (north, nord, parcelo) = (try count("north"), try count("nord"), try count("parcelo"))
    try workspace().merge("north", into: "nord")
    #expect(try count("nord") == north + nord)
    #expect(try count("parcelo") == parcelo)
    let merged = try sums()
    #expect(merged.entries["North"] == nil)
    #expect(try importAll() == [0, 0, 9])
    #expect(try sums() == merged)
    let orders = try workspace().snapshot { try $0.volumes() }
    #expect(orders.filter { $0.vendor == "nord" }.map(\.orders) == [500])
    // The same evidence, had it been one vendor all along.
    let other = try TemporaryFolder()
    _ = try Workspace.create(at: other.path, catalog: workspace().catalog)
    _ = try workspace().export(to: other.path + "/out")
    let files = ["incidents", "volumes", "checkins"].map { other.path + "/out/\($0).csv" }
    let twin = try Workspace.open(other.path)
    _ = try twin.importFiles(files, options: ImportOptions(), at: now)
    let cards = try twin.evaluate(asOf: Day("2026-09-22")).scorecards
    for card in cards { #expect(card.score == merged.scores[card.vendor.name], "\(card.vendor.name)") }
    // Back again.
    try Workspace.undoCatalogChange(in: folder.path)
    #expect(try count("north") == north)
    #expect(try count("nord") == nord)
  }

  @Test func `what is stated of a merged vendor is all of it`() throws {
    try fill()
    try workspace().merge("north", into: "nord")
    let august = try #require(
      Volume(from: Day("2026-08-01"), to: Day("2026-09-01"), orders: 450, vendor: "nord"))
    #expect(try workspace().recordVolume(august, at: now)?.orders == 500)
    #expect(try workspace().snapshot { try $0.volumes() }.filter { $0.vendor != nil } == [august])
    #expect(try workspace().undo(at: now) != nil)
    let before = try workspace().snapshot { try $0.volumes() }.filter { $0.vendor != nil }
    #expect(before.map(\.orders) == [500])
    #expect(try workspace().ledger.checkup() == [])
    #expect(throws: LedgerError.self) {
      try workspace().record(
        Incident(vendor: "nord", day: Day("2026-09-01"), outcome: .bad(.worst), summary: "A"), at: now)
    }
  }

  @Test func `a file that states a merged vendor's orders once states all of them`() throws {
    try fill()
    try workspace().merge("north", into: "nord")
    let header = "from,to,orders,vendor\n"
    func told(_ lines: String) throws -> [Int] {
      let path = try folder.write("more.csv", header + lines)
      let results = try workspace().importFiles([path], options: ImportOptions(), at: now)
      #expect(results.map(\.refused) == [0])
      return try workspace().snapshot { try $0.volumes() }.filter { $0.vendor != nil }.map(\.orders)
    }
    // By its old names, each to the number that it has.
    #expect(try told("2026-08-01,2026-09-01,200,nord\n") == [500])
    #expect(try told("2026-08-01,2026-09-01,310,north\n2026-08-01,2026-09-01,200,nord\n") == [510])
    #expect(try told("2026-08-01,2026-09-01,450,nord\n") == [450])
    #expect(try told("2026-08-01,2026-09-01,450,nord\n") == [450])
    #expect(try workspace().ledger.checkup() == [])
  }

  @Test func `orders that can't be added are not merged`() throws {
    try fill()
    let text = try folder.read("vendors.json")
    try workspace().recordVolume(
      #require(Volume(from: Day("2026-09-01"), to: Day("2026-09-11"), orders: 90, vendor: "north")), at: now)
    try workspace().recordVolume(
      #require(Volume(from: Day("2026-09-06"), to: Day("2026-09-16"), orders: 80, vendor: "nord")), at: now)
    #expect(throws: WorkspaceError.self) { try workspace().merge("north", into: "nord") }
    #expect(try folder.read("vendors.json") == text)
  }
}
