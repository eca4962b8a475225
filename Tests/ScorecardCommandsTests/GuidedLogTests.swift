import Foundation
import Testing

@testable import ScorecardCommands

/// `log` with somebody at the keyboard.
@Suite struct GuidedLogTests {
  private let desk: Desk

  init() throws { desk = try Desk(columns: 80) }

  /// What is on record of the first incident.
  private func saved() throws -> [String: Any] { try #require(try desk.json("show", "1") as? [String: Any]) }

  @Test func `a step back asks again, and an answer not understood is explained`() throws {
    desk.columns = 40
    let talk = try desk.talk(
      "log", "parcelo",
      dialogue: [
        ("What was it? [bad] ", "bad"), ("What happened? ", "Late"), ("Severity [3]: ", "9"),
        ("Severity [3]: ", "<"), ("What happened? [Late] ", "<"), ("What was it? [bad] ", "good"),
        ("What happened? [Late] ", "Early"), ("When? [Tue 22 Sep 2026] ", ""),
        ("Save? [Y/n, m for money, time and references] ", "y"),
      ])
    #expect(talk.messages.contains("severity 9: use 1 (annoyance) to 5 (lost sale or money)"))
    #expect(talk.status == .fine)
    let incident = try saved()
    #expect(incident["outcome"] as? String == "good")
    #expect(incident["summary"] as? String == "Early")
  }

  @Test func `the end of the input saves nothing`() throws {
    let talk = try desk.talk(
      "log", "parcelo", dialogue: [("What was it? [bad] ", ""), ("What happened? ", nil)])
    #expect(talk.messages.hasSuffix("\nNothing saved.\n"))
    #expect(talk.status == .interrupted)
    #expect(try desk.fine("incidents", "--json").output == "[]\n")
  }

  @Test func `no at the end saves nothing`() throws {
    let talk = try desk.talk(
      "log", "parcelo",
      dialogue: [
        ("What was it? [bad] ", "good"), ("What happened? ", "x"), ("When? [Tue 22 Sep 2026] ", ""),
        ("Save? [Y/n, m for money, time and references] ", "n"),
      ])
    #expect(talk.status == .declined)
    #expect(try desk.fine("incidents", "--json").output == "[]\n")
  }

  @Test func `a misspelt vendor is asked for and the severity too`() throws {
    let talk = try desk.talk(
      "log", "northwnd", "bad", "Parcel lost",
      dialogue: [("Use Northwind Freight? [Y/n] ", ""), ("Severity [3]: ", "")])
    #expect(talk.messages.contains(#"No vendor "northwnd". Closest: Northwind Freight (shipping)"#))
    #expect(talk.output.contains("bad, severity 3, reliability"))
    #expect(talk.status == .fine)
  }

  @Test func `what the line lacks is asked for, what it says is not`() throws {
    let talk = try desk.talk(
      "log", "parcelo", "good", "-d", "empathy",
      dialogue: [
        ("What happened? ", ""), ("What happened? ", "Called back"), ("When? [Tue 22 Sep 2026] ", ""),
        ("Save? [Y/n, m for money, time and references] ", ""),
      ])
    #expect(talk.messages.contains("a few words will do"))
    #expect(!talk.messages.contains("Vendor") && !talk.messages.contains("What was it?"))
    #expect(talk.status == .fine)
    #expect(try saved()["summary"] as? String == "Called back")
  }

  @Test func `a mistake is explained in the guide's own words, and lists are shown once`() throws {
    let talk = try desk.talk(
      "log",
      dialogue: [
        ("Vendor: ", ""), ("Vendor: ", "zzz"), ("Vendor: ", "2"), ("What was it? [bad] ", "meh"),
        ("What was it? [bad] ", "bad"), ("What happened? ", "Lost\u{1B}[D\u{1B}[D"),
        ("What happened? ", "Late"),
        ("Severity [3]: ", "9"), ("Severity [3]: ", "2"), ("When? [Tue 22 Sep 2026] ", ""), ("[?] ", ""),
        ("Save? [Y/n, m for money, time and references] ", ""),
      ])
    #expect(talk.messages.contains("type a number from the list, or a name"))
    #expect(talk.messages.contains("\"meh\" is no kind of experience. Use good, bad, late, lost"))
    #expect(talk.messages.contains("arrow and function keys do nothing here"))
    #expect(!talk.messages.contains("Try: vendorscore"))
    #expect(talk.messages.components(separatedBy: "Swiftpost (shipping)").count == 2)
    #expect(talk.messages.components(separatedBy: "  1  annoyance").count == 2)
    #expect(try saved()["summary"] as? String == "Late")
  }

  @Test(arguments: [("y", ExitStatus.fine, 2), ("", .declined, 1)])
  func `the same again is asked about, not lost`(answer: String, status: ExitStatus, count: Int) throws {
    try desk.fine("log", "parcelo", "good", "Quick")
    let talk = try desk.talk(
      "log", "parcelo", "good", "Quick",
      dialogue: [("Same vendor, day and text as #1. Add anyway? [y/N] ", answer)])
    #expect(talk.status == status)
    #expect((try desk.json("incidents") as? [Any])?.count == count)
  }

  @Test func `an excuse stays with the text that is asked for`() throws {
    let talk = try desk.talk(
      "log", "parcelo", "bad", "--mitigated", "storm",
      dialogue: [
        ("What happened? ", "Late"), ("Severity [3]: ", ""), ("When? [Tue 22 Sep 2026] ", ""), ("[?] ", ""),
        ("Save? [Y/n, m for money, time and references] ", ""),
      ])
    #expect(talk.status == .fine)
    #expect(try saved()["summary"] as? String == "Late (storm)")
  }

  @Test func `an answer that is neither yes nor no is asked for again`() throws {
    try desk.fine("log", "parcelo", "good", "Quick")
    let question = "Add anyway? [y/N] "
    let talk = try desk.talk(
      "log", "parcelo", "good", "Quick", dialogue: [(question, "perhaps"), (question, "NO")])
    #expect(talk.messages.contains("Please answer y or n."))
    #expect(talk.status == .declined)
  }

  @Test func `a kind needs no more words, and more is asked for only when it is wanted`() throws {
    let save = "Save? [Y/n, m for money, time and references] "
    let talk = try desk.talk(
      "log", "parcelo",
      dialogue: [
        ("What was it? [bad] ", "l"), ("What was it? [bad] ", "lo"), ("What happened? ", ""),
        ("Severity [5]: ", "4"), ("When? [Tue 22 Sep 2026] ", "yesterday"), ("[?] ", "n"), (save, "m"),
        ("cost, in USD: ", "12.50"), ("such as 40m: ", "forty"), ("such as 40m: ", "40m"),
        ("such as 1h30m: ", "1h"),
        ("case or parcel: ", "1Z9"), ("claim, in USD: ", "12.50"), ("such as 15 dec: ", "15 dec"), (save, ""),
      ])
    #expect(talk.messages.contains("\"l\" may be late or lost. Write one more letter"))
    #expect(
      talk.messages.contains(
        "  on hold 40 minutes · own time 60 minutes · cost 12.50 USD · number 1Z9 · claimed 12.50 USD · claim by Tue 15 Dec 2026\n"
      ))
    #expect(talk.status == .fine)
    let entry = try saved()
    #expect(entry["kind"] as? String == "lost" && entry["severity"] as? Int == 4)
    #expect(entry["hold_minutes"] as? Int == 40 && entry["cost"] as? Double == 12.5)
    let details = try #require(entry["details"] as? [String: Any])
    #expect(details["ref"] as? String == "1Z9" && details["minutesSpent"] as? Int == 60)
    #expect(details["claimed"] as? Double == 12.5 && details["claimBy"] as? String == "2026-12-15")
  }

  @Test func `what options say goes before what a kind usually is`() throws {
    let save = "Save? [Y/n, m for money, time and references] "
    let talk = try desk.talk(
      "log", "parcelo", "-s", "4", "-d", "empathy",
      dialogue: [
        ("What was it? [bad] ", "quick"), ("What was it? [quick] ", "lost"), ("What happened? ", ""),
        ("Severity [4]: ", ""), ("When? [Tue 22 Sep 2026] ", ""), ("[?] ", ""), (save, "m"),
        ("cost, in USD: ", ""), ("such as 40m: ", ""), ("such as 1h30m: ", ""),
        ("case or parcel: ", String(repeating: "1", count: 61)),
        ("case or parcel: ", ""), ("claim, in USD: ", "0"), ("claim, in USD: ", "5"),
        ("such as 15 dec: ", "yesterday"), ("such as 15 dec: ", "in 7 days"), (save, ""),
      ])
    #expect(talk.messages.contains("a good experience has no severity"))
    #expect(talk.messages.contains("number \"1111") && talk.messages.contains("amount 0: a claim needs"))
    #expect(talk.messages.contains("2026-09-21 is before the day it happened, 2026-09-22"))
    #expect(talk.output.contains("Due     claim by Tue 29 Sep 2026\n"))
    let entry = try saved()
    #expect(entry["severity"] as? Int == 4 && entry["dimension"] as? String == "empathy")
    #expect(entry["kind"] as? String == "lost")
  }

  @Test func `an edit leaves no kind that says the opposite`() throws {
    try desk.fine("log", "parcelo", "lost")
    try desk.fine("edit", "1", "--good")
    #expect(try saved()["kind"] is NSNull)
    try desk.fine("edit", "1", "--kind", "damaged")
    #expect(try saved()["kind"] as? String == "damaged" && saved()["outcome"] as? String == "bad")
    try desk.fine("edit", "1", "--good", "--kind", "quick")
    try desk.fine("edit", "1", "--bad", "--kind", "rude")
    #expect(try saved()["severity"] as? Int == 3 && saved()["dimension"] as? String == "empathy")
    try desk.fine("edit", "1", "--kind", "none")
    #expect(try saved()["kind"] is NSNull && saved()["severity"] as? Int == 3)
    #expect(try desk.run("edit", "1", "--bad", "--kind", "quick").messages.contains("--kind quick is good"))
  }

  @Test func `who and what may stand in any order, and a beginning will do`() throws {
    for words in [["parcelo", "lost"], ["lost", "parcelo"], ["parc", "lo"], ["lo", "parc"]] {
      let desk = try Desk(columns: 80)
      let outcome = try desk.run(["log"] + words)
      #expect(
        outcome.output.contains("#1  Tue 22 Sep 2026  Parcelo  lost: bad, severity 5, reliability"),
        "\(words)")
    }
    let spoken = try desk.fine("log", "parcelo", "late", "Two days", "-s", "3", "-d", "tangibles")
    #expect(spoken.output.contains("late: bad, severity 3, tangibles"))
    #expect(try desk.run("log", "parcelo", "meh").messages.contains("is no kind of experience"))
  }

  @Test func `a second bad entry within two days may be part of the first`() throws {
    try desk.fine("log", "parcelo", "lost", "Parcel lost", "--on", "2026-09-20")
    let question = "Part of #1 “Parcel lost”? [y/N] "
    let talk = try desk.talk("log", "parcelo", "noanswer", dialogue: [(question, "y")])
    #expect(talk.output.contains("part of #1 (same event)"))
    let other = try desk.talk("log", "parcelo", "rude", dialogue: [("Part of #2 “noanswer”? [y/N] ", "")])
    #expect(!other.output.contains("same event"))
    // Neither after a good one nor about another vendor, nor longer ago.
    #expect(try desk.talk("log", "parcelo", "quick", dialogue: []).status == .fine)
    #expect(try desk.talk("log", "northwind", "late", dialogue: []).status == .fine)
    #expect(try desk.talk("log", "parcelo", "late", "--on", "2026-09-12", dialogue: []).status == .fine)
  }

  @Test func `without a terminal nobody is asked`() throws {
    desk.columns = nil
    let outcome = try desk.run("log", "parcelo", "bad", "Late")
    #expect(outcome.status == .usage)
    #expect(outcome.messages.contains("a bad experience needs a severity"))
  }
}
