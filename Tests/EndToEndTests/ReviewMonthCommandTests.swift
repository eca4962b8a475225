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
    let outages = "  f customers felt it · n nobody felt it · o our own doing: "
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
    #expect(
      talk.screen.hasSuffix("Done for September. 3 answered, 0 left for later.\n  Undo    vendorscore undo\n")
    )
    let counted = try #require(try store.json("incidents") as? [[String: Any]])
    #expect(counted.count == 2)
    #expect(try store.fine("review").output.hasSuffix("What we lack: nothing here\n"))
    for _ in 1...3 { try store.fine("undo") }
    #expect((try store.json("review") as? [String: Any])?["count"] as? Int == 3)
  }

  @Test func `an outage of our own is one change, which one undo takes back`() throws {
    let store = try store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["review"], [("ask again on a day: ", "\n"), ("our own doing: ", "o\n"), ("our own doing: ", "q\n")])
    #expect(talk.screen.contains("was our own doing, and is in no score\n"), "\(talk.screen)")
    func states() throws -> (attribution: [String?], waiting: Int?) {
      let all = try #require(
        try store.json("incidents", "--unconfirmed") as? [[String: Any]]
      ).count
      let counted = try #require(try store.json("incidents") as? [[String: Any]])
      return (counted.map { $0["attribution"] as? String }, all)
    }
    let before = try states()
    #expect(before.attribution.contains("us"))
    try store.fine("undo")
    let after = try states()
    #expect(!after.attribution.contains("us") && after.waiting == (before.waiting ?? 0) + 1)
    let waiting = try #require(try store.json("incidents", "--unconfirmed") as? [[String: Any]])
    #expect(waiting.allSatisfy { $0["attribution"] as? String == "vendor" })
  }

  @Test func `a claim that is handed in comes again for its money, and is not asked for twice`() throws {
    let store = try Store()
    try store.fine(
      "log", "parcelo", "lost", "Never came", "--on", "2026-09-10", "--claimed", "45", "--claim-by",
      "2026-10-10")
    let talk = try PseudoTerminal(program: store.program).talk(
      ["review"], [("h handed in · d nothing will come: ", "h\n"), ("7 days: ", "\n")])
    #expect(talk.screen.contains("✓ #1 is handed in, and comes again on Thu 22 Oct 2026 for its money\n"))
    #expect(try store.fine("due").output.contains("22 Oct 2026  in 30 days  ask for the money"))
    #expect(try store.run("letter", "parcelo", "--claim", "--output", "-").status == 66)
  }

  @Test func `an amount that is not understood is asked for again`() throws {
    let store = try Store()
    try store.fine("log", "parcelo", "lost", "Never came", "--on", "2026-09-10")
    let talk = try PseudoTerminal(program: store.program).talk(
      ["review"],
      [
        ("c claimed it · d won't claim: ", "c\n"), ("How much", "1,200\n"), ("How much", "$45\n"),
        ("7 days: ", "q\n"),
      ])
    #expect(talk.screen.contains("✓ #1: 45 USD claimed\n"))
  }

  @Test func `a number far from the usual is asked about, here and in volume`() throws {
    let store = try Store()
    try store.fine("log", "parcelo", "quick", "--on", "2026-07-02")
    try store.fine("volume", "300", "--month", "jul")
    let terminal = PseudoTerminal(program: store.program)
    let talk = try terminal.talk(
      ["review"],
      [
        ("How many? ", "31000\n"), ("Save it? [y/N] ", "n\n"), ("How many? ", "310\n"), ("7 days: ", "\n"),
      ])
    #expect(talk.status == 0)
    #expect(talk.screen.contains("31,000 orders are 103 times the usual 300. Save it?"))
    #expect(talk.screen.contains("✓ 310 orders in Aug 2026\n"))
    let sure = try terminal.talk(["volume", "9000", "--month", "jun"], [("Save it? [y/N] ", "y\n")])
    #expect(sure.screen.contains("✓ Saved 9,000 orders of the whole store in Jun 2026\n"))
    let no = try terminal.talk(["volume", "9", "--month", "may"], [("Save it? [y/N] ", "\n")])
    #expect(no.status == 1 && no.screen.contains("Nothing saved."))
  }

  @Test func `Ctrl-C keeps what was answered and says nothing else`() throws {
    let store = try store()
    let talk = try PseudoTerminal(program: store.program).talk(
      ["review"], [("  d done · a ask again on a day: ", "d\n"), ("our own doing: ", "\u{3}")])
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
