import Foundation
import Glibc
import ScorecardModel
import Testing

@testable import ScorecardCommands

/// The catalog, changed by commands.
@Suite struct CatalogCommandTests {
  private let desk: Desk

  init() throws { desk = try Desk() }

  private func catalog() throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: desk.path("vendors.json"))), as: UTF8.self)
  }

  private func vendor(_ id: String) throws -> [String: Any] {
    let vendors = try #require(try desk.json("vendors") as? [[String: Any]])
    return try #require(vendors.first { $0["id"] as? String == id })
  }

  @Test func `a vendor is added, and undo takes it out again`() throws {
    let outcome = try desk.fine(
      "vendors", "add", "Quick Van", "--stage", "Shipping", "--role", "candidate", "--alias", "QV")
    #expect(
      outcome.output == """
        ✓ Added Quick Van to Shipping, on trial
          11 -     { "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "aliases": ["NWF"] }
          11 +     { "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "aliases": ["NWF"] },
          12 +     { "id": "quick-van", "name": "Quick Van", "stage": "shipping", "role": "candidate", "aliases": ["QV"] }
          Next    vendorscore log quick-van        Undo    vendorscore vendors undo

        """)
    #expect(try vendor("quick-van")["role"] as? String == "candidate")
    #expect(try desk.fine("vendors", "undo").output.contains("  12 -     { \"id\": \"quick-van\""))
    #expect(try catalog() == Desk.catalog)
    // Once more brings it back: nothing is lost.
    try desk.fine("vendors", "undo")
    #expect(try vendor("quick-van")["name"] as? String == "Quick Van")
  }

  @Test func `a name that is taken is refused, whoever has it and as what`() throws {
    for name in ["nwf", "Northwind-Freight", "northwind"] {
      let outcome = try desk.run("vendors", "add", name, "--stage", "shipping")
      #expect(outcome.messages.contains("is taken by Northwind Freight (shipping). vendors.json not changed"))
      #expect(outcome.status == .usage)
    }
    let alias = try desk.run("vendors", "add", "Zed", "--stage", "shipping", "--alias", "PARCELO")
    #expect(alias.messages.contains("\"PARCELO\" is taken by Parcelo (shipping)"))
    #expect(try catalog() == Desk.catalog)
  }

  @Test func `a stage that is not known is named, or added where it belongs`() throws {
    let unknown = try desk.run("vendors", "add", "Boxy", "--stage", "packing")
    #expect(
      unknown.messages
        == "Error: no stage \"packing\". Stages: payments, shipping. For one that is new, add --new-stage\n")
    #expect(unknown.status == .usage)
    try desk.fine("vendors", "add", "Boxy", "--stage", "Packing", "--new-stage", "--before", "shipping")
    #expect(
      try catalog().contains("{ \"id\": \"packing\", \"name\": \"Packing\" },\n    { \"id\": \"shipping\""))
    #expect(try vendor("boxy")["stage"] as? String == "packing")
    let again = try desk.run("vendors", "add", "B2", "--stage", "packing", "--new-stage")
    #expect(again.messages.contains("Packing is on the journey already"))
  }

  @Test func `what the catalog could not say is refused and changes nothing`() throws {
    try desk.fine("vendors", "add", "A1", "--stage", "payments", "--share", "70%")
    let before = try catalog()
    let outcome = try desk.run("vendors", "add", "A2", "--stage", "payments", "--share", "0.4")
    #expect(
      outcome.messages.hasPrefix(
        "Error: vendors.json not changed: the shares of payments add up to more than 1"))
    #expect(outcome.status == .data)
    for share in ["140", "1.5", "140%", "-1", "x"] {
      #expect(
        try desk.run("vendors", "add", "A2", "--stage", "payments", "--share=\(share)").status == .usage)
    }
    let trial = try desk.run(
      "vendors", "add", "A2", "--stage", "payments", "--share", "4%", "--role", "candidate")
    #expect(trial.messages.contains("only a primary has a share, not a vendor that is on trial"))
    #expect(try catalog() == before)
  }

  @Test func `who takes a place takes the orders, from the day on`() throws {
    try desk.write(
      Desk.catalog.replacing(
        #""stage": "shipping", "aliases""#, with: #""stage": "shipping", "share": 0.4, "aliases""#),
      to: "vendors.json")
    let outcome = try desk.fine("vendors", "switch", "nwf", "swiftpost", "--on", "2026-10-01")
    #expect(outcome.output.hasPrefix("✓ From 1 Oct 2026 on Swiftpost instead of Northwind Freight\n"))
    let vendors = { (day: String) throws -> [String: [String: Any]] in
      let list = try #require(try desk.json("vendors", "--as-of", day) as? [[String: Any]])
      return Dictionary(uniqueKeysWithValues: list.map { ($0["id"] as? String ?? "", $0) })
    }
    let (before, after) = (try vendors("2026-09-30"), try vendors("2026-10-01"))
    #expect(before["northwind"]?["role"] as? String == "primary")
    #expect(before["swiftpost"]?["role"] as? String == "candidate")
    #expect(after["northwind"]?["role"] as? String == "former")
    #expect(after["swiftpost"]?["role"] as? String == "primary")
    #expect(try catalog().contains(#""role": "primary", "since": "2026-10-01", "share": 0.4 }"#))
    // Once more it has nothing to give.
    let again = try desk.run("vendors", "switch", "northwind", "parcelo", "--on", "2026-10-02")
    #expect(again.messages.contains("carries no orders any more on 2 Oct 2026"))
    #expect(again.status == .usage)
  }

  @Test func `who takes a place has to be in the catalog`() throws {
    let outcome = try desk.run("vendors", "switch", "parcelo", "Zippy Vans")
    #expect(
      outcome.messages
        == "Error: no vendor \"Zippy Vans\" yet. Put it into vendors.json first. Add it: `vendorscore vendors add NAME --stage shipping`\n"
    )
    #expect(outcome.status == .usage)
  }

  @Test func `two of different stages can't take each other's place`() throws {
    let outcome = try desk.run("vendors", "switch", "paywell", "parcelo")
    #expect(outcome.messages.contains("Paywell is in payments, Parcelo in shipping"))
    #expect(outcome.status == .usage)
    #expect(try desk.run("vendors", "switch", "parcelo", "parcelo").status == .usage)
    #expect(try catalog() == Desk.catalog)
  }

  @Test func `the last to carry orders is not left without a word`() throws {
    let one = try desk.fine("vendors", "retire", "parcelo")
    #expect(one.messages == "")
    #expect(one.output.hasPrefix("✓ Parcelo's last day is 21 Sep 2026\n"))
    let last = try desk.fine("vendors", "retire", "northwind", "--on", "yesterday")
    #expect(
      last.messages
        == "Warning: nobody carries the orders of Shipping from 22 Sep 2026 on. Add one: `vendorscore vendors add NAME --stage shipping`\n"
    )
    let again = try desk.run("vendors", "retire", "northwind")
    #expect(again.messages.contains("Northwind Freight has left already, on 21 Sep 2026"))
    #expect(again.status == .usage)
  }

  @Test func `a day without a year is the nearer one`() throws {
    for (typed, day) in [("20 aug", "2026-08-20"), ("1 oct", "2026-10-01"), ("tomorrow", "2026-09-23")] {
      try desk.write(Desk.catalog, to: "vendors.json")
      try desk.fine("vendors", "retire", "parcelo", "--on", typed)
      #expect(try catalog().contains("\"until\": \"\(day)\""), "\(typed)")
    }
  }

  @Test func `a vendor is told what it is in every shop`() throws {
    let added = try desk.fine(
      "vendors", "add", "DHL Paket", "--stage", "shipping", "--role", "candidate", "--carrier", "dhl")
    #expect(added.output.contains(#""role": "candidate", "carrier": "dhl" }"#), "\(added.output)")
    #expect(try vendor("dhl-paket")["carrier"] as? String == "dhl")
    #expect(try desk.fine("vendors").output.contains("carrier"))
    // One that is there keeps its name.
    let named = try desk.fine("vendors", "rename", "parcelo", "Parcelo", "--carrier", "parcelo-group")
    #expect(named.output.hasPrefix("✓ In every shop Parcelo is parcelo-group\n"), "\(named.output)")
    #expect(try vendor("parcelo")["carrier"] as? String == "parcelo-group")
    try desk.fine("vendors", "rename", "parcelo", "Parcelo Express", "--id", "px", "--carrier", "px")
    #expect(try vendor("px")["carrier"] as? String == "px")
    let before = try catalog()
    #expect(
      try desk.run("vendors", "rename", "px", "Parcelo Express", "--carrier", "px").status == .usage)
    for words in [["add", "Zed", "--stage", "shipping"], ["rename", "px", "Parcelo"]] {
      let refused = try desk.run(["vendors"] + words + ["--carrier", "D H"])
      #expect(
        refused.messages.hasPrefix(
          "Error: vendors.json not changed: carrier \"D H\": use at most 64 lower-case letters, digits and hyphens, "
            + "such as \"d-h\""), "\(refused.messages)")
      #expect(refused.status == .data)
    }
    #expect(try catalog() == before)
  }

  @Test func `a renamed vendor answers to both names`() throws {
    try desk.fine("log", "parcelo", "late", "--on", "yesterday")
    let before = try desk.fine("explain", "parcelo").output
    try desk.fine("vendors", "rename", "Parcelo", "Parcelo Express")
    #expect(try vendor("parcelo")["name"] as? String == "Parcelo Express")
    try desk.fine("log", "parcelo", "late", "--on", "2026-09-14")
    #expect(try desk.fine("explain", "parcelo express").output != before)
    let taken = try desk.run("vendors", "rename", "swiftpost", "parcelo")
    #expect(taken.messages.contains("\"parcelo\" is taken by Parcelo Express"))
    #expect(try desk.run("vendors", "rename", "swiftpost", "Swiftpost").status == .usage)
    #expect(try desk.run("vendors", "rename", "swiftpost", " ").status == .usage)
  }

  @Test func `the file stays whose it was, and what it was is kept`() throws {
    #expect(chmod(desk.path("vendors.json"), 0o644) == 0)
    try desk.fine("vendors", "retire", "parcelo")
    let attributes = try FileManager.default.attributesOfItem(atPath: desk.path("vendors.json"))
    #expect(attributes[.posixPermissions] as? Int == 0o644)
    #expect(
      String(decoding: try Data(contentsOf: URL(filePath: desk.path("vendors.earlier.json"))), as: UTF8.self)
        == Desk.catalog)
  }

  @Test func `without a change there is nothing to undo`() throws {
    let outcome = try desk.run("vendors", "undo")
    #expect(outcome.messages == "Error: no change of vendors.json to undo\n")
    #expect(outcome.status == .declined)
  }

  @Test func `a catalog that cannot be read is not changed, and undo brings the one before`() throws {
    try desk.fine("vendors", "retire", "parcelo")
    try desk.write("{ broken", to: "vendors.json")
    #expect(try desk.run("vendors", "retire", "swiftpost").status == .data)
    #expect(try catalog() == "{ broken")
    try desk.fine("vendors", "undo")
    #expect(try catalog() == Desk.catalog)
  }
}
