import Foundation
import Testing

/// The commands that write: what they say, and what is on record afterwards.
@Suite struct RecordCommandTests {
  @Test func `one line puts a bad call on record`() throws {
    let store = try Store()
    let log = try store.fine(
      "log", "NWF", "bad", "Parcel lost", "-s", "4", "-d", "rel", "--on", "yesterday", "--hold", "1h30m",
      "--cost", "12.50", "--unresolved", "--mitigated", "holiday week", "--channel", "phone")
    #expect(
      log.output.hasPrefix("✓ Saved #1  Mon 21 Sep 2026  Northwind Freight  bad, severity 4, reliability\n"))
    #expect(log.output.contains("  Score   "))
    #expect(log.output.contains("  Advice  "))
    #expect(log.output.contains("Undo    vendorscore undo"))
    #expect(log.messages == "")
    let incidents = try #require(try store.json("incidents") as? [[String: Any]])
    let incident = try #require(incidents.first)
    #expect(incident["vendor"] as? String == "northwind")
    #expect(incident["date"] as? String == "2026-09-21")
    #expect(incident["summary"] as? String == "Parcel lost (holiday week)")
    #expect(incident["hold_minutes"] as? Int == 90)
    #expect(incident["cost"] as? Double == 12.5)
  }

  @Test(arguments: [
    ("today", "Tue 22 Sep 2026"), ("Yesterday", "Mon 21 Sep 2026"), ("3 days ago", "Sat 19 Sep 2026"),
    ("a week ago", "Tue 15 Sep 2026"), ("2 weeks ago", "Tue 8 Sep 2026"), ("tue", "Tue 22 Sep 2026"),
    ("last tue", "Tue 15 Sep 2026"), ("fri", "Fri 18 Sep 2026"), ("last friday", "Fri 18 Sep 2026"),
    ("21 sep", "Mon 21 Sep 2026"), ("21 Sept.", "Mon 21 Sep 2026"), ("21\u{A0}sept", "Mon 21 Sep 2026"),
    ("Sep 21, 2025", "Sun 21 Sep 2025"), ("1st december", "Mon 1 Dec 2025"),
    ("29 feb", "Thu 29 Feb 2024"), (" 2026-09-21 ", "Mon 21 Sep 2026"),
  ]) func `a day may be said as people say it`(phrase: String, day: String) throws {
    let store = try Store()
    #expect(try store.fine("quiet", "--on", phrase).output.hasPrefix("✓ Checked in  \(day): a quiet week, "))
  }

  @Test func `today is the store's today`() throws {
    let store = try Store(catalog: Store.catalog.replacingOccurrences(of: "UTC", with: "Asia/Tokyo"))
    store.program.environment["VENDORSCORE_NOW"] = "2026-09-21T15:30:00Z"
    #expect(try store.fine("quiet").output.hasPrefix("✓ Checked in  Tue 22 Sep 2026: a quiet week, "))
    store.program.environment["VENDORSCORE_NOW"] = "2026-09-22T00:30:00+14:00"
    #expect(try store.fine("quiet").output.hasPrefix("✓ Checked in  Mon 21 Sep 2026: a quiet week, "))
    store.program.environment["VENDORSCORE_NOW"] = "24 September"
    let wrong = try store.run("quiet")
    #expect(
      wrong.messages == "Error: VENDORSCORE_NOW \"24 September\" isn't a moment. Try 2026-09-21T08:30:00Z\n")
    #expect(wrong.status == 78)
  }

  @Test func `a quiet week says which it is, and what it adds`() throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "late", "A day late", "--on", "2026-09-15")
    let first = try store.fine("quiet", "--on", "2026-09-08").output
    #expect(
      first == """
        ✓ Checked in  Tue 8 Sep 2026: a quiet week, 7 Sep – 13 Sep
          A week without trouble for Paywell, Parcelo and Northwind Freight.

        24 Aug – 30 Aug 2026  nothing on record
        31 Aug – 6 Sep 2026   nothing on record
        7 Sep – 13 Sep 2026   quiet
        14 Sep – 20 Sep 2026  1 entry
        21 Sep – 27 Sep 2026  nothing on record

        """)
    let again = try store.fine("quiet", "--on", "2026-09-08").output
    #expect(
      again.hasPrefix(
        "✓ Tue 8 Sep 2026 was already checked in, for the week 7 Sep – 13 Sep\n  It adds nothing.\n"))
    #expect(
      try store.fine("quiet", "--on", "2026-09-16").output.contains(
        "Nothing to check in: the week 14 Sep – 20 Sep has 1 entry, so it was not a quiet one.\n"))
    #expect(
      try store.fine("quiet", "--on", "2026-09-09").output.contains(
        "  It adds nothing to the scores: the week was checked in on 8 Sep 2026 already.\n"))
    _ = try store.fine("volume", "450")
    _ = try store.fine("volume", "400", "--month", "aug")
    #expect(
      try store.fine("quiet", "--on", "2026-09-02").output.contains(
        "It adds nothing to the scores: no vendor in use is judged by weeks."))
    let weeks = try #require(try store.json("quiet", "--list") as? [[String: Any]])
    #expect(weeks.count == 26)
    #expect(weeks.last?["from"] as? String == "2026-09-21")
    #expect(weeks[23]["checkIns"] as? [String] == ["2026-09-08", "2026-09-09"])
    let both = try store.run("quiet", "--list", "--on", "today")
    #expect((both.status, both.messages) == (64, "Error: --list and --on don't go together. Keep one\n"))
  }

  @Test func `a number far from the usual is saved only by one who is sure`() throws {
    let store = try Store()
    _ = try store.fine("volume", "450", "--month", "2026-07")
    let many = try store.run("volume", "4500", "--month", "2026-08")
    #expect(
      (many.status, many.messages) == (
        1, "Error: not saved: 4,500 orders are 10 times the usual 450. Save it anyway: `--sure`\n"
      ))
    let few = try store.run("volume", "45", "--month", "2026-08")
    #expect(few.messages.hasPrefix("Error: not saved: 45 orders are less than a tenth of the usual 450."))
    let stored = try #require(try store.json("volume") as? [String: Any])
    #expect((stored["volumes"] as? [Any])?.count == 1)
    #expect(
      try store.fine("volume", "4500", "--month", "2026-08", "--sure").output
        == "✓ Saved 4,500 orders of the whole store in Aug 2026\n")
    // None at all may well be.
    _ = try store.fine("volume", "0", "--month", "2026-06")
  }

  @Test func `a vendor carries no more than the store has`() throws {
    let store = try Store()
    _ = try store.fine("volume", "450", "--month", "2026-08")
    let more = try store.run("volume", "451", "--month", "2026-08", "--vendor", "parcelo")
    #expect(more.status == 0)
    let most = try store.run("volume", "452", "--month", "2026-08", "--vendor", "parcelo")
    #expect(
      (most.status, most.messages) == (
        64,
        "Error: 452 orders of Parcelo in Aug 2026, but the whole store had 450. Nothing saved. "
          + "If the store's number is too low, correct it first: `vendorscore volume ORDERS --month 2026-08`\n"
      ))
    // Where the store's own days are not all known, nothing can be said.
    _ = try store.fine("volume", "600", "--month", "2026-07", "--vendor", "parcelo")
  }

  @Test func `orders of the running month are those so far`() throws {
    let store = try Store()
    #expect(
      try store.fine("volume", "450").output
        == "✓ Saved 450 orders of the whole store in Sep 2026 so far, 1 Sep – 22 Sep\n")
    #expect(
      try store.fine("volume", "1200", "--month", "2026-08", "--vendor", "parcelo").output
        == "✓ Saved 1,200 orders of Parcelo in Aug 2026\n")
    store.program.environment["VENDORSCORE_NOW"] = "2026-09-25T10:00:00Z"
    #expect(
      try store.fine("volume", "500").output
        == "✓ Saved 500 orders of the whole store in Sep 2026 so far, 1 Sep – 25 Sep (was 450)\n")
    let fewer = try store.run("volume", "449")
    #expect(
      fewer.messages
        == "Error: Sep 2026 has 450 orders on record up to 22 Sep 2026; 449 is fewer. If it is right, set the whole month: `vendorscore volume 449 --month 2026-09`\n"
    )
    #expect(fewer.status == 64)
    #expect(
      try store.fine("volume", "440", "--month", "2026-09").output
        == "✓ Saved 440 orders of the whole store in Sep 2026 so far, 1 Sep – 25 Sep (was 500)\n")
    #expect(
      try store.fine("undo").output
        == "✓ Undid change 4, volume: 440 orders of the whole store, 1 Sep – 25 Sep 2026; 500 count again\n  Redo    vendorscore redo\n"
    )
    #expect(
      try store.fine("undo").output
        == "✓ Undid change 3, volume: 50 orders of the whole store, 23 Sep – 25 Sep 2026\n  Redo    vendorscore redo\n"
    )
    _ = try store.fine("undo")
    #expect(
      try store.fine("undo").output
        == "✓ Undid change 1, volume: 450 orders of the whole store, 1 Sep – 22 Sep 2026\n  Redo    vendorscore redo\n"
    )
  }

  @Test func `an import is taken back as one, whatever its file is called`() throws {
    let store = try Store()
    _ = try store.fine("volume", "450")
    _ = try store.fine("volume", "440", "--month", "2026-09")
    try store.write("from,to,orders,vendor\n2026-08-01,2026-09-01,120,\n", to: "orders_export.csv")
    _ = try store.fine("import", "orders_export.csv")
    let imports = try store.fine("imports").output
    #expect(imports.contains("orders_export.csv: 1 new"))
    #expect(!imports.contains("440 orders"))
    #expect(
      try store.fine("undo").output
        == "✓ Undid change 3, imported: orders_export.csv: 1 new\n  Redo    vendorscore redo\n")
  }

  @Test func `undo names what was typed`() throws {
    let store = try Store()
    _ = try store.fine("log", "nwf", "bad", "Late", "-s", "2", "--on", "yesterday")
    _ = try store.fine("volume", "90", "--month", "2026-08", "--vendor", "nwf")
    _ = try store.fine("volume", "80", "--month", "2026-08", "--vendor", "nwf")
    #expect(
      try store.fine("undo").output
        == "✓ Undid change 3, volume: 80 orders of Northwind Freight, Aug 2026; 90 count again\n  Redo    vendorscore redo\n"
    )
    _ = try store.fine("undo")
    #expect(
      try store.fine("undo").output
        == "✓ Undid change 1, recorded: #1  Mon 21 Sep 2026  Northwind Freight  bad, severity 2, reliability\n  Redo    vendorscore redo\n"
    )
    #expect(try store.fine("history").output.contains("80 orders of northwind in 2026-08"))
  }

  @Test func `an incident is changed, put right, retracted and brought back`() throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "bad", "Late", "-s", "2")
    let edited = try store.fine("edit", "#1", "-s", "5", "--text", "Lost", "--because", "found out later")
    #expect(edited.output.hasPrefix("✓ Changed #1  Tue 22 Sep 2026  Parcelo  bad, severity 5, reliability\n"))
    #expect(edited.output.contains("(1 entry)\n  Advice  "))
    #expect(try store.fine("resolve", "1", "--hours", "90m").output.hasPrefix("✓ Resolved #1"))
    #expect(try store.fine("resolve", "1").output == "✓ #1 is already resolved\n")
    #expect(try store.fine("retract", "1", "--because", "not theirs").output.hasPrefix("✓ Taken out #1"))
    #expect(try store.run("incidents", "--json").output == "[]\n")
    #expect(try store.fine("undo").output.hasPrefix("✓ Undid change 4, taken out"))
    let history = try store.fine("history", "1").output
    #expect(history.contains("found out later"))
    #expect(history.contains("not theirs"))
    let incident = try #require(try store.json("show", "1") as? [String: Any])
    #expect(incident["summary"] as? String == "Lost")
    #expect(incident["hours_to_resolve"] as? Double == 1.5)
    #expect(try store.fine("history").output.contains("(undoes 4)"))
    let changes = try #require(try store.json("history", "--limit", "2") as? [[String: Any]])
    #expect(changes.count == 2)
  }

  @Test func `a change of vendor shows what it does to both`() throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "bad", "Late", "-s", "4")
    let moved = try store.fine("edit", "1", "--vendor", "northwind").output
    #expect(
      moved.hasPrefix("✓ Changed #1  Tue 22 Sep 2026  Northwind Freight  bad, severity 4, reliability\n"))
    #expect(moved.contains("\n  Former  Parcelo: "))
    #expect(moved.contains("(0 entries), UNCLEAR\n"))
    #expect(!(try store.fine("edit", "1", "-s", "3").output.contains("Former")))
  }

  @Test func `a score that a change leaves alone is as before`() throws {
    let store = try Store()
    for text in ["On time", "Early"] {
      _ = try store.fine("log", "parcelo", "good", text, "-d", "reliability")
    }
    let retracted = try store.fine("retract", "1").output
    #expect(retracted.contains(", as before, likely "))
    #expect(!retracted.contains("Note"))
  }

  @Test func `open is what was said to be open, and hours mean put right`() throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "bad", "Unknown", "-s", "2")
    _ = try store.fine("log", "parcelo", "bad", "Open", "-s", "2", "--unresolved")
    _ = try store.fine("log", "parcelo", "bad", "Closed", "-s", "2", "--hours", "5")
    let open = try #require(try store.json("incidents", "--open") as? [[String: Any]])
    #expect(open.map { $0["summary"] as? String } == ["Open"])
    let closed = try #require(try store.json("show", "3") as? [String: Any])
    #expect(closed["resolved"] as? Bool == true)
    #expect(closed["channel"] is NSNull)
    _ = try store.fine("edit", "3", "--unresolved")
    #expect((try store.json("show", "3") as? [String: Any])?["hours_to_resolve"] is NSNull)
    _ = try store.fine("edit", "3", "--good")
    #expect((try store.json("show", "3") as? [String: Any])?["resolved"] is NSNull)
  }

  @Test func `the same may be said twice on request`() throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "good", "Quick")
    _ = try store.fine("log", "parcelo", "good", "Quick", "--allow-duplicate")
    #expect((try store.json("incidents") as? [Any])?.count == 2)
  }

  @Test func `controls in a text reach neither screen nor message`() throws {
    let store = try Store()
    _ = try store.fine("log", "parcelo", "good", "a\u{1B}[31mb\u{202E}c")
    let shown = try store.fine("show", "1").output + store.fine("incidents").output
    let refused = try store.run("explain", "x\u{1B}]0;y\u{7}")
    for text in [shown, refused.messages] {
      #expect(!text.unicodeScalars.contains { ["\u{1B}", "\u{202E}", "\u{7}"].contains($0) })
    }
  }

  @Test func `an incident of a vendor that the catalog lost can be edited, a good one with a hint that fits`()
    throws
  {
    let store = try Store()
    _ = try store.fine("log", "northwind", "bad", "Parcel lost", "-s", "4")
    _ = try store.fine("log", "parcelo", "good", "Quick")
    let lost = Store.catalog.replacingOccurrences(of: "\"northwind\"", with: "\"northwind2\"")
    try store.write(lost, to: "vendors.json")
    _ = try store.fine("edit", "1", "-s", "5")
    #expect(try store.fine("show", "1").output.contains("severity 5"))
    #expect(try store.run("edit", "2").messages.hasSuffix("Try: `vendorscore edit 2 --text \"TEXT\"`\n"))
  }
}
