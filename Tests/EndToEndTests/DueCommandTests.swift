import Foundation
import Testing

/// `due`: what runs out.
@Suite struct DueCommandTests {
  @Test func `what came damaged can be claimed from severity 3 on, what was down cannot`() throws {
    let store = try Store()
    for kind in ["damaged", "down", "failed"] { try store.fine("log", "parcelo", kind) }
    let items = try #require(try store.json("due") as? [[String: Any]])
    #expect(items.count == 1 && items.first?["kind"] as? String == "claim")
  }

  /// Today is 22 September 2026.
  private func store() throws -> Store {
    let terms = "\"claims\": { \"damageDays\": 60, \"lossDays\": 60 }"
    let store = try Store(
      catalog: Store.catalog.replacingOccurrences(of: "\"Swiftpost\",", with: "\"UPS\", \(terms),"))
    _ = try store.fine(
      "log", "paywell", "bad", "Chargeback", "-s", "4", "--claimed", "120", "--claim-by", "2026-10-01")
    _ = try store.fine(
      "log", "UPS", "bad", "Parcel lost", "-s", "5", "-d", "reliability", "--cost", "80", "--on", "2026-08-01"
    )
    _ = try store.fine(
      "log", "UPS", "bad", "Parcel broken", "-s", "4", "-d", "tangibles", "--on", "2026-07-05")
    _ = try store.fine("log", "parcelo", "bad", "Rude", "-s", "2", "--follow-up", "2026-09-22")
    // No terms are known of this one, 60 days are over for that one, and 90 for the last.
    _ = try store.fine("log", "parcelo", "bad", "Lost", "-s", "5", "-d", "reliability", "--on", "2026-08-01")
    _ = try store.fine("log", "UPS", "bad", "Long ago", "-s", "5", "-d", "reliability", "--on", "2026-06-01")
    _ = try store.fine("log", "parcelo", "bad", "Older", "-s", "5", "-d", "reliability", "--on", "2026-06-01")
    return store
  }

  private func lines(_ store: Store, _ options: String...) throws -> [String] {
    let outcome = try store.program.run(["due"] + options)
    try #require(outcome.status == 0, "\(outcome.messages)")
    return outcome.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func `what runs out is listed, the nearest first`() throws {
    let store = try store()
    #expect(
      try lines(store) == [
        "3 Sep 2026 missed can be claimed #3 UPS Parcel broken",
        "22 Sep 2026 today raise with vendor #4 Parcelo Rude",
        "30 Sep 2026 in 8 days can be claimed #2 UPS 80 USD Parcel lost",
        "1 Oct 2026 in 9 days evidence for a claim #1 Paywell 120 USD Chargeback",
        "deadline unknown: look it up can be claimed #5 Parcelo Lost",
        "Claimed it vendorscore edit NUMBER --claimed AMOUNT",
        "Money came back vendorscore edit NUMBER --recovered AMOUNT",
        "Raised it vendorscore edit NUMBER --follow-up none",
      ])
    #expect(try lines(store, "--as-of", "2026-09-30").contains { $0.hasPrefix("30 Sep 2026 today can be") })
    #expect(
      try lines(store, "--as-of", "2026-09-29").contains { $0.hasPrefix("30 Sep 2026 in 1 day can be") })
  }

  @Test func `as JSON, too`() throws {
    let due = try #require(try store().json("due") as? [[String: Any]])
    #expect(due.map { $0["kind"] as? String } == ["claim", "followUp", "claim", "evidence", "claim"])
    #expect(
      due.map { $0["day"] as? String } == ["2026-09-03", "2026-09-22", "2026-09-30", "2026-10-01", nil])
    #expect(due.last?["day"] is NSNull)
    #expect(due.map { $0["shortest"] as? Bool } == Array(repeating: false, count: 5))
    #expect(due.map { $0["amount"] as? Double } == [nil, nil, 80, 120, nil])
    #expect(due.compactMap { ($0["incident"] as? [String: Any])?["id"] as? Int } == [3, 4, 2, 1, 5])
    #expect((try Store().json("due") as? [Any])?.isEmpty == true)
  }

  @Test func `money that came back, or never will, settles it`() throws {
    let store = try store()
    _ = try store.fine("edit", "1", "--recovered", "120")
    _ = try store.fine("edit", "2", "--recovered", "0")
    _ = try store.fine("edit", "3", "--claimed", "15")
    _ = try store.fine("edit", "5", "--recovered", "0")
    #expect(
      try lines(store) == [
        "22 Sep 2026 today raise with vendor #4 Parcelo Rude",
        "deadline unknown: look it up evidence for a claim #3 UPS 15 USD Parcel broken",
        "Money came back vendorscore edit NUMBER --recovered AMOUNT",
        "Raised it vendorscore edit NUMBER --follow-up none",
      ])
    #expect(try store.fine("show", "1").output.contains("came back  120 USD"))
    _ = try store.fine("edit", "4", "--follow-up", "none")
    _ = try store.fine("edit", "3", "--recovered", "15")
    #expect(try store.fine("due").output == "Nothing is due.\n")
  }

  @Test func `the old name of the terms is both damage and loss`() throws {
    let store = try store()
    try store.write(
      try store.read("vendors.json").replacingOccurrences(
        of: "{ \"damageDays\": 60, \"lossDays\": 60 }", with: "{\"days\": 90}"), to: "vendors.json")
    let days = try lines(store).filter { $0.contains("can be claimed") }
    #expect(
      days == [
        "30 Aug 2026 missed can be claimed #6 UPS Long ago",
        "3 Oct 2026 in 11 days can be claimed #3 UPS Parcel broken",
        "30 Oct 2026 in 38 days can be claimed #2 UPS 80 USD Parcel lost",
        "deadline unknown: look it up can be claimed #5 Parcelo Lost",
      ])
  }

  @Test func `no carrier's name brings a deadline with it`() throws {
    let store = try Store(catalog: Store.catalog.replacingOccurrences(of: "\"Swiftpost\"", with: "\"UPS\""))
    _ = try store.fine("log", "UPS", "bad", "Lost", "-s", "5", "-d", "reliability", "--on", "2026-09-01")
    #expect(try lines(store).first == "deadline unknown: look it up can be claimed #1 UPS Lost")
  }

  @Test func `lost or late, the shorter of the terms is shown and said to be that`() throws {
    let store = try Store(
      catalog: Store.catalog.replacingOccurrences(
        of: "\"Swiftpost\",",
        with: "\"UPS\", \"claims\": { \"damageDays\": 7, \"lossDays\": 60, \"lateDays\": 15 },"))
    for (severity, dimension) in [
      ("4", "reliability"), ("5", "reliability"), ("2", "reliability"), ("4", "tangibles"),
    ] {
      _ = try store.fine(
        "log", "UPS", "bad", "x\(severity)", "-s", severity, "-d", dimension, "--on", "2026-09-20",
        "--allow-duplicate")
    }
    _ = try store.fine("log", "UPS", "bad", "Rude", "-s", "5", "-d", "empathy", "--on", "2026-09-20")
    #expect(
      try lines(store).prefix(4) == [
        "27 Sep 2026 in 5 days can be claimed #4 UPS x4",
        "5 Oct 2026 in 13 days can be claimed, by the shortest terms #1 UPS x4",
        "5 Oct 2026 in 13 days can be claimed #3 UPS x2",
        "19 Nov 2026 in 58 days can be claimed #2 UPS x5",
      ])
    #expect(try store.fine("due").output.contains("Rude") == false)
  }

  @Test(
    arguments: [
      ("20 jan", "2027-01-20"), ("jan 20, 2026", nil), ("21 sep", "2027-09-21"), ("22 sep", "2026-09-22"),
      ("fri", "2026-09-25"), ("tue", "2026-09-22"), ("mon", "2026-09-28"), ("29 feb", "2028-02-29"),
      ("tomorrow", "2026-09-23"), ("2026-12-01", "2026-12-01"), ("yesterday", nil),
    ] as [(String, String?)]) func `what looks ahead rolls ahead`(typed: String, day: String?) throws
  {
    let store = try Store()
    let outcome = try store.program.run(["log", "parcelo", "bad", "x", "-s", "3", "--claim-by", typed])
    let due = try #require(try store.json("due") as? [[String: Any]])
    #expect(due.first?["day"] as? String == day)
    #expect(outcome.status == (day == nil ? 64 : 0))
  }

  @Test func `a deadline before the day it happened is refused, and changes nothing`() throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "bad", "x", "-s", "3", "--on", "2026-09-10")
    let outcome = try store.program.run(["edit", "1", "--claim-by", "2026-09-09"])
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.contains(
        "the last day for its claim, 2026-09-09, is before the day it happened, 2026-09-10. Check the year of both"
      ))
    #expect(try store.fine("due").output == "Nothing is due.\n")
    _ = try store.fine("edit", "1", "--claim-by", "2026-09-10")
    // Moving the day past it is the same mistake.
    #expect(try store.program.run(["edit", "1", "--on", "2026-09-11"]).status == 64)
  }

  @Test(arguments: [
    (["--claimed", "0"], "--claimed 0: a claim needs an amount above 0. Leave it out"),
    (["--claimed", "much"], "--claimed \"much\": use an amount in USD such as 30 or 12.50"),
    (["--recovered", "1e9"], "--recovered \"1e9\": use an amount in USD such as 30 or 12.50"),
    (["--claim-by", "soon"], "\"soon\": not a date. Try 2026-09-22, yesterday, last fri"),
    (
      ["--follow-up", "2026-02-30"],
      "\"2026-02-30\": no day 30 in 2026-02. Try 2026-09-22, yesterday, last fri"
    ),
  ]) func `a claim that cannot be is refused`(options: [String], message: String) throws {
    let store = try Store()
    let outcome = try store.program.run(["log", "parcelo", "bad", "x", "-s", "3"] + options)
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == 64)
  }
}
