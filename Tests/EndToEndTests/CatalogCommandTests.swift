import Foundation
import Glibc
import Testing

/// The real program changes a catalog, and begins one.
@Suite struct CatalogCommandTests {
  @Test func `a change shows its lines, and undo brings every byte back`() throws {
    let store = try Store(catalog: Store.catalog.replacingOccurrences(of: "\n", with: "\r\n"))
    let before = try store.read("vendors.json")
    let outcome = try store.fine("vendors", "switch", "northwind", "swiftpost", "--on", "2026-10-01")
    #expect(
      outcome.output == """
        ✓ From 1 Oct 2026 on Swiftpost instead of Northwind Freight
          12 -     { "id": "swiftpost", "name": "Swiftpost", "stage": "shipping", "role": "candidate" },
          13 -     { "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "role": "primary",
          12 +     { "id": "swiftpost", "name": "Swiftpost", "stage": "shipping", "role": "primary", "since": "2026-10-01" },
          13 +     { "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "role": "primary", "until": "2026-10-01",
          Next    vendorscore journey        Undo    vendorscore vendors undo

        """)
    #expect(try store.read("vendors.json").hasSuffix("\r\n  ]\r\n}\r\n"))
    try store.fine("vendors", "undo")
    #expect(try store.read("vendors.json") == before)
  }

  @Test func `entries go along with a vendor that is renamed or merged`() throws {
    let store = try Store()
    for vendor in ["northwind", "parcelo"] { try store.fine("log", vendor, "late", "A") }
    try store.write("date,vendor,outcome,severity,summary\n2026-09-01,NWF,bad,3,Lost\n", to: "a.csv")
    try store.fine("import", "a.csv")
    let before = try store.fine("scores", "--json").output
    try store.fine("vendors", "rename", "northwind", "Northwind", "--id", "nw")
    #expect(
      try store.fine("scores", "--json").output
        == before.replacingOccurrences(of: #""id": "northwind""#, with: #""id": "nw""#)
        .replacingOccurrences(of: "Northwind Freight", with: "Northwind"))
    #expect(try store.fine("import", "a.csv").output.contains("0 new"))
    #expect(
      try store.run("log", "northwind", "late", "a").messages.contains("not saved: same vendor, day and text")
    )
    try store.fine("vendors", "merge", "nw", "parcelo")
    let entries = try #require(try store.json("incidents", "parcelo") as? [[String: Any]])
    #expect(entries.count == 3)
    #expect(entries.allSatisfy { $0["vendor"] as? String == "parcelo" })
    #expect(try store.fine("doctor", "--full").output.contains("✓"))
    #expect(try store.fine("scores").messages == "")
    try store.fine("vendors", "undo")
    #expect((try store.json("incidents", "nw") as? [Any])?.count == 2)
  }

  @Test func `of many that change a catalog at one moment, each change is in it`() throws {
    let store = try Store()
    let running = try (0..<6).map { number in
      try store.program.spawn([
        "vendors", "add", "Van \(number)", "--stage", "shipping", "--role", "candidate",
      ]) { actions in
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      }
    }
    #expect(running.map { $0.wait() } == Array(repeating: 0, count: 6))
    let vendors = try #require(try store.json("vendors") as? [[String: Any]])
    #expect(Set(vendors.compactMap { $0["id"] as? String }).isSuperset(of: (0..<6).map { "van-\($0)" }))
  }

  @Test func `a link in the catalog's place is not written through`() throws {
    let store = try Store(catalog: nil)
    try store.write(Store.catalog, to: "elsewhere.json")
    #expect(symlink("elsewhere.json", store.path + "/vendors.json") == 0)
    let outcome = try store.run("vendors", "retire", "parcelo")
    #expect(outcome.status == 73)
    #expect(try store.read("elsewhere.json") == Store.catalog)
  }

  @Test func `init asks on a terminal`() throws {
    let store = try Store(catalog: nil)
    let terminal = PseudoTerminal(program: store.program)
    let (screen, status) = try terminal.talk(
      ["init"],
      [
        ("Name of the store", "Kettle Shop\n"), ("Currency [USD]: ", "\n"), ("Time zone [UTC]: ", "\n"),
        ("Hosting: who is it?", "\n"), ("Cart: who is it?", "\n"), ("Payments: who is it?", "Paywell\n"),
        ("plan B?", "\n"), ("Shipping: who is it?", "Parcelo\n"), ("plan B?", "<\n"),
        ("Shipping: who is it? (type nobody to clear) [Parcelo] ", "\n"), ("plan B?", "Northwind\n"),
        ("Another step", "\n"),
        ("Roughly how many", "420\n"), ("Create it? [Y/n] ", "\n"),
      ])
    #expect(status == 0)
    #expect(screen.contains("✓ Created vendors.json, vendors.schema.json, vendorscore.sqlite, reports/"))
    #expect(try store.fine("log", "parcelo", "late").status == 0)
    #expect(try store.fine("volume").output.contains("420"))
    #expect(try store.fine("journey").status == 0)
  }

  @Test func `Ctrl-C creates nothing`() throws {
    let store = try Store(catalog: nil)
    let terminal = PseudoTerminal(program: store.program)
    let (_, status) = try terminal.talk(
      ["init"], [("Name of the store", "Kettle Shop\n"), ("Currency", "\u{3}")])
    #expect(status == 130)
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.path) == [])
  }

  @Test func `a catalog that cannot be read keeps nobody from logging`() throws {
    let store = try Store()
    try store.write("{", to: "vendors.json")
    let outcome = try store.fine("log", "northwind", "lost")
    #expect(outcome.output.hasPrefix("✓ Saved #1  Tue 22 Sep 2026  northwind  lost: bad, severity 5"))
    #expect(outcome.messages.hasPrefix("vendors.json:1:2: "))
    #expect(try store.run("explain", "northwind").status == 65)
    try store.write(Store.catalog, to: "vendors.json")
    #expect((try store.json("incidents", "northwind") as? [Any])?.count == 1)
  }
}
