import Foundation
import Testing

/// `import` with `--rules`, `--explain-row`, `--date-format`, `--vendor`, `--confirmed`.
@Suite struct RulesImportTests {
  // MARK: Importing by rules

  @Test func `a file that no format knows comes in by rules, once`() throws {
    let store = try Store.withDepot()
    let first = try store.fine("import", "depot.csv", "--rules", "rules.json")
    #expect(first.output == "2 orders, 1 entry new; 0 refused\n")
    #expect(first.messages == "")
    let incident = try #require((try store.json("incidents") as? [[String: Any]])?.first)
    #expect(incident["summary"] as? String == "4 days late")
    #expect(incident["source"] as? String == "depot")
    #expect(incident["sourceId"] as? String == "1")
    let again = try store.fine("import", "depot.csv", "--rules", "rules.json")
    #expect(again.output == "2 orders, 1 entry already present; 0 refused\n")
  }

  @Test func `the same file under another name is the same file`() throws {
    let store = try Store.withDepot()
    try store.write(OtherSystems.depot, to: "copy of depot (1).csv")
    let both = try store.fine("import", "depot.csv", "copy of depot (1).csv", "--rules", "rules.json")
    #expect(
      both.output == """
        depot.csv: 2 orders, 1 entry new; 0 refused
        copy of depot (1).csv: 2 orders, 1 entry already present; 0 refused

        """)
  }

  @Test func `one line in another encoding is refused with its place, and can be left out`() throws {
    let store = try Store.withDepot()
    var bytes = Data(OtherSystems.depot.utf8)
    bytes.append(
      contentsOf: Array("3,Par".utf8) + [0xE9] + Array("celo,2026-08-04,2026-08-05,2026-08-05\n".utf8))
    try store.write(bytes, to: "mixed.csv")
    let refused = try store.run("import", "mixed.csv", "--rules", "rules.json")
    #expect(refused.messages.hasPrefix("Error: mixed.csv:4:6: not valid UTF-8. Save the file as UTF-8\n"))
    #expect(refused.messages.hasSuffix("1 row wrong, none imported. Leave it out: `--skip-bad`\n"))
    #expect(refused.status == 65)
    #expect(try store.hasNothingOnRecord)
    let skipping = try store.run("import", "mixed.csv", "--rules", "rules.json", "--skip-bad")
    #expect(
      skipping.output
        == "2 orders, 1 entry new; 1 refused; wrong rows in mixed.csv.rejected.csv\n")
    #expect(skipping.status == 1)
  }

  @Test func `--confirmed lets a monitor's word count at once, --vendor says whose it is`() throws {
    let store = try Store()
    let checks =
      "time,service,status,http_code,response_ms\n2026-08-03T10:00:00Z,Checkout,down,500,9\n2026-08-03T11:00:00Z,Checkout,up,200,9\n"
    try store.write(checks, to: "checks.csv")
    let nobody = try store.run("import", "checks.csv")
    #expect(nobody.messages.contains("no vendor for service \"Checkout\" (1 outage)"))
    #expect(nobody.messages.contains("alias in vendors.json. Or say whose file it is: `--vendor VENDOR`"))
    #expect(nobody.status == 65)
    _ = try store.fine("import", "checks.csv", "--vendor", "Paywell", "--confirmed")
    let incident = try #require((try store.json("incidents") as? [[String: Any]])?.first)
    #expect(incident["vendor"] as? String == "paywell")
    #expect(incident["standing"] as? String == "counted")
    let unknown = try store.run("import", "checks.csv", "--vendor", "paywll")
    #expect(
      unknown.messages
        == "Error: no vendor \"paywll\". Closest: Paywell. See all: `vendorscore vendors`\n")
    #expect(unknown.status == 64)
  }

  // MARK: What is known

  @Test func `--formats lists every known kind, a line each`() throws {
    // Without a workspace, since a question needs none.
    let outcome = try Program().run(["import", "--formats"])
    #expect(outcome.status == 0 && outcome.messages == "")
    let names = outcome.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(Set(names).isSuperset(of: ["statuspage", "upptime", "easypost", "paypal", "incidents-csv"]))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.contains("  ") && $0.count < 110 })
  }

  // MARK: Explaining

  @Test(arguments: [
    (
      "2",
      [
        "Carrier: NWF", "Counts as an order",
        "Incident rule 1 matches: \"Arrived\" is after \"Due\" by more than 2 days",
      ],
      "→ 1 order of northwind on 2026-08-03; 2026-08-03 northwind bad, severity 3, reliability: 4 days late"
    ),
    (
      "3",
      [
        "Incident rule 1 doesn't match, because this is not true: \"Arrived\" is after \"Due\" by more than 2 days"
      ],
      "→ 1 order of parcelo on 2026-08-03"
    ),
    ("4", ["Carrier: nobody"], "→ refused: unknown vendor \"nobody\". Add it to vendors.json"),
  ])
  func `a row says what it becomes and why`(line: String, parts: [String], verdict: String) throws {
    let store = try Store.withDepot()
    try store.write(OtherSystems.depot + "3,nobody,2026-08-03,,\n", to: "depot.csv")
    let outcome = try store.fine("import", "depot.csv", "--rules", "rules.json", "--explain-row", line)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    for part in parts { #expect(lines.contains(part)) }
    #expect(lines.last == verdict)
    #expect(outcome.messages == "")
    #expect(try store.hasNothingOnRecord)
  }

  @Test func `a row that is not there is not explained`() throws {
    let store = try Store.withDepot()
    let missing = try store.run("import", "depot.csv", "--rules", "rules.json", "--explain-row", "9")
    #expect(
      missing.messages
        == "Error: depot.csv: no row begins on line 9; the header is line 1. See what the first one becomes: `--explain-row 2`\n"
    )
    #expect(missing.status == 65)
    let word = try store.run("import", "depot.csv", "--rules", "rules.json", "--explain-row", "first")
    #expect(
      word.messages == "Error: --explain-row \"first\": use a whole number from 1 to 1000000000\n")
    #expect(word.status == 64)
  }

  @Test func `a row of a known format is explained too`() throws {
    let store = try Store()
    try store.write("date,vendor,outcome\n2026-08-03,parcelo,good\n2026-08-03,nobody,good\n", to: "own.csv")
    #expect(
      try store.fine("import", "own.csv", "--explain-row", "2").output
        == "→ 2026-08-03 parcelo good, general\n")
    #expect(
      try store.fine("import", "own.csv", "--explain-row", "3").output
        == "→ refused: unknown vendor \"nobody\". Add it to vendors.json\n")
  }

  // MARK: Numbers

  @Test func `numbers that can be read in two ways are not guessed`() throws {
    let store = try Store()
    try store.write("date,vendor,outcome,severity,cost\n2026-08-03,parcelo,bad,3,\"1,234\"\n", to: "own.csv")
    let asked = try store.run("import", "own.csv")
    #expect(
      asked.messages.hasPrefix(
        "Error: own.csv:2:26: cost \"1,234\" can be 1234 or 1.234. Say how numbers are written: "
          + "`--number-format 1,234.50` or `--number-format 1.234,50`\n"), "\(asked.messages)")
    #expect(asked.status == 65)
    #expect(try store.hasNothingOnRecord)
    let wrong = try store.run("import", "own.csv", "--number-format", "1234")
    #expect(
      wrong.messages == "Error: \"1234\" isn't a number format. Use 1,234.50 or 1.234,50 or 1 234,50\n")
    #expect(wrong.status == 64)
    _ = try store.fine("import", "own.csv", "--number-format", "1,234.50")
    #expect(try store.fine("incidents", "--json").output.contains("1234"))
  }

  // MARK: Dates

  @Test func `dates that can be read in two ways are not guessed`() throws {
    let store = try Store.withDepot()
    try store.writeRules(
      "rules.json", replacing: "[\"yyyy-MM-dd\"]", with: "{\"either\": [\"d/M/yyyy\", \"M/d/yyyy\"]}")
    try store.write("No,Carrier,Sent,Due,Arrived\n1,NWF,3/8/2026,4/8/2026,5/8/2026\n", to: "dates.csv")
    let asked = try store.run("import", "dates.csv", "--rules", "rules.json")
    #expect(
      asked.messages
        == "Error: dates.csv: \"3/8/2026\" can be read as d/M/yyyy or M/d/yyyy (d day, M month). "
        + "Say which: `--date-format d/M/yyyy` or `--date-format M/d/yyyy`\n")
    #expect(asked.status == 65)
    #expect(try store.hasNothingOnRecord)
    for (format, day) in [("d/M/yyyy", "2026-08-03"), ("M/d/yyyy", "2026-03-08")] {
      let told = try store.fine(
        "import", "dates.csv", "--rules", "rules.json", "--date-format", format, "--explain-row", "2")
      #expect(told.output.contains("→ 1 order of northwind on \(day)"))
    }
    let wrong = try store.run("import", "dates.csv", "--rules", "rules.json", "--date-format", "day first")
    #expect(
      wrong.messages
        == "Error: \"day first\" isn't a date format. Use one such as d/M/yyyy, M/d/yyyy or yyyy-MM-dd\n"
    )
    #expect(wrong.status == 64)
  }
}
