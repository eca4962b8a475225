import ScorecardModel
import Testing

@testable import ScorecardCommands

@Suite struct CommandHintsTests {
  @Test(arguments: [
    (NextStep.undo, "vendorscore undo"),
    (.log(), "vendorscore log"),
    (.log(about: "My Carrier", outcome: .good), #"vendorscore log 'My Carrier' good "TEXT""#),
    (.log(about: "ups", outcome: .bad(.standard)), #"vendorscore log ups bad "TEXT" -s 3"#),
    (
      .recordOrders(1200, month: Month("2026-09"), vendor: "ups"),
      "vendorscore volume 1200 --month 2026-09 --vendor ups"
    ),
    (.edit(nil, .followedUp), "vendorscore edit NUMBER --follow-up none"),
    (.importFiles(in: "my files"), "vendorscore import 'my files/'*.csv"),
    (.restore("it's here", confirmed: true), #"vendorscore restore 'it'\''s here' --yes"#),
    (.mapColumns([.init(field: "vendor", column: "Carrier Name")]), "--map 'vendor=Carrier Name'"),
    (.mapColumns([.init(field: "vendor", column: "$(reboot)")]), "--map 'vendor=$(reboot)'"),
    (.chooseDateFormat(["d/M/yyyy", "M/d/yyyy"]), "--date-format d/M/yyyy` or `--date-format M/d/yyyy"),
    (
      .chooseNumberFormat(["1,234.50", "1 234,50"]),
      "--number-format 1,234.50` or `--number-format '1 234,50'"
    ),
    (.putBackCatalog(from: "/a b/c.json", to: "/d/vendors.json"), "cp '/a b/c.json' /d/vendors.json"),
  ]) func `each step has its command line`(step: NextStep, line: String) {
    #expect(CommandHints()[step] == line)
  }

  @Test(arguments: [
    (["scores", "--workspace", "/tmp/my shop"], "vendorscore undo --workspace '/tmp/my shop'"),
    (["--workspace=shop", "scores"], "vendorscore undo --workspace shop"),
    (["scores"], "vendorscore undo"), (["log", "ups", "--", "--workspace", "x"], "vendorscore undo"),
  ]) func `a hint repeats the workspace of the call`(arguments: [String], line: String) {
    #expect(CommandHints(arguments: arguments)[.undo] == line)
  }

  @Test func `what looks at no workspace does not name it`() {
    let hints = CommandHints(workspace: "shop")
    #expect(hints[.checkRules] == "vendorscore rules check FILE")
    #expect(hints[.nameVendor] == "--vendor VENDOR")
  }
}
