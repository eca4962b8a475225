import Testing

/// `log` on a terminal.
@Suite struct GuidedLogTests {
  @Test func `six answers put an experience on record`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log"],
      [
        ("Vendor: ", "northwind\n"), ("Good or bad? [bad] ", "\n"), ("What happened? ", "Parcel lost\n"),
        ("Severity [3]: ", "4\n"), ("[general]: ", "rel\n"), ("When? [Tue 22 Sep 2026] ", "yesterday\n"),
        ("Put right? ", "n\n"), ("Save? [Y/n] ", "\n"),
      ])
    #expect(talk.screen.contains("  4  major: a customer noticed, or real money or hours went\n"))
    #expect(
      talk.screen.contains(
        "Mon 21 Sep 2026 · Northwind Freight · bad · severity 4 · reliability · not put right"))
    #expect(talk.screen.contains("✓ Saved #1"))
    #expect(talk.status == 0)
    let incidents = try #require(try store.json("incidents") as? [[String: Any]])
    #expect(incidents.count == 1)
    #expect(incidents.first?["severity"] as? Int == 4)
    #expect(incidents.first?["date"] as? String == "2026-09-21")
  }

  @Test func `a step back asks again, and an answer not understood is explained`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program, columns: 40).talk(
      ["log", "parcelo"],
      [
        ("Good or bad? [bad] ", "bad\n"), ("What happened? ", "Late\n"), ("Severity [3]: ", "9\n"),
        ("Severity [3]: ", "<\n"), ("What happened? [Late] ", "<\n"), ("Good or bad? [bad] ", "good\n"),
        ("What happened? [Late] ", "Early\n"), ("[general]: ", "\n"), ("When? ", "\n"),
        ("Save? [Y/n] ", "y\n"),
      ])
    #expect(talk.screen.contains("severity 9: use 1 (annoyance) to 5 (lost sale or money)"))
    #expect(talk.status == 0)
    let incidents = try #require(try store.json("incidents") as? [[String: Any]])
    #expect(incidents.first?["outcome"] as? String == "good")
    #expect(incidents.first?["summary"] as? String == "Early")
  }

  @Test(arguments: ["\u{3}", "\u{4}"]) func `Ctrl-C and Ctrl-D save nothing`(key: String) throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log", "parcelo"], [("Good or bad? [bad] ", "\n"), ("What happened? ", key)])
    #expect(talk.screen.contains("Nothing saved."))
    #expect(talk.status == 130)
    #expect(try store.run("incidents", "--json").output == "[]\n")
  }

  @Test func `no at the end saves nothing`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log", "parcelo"],
      [
        ("Good or bad? ", "g\n"), ("What happened? ", "\n"), ("[general]: ", "\n"), ("When? ", "\n"),
        ("Save? ", "n\n"),
      ])
    #expect(talk.status == 1)
    #expect(try store.run("incidents", "--json").output == "[]\n")
  }

  @Test func `a misspelt vendor is asked for and the severity too`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log", "northwnd", "bad", "Parcel lost"],
      [("Use Northwind Freight? [Y/n] ", "\n"), ("Severity [3]: ", "\n")])
    #expect(talk.screen.contains(#"No vendor "northwnd". Closest: Northwind Freight (shipping)"#))
    #expect(talk.screen.contains("bad, severity 3, general"))
    #expect(talk.status == 0)
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], [:]]) func `colour can be turned off`(
    environment: [String: String]
  ) throws {
    let store = try Store()
    store.program.environment = environment
    let arguments = environment.isEmpty ? ["scores", "--no-color"] : ["scores"]
    let plain = try PseudoTerminal(program: store.program).talk(arguments, [])
    #expect(plain.screen.contains("○ UNCLEAR"))
    #expect(!plain.screen.contains("\u{1B}"))
    store.program.environment = ["TERM": "xterm"]
    #expect(try PseudoTerminal(program: store.program).talk(["scores"], []).screen.contains("\u{1B}["))
  }
}
