import Testing

/// `redo` takes the last `undo` back.
@Suite struct RedoCommandTests {
  private func summaries(_ store: Store) throws -> [String] {
    let rows = try #require(try store.json("incidents") as? [[String: Any]])
    return rows.map { $0["summary"] as? String ?? "" }
  }

  @Test func `two undos are redone by two redos, and undone again`() throws {
    let store = try Store()
    try store.fine("log", "parcelo", "late", "One")
    try store.fine("edit", "1", "--text", "Two")
    try store.fine("undo")
    try store.fine("undo")
    #expect(try summaries(store) == [])
    let first = try store.fine("redo").output
    #expect(
      first
        == "✓ Brought back change 1, recorded: #1  Tue 22 Sep 2026  Parcelo  late: bad, severity 2, reliability\n"
        + "  Undo    vendorscore undo\n", "\(first)")
    #expect(try summaries(store) == ["One"])
    #expect(try store.fine("redo").output.hasPrefix("✓ Brought back change 2, edited: #1"))
    #expect(try summaries(store) == ["Two"])
    try store.fine("undo")
    #expect(try summaries(store) == ["One"])
    try store.fine("redo")
    #expect(try summaries(store) == ["Two"])
    let changes = try #require(try store.json("history") as? [[String: Any]])
    #expect(
      changes.map { $0["action"] as? String } == [
        "redone", "undone", "redone", "redone", "undone", "undone", "edited", "recorded",
      ])
    #expect(changes.map { $0["undoes"] as? Int } == [7, 6, 3, 4, 1, 2, nil, nil])
    #expect(try store.fine("doctor", "--full").status == 0)
  }

  @Test func `what was recorded since leaves nothing to redo`() throws {
    let store = try Store()
    func nothing() throws {
      let outcome = try store.run("redo")
      #expect(
        outcome.messages
          == "Error: nothing to redo: nothing was undone since the latest change. What was done: `vendorscore history`\n"
      )
      #expect(outcome.status == 1)
    }
    try nothing()
    try store.fine("log", "parcelo", "late", "One")
    try nothing()
    try store.fine("undo")
    try store.fine("quiet")
    try nothing()
    // The check-in hides the undo before it only as long as it stands.
    try store.fine("undo")
    #expect(try store.fine("redo").output.hasPrefix("✓ Brought back change 3, check-in: "))
    try nothing()
    #expect(try summaries(store) == [])
  }

  @Test func `orders and an import come back, and the import can be taken back as before`() throws {
    let store = try Store()
    try store.fine("volume", "90", "--month", "2026-08")
    try store.fine("volume", "80", "--month", "2026-08")
    try store.fine("undo")
    #expect(
      try store.fine("redo").output.hasPrefix(
        "✓ Brought back change 2, volume: 80 orders of the whole store, Aug 2026\n"))
    #expect(try store.fine("volume").output.contains("80"))
    try store.write("date,vendor,outcome\n2026-08-03,parcelo,good\n2026-08-04,parcelo,good\n", to: "own.csv")
    try store.fine("import", "own.csv")
    try store.fine("undo")
    #expect(try store.fine("imports").output.contains("(undone)"))
    try store.fine("redo")
    #expect(try !store.fine("imports").output.contains("(undone)"))
    #expect(try summaries(store).count == 2)
    let number = try #require(
      (try store.json("imports") as? [[String: Any]])?.first?["number"] as? Int)
    try store.fine("imports", "undo", "\(number)")
    #expect(try summaries(store) == [])
    try store.fine("redo")
    #expect(try summaries(store).count == 2)
  }
}
