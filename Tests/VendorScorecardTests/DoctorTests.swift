import Foundation
import GRDB
import Glibc
import ScorecardModel
import Testing
import VendorScorecard

@Suite struct DoctorTests {
  private let store: SmallStore

  init() throws { store = try SmallStore() }

  private func messages(at day: String, _ kind: Finding.Kind) throws -> [String] {
    try store.workspace.doctor(at: .noon(day)).filter { $0.kind == kind }.map(\.message)
  }

  @Test func `a new workspace has no problems, and knows of nobody`() throws {
    #expect(try messages(at: "2026-09-21", .problem).isEmpty)
    #expect(
      try messages(at: "2026-09-21", .notice) == [
        "nothing on record for half a year about Northwind Freight, Parcelo and Stackbase"
      ])
  }

  @Test func `a vendor is quiet after 180 days without evidence of any kind`() throws {
    try store.log("parcelo", "2026-01-01", nil, .empathy)
    _ = try store.workspace.checkIn(try Day("2026-06-01"), at: .noon("2026-06-01"))
    #expect(try messages(at: "2026-06-29", .notice).isEmpty)
    #expect(
      try messages(at: "2026-06-30", .notice) == [
        "nothing on record for half a year about Parcelo (the last is of 1 Jan 2026)"
      ])
  }

  @Test func `incidents after today point to the clock`() throws {
    try store.log("northwind", "2026-09-21", 2)
    #expect(try messages(at: "2026-09-20", .problem) == ["#1 is dated after today, 20 Sep 2026"])
    #expect(try messages(at: "2026-09-21", .problem).isEmpty)
  }

  @Test func `a clock that was put back is noticed`() throws {
    try store.log("northwind", "2026-09-19", 2)
    let now = try #require(try store.workspace.changes(limit: 1).first?.at)
    let late = try store.workspace.doctor(at: now).map(\.message)
    #expect(!late.contains { $0.contains("clock") })
    let early = try store.workspace.doctor(at: Timestamp(seconds: now.seconds - 1)).map(\.message)
    #expect(
      early.contains { $0.hasPrefix("the newest change is of ") && $0.contains("this computer's clock") })
  }

  @Test func `a vendor that left the catalog is a problem`() throws {
    try store.log("parcelo", "2026-09-21", 2)
    let renamed = SmallStore.catalog.split(separator: "parcelo").joined(separator: "parcello")
    _ = try store.folder.write("vendors.json", renamed)
    let workspace = try Workspace.open(store.folder.path, readOnly: true)
    let findings = try workspace.doctor(at: .noon("2026-09-21")).filter { $0.kind == .problem }
    #expect(
      findings.map(\.message) == ["\"parcelo\" is on record, but not in vendors.json; it is in no score"])
    #expect(findings.first?.next.contains("Parcelo") == true)
  }

  @Test func `a primary without orders in a stage counted in orders is noticed`() throws {
    try store.orders("2026-09-01", "2026-09-10", 5, vendor: "parcelo")
    let notices = try messages(at: "2026-09-21", .notice)
    #expect(notices.contains { $0.hasPrefix("Northwind Freight is primary but has no orders") })
  }

  @Test func `a ledger that others can open is noticed`() throws {
    let path = store.folder.path + "/" + WorkspaceLayout.ledgerName
    #expect(chmod(path, 0o644) == 0)
    #expect(
      try messages(at: "2026-09-21", .notice).contains(
        "other users of this computer can open vendorscore.sqlite"))
  }

  @Test func `repairing leaves the record and its scores as they are`() throws {
    try store.log("northwind", "2026-09-20", 4)
    let before = try store.workspace.evaluate(asOf: try Day("2026-09-21"))
    let path = store.folder.path + "/" + WorkspaceLayout.ledgerName
    let bytes = try Data(contentsOf: URL(filePath: path))
    let now = try #require(Timestamp("2026-09-21T10:00:00Z"))
    #expect(try Workspace.repair(in: store.folder.path, at: now) == nil)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes, "nothing was damaged")
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "DROP INDEX incident_day; DELETE FROM evidence")
    }
    let done = try #require(try Workspace.repair(in: store.folder.path, at: now))
    #expect(done.next.contains("vendorscore.replaced-2026-09-21T100000Z.sqlite"))
    let mended = try Workspace.open(store.folder.path, readOnly: true)
    #expect(try mended.evaluate(asOf: try Day("2026-09-21")) == before)
    #expect(try mended.incident(1).revision == 1)
    #expect(try mended.doctor(at: now).filter { $0.kind == .problem } == [])
  }
}
