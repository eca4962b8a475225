import Foundation
import Testing

/// The commands that read.
@Suite struct ReadCommandTests {
  private func storeWithLogs() throws -> Store {
    let store = try Store()
    _ = try store.fine("volume", "1000", "--month", "2026-08")
    _ = try store.fine("log", "northwind", "bad", "Parcel lost", "-s", "5", "--on", "2026-08-10")
    _ = try store.fine("log", "parcelo", "good", "Called back", "-d", "responsiveness", "--on", "2026-09-01")
    return store
  }

  @Test(arguments: [
    ["scores"], ["scores", "shipping"], ["compare", "shipping"], ["explain", "northwind"], ["journey"],
    ["journey", "--replace", "northwind=swiftpost"], ["incidents"], ["report", "2026-Q3"],
  ]) func `every reading command sees a day`(command: [String]) throws {
    try check(command, options: ["--as-of", "2026-09-15", "--no-color"])
  }

  @Test(arguments: [
    ["show", "1"], ["history", "1"], ["history"], ["vendors"], ["vendors", "check"], ["doctor"],
  ]) func `every reading command has a screen and stable JSON`(command: [String]) throws {
    try check(command, options: ["--no-color"])
  }

  @Test func `a report that stands alone shows no chart, and is no file of the workspace`() throws {
    let store = try storeWithLogs()
    let text = try store.fine("report", "2026-Q3", "--as-of", "2026-11-01", "--output", "-").output
    #expect(text.hasPrefix("# ") && !text.contains("![") && !store.exists("reports/2026-Q3.md"))
    // What is not on record of the quarter is said.
    #expect(text.contains("\n1,000 orders on record, none of Jul 2026 and Sep 2026; of 10,000 customers "))
    let written = try store.fine(
      "report", "2026-Q3", "--as-of", "2026-11-01", "--format", "html", "--output", "mail.html")
    #expect(written.output.contains("✓ Wrote mail.html  ") && written.output.contains("It stands alone"))
    #expect(try store.read("mail.html").contains("<h1>"))
    #expect(try store.run("report", "2026-Q3", "--output", "vendors.json").status == 64)
    #expect(try store.run("report", "2026-Q3", "--json", "--output", "-").status == 64)
  }

  @Test func `scores have a column a quarter`() throws {
    let store = try storeWithLogs()
    let quarters = try #require(try store.json("scores", "--since", "2026-Q2") as? [[String: Any]])
    #expect(quarters.map { $0["quarter"] as? String } == ["2026-Q2", "2026-Q3"])
    #expect(quarters[1]["asOf"] as? String == "2026-09-22")
    let vendors = try #require(quarters[0]["vendors"] as? [[String: Any]])
    #expect(vendors.allSatisfy { $0["score"] is NSNull }, "nothing was on record by then")
    let now = try #require(quarters[1]["vendors"] as? [[String: Any]])
    let scores = try #require(try store.json("scores") as? [String: Any])
    #expect(
      (now.first?["score"] as? Double)
        == ((scores["vendors"] as? [[String: Any]])?.first?["score"] as? Double))
    #expect(try store.run("scores", "--since", "2026-Q4").status == 64)
    #expect(
      try store.run("scores", "--since", "2020-Q1").messages
        == "Error: 27 quarters since 2020-Q1: at most 12. Begin later, or end earlier with --as-of\n")
  }

  @Test func `a swap with one of whom too little is known is said to be a guess`() throws {
    let store = try storeWithLogs()
    #expect(
      try store.fine("journey", "--replace", "northwind=swiftpost").output.contains(
        "That is little more than a guess about Swiftpost: nothing on record yet."))
  }

  @Test func `a part of the orders is moved, and what is no part is refused`() throws {
    let store = try storeWithLogs()
    let half = try store.fine("journey", "--replace", "northwind=parcelo", "--part", "50%").output
    #expect(half.contains("With 50 % of Northwind Freight's orders moved, of 1,000 orders"), "\(half)")
    let all = try #require(try store.json("journey", "--replace", "northwind=parcelo") as? [String: Any])
    let part = try #require(
      try store.json("journey", "--replace", "northwind=parcelo", "--part", "0.5") as? [String: Any])
    let gains = [all, part].compactMap { ($0["replacement"] as? [String: Any])?["gain"] as? Double }
    #expect(gains.count == 2 && abs(gains[0] / 2 - gains[1]) < 1e-12, "\(gains)")
    let swap = "northwind=parcelo"
    #expect(try store.run("journey", "--part", "50%").messages.contains("--part goes with --replace A=B"))
    for (part, problem) in [("0", "use a part above 0"), ("150%", "use a part of the orders")] {
      let run = try store.run("journey", "--replace", swap, "--part", part)
      #expect(run.status == 64 && run.messages.contains(problem), "\(run.messages)")
    }
  }

  @Test func `history has the store's clock`() throws {
    let store = try Store(catalog: Store.catalog.replacingOccurrences(of: "UTC", with: "America/New_York"))
    try store.fine("log", "parcelo", "quick")
    #expect(try store.fine("history").output.contains("22 Sep 2026 06:00 New York"))
    #expect(try store.fine("history", "1").output.contains("1. 22 Sep 2026 06:00 New York  recorded"))
  }

  @Test func `the version and help are found as people look for them`() throws {
    let store = try Store()
    #expect(try store.fine("-v").output == store.fine("--version").output)
    #expect(try store.fine("help", "help").output == store.fine("help").output)
  }

  @Test(arguments: [["show", "1"], ["history"], ["doctor"]])
  func `a day that would be ignored is not taken`(command: [String]) throws {
    let store = try storeWithLogs()
    #expect(try store.program.run(command + ["--as-of", "2026-09-15"]).status == 64)
  }

  private func check(_ command: [String], options: [String]) throws {
    let store = try storeWithLogs()
    let screen = try store.program.run(command + options)
    #expect(screen.status == 0, "\(screen.messages)")
    #expect(!screen.output.isEmpty)
    #expect(screen.messages == "")
    let first = try store.program.run(command + options + ["--json"])
    #expect(first.status == 0)
    _ = try JSONSerialization.jsonObject(with: Data(first.output.utf8))
    #expect(try store.program.run(command + options + ["--json"]).output == first.output)
  }

  @Test func `scores are as on the day asked for`() throws {
    let store = try storeWithLogs()
    let then = try #require(try store.json("scores", "--as-of", "2026-08-01") as? [String: Any])
    let now = try #require(try store.json("scores") as? [String: Any])
    #expect(then["asOf"] as? String == "2026-08-01")
    #expect(now["asOf"] as? String == "2026-09-22")
    let logs = { (scores: [String: Any]) in
      (scores["vendors"] as? [[String: Any]])?.first { $0["id"] as? String == "northwind" }?["logs"] as? Int
    }
    #expect(logs(then) == 0)
    #expect(logs(now) == 1)
  }

  @Test(arguments: [
    (["northwind"], 1), (["parcelo", "northwind"], 2), (["--good"], 1), (["--bad"], 1), (["-s", "5"], 1),
    (["--from", "2026-08-11"], 1), (["--to", "2026-08-10"], 1), (["--as-of", "2026-08-09"], 0),
    (["--text", "PARCEL"], 1), (["-d", "responsiveness"], 1), (["--limit", "1"], 1), (["--source", "x"], 0),
  ]) func `incidents are filtered`(options: [String], count: Int) throws {
    let store = try storeWithLogs()
    let outcome = try store.program.run(["incidents", "--json"] + options)
    #expect((try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [Any])?.count == count)
    if count == 0 { #expect(outcome.output == "[]\n") }
  }

  @Test func `filters that leave nothing do not say that nothing is there`() throws {
    let store = try storeWithLogs()
    #expect(
      try store.fine("incidents", "--text", "zzz").output
        == "No entry matches. See all: `vendorscore incidents`\n")
    #expect(try Store().fine("incidents", "--text", "zzz").output.hasPrefix("No entries here yet."))
  }

  @Test func `what is wrong with the catalog is data, too`() throws {
    let store = try Store(catalog: #"{ "store": "x" }"#)
    let outcome = try store.run("vendors", "check", "--json")
    #expect(outcome.status == 65)
    #expect(outcome.messages == "")
    let problems = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
    #expect(problems?.count == 2)
    #expect(problems?.first?["line"] as? Int == 1)
    let elsewhere = try Store(catalog: nil)
    #expect(try elsewhere.run("vendors", "check", "--workspace", store.path).status == 65)
    #expect(try storeWithLogs().fine("vendors", "check", "--json").output == "[]\n")
  }

  @Test func `a vendor that left the catalog is not passed over in silence`() throws {
    let store = try storeWithLogs()
    #expect(try store.fine("scores").messages == "")
    try store.write(
      Store.catalog.replacingOccurrences(of: "\"northwind\"", with: "\"norwind\"")
        .replacingOccurrences(of: "\"NWF\"", with: "\"NW\""), to: "vendors.json")
    let warning = "northwind has entries, but is not in vendors.json, so no score counts it"
    #expect(try store.fine("scores").messages == "! \(warning). Look closer: `vendorscore doctor`\n")
    #expect(try store.fine("scores", "--as-of", "2026-08-01").messages == "")
    _ = try store.fine("report", "2026-Q3")
    #expect(try store.read("reports/2026-Q3.md").contains("\n- \(warning)\n"))
  }

  @Test func `what doctor found is data, too`() throws {
    let store = try storeWithLogs()
    #expect(try store.fine("doctor", "--json").output == "[]\n")
    try store.write(
      Store.catalog.replacingOccurrences(of: "\"northwind\"", with: "\"norwind\""), to: "vendors.json")
    let sick = try store.run("doctor", "--json")
    #expect(sick.status == 1)
    let findings = try #require(
      try JSONSerialization.jsonObject(with: Data(sick.output.utf8)) as? [[String: String]])
    #expect(findings.first?["kind"] == "problem")
  }

  @Test func `a quick look says that there is a full one, which reads every row`() throws {
    let store = try storeWithLogs()
    let quick = try store.fine("doctor").output
    #expect(quick.hasSuffix("✓ No damage at a quick look. Check every row: `vendorscore doctor --full`\n"))
    #expect(
      try store.fine("doctor", "--full").output
        == "✓ All is well with what is there. Changes since the newest backup could be missing without a trace\n"
    )
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: store.ledger)))
    let text = try #require(bytes.firstRange(of: Array("Parcel lost".utf8)))
    try store.overwriteLedger(at: text.lowerBound, with: Array("Parcel last".utf8))
    _ = try store.fine("doctor")
    let full = try store.run("doctor", "--full")
    #expect(full.output.contains("✗ #1: its entry is damaged"))
    #expect(full.status == 1)
  }

  @Test func `a report is written once and then up to date`() throws {
    let store = try storeWithLogs()
    let first = try store.fine("report", "2026-Q3")
    #expect(first.output.hasPrefix("✓ Wrote reports/2026-Q3.md  (4 vendors, 2 entries, 1 Jul – 22 Sep)\n"))
    #expect(try store.fine("report", "2026q3").output == "✓ reports/2026-Q3.md is already up to date\n")
    #expect(try store.fine("report").output == "✓ reports/2026-Q3.md is already up to date\n")
    _ = try store.fine("report", "2026-Q3", "--format", "csv")
    #expect(store.exists("reports/2026-Q3.csv"))
  }

  @Test func `a primary that was not used for a year is not compared unless it is named`() throws {
    let store = try Store()
    _ = try store.fine("volume", "90", "--month", "2026-08", "--vendor", "parcelo")
    _ = try store.fine("volume", "90", "--month", "2024-08", "--vendor", "northwind")
    let stage = try store.fine("compare", "shipping").output
    #expect(
      stage.contains(
        "\nNot shown, because they carried no orders and had no entries for a year: Northwind Freight.\n"
      ))
    #expect(stage.contains("○ UNCLEAR Swiftpost"))
    #expect(try store.fine("compare", "parcelo", "northwind").output.contains("○ UNCLEAR Northwind Freight"))
  }

  @Test func `a report is named as it is seen from where the command was given`() throws {
    let store = try storeWithLogs()
    try FileManager.default.createDirectory(atPath: store.path + "/a/b", withIntermediateDirectories: true)
    store.program.directory = store.path + "/a/b"
    #expect(try store.fine("report", "2026-Q3").output.hasPrefix("✓ Wrote ../../reports/2026-Q3.md  ("))
    let elsewhere = try Store(catalog: nil)
    let seen = try elsewhere.fine("report", "2026-Q3", "--workspace", store.path).output
    #expect(seen == "✓ \(store.path)/reports/2026-Q3.md is already up to date\n")
    store.program.directory = URL(fileURLWithPath: store.path).deletingLastPathComponent().path
    let folder = URL(fileURLWithPath: store.path).lastPathComponent
    #expect(
      try store.fine("report", "2026-Q3", "--workspace", store.path).output
        == "✓ \(folder)/reports/2026-Q3.md is already up to date\n")
  }

  @Test func `an incident was recorded by the store's clock`() throws {
    let store = try Store(catalog: Store.catalog.replacingOccurrences(of: "UTC", with: "Asia/Tokyo"))
    _ = try store.fine("log", "parcelo", "good", "Quick")
    #expect(
      try store.fine("show", "1").output.contains("\n  recorded   22 Sep 2026 19:00 Tokyo\n")
    )
  }

  @Test func `before there are orders the catalog says who carries what`() throws {
    let shared = Store.catalog.replacingOccurrences(
      of: "\"name\": \"Parcelo\",", with: "\"name\": \"Parcelo\", \"share\": 0.6,")
    let store = try Store(catalog: shared)
    #expect(try store.fine("journey").output.contains("Parcelo   carries 60 %"))
    _ = try store.fine("log", "parcelo", "good", "Quick")
    #expect(try store.fine("journey").output.contains("Northwind Freight   carries 40 %"))
  }

  @Test func `the workspace is found from below, by option and by variable`() throws {
    let store = try storeWithLogs()
    let elsewhere = try Store(catalog: nil)
    #expect(try elsewhere.run("--workspace", store.path, "show", "1").status == 0)
    #expect(try elsewhere.run("show", "1", "--workspace", store.path).status == 0)
    elsewhere.program.environment["VENDORSCORE_WORKSPACE"] = store.path
    #expect(try elsewhere.run("show", "1").status == 0)
    try FileManager.default.createDirectory(atPath: store.path + "/a/b", withIntermediateDirectories: true)
    store.program.directory = store.path + "/a/b"
    #expect(try store.run("show", "1").status == 0)
  }

  @Test func `without a catalog it says how to begin`() throws {
    let empty = try Store(catalog: nil)
    let outcome = try empty.run("scores")
    #expect(
      outcome.messages
        == "Error: no vendors.json here or above. Create one: `vendorscore init`. With sample data: `vendorscore init --demo`\n"
    )
    #expect(outcome.status == 66)
  }

  @Test(arguments: [["--version"], ["--help"], ["help", "compare"], [], ["log", "--help"]])
  func `help and version are answers, not errors`(arguments: [String]) throws {
    let outcome = try Program().run(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("vendorscore"))
    #expect(outcome.messages == "")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `shells get completions, vendors too`(shell: String) throws {
    let script = try Program().run(["--generate-completion-script", shell])
    #expect(script.status == 0)
    #expect(script.output.contains("vendorscore"))
    let store = try Store()
    let names = try store.run("---completion", "explain", "--", "positional@0", "1", "0")
    #expect(names.output == "paywell\nparcelo\nswiftpost\nnorthwind\n")
  }
}
