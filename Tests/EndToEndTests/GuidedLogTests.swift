import Foundation
import Testing

/// `log` on a terminal, by the keys that are typed. What is asked and answered is in `ScorecardCommandsTests`.
@Suite struct GuidedLogTests {
  @Test func `six answers put an experience on record`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log"],
      [
        ("Vendor: ", "northwind\n"), ("What was it? [bad] ", "\n"), ("What happened? ", "Parcel lost\n"),
        ("Severity [3]: ", "4\n"), ("When? [Tue 22 Sep 2026] ", "yesterday\n"),
        ("Resolved? ", "n\n"), ("Save? [Y/n, m for money, time and references] ", "\n"),
      ])
    #expect(talk.screen.contains("  4  major: a customer noticed, or real money or hours went\n"))
    #expect(
      talk.screen.contains(
        "Mon 21 Sep 2026 · Northwind Freight · bad · severity 4 · reliability · not resolved"))
    #expect(talk.screen.contains("✓ Saved #1"))
    #expect(talk.status == 0)
    let incidents = try #require(try store.json("incidents") as? [[String: Any]])
    #expect(incidents.count == 1)
    #expect(incidents.first?["severity"] as? Int == 4)
    #expect(incidents.first?["date"] as? String == "2026-09-21")
  }

  @Test(arguments: ["\u{3}", "\u{4}"]) func `Ctrl-C and Ctrl-D save nothing`(key: String) throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log", "parcelo"], [("What was it? [bad] ", "\n"), ("What happened? ", key)])
    #expect(talk.screen.contains("Nothing saved."))
    #expect(talk.status == 130)
    #expect(try store.run("incidents", "--json").output == "[]\n")
  }

  @Test func `a terminal gets colour, unless it is turned off`() throws {
    let store = try Store()
    store.program.environment = ["TERM": "xterm"]
    #expect(try PseudoTerminal(program: store.program).talk(["scores"], []).screen.contains("\u{1B}["))
    store.program.environment["NO_COLOR"] = "1"
    let plain = try PseudoTerminal(program: store.program).talk(["scores"], [])
    #expect(plain.screen.contains("○ UNCLEAR"))
    #expect(!plain.screen.contains("\u{1B}"))
  }
}
