import Foundation
import Testing

/// `due`: what runs out.
@Suite struct DueCommandTests {
  /// Today is 22 September 2026.
  private func store() throws -> Store {
    let store = try Store(catalog: Store.catalog.replacingOccurrences(of: "\"Swiftpost\"", with: "\"UPS\""))
    _ = try store.fine(
      "log", "paywell", "bad", "Chargeback", "-s", "4", "--claimed", "120", "--claim-by", "2026-10-01")
    _ = try store.fine(
      "log", "UPS", "bad", "Parcel lost", "-s", "5", "-d", "reliability", "--cost", "80", "--on", "2026-08-01"
    )
    _ = try store.fine(
      "log", "UPS", "bad", "Parcel broken", "-s", "4", "-d", "tangibles", "--on", "2026-07-05")
    _ = try store.fine("log", "parcelo", "bad", "Rude", "-s", "2", "--follow-up", "2026-09-22")
    // No terms are known of this one, and 60 days are over for that one.
    _ = try store.fine("log", "parcelo", "bad", "Lost", "-s", "5", "-d", "reliability", "--on", "2026-08-01")
    _ = try store.fine("log", "UPS", "bad", "Long ago", "-s", "5", "-d", "reliability", "--on", "2026-06-01")
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
    #expect(due.map { $0["kind"] as? String } == ["claim", "followUp", "claim", "evidence"])
    #expect(due.map { $0["day"] as? String } == ["2026-09-03", "2026-09-22", "2026-09-30", "2026-10-01"])
    #expect(due.map { $0["amount"] as? Double } == [nil, nil, 80, 120])
    #expect(due.compactMap { ($0["incident"] as? [String: Any])?["id"] as? Int } == [3, 4, 2, 1])
    #expect((try Store().json("due") as? [Any])?.isEmpty == true)
  }

  @Test func `money that came back, or never will, settles it`() throws {
    let store = try store()
    _ = try store.fine("edit", "1", "--recovered", "120")
    _ = try store.fine("edit", "2", "--recovered", "0")
    _ = try store.fine("edit", "3", "--claimed", "15")
    #expect(
      try lines(store) == [
        "22 Sep 2026 today raise with vendor #4 Parcelo Rude",
        "Raised it vendorscore edit NUMBER --follow-up none",
      ])
    #expect(try store.fine("show", "1").output.contains("came back  120 USD"))
    _ = try store.fine("edit", "4", "--follow-up", "none")
    #expect(try store.fine("due").output == "Nothing is due.\n")
  }

  @Test func `the catalog's own terms stand before what is usual`() throws {
    let store = try store()
    try store.write(
      try store.read("vendors.json").replacingOccurrences(
        of: "\"name\": \"UPS\",", with: "\"name\": \"UPS\", \"claims\": {\"days\": 90},"), to: "vendors.json")
    let days = try lines(store).filter { $0.contains("can be claimed") }
    #expect(
      days == [
        "30 Aug 2026 missed can be claimed #6 UPS Long ago",
        "3 Oct 2026 in 11 days can be claimed #3 UPS Parcel broken",
        "30 Oct 2026 in 38 days can be claimed #2 UPS 80 USD Parcel lost",
      ])
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
