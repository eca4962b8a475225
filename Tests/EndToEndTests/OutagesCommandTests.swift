import Foundation
import Testing

/// `outages VENDOR [PERIOD]`.
@Suite struct OutagesCommandTests {
  @Test func `outages are shown by impact and quarter`() throws {
    let store = try Store.withOutages()
    let text = try store.fine("outages", "Paywell").output
    let table = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(table.first == "Paywell · outages reported, 3 May 2026 10:00 UTC – 22 Sep 2026 10:00 UTC")
    #expect(table.contains("quarter critical major maintenance all minutes down uptime median to resolve"))
    #expect(table.contains { $0.hasPrefix("2026-Q2 1 0 0 1 30 99.96") && $0.hasSuffix("30 min") })
    #expect(table.contains { $0.hasPrefix("2026-Q3 0 1 1 2 120 ") && $0.hasSuffix("120 min") })
    #expect(table.contains { $0.hasPrefix("all 1 1 1 3 150 ") })
    #expect(text.contains("The last ended 13 Aug 2026 12:00 UTC. Silence since then counts as up.\n"))
    #expect(text.contains("3 outages waiting for your yes, in no score"))
  }

  @Test func `what was watched and never down has an uptime of 100 %, and the span is said`() throws {
    let store = try Store()
    let checks = ["01T00", "20T00", "30T23"].map { "2026-08-\($0):00:00Z,Paywell,up,200,90\n" }
    try store.write("time,service,status,http_code,response_ms\n" + checks.joined(), to: "checks.csv")
    let span = "watched 1 Aug 2026 00:00 UTC – 30 Aug 2026 23:00 UTC"
    #expect(try store.fine("import", "checks.csv").output.contains("0 refused, \(span)\n"))
    let text = try store.fine("outages", "paywell", "2026-08").output
    #expect(text.contains("all        0             0  100.000 %  96.64 %                  –\n"))
    #expect(
      text.contains(
        "Watched from 1 Aug 2026 00:00 UTC to 30 Aug 2026 23:00 UTC, but not, or not all the time, on"))
    #expect(text.contains("2 days of this period"))
    #expect(!text.contains("Silence since then"))
    let whole = try store.fine("outages", "paywell", "2026-08-03..2026-08-10").output
    #expect(whole.contains("Watched from 3 Aug 2026 00:00 UTC to 11 Aug 2026 00:00 UTC, without a gap."))
    #expect(try store.fine("import", "checks.csv").output.contains("\(span), as known\n"))
    #expect(try store.run("outages", "paywell", "2026-07").status == 66)
    let report = try #require(try store.json("outages", "paywell", "2026-08") as? [String: Any])
    #expect(report["lastReportedAt"] is NSNull)
    let watched = try #require(report["watched"] as? [String: Any])
    #expect(watched["to"] as? String == "2026-08-30T23:00:00Z" && watched["incompleteDays"] as? Int == 2)
    #expect((report["total"] as? [String: Any])?["watchedUptime"] as? Double == 1)
    try store.write("date,vendor,outcome,severity,summary\n2026-08-02,paywell,bad,2,Slow\n", to: "later.csv")
    _ = try store.fine("import", "later.csv")
    let undone = try store.fine("imports", "undo", "1").output
    #expect(undone.contains("0 entries taken out, 1 watched span taken out"))
    #expect(
      undone.contains("Import 2 came later and may have told some of it, too: import its file again\n"))
    #expect(try store.run("outages", "paywell", "2026-08").status == 66)
  }

  @Test func `as JSON, too`() throws {
    let store = try Store.withOutages()
    let report = try #require(try store.json("outages", "paywell", "2026-Q3") as? [String: Any])
    #expect(report["vendor"] as? String == "paywell")
    #expect(report["from"] as? String == "2026-07-01T00:00:00Z")
    #expect(report["to"] as? String == Program.now)
    #expect(report["unconfirmed"] as? Int == 3)
    #expect((report["quarters"] as? [Any])?.count == 1)
    let total = try #require(report["total"] as? [String: Any])
    let counts = try #require(total["byImpact"] as? [String: Int])
    #expect(counts["major"] == 1 && counts["maintenance"] == 1 && counts["critical"] == 0)
    #expect(total["downtimeMinutes"] as? Double == 120)
    #expect(report["lastReportedAt"] as? String == "2026-08-13T12:00:00Z")
  }

  @Test func `what is not known of an outage's length is said`() throws {
    let store = try Store()
    func incident(_ id: String, _ status: String) -> String {
      #"{"id": "\#(id)", "name": "\#(id)", "status": "\#(status)", "impact": "major", "resolved_at": null, "#
        + #""started_at": "2026-09-22T09:\#(id):00Z"}"#
    }
    let page = #"{"page": {"name": "Paywell", "updated_at": "2026-09-22T09:50:00Z"}, "#
    try store.write(
      page + #""incidents": [\#(incident("00", "resolved")), \#(incident("40", "identified"))]}"#,
      to: "a.json")
    _ = try store.fine("import", "a.json")
    let open = try store.fine("outages", "paywell").output
    #expect(open.contains("1 outage of unknown length, in no minutes: nobody says when it was over."))
    #expect(open.contains("1 outage still going on as last reported, counted to the end of the period."))
    #expect(!open.contains("Silence since then"))
    #expect(try store.fine("show", "2").output.contains("22 Sep 2026 09:40 UTC – goes on, impact major"))
    try store.write(page + #""status": {"indicator": "none"}, "incidents": []}"#, to: "b.json")
    _ = try store.fine("import", "b.json")
    let ended = try store.fine("outages", "paywell").output
    #expect(ended.contains("1 outage counted to the latest moment at which it can have ended."))
    #expect(
      ended.contains("The last word of any is of 22 Sep 2026 09:50 UTC. Silence since then counts as up."))
    let report = try #require(try store.json("outages", "paywell") as? [String: Any])
    let total = try #require(report["total"] as? [String: Any])
    #expect(total["downtimeMinutes"] as? Double == 10)
    for (key, count) in ["unknownLength": 1, "latestEnd": 1, "open": 0, "latestStart": 0] {
      #expect(total[key] as? Int == count, "\(key)")
    }
    #expect(total["medianMinutesToResolve"] is NSNull)
  }

  @Test func `without outages JSON has the same keys`() throws {
    func keys(_ value: Any) -> Set<String> {
      guard let object = value as? [String: Any] else { return [] }
      return object.reduce(into: []) { all, member in
        all.formUnion([member.key] + keys(member.value).map { member.key + "." + $0 })
      }
    }
    let store = try Store.withOutages()
    let none = try store.run("outages", "parcelo", "--json")
    #expect(none.status == 66)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(none.output.utf8)) as? [String: Any])
    #expect(keys(report) == keys(try store.json("outages", "paywell")))
    #expect((report["quarters"] as? [Any])?.isEmpty == true)
    #expect(report["vendor"] as? String == "parcelo" && report["lastReportedAt"] is NSNull)
  }

  @Test(arguments: [
    ("2026-Q3", 120, "2026-07-01T00:00:00Z"), ("2026q2", 30, "2026-04-01T00:00:00Z"),
    ("2026-08", 120, "2026-08-01T00:00:00Z"), ("2026", 150, "2026-01-01T00:00:00Z"),
    ("2026-05-01..2026-05-03", 30, "2026-05-01T00:00:00Z"),
    ("2026-08-03T11:00:00Z..2026-08-03T11:30:00Z", 30, "2026-08-03T11:00:00Z"),
    ("2026-08-03..2026-08-03T10:45:00Z", 45, "2026-08-03T00:00:00Z"),
  ]) func `a period may be written in several ways`(period: String, minutes: Double, from: String) throws {
    let store = try Store.withOutages()
    let report = try #require(try store.json("outages", "paywell", period) as? [String: Any])
    #expect(report["from"] as? String == from)
    #expect((report["total"] as? [String: Any])?["downtimeMinutes"] as? Double == minutes)
  }

  @Test(arguments: [
    ("summer", "\"summer\" isn't a period. Try 2026-Q3, 2026-09, 2026 or 2026-07-01..2026-09-30"),
    ("2026-Q5", "\"2026-Q5\" isn't a period. Try 2026-Q3, 2026-09, 2026 or 2026-07-01..2026-09-30"),
    ("2026-05..2026-06", "\"2026-05\" is neither a day nor a moment. Try 2026-07-01 or 2026-07-01T08:30:00Z"),
    ("2026-08-03..2026-08-01", "2026-08-03..2026-08-01 ends before it begins. Try 2026-07-01..2026-09-30"),
    ("2027", "2027 begins after 2026-09-22. Try 2026-Q3"),
  ]) func `what is no period is refused`(period: String, message: String) throws {
    let outcome = try Store.withOutages().run("outages", "paywell", period)
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == 64)
  }

  @Test func `a vendor without outages is told how to bring them in`() throws {
    let store = try Store.withOutages()
    let none = try store.run("outages", "parcelo")
    #expect(
      none.messages
        == "Error: no outage of Parcelo on record, and no monitor's checks. Import them: `vendorscore import incidents.json --vendor parcelo`\n"
    )
    #expect(none.status == 66)
    let earlier = try store.run("outages", "paywell", "2025")
    #expect(
      earlier.messages.hasPrefix("Error: no outage of Paywell in 2025 on record, and no monitor's checks. "))
    #expect(earlier.status == 66)
    #expect(try store.run("outages", "nobody").status == 64)
  }
}
