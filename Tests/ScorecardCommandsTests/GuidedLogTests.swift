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
        ("Good or bad? [bad] ", "bad"), ("What happened? ", "Late"), ("Severity [3]: ", "9"),
        ("Severity [3]: ", "<"), ("What happened? [Late] ", "<"), ("Good or bad? [bad] ", "good"),
        ("What happened? [Late] ", "Early"), ("[general]: ", ""), ("When? [Tue 22 Sep 2026] ", ""),
        ("Save? [Y/n] ", "y"),
      ])
    #expect(talk.messages.contains("severity 9: use 1 (annoyance) to 5 (lost sale or money)"))
    #expect(talk.status == .fine)
    let incident = try saved()
    #expect(incident["outcome"] as? String == "good")
    #expect(incident["summary"] as? String == "Early")
  }

  @Test func `the end of the input saves nothing`() throws {
    let talk = try desk.talk(
      "log", "parcelo", dialogue: [("Good or bad? [bad] ", ""), ("What happened? ", nil)])
    #expect(talk.messages.hasSuffix("\nNothing saved.\n"))
    #expect(talk.status == .interrupted)
    #expect(try desk.fine("incidents", "--json").output == "[]\n")
  }

  @Test func `no at the end saves nothing`() throws {
    let talk = try desk.talk(
      "log", "parcelo",
      dialogue: [
        ("Good or bad? [bad] ", "g"), ("What happened? ", "x"), ("[general]: ", ""),
        ("When? [Tue 22 Sep 2026] ", ""), ("Save? [Y/n] ", "n"),
      ])
    #expect(talk.status == .declined)
    #expect(try desk.fine("incidents", "--json").output == "[]\n")
  }

  @Test func `a misspelt vendor is asked for and the severity too`() throws {
    let talk = try desk.talk(
      "log", "northwnd", "bad", "Parcel lost",
      dialogue: [("Use Northwind Freight? [Y/n] ", ""), ("Severity [3]: ", "")])
    #expect(talk.messages.contains(#"No vendor "northwnd". Closest: Northwind Freight (shipping)"#))
    #expect(talk.output.contains("bad, severity 3, general"))
    #expect(talk.status == .fine)
  }

  @Test func `what the line lacks is asked for, what it says is not`() throws {
    let talk = try desk.talk(
      "log", "parcelo", "good", "-d", "empathy",
      dialogue: [
        ("What happened? ", ""), ("What happened? ", "Called back"), ("[empathy]: ", ""),
        ("When? [Tue 22 Sep 2026] ", ""), ("Save? [Y/n] ", ""),
      ])
    #expect(talk.messages.contains("a few words will do"))
    #expect(!talk.messages.contains("Vendor") && !talk.messages.contains("Good or bad?"))
    #expect(talk.status == .fine)
    #expect(try saved()["summary"] as? String == "Called back")
  }

  @Test func `a mistake is explained in the guide's own words, and lists are shown once`() throws {
    let talk = try desk.talk(
      "log",
      dialogue: [
        ("Vendor: ", ""), ("Vendor: ", "zzz"), ("Vendor: ", "2"), ("Good or bad? [bad] ", "meh"),
        ("Good or bad? [bad] ", "b"), ("What happened? ", "Lost\u{1B}[D\u{1B}[D"),
        ("What happened? ", "Late"),
        ("Severity [3]: ", "9"), ("Severity [3]: ", "2"), ("[general]: ", ""),
        ("When? [Tue 22 Sep 2026] ", ""), ("[?] ", ""), ("Save? [Y/n] ", ""),
      ])
    #expect(talk.messages.contains("type a number from the list, or a name"))
    #expect(talk.messages.contains("good or bad? g or b will do"))
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
        ("What happened? ", "Late"), ("Severity [3]: ", ""), ("[general]: ", ""),
        ("When? [Tue 22 Sep 2026] ", ""), ("[?] ", ""), ("Save? [Y/n] ", ""),
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

  @Test func `without a terminal nobody is asked`() throws {
    desk.columns = nil
    let outcome = try desk.run("log", "parcelo", "bad", "Late")
    #expect(outcome.status == .usage)
    #expect(outcome.messages.contains("a bad experience needs a severity"))
  }
}
