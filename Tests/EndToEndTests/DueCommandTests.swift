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
        "1 Oct 2026 in 9 days hand in the claim #1 Paywell 120 USD Chargeback",
        "deadline unknown: look it up can be claimed #5 Parcelo Lost",
        "Claimed it vendorscore edit NUMBER --claimed AMOUNT",
        "Money came back vendorscore edit NUMBER --recovered AMOUNT",
        "Done with it vendorscore due --done NUMBER",
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
        "3 Sep 2026 missed hand in the claim #3 UPS 15 USD Parcel broken",
        "22 Sep 2026 today raise with vendor #4 Parcelo Rude",
        "Money came back vendorscore edit NUMBER --recovered AMOUNT",
        "Done with it vendorscore due --done NUMBER",
      ])
    #expect(try store.fine("show", "1").output.contains("came back  120 USD"))
    _ = try store.fine("edit", "4", "--follow-up", "none")
    _ = try store.fine("edit", "3", "--recovered", "15")
    #expect(try store.fine("due").output == "Nothing is due.\n")
  }

  @Test func `what was missed stays until it is ticked off, what was only offered does not`() throws {
    let store = try store()
    // Claimed, and nobody knows until when.
    try store.fine("edit", "5", "--claimed", "15")
    func kinds() throws -> [String] {
      let due = try #require(try store.json("due", "--as-of", "2028-09-22") as? [[String: Any]])
      return due.map {
        "\($0["kind"] as? String ?? "") \(($0["incident"] as? [String: Any])?["id"] as? Int ?? 0)"
      }
    }
    #expect(try kinds() == ["followUp 4", "evidence 1", "evidence 5"])
    let ticked = try store.fine("due", "--done", "4", "#5", "6")
    #expect(ticked.output == "✓ Done with #4, #5\n  Nothing was due of #6\n  Undo    vendorscore undo\n")
    #expect(try kinds() == ["evidence 1"])
    #expect(try store.fine("show", "5").output.contains("claim      done: handed in, or not to be made"))
    #expect(try store.fine("history", "--limit", "1").output.contains("2 incidents: #4, #5"))
    try store.fine("undo")
    #expect(try kinds() == ["followUp 4", "evidence 1", "evidence 5"])
    // Whoever claims more has something to do again.
    try store.fine("edit", "1", "--claim-done")
    #expect(try kinds() == ["followUp 4", "evidence 5"])
    try store.fine("edit", "1", "--claimed", "130")
    #expect(try kinds() == ["followUp 4", "evidence 1", "evidence 5"])
  }

  @Test func `what won't be claimed is not offered again, nor for another entry of its event`() throws {
    let store = try store()
    try store.fine(
      "log", "UPS", "bad", "Second parcel", "-s", "5", "-d", "reliability", "--on", "2026-08-02", "--same-as",
      "2")
    func offered() throws -> [String] { try lines(store).filter { $0.contains("can be claimed") } }
    #expect(try offered().count == 3)
    try store.fine("due", "--done", "2")
    #expect(try offered().count == 2)
    #expect(try offered().allSatisfy { !$0.contains("parcel") && !$0.contains("Parcel lost") })
  }

  @Test(
    arguments: [
      (["--done", "9"], "no entry #9. See them: `vendorscore incidents`", 64),
      (
        ["--done", "3rd"],
        "\"3rd\" isn't the number of an entry, such as 214. See them: `vendorscore incidents`", 64
      ),
      (["--done", "6", "7"], "nothing is due of #6, #7. What is: `vendorscore due`", 1),
      (
        ["--done", "4", "--json"], "--done changes the list, and --ics, --json and --as-of show it. Keep one",
        64
      ),
      (["--ics", "--json"], "--json and --ics both set the output. Keep one", 64),
      (["--output", "x.ics"], "--output is for the calendar. Add --ics, or leave it out", 64),
      (
        ["--ics", "--output", "vendors.json"],
        "vendors.json is one of the workspace's own files; left as it is. Choose another name", 64
      ),
    ] as [([String], String, Int32)])
  func `what cannot be ticked off or written says why`(options: [String], message: String, status: Int32)
    throws
  {
    let store = try Store()
    for number in 1...7 {
      let followUp = number == 4 ? ["--follow-up", "tomorrow"] : []
      let outcome = try store.program.run(["log", "parcelo", "rude", "x\(number)"] + followUp)
      try #require(outcome.status == 0)
    }
    let outcome = try store.program.run(["due"] + options)
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == status)
    #expect((try store.json("due") as? [Any])?.count == 1)
  }

  // MARK: Contracts

  @Test(
    arguments: [
      ("2026-08-31", nil, ""),
      (
        "2026-09-01", "decide",
        "Decide on Paywell by 31 Oct 2026, 60 days: it renews on 30 Nov 2026 with 30 days' notice; today's advice is unclear"
      ),
      (
        "2026-10-31", "decide",
        "Decide on Paywell by 31 Oct 2026, today: it renews on 30 Nov 2026 with 30 days' notice; today's advice is unclear"
      ),
      (
        "2026-11-30", "missed",
        "Decide on Paywell by 31 Oct 2026, missed: it renews on 30 Nov 2026 with 30 days' notice; today's advice is unclear"
      ),
      (
        "2026-12-01", "renewed",
        "Paywell's contract renewed on 30 Nov 2026: write the next date into vendors.json"
      ),
      (
        "2027-01-29", "renewed",
        "Paywell's contract renewed on 30 Nov 2026: write the next date into vendors.json"
      ),
      ("2027-01-30", nil, ""),
    ] as [(String, String?, String)])
  func `a contract is due from 60 days before its notice until 60 days after it renewed`(
    day: String, state: String?, text: String
  ) throws {
    let contract = "\"contract\": { \"renews\": \"2026-11-30\", \"noticeDays\": 30 }"
    let store = try Store(
      catalog: Store.catalog.replacingOccurrences(
        of: "\"name\": \"Paywell\",", with: "\"name\": \"Paywell\", \(contract),"
      )
      // Who was left has nothing to decide about.
      .replacingOccurrences(of: "\"role\": \"primary\",\n", with: "\"role\": \"former\", \(contract),\n"))
    let due = try #require(try store.json("due", "--as-of", day) as? [[String: Any]])
    #expect(
      due.compactMap { ($0["contract"] as? [String: Any])?["state"] as? String } == [state].compactMap { $0 })
    let status = try #require(try store.json("status", "--as-of", day) as? [String: Any])
    let tasks = try #require(status["toDo"] as? [[String: Any]])
    #expect(
      tasks.filter { $0["kind"] as? String == "due" }.map { $0["text"] as? String }
        == [text].filter { !$0.isEmpty })
    guard let state else { return }
    #expect(due.first?["vendor"] as? String == "paywell" && due.first?["incident"] is NSNull)
    #expect(due.first?["advice"] as? String == "unclear")
    let line = try #require(try lines(store, "--as-of", day).first)
    #expect(
      line.hasSuffix(
        state == "renewed"
          ? "past contract renewed Paywell write the next date into vendors.json"
          : "decide on the contract Paywell renews on 30 Nov 2026 with 30 days' notice; today's advice is unclear"
      ))
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
