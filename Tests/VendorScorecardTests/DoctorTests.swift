import Foundation
import GRDB
import Glibc
import ScorecardModel
import Testing
import VendorScorecard

@Suite struct DoctorTests {
  private let store: SmallStore

  init() throws { store = try SmallStore() }

  private func findings(at day: String, _ kind: Finding.Kind) throws -> [Finding] {
    try store.workspace.doctor(at: .noon(day)).filter { $0.kind == kind }
  }

  private func quiet(_ id: Vendor.ID, since day: String? = nil) throws -> QuietVendor {
    QuietVendor(
      vendor: try #require(store.workspace.catalog.vendor(id)), lastDay: try day.map { try Day($0) })
  }

  @Test func `nothing is said of a new workspace, and no vendor is quiet for longer than its record`() throws
  {
    #expect(try store.workspace.doctor(at: .noon("2026-09-21")).isEmpty)
    try store.log("northwind", "2026-03-25", 2)
    #expect(try findings(at: "2026-09-20", .notice).isEmpty)
    let quiet = [
      try quiet("northwind", since: "2026-03-25"), try quiet("parcelo"), try quiet("stackbase"),
    ]
    #expect(try findings(at: "2026-09-21", .notice) == [.quietVendors(quiet)])
  }

  @Test func `a vendor that came lately is not quiet for half a year`() throws {
    try store.log("northwind", "2026-01-02", 2)
    let later = SmallStore.catalog.replacing(
      #""id": "parcelo","#, with: #""id": "parcelo", "since": "2026-09-01","#)
    #expect(later != SmallStore.catalog)
    _ = try store.folder.write("vendors.json", later)
    let workspace = try Workspace.open(store.folder.path, readOnly: true)
    let quiet = try workspace.doctor(at: .noon("2026-09-21")).compactMap { finding in
      if case .quietVendors(let vendors) = finding { vendors.map(\.vendor.id) } else { nil }
    }
    #expect(quiet == [["northwind", "stackbase"]])
  }

  @Test func `a vendor is quiet after 180 days without evidence of any kind`() throws {
    try store.log("parcelo", "2026-01-01", nil, .empathy)
    _ = try store.workspace.checkIn(try Day("2026-06-01"), at: .noon("2026-06-01"))
    #expect(try findings(at: "2026-06-29", .notice).isEmpty)
    let late = try findings(at: "2026-06-30", .notice)
    #expect(late == [.quietVendors([try quiet("parcelo", since: "2026-01-01")])])
    #expect(late.map(\.next) == [.log(about: "parcelo")])
  }

  @Test func `incidents after today point to the clock`() throws {
    try store.log("northwind", "2026-09-21", 2)
    let early = try findings(at: "2026-09-20", .problem)
    #expect(early == [.futureEntries(count: 1, first: 1, today: try Day("2026-09-20"))])
    #expect(early.map(\.next) == [.edit(1, .day)])
    #expect(try findings(at: "2026-09-21", .problem).isEmpty)
  }

  @Test func `a clock that was put back is noticed`() throws {
    try store.log("northwind", "2026-09-19", 2)
    let now = try #require(try store.workspace.changes(limit: 1).first?.at)
    let before = Timestamp(seconds: now.seconds - 1)
    #expect(!(try store.workspace.doctor(at: now)).contains(.clockBehind(lastChange: now, now: now)))
    #expect(try store.workspace.doctor(at: before).contains(.clockBehind(lastChange: now, now: before)))
  }

  @Test func `a vendor that left the catalog is a problem`() throws {
    try store.log("parcelo", "2026-09-21", 2)
    let renamed = SmallStore.catalog.replacing("parcelo", with: "parcello").replacing(
      "Parcelo", with: "Parcello")
    _ = try store.folder.write("vendors.json", renamed)
    let workspace = try Workspace.open(store.folder.path, readOnly: true)
    let findings = try workspace.doctor(at: .noon("2026-09-21")).filter { $0.kind == .problem }
    #expect(
      findings == [.uncataloguedVendor("parcelo", closest: workspace.catalog.vendor("parcello"))])
  }

  @Test func `a primary without orders in a stage counted in orders is noticed`() throws {
    try store.orders("2026-09-01", "2026-09-10", 5, vendor: "parcelo")
    let notices = try findings(at: "2026-09-21", .notice)
    #expect(notices.contains(.evidence(.primariesWithoutOrders(["northwind"]))))
  }

  @Test func `a ledger that others can open is noticed`() throws {
    let path = store.folder.path + "/" + WorkspaceLayout.ledgerName
    #expect(chmod(path, 0o644) == 0)
    #expect(try findings(at: "2026-09-21", .notice).contains(.openToOthers))
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
    #expect(done == .rebuilt(keptAs: "vendorscore.replaced-2026-09-21T100000Z.sqlite", additions: []))
    let mended = try Workspace.open(store.folder.path, readOnly: true)
    #expect(try mended.evaluate(asOf: try Day("2026-09-21")) == before)
    #expect(try mended.incident(1).revision == 1)
    #expect(try mended.doctor(at: now).filter { $0.kind == .problem } == [])
  }
}
