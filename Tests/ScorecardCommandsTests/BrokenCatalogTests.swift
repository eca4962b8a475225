import Foundation
import Testing

@testable import ScorecardCommands

/// A catalog that cannot be read keeps nobody from logging.
@Suite struct BrokenCatalogTests {
  private let desk: Desk
  private let broken = Desk.catalog.replacing(#""journey": ["#, with: #""journey": [,"#)

  init() throws { desk = try Desk() }

  private func summaries(of vendor: String) throws -> [String] {
    let entries = try #require(try desk.json("incidents", vendor) as? [[String: Any]])
    return entries.compactMap { $0["summary"] as? String }
  }

  @Test func `an entry is kept, and comes home when the catalog is mended`() throws {
    try desk.write(broken, to: "vendors.json")
    let outcome = try desk.fine("log", "Northwind Freight", "lost", "Gone")
    #expect(outcome.output.hasPrefix("✓ Saved #1  Tue 22 Sep 2026  northwind-freight  lost: bad, severity 5"))
    #expect(
      outcome.messages.hasPrefix(
        "vendors.json:3:15: ',' where a value should be; a comma too many\n")
        || outcome.messages.hasPrefix("vendors.json:3:"))
    #expect(
      outcome.messages.contains("Warning: saved under \"northwind-freight\", for vendors.json can't be read"))
    #expect(outcome.messages.contains("`vendorscore vendors check`"))
    try desk.fine("log", "lost", "paywell", "Twisted")
    #expect(try desk.run("scores").status == .data)
    try desk.write(Desk.catalog, to: "vendors.json")
    #expect(try summaries(of: "northwind") == ["Gone"])
    #expect(try summaries(of: "paywell") == ["Twisted"])
    #expect(try desk.fine("scores").messages == "")
  }

  @Test func `names are known from the record and from the newest copy`() throws {
    try desk.fine("log", "nwf", "late", "A")
    try desk.write(broken, to: "vendors.json")
    #expect(try desk.fine("log", "northw", "late", "B").output.contains("  northwind  "))
    // A copy knows the other names.
    try desk.write(Desk.catalog, to: "vendors.json")
    try desk.fine("vendors", "retire", "parcelo")
    try desk.write(broken, to: "vendors.json")
    #expect(try desk.fine("log", "NWF", "late", "C").output.contains("  northwind  "))
    try desk.write(Desk.catalog, to: "vendors.json")
    #expect(try summaries(of: "northwind") == ["A", "B", "C"])
  }

  @Test func `what is no name, and no catalog at all, stays an error`() throws {
    try desk.write(broken, to: "vendors.json")
    #expect(try desk.run("log", "!!", "late", "A").status == .usage)
    #expect(try desk.run("log", "parcelo", "meh", "A").status == .usage)
    try FileManager.default.removeItem(atPath: desk.path("vendors.json"))
    try FileManager.default.removeItem(atPath: desk.path("vendorscore.sqlite"))
    #expect(try desk.run("log", "parcelo", "late", "A").status == .missing)
  }

  // MARK: Currency

  @Test func `another currency than the money's is refused until it is said to be meant`() throws {
    let euros = Desk.catalog.replacing(#""store""#, with: "\"currency\": \"EUR\",\n  \"store\"")
    try desk.write(euros, to: "vendors.json")
    #expect(try desk.fine("vendors", "check").output.hasPrefix("✓"))
    try desk.write(Desk.catalog, to: "vendors.json")
    try desk.fine("log", "parcelo", "lost", "Gone", "--cost", "30")
    try desk.fine("vendors", "check")
    try desk.write(euros, to: "vendors.json")
    let outcome = try desk.run("vendors", "check")
    #expect(
      outcome.messages.hasPrefix(
        "Error: vendors.json:2:15: currency is EUR, but the money on record is in USD, and amounts are not converted. "
          + "Put USD back; if they were EUR all along, say so"))
    #expect(outcome.messages.contains("vendorscore vendors check --amounts-in EUR"))
    #expect(outcome.status == .data)
    #expect(try desk.run("vendors", "check", "--json").output.contains("\"column\": 15"))
    #expect(try desk.run("vendors", "check", "--amounts-in", "GBP").status == .usage)
    try desk.fine("vendors", "check", "--amounts-in", "eur")
    try desk.fine("vendors", "check")
    try desk.write(Desk.catalog, to: "vendors.json")
    #expect(try desk.run("vendors", "check").status == .data)
  }

  @Test func `amounts of two currencies are never added`() throws {
    try desk.fine("log", "parcelo", "lost", "Gone", "--cost", "30")
    let euros = Desk.catalog.replacing(#""store""#, with: "\"currency\": \"EUR\",\n  \"store\"")
    try desk.write(euros, to: "vendors.json")
    let refused = try desk.run("log", "parcelo", "lost", "Gone too", "--cost", "20")
    #expect(refused.status == .data)
    #expect(
      refused.messages.hasPrefix(
        "Error: nothing saved: in vendors.json currency is EUR, but the money on record is in USD, and amounts are not "
          + "converted. Put USD back; if they were EUR all along, say so. "))
    #expect(refused.messages.contains("vendorscore vendors check --amounts-in EUR"))
    #expect(try desk.run("edit", "1", "--claimed", "30").status == .data)
    try desk.write("date,vendor,outcome,severity,cost\n2026-09-02,parcelo,bad,3,12\n", to: "in.csv")
    #expect(try desk.run("import", desk.path("in.csv")).status == .data)
    #expect(try #require(try desk.json("incidents") as? [Any]).count == 1)
    // Nor is it forgotten by a ledger that is made anew from the record.
    try desk.fine("export", "--all", desk.path("all.jsonl"))
    let copy = try Desk(catalog: euros)
    try copy.fine("import", desk.path("all.jsonl"))
    #expect(try copy.run("log", "parcelo", "lost", "Gone too", "--cost", "20").status == .data)
    // What brings no amount, or only those that were there, goes on.
    try desk.fine("log", "parcelo", "late", "A day")
    try desk.fine("edit", "1", "--text", "Gone for good")
    try desk.fine("undo")
    try desk.fine("redo")
    try desk.fine("retract", "1")
    try desk.fine("undo")
    try desk.fine("vendors", "check", "--amounts-in", "EUR")
    try desk.fine("log", "parcelo", "lost", "Gone too", "--cost", "20")
  }

  @Test func `money logged while the currency can't be read names none`() throws {
    try desk.write(broken, to: "vendors.json")
    try desk.fine("log", "parcelo", "lost", "Gone", "--cost", "30")
    let euros = Desk.catalog.replacing(#""store""#, with: "\"currency\": \"EUR\",\n  \"store\"")
    try desk.write(euros, to: "vendors.json")
    try desk.fine("vendors", "check")
  }

  @Test func `an amount that comes later counts too`() throws {
    try desk.fine("log", "parcelo", "lost", "Gone")
    let euros = Desk.catalog.replacing(#""store""#, with: "\"currency\": \"EUR\",\n  \"store\"")
    try desk.write(euros, to: "vendors.json")
    try desk.fine("vendors", "check")
    try desk.fine("edit", "1", "--claimed", "20")
    try desk.write(Desk.catalog, to: "vendors.json")
    #expect(try desk.run("vendors", "check").status == .data)
  }
}
