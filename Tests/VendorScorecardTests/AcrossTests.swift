import Foundation
import Glibc
import ScorecardModel
import Testing
import VendorScorecard

/// Carriers over shops in folders.
@Suite struct AcrossTests {
  private let folder: TemporaryFolder
  private let asOf: Day

  init() throws {
    folder = try TemporaryFolder()
    asOf = try Day("2026-09-22")
  }

  private func vendor(
    _ id: String, _ carrier: String? = nil, stage: String = "shipping", role: Role = .primary
  ) -> String {
    let carrier = carrier.map { ", \"carrier\": \"\($0)\"" } ?? ""
    return "{\"id\": \"\(id)\", \"name\": \"\(id.capitalized)\", \"stage\": \"\(stage)\", "
      + "\"role\": \"\(role.rawValue)\"\(carrier)}"
  }

  /// Makes a shop; its folder.
  private func shop(
    _ name: String, _ vendors: [String], stage: String = "shipping", more: String = ""
  ) throws -> String {
    let path = folder.path + "/" + name
    if mkdir(path, 0o700) != 0 { try #require(errno == EEXIST) }
    let text =
      "{\"store\": \"\(name.capitalized)\", \"journey\": [{\"id\": \"\(stage)\", \"name\": \"\(stage)\"}], \(more)"
      + "\"vendors\": [\(vendors.joined(separator: ",\n"))]}"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/vendors.json"))
    return path
  }

  private func record(_ path: String, _ vendor: String, bad: Int, orders: Int) throws {
    let workspace = try Workspace.open(path)
    for number in 0..<bad {
      let incident = Incident(
        vendor: vendor, day: asOf - 7 * number, outcome: .bad(.standard), summary: "Secret \(number)")
      try workspace.record(incident, at: .noon("2026-09-22"))
    }
    let volume = Volume(from: asOf - 90, to: asOf + 1, orders: orders, vendor: vendor)
    _ = try workspace.recordVolume(try #require(volume), at: .noon("2026-09-22"))
  }

  private func across(_ folders: [String], stage: String? = nil) throws -> AcrossReport {
    try Shops.open(folders).across(stage, asOf: asOf)
  }

  @Test func `carriers are added over shops, and each shop keeps its own view`() throws {
    let one = try shop("one", [vendor("paket", "dhl"), vendor("hermes", role: .candidate)])
    let two = try shop("two", [vendor("dhl"), vendor("hermes", role: .candidate)])
    try record(one, "paket", bad: 3, orders: 40)
    try record(two, "dhl", bad: 0, orders: 400)
    try record(two, "hermes", bad: 1, orders: 90)
    let report = try across([two, one])
    #expect(report.shops.map(\.store) == ["One", "Two"] && report.stages.map(\.stage.id) == ["shipping"])
    let stage = report.stages[0]
    let dhl = try #require(stage.carriers.first { $0.carrier == "dhl" })
    #expect((dhl.shops, dhl.incidentCount, dhl.exposure.unit) == (2, 3, .orders))
    #expect(stage.rows.map(\.scorecard.vendor.carrierID).sorted() == ["dhl", "dhl", "hermes", "hermes"])
    for (place, path) in [one, two].enumerated() {
      let own = try Workspace.open(path, readOnly: true).evaluate(asOf: asOf)
      for row in stage.rows where row.shop == place {
        let card = try #require(own.scorecard(row.scorecard.vendor.id))
        #expect(card.score == row.scorecard.score && card.advice.shown == row.scorecard.advice.shown)
      }
    }
    let mine = stage.rows.filter { $0.shop == 1 }
    #expect(mine.first { $0.scorecard.vendor.id == "hermes" }?.better?.vendor.id == "dhl")
    #expect(mine.first { $0.scorecard.vendor.id == "dhl" }?.better == nil)
    #expect(try across([one, two]) == report)
  }

  @Test func `no entry's text is in what it answers`() throws {
    let paths = try ["one", "two"].map { name in
      let path = try shop(name, [vendor("dhl")])
      // They begin alike, to the second, and are two shops.
      try record(path, "dhl", bad: 2, orders: name == "one" ? 40 : 41)
      return path
    }
    let json = try JSONEncoder().encode(try across(paths))
    #expect(!String(decoding: json, as: UTF8.self).contains("Secret"))
  }

  @Test func `a shop without a ledger says so, and stays without one`() throws {
    let one = try shop("one", [vendor("dhl")])
    let two = try shop("two", [vendor("dhl")])
    try record(one, "dhl", bad: 1, orders: 40)
    let report = try across([one, two])
    #expect(report.shops.map(\.isEmpty) == [false, true])
    #expect(report.stages[0].leftOut == [])
    #expect(!FileManager.default.fileExists(atPath: two + "/" + WorkspaceLayout.ledgerName))
  }

  // MARK: Refusals

  private func refused(_ folders: [String], stage: String? = nil) -> WorkspaceError? {
    do { _ = try across(folders, stage: stage) } catch { return error as? WorkspaceError }
    return nil
  }

  @Test func `one shop, or the same one twice, is refused`() throws {
    let one = try shop("one", [vendor("dhl")])
    try record(one, "dhl", bad: 1, orders: 40)
    #expect(refused([one]) == .oneShop)
    #expect(refused([one, one + "/"]) == .sameShop(one, one + "/"))
    #expect(symlink(one, folder.path + "/link") == 0)
    #expect(refused([one, folder.path + "/link"]) == .sameShop(one, folder.path + "/link"))
    try FileManager.default.copyItem(atPath: one, toPath: folder.path + "/copy")
    let two = try shop("two", [vendor("dhl")])
    #expect(refused([folder.path + "/copy", two, one]) == .sameShop(folder.path + "/copy", one))
  }

  @Test func `other policies are refused, another price of trouble is not`() throws {
    let one = try shop("one", [vendor("dhl")])
    let other = try shop("two", [vendor("dhl")], more: "\"policy\": {\"halfLifeDays\": 90},")
    #expect(refused([other, one]) == .otherPolicy(one, other))
    let priced = try shop("two", [vendor("dhl")], more: "\"costPerTrouble\": 40,")
    #expect(try across([one, priced]).money == .prices)
    #expect(try across([one, priced]).policy.costPerTrouble == nil)
    let same = try shop("one", [vendor("dhl")], more: "\"costPerTrouble\": 40,")
    #expect(try across([same, priced]).money == .common(currency: "USD"))
    let euro = try shop("one", [vendor("dhl")], more: "\"costPerTrouble\": 40, \"currency\": \"EUR\",")
    #expect(try across([euro, priced]).money == .currencies(["EUR", "USD"]))
    #expect(try across([euro, priced]).policy.costPerTrouble == nil)
  }

  @Test func `without a shared carrier it says where one stands`() throws {
    let one = try shop("one", [vendor("dhl")])
    let two = try shop("two", [vendor("hermes")])
    #expect(refused([one, two]) == .noSharedCarrier(apart: nil))
    let three = try shop("three", [vendor("paket", "dhl", stage: "delivery")], stage: "delivery")
    let apart = WorkspaceError.Apart(carrier: "dhl", stages: ["delivery", "shipping"])
    #expect(refused([one, three]) == .noSharedCarrier(apart: apart))
    let four = try shop("four", [vendor("dhl")])
    #expect(
      try across([one, four, three]).stages[0].elsewhere
        == [AcrossReport.Elsewhere(shop: 2, carrier: "dhl", stage: "delivery")])
    #expect(
      refused([one, four], stage: "cart")
        == .unknownStage(
          typed: "cart",
          journey: [
            Stage(id: "shipping", name: "shipping")
          ]))
  }

  @Test func `a ledger that cannot be read is named with its folder`() throws {
    let one = try shop("one", [vendor("dhl")])
    let two = try shop("two", [vendor("dhl")])
    try Data("no ledger".utf8).write(to: URL(fileURLWithPath: two + "/" + WorkspaceLayout.ledgerName))
    guard case .shopLedger(let folder, _) = refused([one, two]) else {
      Issue.record("not refused")
      return
    }
    #expect(folder == two)
  }

  @Test func `today is the latest of the shops' days`() throws {
    let one = try shop("one", [vendor("dhl")], more: "\"timeZone\": \"Pacific/Auckland\",")
    let two = try shop("two", [vendor("dhl")], more: "\"timeZone\": \"America/Los_Angeles\",")
    let noon = Timestamp(try Date("2026-09-21T13:00:00Z", strategy: .iso8601))
    #expect(try Shops.open([two, one]).today(at: noon) == Day("2026-09-22"))
  }
}
