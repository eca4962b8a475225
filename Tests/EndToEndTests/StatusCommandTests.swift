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
    #expect(text.contains("  Nothing on record yet.\n"))
    #expect(text.contains("Nothing waits."))
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
}
