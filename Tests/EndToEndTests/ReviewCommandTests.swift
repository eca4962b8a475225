import Foundation
import Testing

/// What others reported is looked through before it counts: `incidents --unconfirmed`, `confirm`, `--set`, `imports`.
@Suite struct ReviewCommandTests {
  private func rows(_ store: Store, _ options: String...) throws -> [[String: Any]] {
    let outcome = try store.program.run(["incidents", "--json"] + options)
    try #require(outcome.status == 0, "\(outcome.messages)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
  }

  // MARK: Confirming

  @Test func `reported outages wait, in no score and not in silence`() throws {
    let store = try Store.withOutages()
    #expect(
      try store.fine("incidents").output
        == "No entries that count yet. 3 reported outages await your confirmation. See all: `vendorscore incidents --unconfirmed`\n"
    )
    let listed = try store.fine("incidents", "--unconfirmed").output
    #expect(
      listed.contains("(waits for your yes) Payments slow") && listed.hasSuffix("\n3 waiting for your yes\n"))
    #expect(
      try rows(store, "--unconfirmed").map { $0["standing"] as? String } == [
        "unconfirmed", "unconfirmed", "unconfirmed",
      ])
    #expect(try store.fine("incidents", "parcelo").output.hasPrefix("No entries here yet."))
    let scores = try #require(try store.json("scores") as? [String: Any])
    let vendors = try #require(scores["vendors"] as? [[String: Any]])
    #expect(vendors.allSatisfy { $0["logs"] as? Int == 0 })
    let both = try store.run("incidents", "--retracted", "--unconfirmed")
    #expect(both.messages == "Error: --retracted and --unconfirmed leave nothing. Keep one\n")
    #expect(both.status == 64)
  }

  @Test func `what is confirmed counts, once`() throws {
    let store = try Store.withOutages()
    let confirmed = try store.fine("confirm", "1", "#2")
    #expect(confirmed.output.hasPrefix("✓ Confirmed 2 entries\n  Paywell   "))
    #expect(confirmed.output.hasSuffix("  Undo    vendorscore undo\n"))
    #expect(try rows(store).count == 2)
    #expect(try rows(store, "--unconfirmed").count == 1)
    let changes = try #require(try store.json("history") as? [Any])
    // Nothing is stored, so that there is nothing to undo.
    #expect(try store.fine("confirm", "1").output == "✓ #1 already counts\n")
    #expect(try store.fine("confirm", "2", "1").output == "✓ #1, #2 already count\n")
    #expect((try store.json("history") as? [Any])?.count == changes.count)
    _ = try store.fine("undo")
    #expect(try rows(store).isEmpty)
    _ = try store.fine("confirm", "2")
    #expect(
      try store.fine("confirm", "1", "2").output.hasPrefix("✓ Confirmed 1 entry; 1 counted before\n"))
    // Imported again, they stay confirmed.
    _ = try store.fine("import", "page.json")
    #expect(try rows(store).count == 2)
  }

  @Test(
    arguments: [
      ("9", "no entry #9. See them: `vendorscore incidents`", 64),
      ("3", "#3 is planned maintenance, which never counts. Take it out: `vendorscore retract 3`", 1),
      ("one", "\"one\" isn't the number of an entry, such as 214. See them: `vendorscore incidents`", 64),
    ] as [(String, String, Int32)])
  func `what cannot be confirmed leaves everything as it was`(id: String, message: String, status: Int32)
    throws
  {
    let store = try Store.withOutages()
    let outcome = try store.run("confirm", "1", id)
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == status)
    #expect(try rows(store).isEmpty)
    #expect(try store.run("confirm").status == 64)
  }

  @Test func `what is retracted cannot be confirmed`() throws {
    let store = try Store.withOutages()
    _ = try store.fine("retract", "3")
    let outcome = try store.run("confirm", "3")
    #expect(
      outcome.messages == "Error: #3 has been taken out. What happened to it: `vendorscore history 3`\n")
    #expect(outcome.status == 1)
  }

  // MARK: Changing many

  @Test func `all of one source are changed in one step, and taken back in one`() throws {
    let store = try Store.withOutages()
    _ = try store.fine("log", "paywell", "bad", "My own", "-s", "4")
    _ = try store.fine("confirm", "1", "2")
    let levels = { try rows(store).map { $0["severity"] as? Int ?? 0 } }
    #expect(try levels() == [4, 3, 4])
    let changed = try store.fine("incidents", "--source", "statuspage", "--set", "severity=2")
    #expect(changed.output.hasPrefix("✓ Changed 2 entries: severity=2\n  Paywell   "))
    #expect(try levels() == [2, 2, 4])
    _ = try store.fine("undo")
    #expect(try levels() == [4, 3, 4])
    _ = try store.fine(
      "incidents", "--source", "statuspage", "--set", "severity=1", "--set", "attribution=us", "--set",
      "resolved=no")
    #expect(try rows(store, "--source", "statuspage").map { $0["attribution"] as? String } == ["us", "us"])
    // An import does not take back what the owner has said.
    #expect(
      try store.fine("import", "page.json").output
        == "0 new, 0 changed, 1 already present, 0 refused, 2 kept as changed here\n")
  }

  @Test(
    arguments: [
      (["--set", "severity=9"], "severity 9: use 1 (annoyance) to 5 (lost sale or money)", 64),
      (["--set", "severity"], "--set \"severity\": write it as FIELD=VALUE, such as severity=2", 64),
      (["--set", "sevrity=2"], "--set can't change \"sevrity\". Did you mean \"severity\"?", 64),
      (
        ["--set", "vendor=2"],
        "--set can't change \"vendor\". Known: severity, dimension, attribution, resolved", 64
      ),
      (["--set", "resolved=maybe"], "--set resolved=yes or resolved=no", 64),
      (["--set", "severity=2", "--json"], "--json lists and --set changes. Keep one", 64),
      (
        ["--set", "severity=3", "--severity", "3"],
        "nothing to change: every listed entry already says that", 1
      ),
      (
        ["--set", "severity=2", "--source", "nowhere"],
        "nothing to change: no entry is listed. To look first, leave out --set", 1
      ),
    ] as [([String], String, Int32)])
  func `a change that cannot be made says why`(options: [String], message: String, status: Int32) throws {
    let store = try Store.withOutages()
    _ = try store.fine("confirm", "1")
    let outcome = try store.program.run(["incidents"] + options)
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == status)
    #expect(try rows(store).map { $0["severity"] as? Int } == [3])
  }

  // MARK: Imports

  @Test func `imports are listed, the latest first`() throws {
    let store = try Store()
    #expect(
      try store.fine("imports").output
        == "Nothing imported yet. `vendorscore import FILE…`. Known kinds: `vendorscore import --formats`\n")
    #expect((try store.json("imports") as? [Any])?.isEmpty == true)
    try store.write(OtherSystems.statusPage, to: "page.json")
    try store.write("date,vendor,outcome\n2026-08-03,parcelo,good\n", to: "own.csv")
    for file in ["page.json", "own.csv", "own.csv"] { _ = try store.fine("import", file) }
    let text = try store.fine("imports").output
    #expect(text.contains("page.json: 3 new") && text.contains("own.csv: 1 new"))
    #expect(text.hasSuffix("Undo one   vendorscore imports undo NUMBER\n"))
    let imports = try #require(try store.json("imports") as? [[String: Any]])
    #expect(imports.map { $0["number"] as? Int } == [2, 1])
    #expect(imports.map { $0["incidents"] as? Int } == [1, 3])
    #expect(imports.allSatisfy { $0["undone"] as? Bool == false })
  }

  @Test func `an import is taken back once, whatever came after it`() throws {
    let store = try Store.withOutages()
    _ = try store.fine("log", "parcelo", "good", "Quick")
    _ = try store.fine("confirm", "2")
    let undone = try store.fine("imports", "undo", "1")
    #expect(undone.output.hasPrefix("✓ Undid import 1, page.json: 3 new: 2 entries taken out\n"))
    #expect(undone.output.contains("Kept, because they were changed later: #2\n"))
    #expect(try rows(store).compactMap { $0["id"] as? Int } == [2, 4])
    let again = try store.run("imports", "undo", "1")
    #expect(
      again.messages == "Error: import 1 has already been undone. See them: `vendorscore imports`\n")
    #expect(again.status == 1)
    #expect(try store.fine("imports").output.contains("(undone)"))
    let back = try store.fine("import", "page.json")
    #expect(back.output == "2 new, 0 changed, 1 already present, 0 refused\n")
    #expect(try rows(store, "--unconfirmed").count == 2)
  }

  @Test(arguments: [
    ("2", "no import 2. See them: `vendorscore imports`"),
    ("9", "no import 9. See them: `vendorscore imports`"),
    ("all", "\"all\" isn't the number of an import, such as 7. See them: `vendorscore imports`"),
    ("", "\"\" isn't the number of an import, such as 7. See them: `vendorscore imports`"),
  ]) func `what is no import is not taken back`(number: String, message: String) throws {
    let store = try Store.withOutages()
    _ = try store.fine("quiet")
    let outcome = try store.run("imports", "undo", number)
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == 64)
  }
}
