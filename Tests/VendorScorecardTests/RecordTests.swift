import Foundation
import ScorecardModel
import Testing
import VendorScorecard

@Suite struct RecordTests {
  private let store: SmallStore
  private var workspace: Workspace { store.workspace }

  init() throws { store = try SmallStore() }

  @Test func `recording answers with the score before and after`() throws {
    let first = try store.log("northwind", "2026-09-20", 3)
    #expect(first.before == nil)
    #expect(first.after?.incidentCount == 1)
    let second = try store.log("northwind", "2026-09-21", 4)
    #expect(second.before?.incidentCount == 1)
    #expect(second.after?.incidentCount == 2)
    let before = try #require(second.before)
    let after = try #require(second.after)
    #expect(after.score < before.score)
  }

  @Test func `the score that recording foresees is the score on record`() throws {
    try store.orders("2026-09-01", "2026-09-21", 200)
    try store.log("northwind", "2026-09-03", 2, .reliability)
    let result = try store.log("northwind", "2026-09-21", 4, .reliability)
    let evaluation = try workspace.evaluate(asOf: try Day("2026-09-21"))
    #expect(evaluation.scorecard("northwind") == result.after)
  }

  @Test func `an unknown vendor names the closest`() throws {
    #expect(throws: WorkspaceError.self) { try store.log("northwnd", "2026-09-21", 3) }
    let error = #expect(throws: WorkspaceError.self) { try workspace.vendor(named: "northwnd") }
    #expect(error?.localizedDescription == "no vendor \"northwnd\". Closest: Northwind Freight")
    #expect(try workspace.vendor(named: "nwf").id == "northwind")
    #expect(try workspace.incidents(IncidentFilter()).isEmpty)
  }

  @Test func `a day after today is refused, by the store's own clock`() throws {
    let incident = Incident(vendor: "northwind", day: try Day("2026-09-22"), outcome: .good)
    let late = Timestamp(seconds: try Timestamp.noon("2026-09-21").seconds + 9 * 3600)
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.record(incident, allowDuplicate: false, at: late)
    }
    #expect(error?.localizedDescription == "2026-09-22 is in the future. Did you mean 2025-09-22?")
    // Half past ten in the evening UTC is the next day in Berlin.
    let later = Timestamp(seconds: late.seconds + 90 * 60)
    #expect(try workspace.record(incident, allowDuplicate: false, at: later).recorded.id == 1)
    #expect(throws: WorkspaceError.self) {
      try workspace.checkIn(try Day("2026-09-23"), at: later)
    }
  }

  @Test func `a duplicate is refused unless it is meant`() throws {
    let incident = Incident(vendor: "northwind", day: try Day("2026-09-21"), outcome: .good, summary: "x")
    _ = try workspace.record(incident, allowDuplicate: false, at: .noon("2026-09-21"))
    #expect(throws: LedgerError.duplicate(of: 1)) {
      try workspace.record(incident, allowDuplicate: false, at: .noon("2026-09-21"))
    }
    #expect(try workspace.record(incident, allowDuplicate: true, at: .noon("2026-09-21")).recorded.id == 2)
  }

  @Test func `what was not the vendor's doing moves no harm`() throws {
    let ours = Incident(
      vendor: "northwind", day: try Day("2026-09-21"), outcome: .bad(.worst), attribution: .us)
    let result = try workspace.record(ours, allowDuplicate: true, at: .noon("2026-09-21"))
    #expect(result.after?.harm.sum == 0)
    #expect(try store.log("northwind", "2026-09-21", 3).after?.harm.sum == 1)
  }

  @Test func `resolving, retracting and undoing move the score and keep the history`() throws {
    try store.log("northwind", "2026-09-20", 4, .reliability, "lost", resolved: false)
    let resolved = try workspace.resolve(1, hours: 26, at: .noon("2026-09-21"))
    let before = try #require(resolved.before)
    let after = try #require(resolved.after)
    #expect(before.harm.sum / after.harm.sum > 1.49)
    #expect(resolved.recorded.incident.hoursToResolve == 26)
    let retracted = try workspace.retract(1, reason: "wrong vendor", at: .noon("2026-09-21"))
    #expect(retracted.after?.harm.sum == 0)
    #expect(try workspace.undo(at: .noon("2026-09-21"))?.change.kind == .retracted)
    #expect(try workspace.incident(1).retracted == false)
    #expect(try workspace.history(of: 1).count == 4)
    #expect(throws: LedgerError.noIncident(7)) { try workspace.history(of: 7) }
    #expect(throws: LedgerError.noIncident(7)) { try workspace.resolve(7, at: .noon("2026-09-21")) }
  }

  @Test func `orders told while the month runs add up to the last number`() throws {
    let tenth = try workspace.recordOrders(120, month: nil, vendor: nil, at: .noon("2026-09-10"))
    #expect(tenth.isRunning)
    #expect(tenth.volume.to.description == "2026-09-11")
    let twentieth = try workspace.recordOrders(260, month: nil, vendor: nil, at: .noon("2026-09-20"))
    #expect(twentieth.alreadyRecorded == 120)
    #expect(twentieth.volume.orders == 140)
    let again = try workspace.recordOrders(250, month: nil, vendor: nil, at: .noon("2026-09-20"))
    #expect(again.replaced?.orders == 140)
    let september = Month("2026-09")
    let all = try workspace.recordOrders(390, month: september, vendor: nil, at: .noon("2026-10-02"))
    #expect(!all.isRunning)
    #expect(try workspace.volumes().map(\.orders) == [120, 130, 140])
    #expect(try workspace.volumes().last?.to.description == "2026-10-01")
  }

  @Test func `a number for a named month replaces what it has, as one change`() throws {
    let november = try #require(Month("2026-11"))
    _ = try workspace.recordOrders(420, month: nil, vendor: nil, at: .noon("2026-11-20"))
    let fewer = try workspace.recordOrders(410, month: november, vendor: nil, at: .noon("2026-11-24"))
    #expect(fewer.volume.orders == 410)
    #expect(fewer.replaced?.orders == 420)
    #expect(try workspace.volumes().map(\.orders) == [342, 68])
    let change = try workspace.changes(limit: 9).first
    #expect(change?.kind == .volume)
    #expect(change?.summary == "410 orders from 2026-11-01 to 2026-11-24")
    _ = try workspace.undo(at: .noon("2026-11-24"))
    #expect(try workspace.volumes().map(\.orders) == [420])
    // A whole month that was imported ahead of its end, and one with gaps.
    try store.orders("2026-10-11", "2026-10-21", 100)
    _ = try workspace.recordOrders(310, month: Month("2026-10"), vendor: nil, at: .noon("2026-11-24"))
    #expect(try workspace.volumes().filter { $0.from < november.firstDay }.map(\.orders) == [100, 100, 110])
    try store.orders("2026-12-01", "2027-01-01", 31, vendor: "parcelo")
    _ = try workspace.recordOrders(62, month: Month("2026-12"), vendor: "parcelo", at: .noon("2026-12-10"))
    #expect(try workspace.volumes().filter { $0.vendor == "parcelo" }.map(\.orders) == [62])
    try store.orders("2026-07-15", "2026-09-15", 90)
    #expect(throws: LedgerError.self) {
      try workspace.recordOrders(10, month: Month("2026-08"), vendor: nil, at: .noon("2026-12-10"))
    }
  }

  @Test func `orders that cannot be are refused`() throws {
    _ = try workspace.recordOrders(120, month: nil, vendor: nil, at: .noon("2026-09-10"))
    #expect(throws: WorkspaceError.self) {
      try workspace.recordOrders(100, month: nil, vendor: nil, at: .noon("2026-09-20"))
    }
    #expect(throws: WorkspaceError.self) {
      try workspace.recordOrders(1, month: Month("2026-10"), vendor: nil, at: .noon("2026-09-20"))
    }
    #expect(throws: WorkspaceError.ordersOutOfRange(2_000_000_000)) {
      try workspace.recordOrders(2_000_000_000, month: nil, vendor: "parcelo", at: .noon("2026-09-20"))
    }
    #expect(throws: WorkspaceError.ordersOutOfRange(-1)) {
      try workspace.recordOrders(-1, month: nil, vendor: "parcelo", at: .noon("2026-09-20"))
    }
    #expect(throws: WorkspaceError.unknownVendor(typed: "x", closest: [])) {
      try workspace.recordOrders(1, month: nil, vendor: "x", at: .noon("2026-09-20"))
    }
    #expect(try workspace.volumes().count == 1)
  }

  @Test func `comparing and replacing check what they are given`() throws {
    let day = try Day("2026-09-21")
    #expect(try workspace.compare(["northwind", "parcelo"], asOf: day).scorecards.count == 2)
    #expect(throws: WorkspaceError.nothingToCompare(["parcelo", "parcelo"])) {
      try workspace.compare(["parcelo", "parcelo"], asOf: day)
    }
    let stages = #expect(throws: WorkspaceError.self) {
      try workspace.replacement(of: "northwind", by: "stackbase", asOf: day)
    }
    #expect(
      stages?.localizedDescription
        == "Stackbase is in hosting, Northwind Freight in shipping. Swap within a stage")
    let roles = #expect(throws: WorkspaceError.self) {
      try workspace.replacement(of: "parcelo", by: "northwind", asOf: day)
    }
    #expect(
      roles?.localizedDescription
        == "Parcelo carries no counted orders that Northwind Freight could take over")
    #expect(throws: WorkspaceError.self) { try workspace.explain("nobody", asOf: day) }
    #expect(throws: WorkspaceError.self) { try workspace.stage(named: "cart") }
    #expect(try workspace.stage(named: "SHIPPING").id == "shipping")
  }
}
