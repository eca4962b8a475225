import Testing

@testable import ScorecardCommands

/// Questions before something is put in the place of something else.
@Suite struct ConfirmationTests {
  /// A backup of an empty ledger, and an entry that it lacks.
  private func desk() throws -> Desk {
    let desk = try Desk(columns: 80)
    try desk.fine("backup")
    try desk.fine("log", "parcelo", "good", "Quick")
    return desk
  }

  private let question = "? The ledger is kept aside [y/N] "

  @Test(arguments: ["y", "yes", "Y"]) func `yes restores an older ledger`(answer: String) throws {
    let desk = try desk()
    let talk = try desk.talk("restore", "2026-09-22", dialogue: [(question, answer)])
    #expect(talk.messages.contains("The ledger has 1 entry more than this backup (1, not 0)."))
    #expect(talk.status == .fine)
    #expect((try desk.json("incidents") as? [Any])?.isEmpty == true)
  }

  @Test(arguments: ["", "n", "no"]) func `anything but yes leaves the ledger as it is`(answer: String) throws
  {
    let desk = try desk()
    let talk = try desk.talk("restore", "2026-09-22", dialogue: [(question, answer)])
    #expect(talk.status == .declined)
    #expect((try desk.json("incidents") as? [Any])?.count == 1)
  }

  @Test func `where nobody can be asked the answer has to be typed with the command`() throws {
    let desk = try desk()
    desk.columns = nil
    let refused = try desk.run("restore", "2026-09-22")
    #expect(refused.status == .declined)
    #expect(refused.messages.contains("`vendorscore restore 2026-09-22 --yes`"))
    try desk.fine("restore", "2026-09-22", "--yes")
    #expect((try desk.json("incidents") as? [Any])?.isEmpty == true)
  }

  @Test func `of close names the next is offered, and none of them is an error`() throws {
    let desk = try desk()
    let talk = try desk.talk(
      "explain", "parcle", dialogue: [("Use Parcelo? [Y/n] ", "n")])
    #expect(talk.status == .usage)
    #expect(talk.messages.contains("no vendor \"parcle\". See all: `vendorscore vendors`"))
    #expect(try desk.talk("explain", "parcle", dialogue: [("Use Parcelo? [Y/n] ", "")]).status == .fine)
  }
}
