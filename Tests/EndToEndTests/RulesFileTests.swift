import Foundation
import Testing

/// Rules files, good and bad, and those that do not fit the catalog.
@Suite struct RulesFileTests {
  @Test func `a good rules file is fine`() throws {
    let store = try Store.withDepot()
    #expect(
      try store.fine("rules", "check", "rules.json").output
        == "✓ rules.json is fine: depot, counts orders, 1 rule for entries\n")
  }

  @Test(arguments: [
    (
      "\"day\": \"Sent\"", "\"dya\": \"Sent\"",
      ["1:1: \"day\" is missing in the rules", "5:3: unknown key \"dya\". Did you mean \"day\"?"]
    ),
    ("\"severity\": 3", "\"severity\": 9", ["9:79: severity 9 isn't 1 to 5"]),
    ("yyyy-MM-dd", "yyyy-QQ", ["3:12: \"yyyy-QQ\" isn't a date format. Use "]),
    ("\"orders\": true,", "\"orders\": true", ["8:3: "]),
  ])
  func `a wrong rules file is refused with line and column, by check and by import`(
    text: String, other: String, problems: [String]
  ) throws {
    let store = try Store.withDepot()
    try store.writeRules("bad.json", replacing: text, with: other)
    for command in [["rules", "check", "bad.json"], ["import", "depot.csv", "--rules", "bad.json"]] {
      let outcome = try store.program.run(command)
      for problem in problems { #expect(outcome.messages.contains("Error: bad.json:\(problem)")) }
      #expect(outcome.status == 65)
      #expect(outcome.output == "")
    }
    #expect(try store.hasNothingOnRecord)
  }

  @Test(arguments: [["rules", "check", "nowhere.json"], ["import", "depot.csv", "--rules", "nowhere.json"]])
  func `a rules file that is not there is missed by name`(command: [String]) throws {
    let store = try Store.withDepot()
    let outcome = try store.program.run(command)
    #expect(outcome.messages == "Error: no file nowhere.json. Is that its name, and is it in this folder?\n")
    #expect(outcome.status == 66)
  }

  @Test func `rules without a question say which there is`() throws {
    let outcome = try Store().run("rules")
    #expect(
      outcome.messages == "Error: what about rules? Check a file of them: `vendorscore rules check FILE`\n")
    #expect(outcome.status == 64)
  }

  @Test func `rules that match nothing say so, and the row says why`() throws {
    let store = try Store.withDepot()
    try store.write(
      OtherSystems.rules.replacingOccurrences(of: "\"orders\": true,", with: "")
        .replacingOccurrences(of: "\"days\": 2", with: "\"days\": 200"), to: "none.json")
    let outcome = try store.run("import", "depot.csv", "--rules", "none.json")
    #expect(
      outcome.messages
        == "Error: depot.csv: the depot rules match none of its 2 rows. See what the first one becomes: `--explain-row 2`\n"
    )
    #expect(outcome.status == 65)
    let why = try store.fine("import", "depot.csv", "--rules", "none.json", "--explain-row", "2")
    #expect(why.output.contains("by more than 200 days\n→ nothing"))
  }

  @Test(arguments: [
    (
      "{\"field\": \"Carrier\"}", "\"Acme\"",
      "the depot rules name vendor \"Acme\", which vendors.json does not have. Add it there, or change the rules"
    ),
    (
      "{\"field\": \"Carrier\"}", "{\"field\": \"Carrier\", \"map\": {\"NWF\": \"Parcello\"}}",
      "the depot rules name vendor \"Parcello\", which vendors.json does not have; closest: Parcelo. "
        + "Add it there, or change the rules"
    ),
    (
      "{\"field\": \"Carrier\"}", "{\"field\": \"Carrier\", \"unknown\": \"create\", \"stage\": \"customs\"}",
      "the depot rules put new vendors into stage \"customs\", which vendors.json does not have. "
        + "Its stages: payments, shipping"
    ),
  ])
  func `rules for what the catalog lacks take nothing`(text: String, other: String, message: String) throws {
    let store = try Store.withDepot()
    try store.writeRules("other.json", replacing: text, with: other)
    let outcome = try store.run("import", "depot.csv", "--rules", "other.json")
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == 65)
    #expect(!store.exists("vendors.proposed.json"))
    #expect(try store.hasNothingOnRecord)
  }

  @Test func `vendors that the catalog lacks are proposed, and come in once the owner agrees`() throws {
    let store = try Store.withDepot()
    try store.write(
      OtherSystems.depot + "3,Bolt & \"\"Co\"\",2026-08-04,,\n4,Zip,2026-08-04,,\n", to: "depot.csv")
    let refused = try store.run("import", "depot.csv", "--rules", "rules.json")
    #expect(refused.messages.contains("unknown vendor \"Zip\""))
    #expect(refused.status == 65)
    try store.writeRules(
      "create.json", replacing: "{\"field\": \"Carrier\"}",
      with: "{\"field\": \"Carrier\", \"unknown\": \"create\", \"stage\": \"shipping\"}")
    let dry = try store.run("import", "depot.csv", "--rules", "create.json", "--dry-run")
    #expect(
      dry.messages.hasSuffix("A dry run writes no catalog with them added\n"))
    #expect(dry.status == 65)
    #expect(!store.exists("vendors.proposed.json"))
    let proposed = try store.run("import", "depot.csv", "--rules", "create.json")
    #expect(proposed.messages.hasPrefix("Error: 2 vendors are not in vendors.json: "))
    #expect(
      proposed.messages.contains(
        "Nothing imported. vendors.proposed.json has them added. Read it, then adopt it and import again: `mv "
      ))
    #expect(proposed.status == 65)
    #expect(try store.hasNothingOnRecord)
    try store.write(try store.read("vendors.proposed.json"), to: "vendors.json")
    _ = try store.fine("vendors", "check")
    #expect(
      try store.fine("import", "depot.csv", "--rules", "create.json").output
        == "4 orders, 1 entry new; 0 refused\n")
  }
}
