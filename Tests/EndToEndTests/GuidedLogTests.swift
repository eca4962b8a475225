import Foundation
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
        ("Good or bad? ", "g\n"), ("What happened? ", "x\n"), ("[general]: ", "\n"), ("When? ", "\n"),
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

  @Test func `what the line lacks is asked for, what it says is not`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log", "parcelo", "good", "-d", "empathy"],
      [
        ("What happened? ", "\n"), ("What happened? ", "Called back\n"), ("[empathy]: ", "\n"),
        ("When? ", "\n"),
        ("Save? ", "\n"),
      ])
    #expect(talk.screen.contains("a few words will do"))
    #expect(!talk.screen.contains("Vendor") && !talk.screen.contains("Good or bad?"))
    #expect(talk.status == 0)
    let incident = try #require(try store.json("show", "1") as? [String: Any])
    #expect(incident["summary"] as? String == "Called back")
  }

  @Test func `a mistake is explained in the guide's own words, and lists are shown once`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log"],
      [
        ("Vendor: ", "\n"), ("Vendor: ", "zzz\n"), ("Vendor: ", "2\n"), ("Good or bad? ", "meh\n"),
        ("Good or bad? ", "b\n"), ("What happened? ", "Lost\u{1B}[D\u{1B}[D\n"),
        ("What happened? ", "Late\n"),
        ("Severity [3]: ", "9\n"), ("Severity [3]: ", "2\n"), ("[general]: ", "\n"), ("When? ", "\n"),
        ("Put right? ", "\n"), ("Save? ", "\n"),
      ])
    #expect(talk.screen.contains("type a number of the list, or a name"))
    #expect(talk.screen.contains("good or bad? g or b will do"))
    #expect(talk.screen.contains("arrow and function keys do nothing here"))
    #expect(!talk.screen.contains("Try: vendorscore"))
    #expect(talk.screen.components(separatedBy: "Swiftpost (shipping)").count == 2)
    #expect(talk.screen.components(separatedBy: "  1  annoyance").count == 2)
    let incident = try #require(try store.json("show", "1") as? [String: Any])
    #expect(incident["summary"] as? String == "Late")
  }

  @Test(arguments: [("y\n", 0, 2), ("\n", 1, 1)]) func `the same again is asked about, not lost`(
    answer: String, status: Int32, count: Int
  ) throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "good", "Quick")
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log", "parcelo", "good", "Quick"],
      [("Same vendor, day and text as #1. Add anyway? [y/N] ", answer)])
    #expect(talk.status == status)
    #expect((try store.json("incidents") as? [Any])?.count == count)
  }

  @Test func `an excuse stays with the text that is asked for`() throws {
    let store = try Store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["log", "parcelo", "bad", "--mitigated", "storm"],
      [
        ("What happened? ", "Late\n"), ("Severity [3]: ", "\n"), ("[general]: ", "\n"), ("When? ", "\n"),
        ("Put right? ", "\n"), ("Save? ", "\n"),
      ])
    #expect(talk.status == 0)
    let incident = try #require(try store.json("show", "1") as? [String: Any])
    #expect(incident["summary"] as? String == "Late (storm)")
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
