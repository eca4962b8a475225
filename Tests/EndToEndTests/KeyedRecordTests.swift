import Foundation
import Testing

/// What is left out, corrected or told again comes to the same as if the file had been right at once.
@Suite struct KeyedRecordTests {
  private static let rules = """
    { "name": "depot", "dates": ["iso"], "vendor": { "field": "Vendor" }, "day": "Day", "id": "Id", "orders": true,
      "incidents": [{ "only": [{ "field": "State", "equals": "lost" }], "severity": 4, "summary": "lost" }] }

    """
  private static let header = "Id,Vendor,Day,State\n"

  private func orders(_ store: Store) throws -> Int {
    try store.fine("export", "out")
    return try store.read("out/volumes.csv").split(whereSeparator: \.isNewline).dropFirst().reduce(0) {
      sum, line in
      sum + (Int(line.split(separator: ",")[2]) ?? 0)
    }
  }

  @Test func `an older export brings back no order of Shopify's that was cancelled`() throws {
    let store = try Store()
    func export(_ cancelled: String) -> String {
      "Name,Financial Status,Created at,Lineitem quantity,Cancelled at\n"
        + "#1001,paid,2026-08-03 10:00:00 -0400,1,\n#1002,paid,2026-08-04 10:00:00 -0400,1,\(cancelled)\n"
    }
    try store.write(export(""), to: "first.csv")
    try store.write(export("2026-08-05 09:00:00 -0400"), to: "second.csv")
    try store.fine("import", "first.csv")
    #expect(try orders(store) == 2)
    try store.fine("import", "second.csv")
    #expect(try orders(store) == 1)
    #expect(try store.fine("import", "first.csv").output.contains("0 refused"))
    #expect(try orders(store) == 1)
    try store.fine("import", "second.csv")
    #expect(try orders(store) == 1)
  }

  @Test func `rows that were left out and are corrected make the whole`() throws {
    let store = try Store()
    try store.write(Self.rules, to: "rules.json")
    try store.write(
      Self.header + "1,Parcelo,2026-08-03,ok\n2,Parcelo,2026-08-03,ok\n3,Parcello,2026-08-03,lost\n",
      to: "in.csv")
    let skipping = try store.run("import", "in.csv", "--rules", "rules.json", "--skip-bad")
    #expect(skipping.status == 1)
    #expect(try orders(store) == 2)
    let corrected = try store.read("in.csv.rejected.csv").replacing("Parcello", with: "Parcelo")
    try store.write(corrected, to: "fixed.csv")
    #expect(
      try store.fine("import", "fixed.csv", "--rules", "rules.json").output
        == "1 order, 1 entry new; 0 refused\n")
    #expect(try orders(store) == 3)
    // The file with all of it right changes nothing any more.
    try store.write(try store.read("in.csv").replacing("Parcello", with: "Parcelo"), to: "whole.csv")
    #expect(
      try store.fine("import", "whole.csv", "--rules", "rules.json").output
        == "3 orders, 1 entry already present; 0 refused\n")
  }

  @Test func `an order whose first row is wrong is counted by its others`() throws {
    let store = try Store()
    let row = { (order: String, at: String) in "\(order),paid,\(at),1,\n" }
    let at = "2026-08-01 10:00:00 -0400"
    try store.write(
      "Name,Financial Status,Created at,Lineitem quantity,Cancelled at\n" + row("#1", "") + row("#1", at)
        + row("#2", "soon") + row("#3", at), to: "orders.csv")
    _ = try store.run("import", "orders.csv", "--skip-bad")
    #expect(try orders(store) == 2)
    try store.write(
      try store.read("orders.csv.rejected.csv").replacing("soon", with: at), to: "fixed.csv")
    try store.fine("import", "fixed.csv")
    #expect(try orders(store) == 3)
  }

  @Test func `one key for two things is refused with what to do, and then they stay apart`() throws {
    let store = try Store()
    try store.write(Self.rules, to: "rules.json")
    try store.write(Self.header + "1,Parcelo,2026-08-03,lost\n1,NWF,2026-08-03,lost\n", to: "in.csv")
    let refused = try store.run("import", "in.csv", "--rules", "rules.json")
    #expect(refused.messages.contains("in.csv:3: \"1\" stands in this file before with other content"))
    #expect(refused.messages.contains("their key needs more than one field"))
    #expect(try store.hasNothingOnRecord)
    try store.write(Self.rules.replacing(#""Id""#, with: #"["Id", "Vendor"]"#), to: "rules.json")
    let result = { try store.fine("import", "in.csv", "--rules", "rules.json").output }
    #expect(try result() == "2 orders, 2 entries new; 0 refused\n")
    #expect(try result() == "2 orders, 2 entries already present; 0 refused\n")
  }

  @Test func `a key that gets a second part finds what was told under its first, and parts it`() throws {
    let store = try Store()
    try store.write(Self.rules, to: "rules.json")
    let first = "1,Parcelo,2026-08-03,lost\n"
    try store.write(Self.header + first, to: "first.csv")
    try store.fine("import", "first.csv", "--rules", "rules.json")
    try store.write(Self.rules.replacing(#""Id""#, with: #"["Id", "Vendor"]"#), to: "rules.json")
    try store.write(Self.header + first + "1,NWF,2026-08-03,lost\n", to: "both.csv")
    let result = { try store.fine("import", "both.csv", "--rules", "rules.json").output }
    let told = try result()
    #expect(
      told
        == "1 order, 2 entries new; 1 order already present; 1 entry no longer told, taken out; 0 refused\n")
    #expect(try orders(store) == 2)
    #expect(try (store.json("incidents") as? [Any])?.count == 2)
    #expect(try result() == "2 orders, 2 entries already present; 0 refused\n")
  }

  @Test func `figures without a key are taken, and the owner is told that a revision would add to them`()
    throws
  {
    let store = try Store()
    let rules = #"""
      { "name": "daily", "dates": ["iso"], "vendor": { "field": "Vendor" }, "day": "Day", "orders": { "number": "N" } }

      """#
    try store.write(rules, to: "rules.json")
    try store.write("Day,Vendor,N\n2026-08-03,Parcelo,40\n", to: "in.csv")
    let result = try store.run("import", "in.csv", "--rules", "rules.json")
    #expect(result.messages.contains("a number that is revised later will be added to this one"))
    try store.write(
      rules.replacing(#""orders""#, with: #""id": ["Day", "Vendor"], "orders""#), to: "keyed.json")
    #expect(try !store.run("import", "in.csv", "--rules", "keyed.json").messages.contains("revised"))
  }

  @Test func `what the rules pass over now is no order and no entry any more`() throws {
    for passing in [
      #""only": [{ "field": "State", "equals": "cancelled", "not": true }], "vendor": { "field": "Vendor" }"#,
      #""vendor": { "field": "Vendor", "unknown": "skip" }"#,
    ] {
      let store = try Store()
      try store.write(
        Self.rules.replacing(#""vendor": { "field": "Vendor" }"#, with: passing), to: "rules.json")
      try store.write(Self.header + "1,Parcelo,2026-08-03,lost\n2,Parcelo,2026-08-03,ok\n", to: "first.csv")
      try store.fine("import", "first.csv", "--rules", "rules.json")
      let passed = passing.contains("only") ? "1,Parcelo,2026-08-03,cancelled" : "1,Nobody,2026-08-03,ok"
      let rows = ["2,Parcelo,2026-08-03,ok", "3,Parcelo,2026-08-03,ok"]
      try store.write(Self.header + ([passed] + rows).joined(separator: "\n") + "\n", to: "second.csv")
      try store.fine("import", "second.csv", "--rules", "rules.json")
      #expect(try orders(store) == 2)
      #expect(try (store.json("incidents") as? [Any])?.isEmpty == true)
      // Told and passed over in one file it counts, in whatever order its rows stand.
      try store.write(
        Self.header + ([passed, "1,Parcelo,2026-08-03,lost"] + rows).joined(separator: "\n") + "\n",
        to: "third.csv")
      try store.fine("import", "third.csv", "--rules", "rules.json")
      #expect(try orders(store) == 3)
    }
  }

  @Test(arguments: [["sep", "oct", "nov", "sep"], ["nov", "sep", "oct"], ["oct", "nov", "sep", "oct"]])
  func `a dispute whose rows stand in the files of several months is one, in whatever order they come`(
    order: [String]
  ) throws {
    let store = try Store()
    let header = "Date,Time,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID\n"
    let row = { (day: String, type: String, gross: String, id: String) in
      "\(day)/2026,10:00:00,PDT,\(type),Completed,USD,\(gross),0.00,\(gross),\(id),P1\n"
    }
    let files = [
      "sep": row("08/20", "Hold on Balance for Dispute Investigation", "-120.00", "H1")
        + row("08/25", "Chargeback", "-120.00", "X1"),
      "oct": row("09/05", "Cancellation of Hold for Dispute Resolution", "120.00", "C1")
        + row("09/06", "Chargeback Fee", "-20.00", "F1"),
      "nov": row("09/15", "Chargeback Reversal", "70.00", "R1"),
    ]
    for name in order {
      try store.write(header + (files[name] ?? ""), to: "\(name).csv")
      try store.fine("import", "\(name).csv", "--vendor", "paywell", "--date-format", "MM/dd/yyyy")
    }
    let entries = try store.json("incidents") as? [[String: Any]] ?? []
    let entry = try #require(entries.first)
    let details = entry["details"] as? [String: Any]
    #expect(entries.count == 1)
    #expect(
      (entry["severity"] as? Int, entry["cost"] as? Double, entry["date"] as? String) == (4, 20, "2026-08-20")
    )
    #expect((details?["claimed"] as? Double, details?["recovered"] as? Double) == (120, 70))
    #expect(entry["resolved"] as? Bool != true)
  }

  @Test func `payments exported without the columns of disputes leave the disputes as they are`() throws {
    let store = try Store()
    let all =
      "id,Created (UTC),Amount,Currency,Mode,Status,Disputed Amount,Dispute Status,Dispute Reason,Dispute Date (UTC)\n"
      + "ch_1,2026-08-01 10:00,35.50,usd,Live,Paid,35.50,needs_response,fraudulent,2026-08-20 08:00\n"
    try store.write(all, to: "all.csv")
    try store.fine("import", "all.csv", "--vendor", "paywell")
    try store.write(
      "id,Created date (UTC),Amount,Currency,Captured,Decline Reason,Status\n"
        + "ch_1,2026-08-01 10:00:00,35.50,usd,true,,Paid\n", to: "default.csv")
    let result = try store.run("import", "default.csv", "--vendor", "paywell")
    #expect(result.status == 0 && !result.output.contains("taken out"))
    #expect(try (store.json("incidents") as? [Any])?.count == 1)
  }

  @Test func `an order of several items counts while one of them does`() throws {
    let store = try Store()
    try store.write(
      #"""
      { "name": "items", "dates": ["iso"], "vendor": { "field": "Vendor" }, "day": "Day", "id": "Item",
        "orders": { "id": "Order", "only": [{ "field": "State", "equals": "ok" }] },
        "ignore": [{ "field": "State", "equals": "cancelled" }] }

      """#, to: "rules.json")
    let rows = { (second: String, third: String) in
      "Item,Order,Vendor,Day,State\nA,1,Parcelo,2026-08-03,ok\nB,1,Parcelo,2026-08-03,\(second)\n"
        + "C,2,Parcelo,2026-08-03,\(third)\n"
    }
    try store.write(rows("cancelled", "ok"), to: "first.csv")
    try store.fine("import", "first.csv", "--rules", "rules.json")
    #expect(try orders(store) == 2)
    try store.write(rows("ok", "cancelled"), to: "second.csv")
    try store.fine("import", "second.csv", "--rules", "rules.json")
    #expect(try orders(store) == 1)
  }

  @Test func `the later day of two states stands, where days are all that a file has`() throws {
    let store = try Store()
    try store.write(
      Self.rules.replacing(#""id": "Id""#, with: #""id": "Id", "updated": "Updated""#), to: "rules.json")
    let file = { (state: String, updated: String) in
      "Id,Vendor,Day,State,Updated\n1,Parcelo,2026-08-03,\(state),\(updated)\n"
    }
    try store.write(file("ok", "2026-08-09"), to: "later.csv")
    try store.write(file("lost", "2026-08-05"), to: "earlier.csv")
    try store.fine("import", "later.csv", "--rules", "rules.json")
    let earlier = try store.run("import", "earlier.csv", "--rules", "rules.json")
    #expect((earlier.output + earlier.messages).contains("older"))
    #expect(try (store.json("incidents") as? [Any])?.isEmpty == true)
  }

  @Test func `a month's figure that is revised replaces the earlier one`() throws {
    let store = try Store()
    try store.write(
      """
      { "name": "monthly", "dates": ["yyyy-MM"], "vendor": { "field": "Vendor" }, "day": "Month",
        "id": ["Month", "Vendor"],
        "incidents": [{ "severity": 2, "dimension": "responsiveness", "summary": "complaints", "count": "Number" }] }

      """, to: "rules.json")
    let months = { (july: Int) in "Month,Vendor,Number\n2026-06,Parcelo,100\n2026-07,Parcelo,\(july)\n" }
    try store.write(months(40), to: "july.csv")
    try store.write(months(95), to: "august.csv")
    try store.fine("import", "july.csv", "--rules", "rules.json")
    #expect(
      try store.fine("import", "august.csv", "--rules", "rules.json").output
        == "0 new, 1 changed, 1 already present, 0 refused\n")
    let counts = try (store.json("incidents") as? [[String: Any]] ?? []).map {
      ($0["details"] as? [String: Any])?["count"] as? Int
    }
    #expect(Set(counts) == [95, 100] && counts.count == 2)
  }
}
