import Foundation
import Testing

/// What an owner sees first.
@Suite struct StatusCommandTests {
  @Test func `the program's name alone says what to do today`() throws {
    let store = try Store(catalog: nil)
    try store.fine("init", "--demo")
    let text = try store.fine("--as-of", "2026-11-20").output
    #expect(text.hasPrefix("Moss & Oak Garden Sheds · 20 Nov 2026\n  Replace "))
    #expect(text.contains("\nTo do\n  1  Leave "))
    #expect(text.contains("vendorscore explain "))
    #expect(text.contains("go through without trouble worth chasing; "))
    #expect(text.contains("● keep 4"))
    #expect(text.contains("no backup yet"))
    #expect(try store.fine("status", "--as-of", "2026-11-20").output == text)
    let tasks = text.split(separator: "\n").filter { $0.hasPrefix("  1  ") || $0.hasPrefix("  6  ") }
    #expect(tasks.count == 1, "more than five tasks")
  }

  @Test func `its headline is the report's`() throws {
    let store = try Store(catalog: nil)
    try store.fine("init", "--demo")
    try store.fine("report", "2026-Q3", "--as-of", "2026-09-30")
    let headline = try #require(
      (try store.json("status", "--as-of", "2026-09-30") as? [String: Any])?["headline"] as? String)
    #expect(try store.read("reports/2026-Q3.md").contains(headline))
  }

  @Test func `as of a day it knows nothing of later ones`() throws {
    let store = try Store()
    for day in ["2026-05-20", "2026-09-20"] { try store.fine("log", "parcelo", "quick", "--on", day) }
    let then = try #require(try store.json("status", "--as-of", "2026-08-10") as? [String: Any])
    #expect(then["lastEntry"] as? String == "2026-05-20" && then["stale"] as? Bool == true)
    #expect(
      try store.fine("scores", "--as-of", "2026-08-10").output.hasPrefix(
        "Scores (nothing new since 20 May 2026)"))
    // A check-in and orders are news, too.
    try store.fine("quiet", "--on", "2026-07-30")
    #expect((try store.json("status", "--as-of", "2026-08-10") as? [String: Any])?["stale"] as? Bool == false)
  }

  @Test func `a month is known when all its days are`() throws {
    func months(_ store: Store) throws -> [String] {
      let status = try #require(try store.json("status") as? [String: Any])
      let tasks = try #require(status["toDo"] as? [[String: Any]])
      return tasks.filter { $0["kind"] as? String == "orders" }.compactMap { $0["text"] as? String }
    }
    let store = try Store()
    try store.fine("log", "parcelo", "quick", "--on", "2026-06-20")
    try store.write("from,to,orders,vendor\n2026-07-01,2026-08-20,400,\n", to: "volumes.csv")
    try store.fine("import", "volumes.csv")
    #expect(try months(store).count == 1, "a part of August is not on record")
    try store.write("from,to,orders,vendor\n2026-08-20,2026-09-01,90,\n", to: "more.csv")
    try store.fine("import", "more.csv")
    #expect(try months(store).isEmpty)
    let other = try Store()
    try other.fine("log", "parcelo", "quick", "--on", "2026-06-20")
    try other.fine("volume", "90", "--month", "aug", "--vendor", "parcelo")
    #expect(try months(other).isEmpty, "its orders are counted by vendor")
  }

  @Test func `announced work waits for no yes`() throws {
    let store = try Store.withOutages()
    let status = try #require(try store.json("status") as? [String: Any])
    let texts = try #require(status["toDo"] as? [[String: Any]]).compactMap { $0["text"] as? String }
    #expect(texts.contains { $0.hasPrefix("2 reported outages wait for your yes") }, "\(texts)")
  }

  @Test func `elsewhere it says how to begin, and that is no error`() throws {
    let store = try Store(catalog: nil)
    let text = try store.fine().output
    #expect(text.contains("To begin:\n  vendorscore init  "))
    #expect(text.split(separator: "\n").count <= 6)
    #expect(try store.run("status").status == 66)
    #expect(try store.run("--json").status == 66)
  }

  @Test func `a store without entries waits for nothing but entries`() throws {
    let store = try Store()
    let text = try store.fine().output
    #expect(text.contains("  No entries yet: what is shown is only what is typical.\n"))
    #expect(
      text.contains(
        "  1  Log the last thing that went wrong, and the last that went well: two minutes   vendorscore log\n"
      ))
    #expect(!text.contains("  2  ") && !text.contains("go through"))
    #expect(text.contains("no entry yet, no backup yet"))
  }

  @Test func `what waits is listed, the most pressing first, and as JSON`() throws {
    let store = try Store()
    try store.fine(
      "log", "parcelo", "lost", "--on", "2026-07-20", "--claimed", "120", "--claim-by", "2026-09-30")
    let status = try #require(try store.json("status") as? [String: Any])
    let tasks = try #require(status["toDo"] as? [[String: Any]])
    #expect(tasks.map { $0["kind"] as? String }.contains("goOn") && tasks.first?["kind"] as? String == "due")
    #expect(
      tasks.first?["text"] as? String == "Claim 120 USD from Parcelo by 30 Sep 2026, 8 days: #1")
    #expect(status["stale"] as? Bool == true && status["lastEntry"] as? String == "2026-07-20")
    #expect(try store.fine().output.contains("22 Sep 2026 · nothing new since 20 Jul 2026\n"))
    #expect(
      try store.fine("scores").output.hasPrefix("Scores (nothing new since 20 Jul 2026) · as of 22 Sep 2026"))
    #expect(try store.fine("scores", "--as-of", "2026-07-30").output.hasPrefix("Scores · as of"))
    let orders = tasks.first { $0["kind"] as? String == "orders" }
    #expect(orders?["text"] as? String == "Orders of Aug 2026 are missing")
  }

  @Test func `a month in which orders were counted is not asked for, whatever its days without any`() throws {
    func orders(_ days: [String]) throws -> [String] {
      let store = try Store()
      try store.fine("log", "parcelo", "late", "--on", "2026-07-20")
      let rows = days.enumerated().map { "#\($0),a@x,paid,\($1) 10:00:00 -0400,1,Shed,,Ann\n" }
      let header =
        "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Cancelled at,Billing Name\n"
      try store.write(header + rows.joined(), to: "orders.csv")
      try store.fine("import", "orders.csv")
      let status = try #require(try store.json("status") as? [String: Any])
      let tasks = try #require(status["toDo"] as? [[String: Any]])
      return tasks.filter { $0["kind"] as? String == "orders" }.compactMap { $0["text"] as? String }
    }
    let whole = [
      "2026-07-30", "2026-08-03", "2026-08-09", "2026-08-15", "2026-08-21", "2026-08-27", "2026-09-01",
    ]
    #expect(try orders(whole) == [])
    // No order for ten days, and none at its end.
    #expect(try orders(whole.filter { $0 != "2026-08-15" }).count == 1)
    #expect(try orders(Array(whole.dropLast())).count == 1)
  }
}
