import Foundation
import Testing

@testable import ScorecardCommands

/// `review` with somebody at the keyboard, and without. Today is 22 September 2026.
@Suite struct GuidedReviewTests {
  private let desk: Desk
  private static let claim = "  c claimed it · d won't claim: "
  private static let evidence = "  b money came back · h handed in · d nothing will come: "
  private static let followUp = "  d done · a ask again on a day: "
  private static let unresolved = "  r resolved by now · n still not: ask again in 14 days: "

  init() throws {
    desk = try Desk()
    try desk.fine("log", "parcelo", "lost", "Parcel lost", "--on", "2026-08-20", "--cost", "80")
    try desk.fine(
      "log", "parcelo", "late", "Refund", "--on", "2026-08-21", "--claimed", "15", "--claim-by", "2026-10-01")
    try desk.fine("log", "paywell", "rude", "Hung up", "--on", "2026-08-22", "--follow-up", "2026-09-20")
    try desk.fine("log", "paywell", "noanswer", "Not yet", "--on", "2026-08-22", "--follow-up", "2026-09-30")
    try desk.fine("log", "northwind", "late", "Still open", "--on", "2026-08-23", "--unresolved")
    try desk.fine("log", "northwind", "late", "Too fresh", "--on", "2026-09-12", "--unresolved")
  }

  private func entry(_ id: Int) throws -> [String: Any] {
    try #require(try desk.json("show", "\(id)") as? [String: Any])
  }

  private func detail(_ id: Int, _ key: String) throws -> Any? {
    (try entry(id)["details"] as? [String: Any])?[key]
  }

  private func changes() throws -> Int { try #require(try desk.json("history") as? [Any]).count }

  @Test func `without a terminal it lists what waits, by group`() throws {
    let listed = try desk.fine("review").output
    #expect(
      listed == """
        To do · as of 22 Sep 2026
        Claims (2)
          Claim 15 USD from Parcelo by 1 Oct 2026, 9 days: #2 “Refund”
          Decide whether to claim 80 USD from Parcelo: #1 “Parcel lost”
        Follow-ups that are due (1)
          Raise with Paywell by 20 Sep 2026, missed: #3 “Hung up”
        Contracts to decide: nothing here
        Outages to confirm: nothing here
        Not resolved for 14 days (1)
          #5 Northwind Freight, 23 Aug 2026: Still open
        What we lack (2)
          Orders of Aug 2026 are missing
          Nothing on record since 12 Sep 2026, neither an entry nor a quiet week

        """)
    let json = try #require(try desk.json("review") as? [String: Any])
    #expect(json["count"] as? Int == 6)
    #expect((json["claims"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["evidence", "claim"])
    #expect((json["unresolved"] as? [[String: Any]])?.map { $0["id"] as? Int } == [5])
    #expect((json["orders"] as? [String: Any])?["month"] as? String == "2026-08")
    #expect(json["lastNews"] as? String == "2026-09-12")
    #expect(try Desk().fine("review").output.contains("What we lack: nothing here\n"))
  }

  @Test func `each answer is one change, and what is left is counted`() throws {
    desk.columns = 80
    let before = try changes()
    let talk = try desk.talk(
      "review",
      dialogue: [
        (Self.evidence, "x"), (Self.evidence, "b"), ("  How much [15 USD]? ", "12.50"), (Self.claim, "c"),
        ("  How much [80 USD]? ", ""), (Self.followUp, "a"), ("  Ask again when? [in 14 days] ", "fri"),
        (Self.unresolved, "r"), ("  How many? ", "many"), ("  How many? ", "420"),
        ("  y nothing happened in the last 7 days: ", ""),
      ])
    #expect(talk.status == .fine)
    #expect(talk.output == "Done for September. 5 answered, 1 left for later.\n  Undo    vendorscore undo\n")
    #expect(talk.messages.contains("1/6  Claim 15 USD from Parcelo by 1 Oct 2026, 9 days: #2 “Refund”\n"))
    #expect(talk.messages.contains("  Please type one of these letters, or Enter for later\n"))
    #expect(talk.messages.contains("  orders \"many\": use a whole number from 0 to"))
    #expect(try changes() == before + 5)
    #expect(try detail(2, "recovered") as? Double == 12.5 && detail(1, "claimed") as? Double == 80)
    #expect(try detail(3, "followUp") as? String == "2026-09-25")
    #expect(try entry(5)["resolved"] as? String == "yes" || entry(5)["resolved"] as? Bool == true)
    try desk.fine("undo")
    try desk.fine("undo")
    #expect(try entry(5)["resolved"] as? Bool != true)
  }

  @Test func `q stops, and what was answered stays`() throws {
    desk.columns = 80
    let talk = try desk.talk(
      "review", dialogue: [(Self.evidence, "d"), (Self.claim, "d"), (Self.followUp, "q")])
    #expect(talk.output == "Stopped. 2 answered, 4 left for later.\n  Undo    vendorscore undo\n")
    #expect(try detail(1, "claimDone") as? Bool == true && detail(2, "claimDone") as? Bool == true)
    #expect(try detail(3, "followUp") as? String == "2026-09-20")
    let end = try desk.talk("review", dialogue: [(Self.followUp, "d"), (Self.unresolved, nil)])
    #expect(end.status == .interrupted)
    #expect(end.messages.hasSuffix("\nStopped. What was answered is saved.\n"))
    #expect(try desk.json("due") as? [Any] != nil)
    #expect(try detail(3, "followUp") == nil || detail(3, "followUp") is NSNull)
  }

  @Test func `what is still not resolved comes again, and silence is a check-in only when it was quiet`()
    throws
  {
    desk.columns = 80
    let talk = try desk.talk(
      "review",
      dialogue: [
        (Self.evidence, ""), (Self.claim, ""), (Self.followUp, ""), (Self.unresolved, "n"),
        ("  How many? ", ""),
        ("  y nothing happened in the last 7 days: ", "y"),
      ])
    #expect(talk.output.hasPrefix("Done for September. 2 answered, 4 left for later.\n"))
    #expect(try detail(5, "followUp") as? String == "2026-10-06")
    let review = try #require(try desk.json("review") as? [String: Any])
    #expect((review["unresolved"] as? [Any])?.isEmpty == true && review["lastNews"] is NSNull)
    let later = try #require(try desk.json("review", "--as-of", "2026-10-06") as? [String: Any])
    #expect(
      (later["followUps"] as? [[String: Any]])?.compactMap {
        ($0["incident"] as? [String: Any])?["id"] as? Int
      }
        == [3, 4, 5])
    #expect((later["unresolved"] as? [[String: Any]])?.map { $0["id"] as? Int } == [6])
  }

  @Test func `outages are felt or not, and a contract is only shown`() throws {
    let contract = "\"contract\": { \"renews\": \"2026-11-10\", \"noticeDays\": 30 }"
    let other = try Desk(
      catalog: Desk.catalog.replacing("\"name\": \"Paywell\",", with: "\"name\": \"Paywell\", \(contract),"))
    other.columns = 100
    let nothing = try other.talk(
      "review", dialogue: [("  Enter goes on, q stops: ", "")])
    #expect(
      nothing.messages.contains("1/1  Decide on Paywell by 11 Oct 2026, 19 days: it renews on 10 Nov 2026"))
    #expect(nothing.messages.contains("  Why   vendorscore explain paywell\n"))
    #expect(nothing.output == "Done for September. 0 answered, 1 left for later.\n")
  }
}
