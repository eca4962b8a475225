import Foundation
import Testing

/// What is one event: `--same-as`, and what the program says of it.
@Suite struct EventCommandTests {
  private let store: Store

  init() throws {
    store = try Store()
    _ = try store.fine("log", "northwind", "bad", "Parcel lost", "-s", "4", "--on", "2026-09-18")
    _ = try store.fine("log", "parcelo", "bad", "Late", "-s", "2", "--on", "2026-09-18")
  }

  private func event(_ number: Int) throws -> Int? {
    let incidents = try #require(try store.json("incidents") as? [[String: Any]])
    return incidents.first { $0["id"] as? Int == number }?["event"] as? Int
  }

  @Test func `a call about a lost parcel is the same event, and says so wherever it is shown`() throws {
    let log = try store.fine(
      "log", "northwind", "bad", "Nobody knew", "-s", "2", "-d", "empathy", "--on", "2026-09-19", "--same-as",
      "1")
    #expect(log.output.contains("  Event   part of #1 (same event): counts once, by its worst severity\n"))
    #expect(try event(3) == 1)
    #expect(try event(1) == 1)
    #expect(try event(2) == nil)
    #expect(try store.fine("incidents").output.contains("(same event as #1) Nobody knew"))
    let shown = try store.fine("show", "1").output
    #expect(shown.contains("the first of its event: counts once, by its worst severity. With #3"))
    #expect(try store.fine("show", "3").output.contains("same as"))
    let history = try store.fine("history", "3").output
    #expect(history.contains("part of #1 (same event)"))
    #expect(history.components(separatedBy: "recorded").count == 2, "one change is told twice: \(history)")
    // Taken apart, and together again by taking that back.
    _ = try store.fine("edit", "3", "--same-as", "none")
    #expect(try event(3) == nil)
    #expect(try store.fine("history", "3").output.contains("no longer part of an event"))
    _ = try store.fine("undo")
    #expect(try event(3) == 1)
    _ = try store.fine("edit", "1", "--same-as", "#3")
    #expect(try event(3) == 1)
  }

  @Test func `an entry can't be the same event as itself`() throws {
    let edit = try store.run("edit", "1", "--same-as", "1")
    #expect(edit.messages == "Error: #1 can't be the same event as itself. Name another entry\n")
    #expect(edit.status == 64)
  }

  @Test(arguments: [
    ("9", #"no entry #9. See them: `vendorscore incidents`"#),
    ("2", "#2 is about another vendor, and an event belongs to one vendor. See it: `vendorscore show 2`"),
    ("two", #""two" isn't the number of an entry, such as 214. See them: `vendorscore incidents`"#),
  ])
  func `a number that can't be the same event is refused`(_ number: String, _ message: String) throws {
    let edit = try store.run("edit", "1", "--same-as", number)
    #expect(edit.messages == "Error: \(message)\n")
    #expect(edit.status == 64)
    let log = try store.run(
      "log", "northwind", "bad", "More", "-s", "2", "--on", "2026-09-19", "--same-as", number)
    #expect(log.messages == "Error: \(message)\n")
    #expect(log.status == 64)
    #expect((try store.json("incidents") as? [Any])?.count == 2)
  }
}
