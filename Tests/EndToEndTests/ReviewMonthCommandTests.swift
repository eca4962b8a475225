import Testing

/// `review` on a real terminal, and on none.
@Suite struct ReviewMonthCommandTests {
  private func store() throws -> Store {
    let store = try Store.withOutages()
    try store.fine("log", "parcelo", "rude", "Hung up", "--follow-up", "2026-09-20")
    try store.fine("volume", "90", "--month", "2026-08")
    return store
  }

  @Test func `outages are felt or not, and each answer can be undone`() throws {
    let store = try store()
    let terminal = PseudoTerminal(program: store.program)
    let outages = "  f customers felt it · n nobody felt it: "
    let talk = try terminal.talk(
      ["review"],
      [
        ("  d done · a ask again on a day: ", "d\n"), (outages, "n\n"), (outages, "f\n"),
      ])
    #expect(talk.status == 0)
    #expect(
      talk.screen.hasPrefix(
        "Enter leaves it for later, q stops. Each answer is saved at once.\n1/3  Raise with Parcelo by 20 Sep 2026, "
      ),
      "\(talk.screen)")
    #expect(talk.screen.contains("✓ #4 is raised\n"))
    #expect(talk.screen.hasSuffix("Done for September. 3 answered, 0 left.\n  Undo    vendorscore undo\n"))
    let counted = try #require(try store.json("incidents") as? [[String: Any]])
    #expect(counted.count == 2)
    #expect(try store.fine("review").output.hasSuffix("What we lack: nothing here\n"))
    for _ in 1...3 { try store.fine("undo") }
    #expect((try store.json("review") as? [String: Any])?["count"] as? Int == 3)
  }

  @Test func `Ctrl-C keeps what was answered and says nothing else`() throws {
    let store = try store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["review"], [("  d done · a ask again on a day: ", "d\n"), ("nobody felt it: ", "\u{3}")])
    #expect(talk.status == 130)
    #expect(!talk.screen.contains("Nothing saved"))
    #expect((try store.json("review") as? [String: Any])?["count"] as? Int == 2)
  }

  @Test func `home names it when more waits than is shown`() throws {
    let store = try Store()
    for day in 1...6 {
      try store.fine("log", "parcelo", "rude", "x\(day)", "--follow-up", "2026-10-0\(day)")
    }
    #expect(try store.fine().output.contains("\n  … 1 more: vendorscore review\n"))
  }
}
