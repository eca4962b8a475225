import Foundation
import Glibc
import Testing

/// `backup` and `restore`, and what the other commands say of backups.
@Suite struct BackupCommandTests {
  private func store(incidentCount: Int = 1) throws -> Store {
    let store = try Store()
    for number in 1...incidentCount {
      _ = try store.fine("log", "northwind", "bad", "Parcel \(number) lost", "-s", "4")
    }
    return store
  }

  private func backUp(_ store: Store, at now: String, _ more: String...) throws -> Program.Outcome {
    var program = store.program
    program.environment["VENDORSCORE_NOW"] = now
    let outcome = try program.run(["backup"] + more)
    try #require(outcome.status == 0, "\(outcome.messages)")
    return outcome
  }

  private func backups(_ store: Store) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: store.path + "/backups")
      .filter { $0.hasSuffix(".sqlite") }.sorted()
  }

  private func damage(_ store: Store) throws {
    try store.overwriteLedger(at: 100, with: [UInt8](repeating: 0xA5, count: 600))
  }

  @Test func `a backup says where it is and what it holds`() throws {
    let store = try store(incidentCount: 2)
    let outcome = try backUp(store, at: "2026-09-20T10:15:00Z")
    #expect(
      outcome.output.hasPrefix("✓ Backed up to backups/2026-09-20T101500Z.sqlite  (2 entries, 2 changes, "))
    #expect(outcome.output.hasSuffix(" kB, verified)\n"))
    #expect(outcome.messages == "")
    #expect(try store.read("backups/2026-09-20T101500Z.vendors.json") == Store.catalog)
    let second = try backUp(store, at: "2026-09-20T10:15:00Z")
    #expect(second.output.contains("backups/2026-09-20T101501Z.sqlite"))
    let listed = try #require(try store.json("restore") as? [[String: Any]])
    #expect(listed.map { $0["name"] as? String } == ["2026-09-20T101501Z", "2026-09-20T101500Z"])
    #expect(listed.allSatisfy { $0["sound"] as? Bool == true && $0["logs"] as? Int == 2 })
    let screen = try store.fine("restore").output
    #expect(screen.contains("2026-09-20T101500Z  20 Sep 2026 10:15 UTC        2        2  ✓ yes\n"))
  }

  @Test func `a damaged ledger names the newest backup that is good, and restoring it works`() throws {
    let store = try store(incidentCount: 2)
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    let scores = try store.fine("scores", "--json").output
    _ = try store.fine("log", "parcelo", "good", "Quick")
    _ = try backUp(store, at: "2026-09-21T10:15:00Z")
    try store.write("rotten", to: "backups/2026-09-21T101500Z.sqlite")
    try damage(store)
    let before = try Data(contentsOf: URL(fileURLWithPath: store.ledger))
    let refused = try store.run("scores")
    #expect(
      refused.messages.hasSuffix(
        "left untouched. Last good backup: 20 Sep 2026, 2 entries. Restore it: `vendorscore restore 2026-09-20`\n"
      ))
    #expect(refused.status == 65)
    let rotten = try store.run("restore", "2026-09-21")
    #expect(rotten.messages.hasPrefix("Error: backup 2026-09-21T101500Z can't be restored: "))
    #expect(rotten.status == 65)
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.ledger)) == before)
    let restored = try store.fine("restore", "2026-09-20").output
    #expect(
      restored.hasPrefix(
        """
        ✓ Restored 2026-09-20T101500Z: 2 entries
          Before  the ledger that was here is kept as vendorscore.replaced-2026-09-22T100000Z.sqlite

        """))
    #expect(try store.fine("scores", "--json").output == scores)
    let replacedFile = store.path + "/vendorscore.replaced-2026-09-22T100000Z.sqlite"
    #expect(try Data(contentsOf: URL(fileURLWithPath: replacedFile)) == before)
  }

  @Test func `of two on one day the full name is given when the later one is rotten`() throws {
    let store = try store()
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    _ = try backUp(store, at: "2026-09-20T11:00:00Z")
    try store.write("rotten", to: "backups/2026-09-20T110000Z.sqlite")
    try damage(store)
    #expect(try store.run("scores").messages.hasSuffix("`vendorscore restore 2026-09-20T101500Z`\n"))
    #expect(try store.fine("restore", "2026-09-20T101500Z").output.hasPrefix("✓ Restored"))
  }

  @Test func `a clock that was ahead once does not hide later backups`() throws {
    let store = try store()
    _ = try backUp(store, at: "2031-01-01T00:00:00Z")
    _ = try store.fine("log", "parcelo", "good", "Quick answer")
    _ = try backUp(store, at: "2026-09-21T10:15:00Z")
    // A ledger without its changes is missed as well.
    let whole = try Data(contentsOf: URL(fileURLWithPath: store.ledger))
    _ = try store.fine("restore", "2031", "--yes")
    #expect(
      try store.run("doctor").output.contains("it lacks changes of backup 2026-09-21T101500Z (2 entries)"))
    try store.write(whole, to: "vendorscore.sqlite")
    try damage(store)
    let outcome = try store.run("scores")
    #expect(
      outcome.messages.contains(
        "Last good backup: 21 Sep 2026, 2 entries. Restore it: `vendorscore restore 2026-09-21`"))
  }

  @Test func `a backup without its catalog says that it is there`() throws {
    let store = try store()
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    #expect(symlink("elsewhere", store.path + "/backups/2026-09-22T100000Z.vendors.json") == 0)
    let outcome = try store.run("backup")
    #expect(
      outcome.messages.contains(
        "The ledger's copy is in place and verified: 2026-09-22T100000Z.sqlite"), "\(outcome.messages)")
    #expect(outcome.status == 73)
    #expect(try backups(store).count == 2)
  }

  @Test func `no ledger at all names the backup, too, and a newer one what it needs`() throws {
    let store = try store()
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    let hint = "Last good backup: 20 Sep 2026, 1 entry. Restore it: `vendorscore restore 2026-09-20`\n"
    try store.overwriteLedger(at: 60, with: [0, 0, 0, 99])
    let newer = try store.run("scores")
    #expect(newer.messages.hasSuffix("Update vendorscore\n"))
    #expect(newer.status == 78)
    // `PRAGMA application_id`, big-endian, at byte 68 of the file (SQLite file format §1.3).
    try store.overwriteLedger(at: 68, with: [1, 2, 3, 4])
    #expect(try store.run("scores").messages.hasSuffix(hint))
  }

  @Test func `going back to less is asked about, and what is given up is kept`() throws {
    let store = try store()
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    for number in 1...2 { _ = try store.fine("log", "parcelo", "good", "Quick \(number)") }
    let declined = try store.run("restore", "2026-09-20")
    #expect(
      declined.messages
        == "Error: not restored: the ledger has 2 entries more than this backup (3, not 1). Restore it anyway: "
        + "`vendorscore restore 2026-09-20 --yes`\n"
    )
    #expect(declined.status == 1)
    let terminal = PseudoTerminal(program: store.program)
    let no = try terminal.talk(["restore", "2026-09-20"], [("kept aside [y/N] ", "\n")])
    #expect(no.status == 1)
    #expect(try (store.json("incidents") as? [Any])?.count == 3)
    let yes = try terminal.talk(["restore", "2026-09-20"], [("kept aside [y/N] ", "y\n")])
    #expect(yes.status == 0, "\(yes.screen)")
    #expect(try (store.json("incidents") as? [Any])?.count == 1)
    let replacedFile = store.path + "/vendorscore.replaced-2026-09-22T100000Z.sqlite"
    #expect(yes.screen.contains("Undo    vendorscore restore vendorscore.replaced-2026-09-22T100000Z.sqlite"))
    _ = try store.fine("restore", replacedFile, "--yes")
    #expect(try (store.json("incidents") as? [Any])?.count == 3)
    _ = try store.fine("restore", "2026-09-20", "--yes")
    // By its name alone, too.
    _ = try store.fine("restore", "vendorscore.replaced-2026-09-22T100000Z.sqlite", "--yes")
    #expect(try (store.json("incidents") as? [Any])?.count == 3)
  }

  @Test func `a ledger that is missing comes back, and the same one needs no question`() throws {
    let store = try store()
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    try FileManager.default.removeItem(atPath: store.ledger)
    #expect(try !store.fine("restore", "2026-09-20").output.contains("kept as"))
    #expect(try (store.json("incidents") as? [Any])?.count == 1)
    // Also beside a folder that is called so.
    try FileManager.default.createDirectory(
      atPath: store.path + "/2026", withIntermediateDirectories: false)
    #expect(try store.fine("restore", "2026").output.contains("kept as"))
  }

  @Test func `restores and backups at one moment replace nothing of one another`() async throws {
    let store = try store()
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    _ = try store.fine("log", "parcelo", "good", "Precious")
    let program = store.program
    let outcomes = try await withThrowingTaskGroup(of: Program.Outcome.self) { group in
      for number in 0..<8 {
        group.addTask {
          try program.run(
            number % 2 == 0 ? ["restore", "2026-09-20", "--yes"] : ["backup", "--to", "copies"])
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let restored = outcomes.count { $0.output.hasPrefix("✓ Restored") }
    let backedUp = outcomes.count { $0.output.hasPrefix("✓ Backed up") }
    #expect(restored > 0 && backedUp > 0)
    for outcome in outcomes where outcome.status != 0 { #expect(outcome.status == 75, "\(outcome.messages)") }
    let names = try FileManager.default.contentsOfDirectory(atPath: store.path)
    #expect(names.count { $0.hasPrefix("vendorscore.replaced-") } == restored)
    let copies = try FileManager.default.contentsOfDirectory(atPath: store.path + "/copies")
    #expect(copies.count { $0.hasSuffix(".sqlite") } == backedUp)
    let kept = try names.filter { $0.hasSuffix(".sqlite") }.map { name in
      try Data(contentsOf: URL(fileURLWithPath: store.path + "/" + name)).range(of: Data("Precious".utf8))
        != nil
    }
    #expect(kept.contains(true))
  }

  @Test func `keeping a few removes only older backups that the new one holds`() throws {
    let store = try store()
    for day in 1...4 { _ = try backUp(store, at: "2026-09-0\(day)T10:00:00Z") }
    try store.write("mine", to: "backups/2026-09-01.sqlite")
    try store.write("mine", to: "backups/2026-08-01T100000Z.schema1.sqlite")
    let outcome = try backUp(store, at: "2026-09-05T10:00:00Z", "--keep", "2")
    #expect(outcome.output.hasSuffix("\n  Removed 3 older backups\n"))
    #expect(
      try backups(store) == [
        "2026-08-01T100000Z.schema1.sqlite", "2026-09-01.sqlite", "2026-09-04T100000Z.sqlite",
        "2026-09-05T100000Z.sqlite",
      ])
    #expect(!store.exists("backups/2026-09-03T100000Z.vendors.json"))
    #expect(store.exists("backups/2026-09-04T100000Z.vendors.json"))
  }

  @Test(arguments: [true, false])
  func `no ledger is begun in the place of one that was lost`(isEmptied: Bool) throws {
    let store = try store()
    for day in 1...3 { _ = try backUp(store, at: "2026-09-0\(day)T10:00:00Z") }
    try FileManager.default.removeItem(atPath: store.ledger)
    if isEmptied { try store.write("", to: "vendorscore.sqlite") }
    for command in [["scores"], ["log", "parcelo", "good", "Quick"], ["backup", "--keep", "1"], ["doctor"]] {
      let outcome = try store.program.run(command)
      #expect(
        outcome.messages
          == "Error: vendorscore.sqlite is missing or empty, though it was backed up; no new ledger was created. "
          + "To start over, move backups/ away. Last good backup: 3 Sep 2026, 1 entry. Restore it: `vendorscore restore 2026-09-03`\n"
      )
      #expect(outcome.status == 66)
    }
    #expect(try backups(store).count == 3 && store.exists("vendorscore.sqlite") == isEmptied)
    _ = try store.fine("restore", "2026-09-03")
    #expect(try (store.json("incidents") as? [Any])?.count == 1)
  }

  @Test(arguments: [
    ["backup"], ["restore", "2026-09-20", "--yes"], ["export", "--all", "x.jsonl"], ["report", "2026-Q3"],
  ]) func `what is done is told as done when the answer cannot be printed`(command: [String]) throws {
    let store = try store()
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    let outcome = try store.program.run(command, output: "/dev/full")
    #expect(outcome.messages.contains("No space left on device. It was saved anyway; see "))
    #expect(outcome.status == 74)
  }

  @Test func `what stands in the place of backups and cannot be listed is not taken for none`() throws {
    let store = try store()
    try store.write("no folder", to: "backups")
    try FileManager.default.removeItem(atPath: store.ledger)
    for command in [["restore"], ["restore", "2026"], ["scores"], ["log", "parcelo", "good", "Quick"]] {
      let outcome = try store.program.run(command)
      #expect(outcome.messages.hasSuffix("/backups: Not a directory\n") && outcome.status == 66)
    }
    #expect(!store.exists("vendorscore.sqlite"))
  }

  @Test func `another ledger does not push out the backups of the one that was lost`() throws {
    let store = try store()
    for day in 1...3 { _ = try backUp(store, at: "2026-09-0\(day)T10:00:00Z") }
    let other = try Store()
    _ = try other.fine("scores")
    try store.write(try Data(contentsOf: URL(fileURLWithPath: other.ledger)), to: "vendorscore.sqlite")
    let outcome = try backUp(store, at: "2026-09-05T10:00:00Z", "--keep", "1")
    #expect(outcome.messages.hasPrefix("Warning: kept 3 older backups that this ledger doesn't continue"))
    #expect(try backups(store).count == 4)
  }

  @Test func `a damaged ledger is not backed up, and pushes nothing out`() throws {
    let store = try store(incidentCount: 40)
    _ = try backUp(store, at: "2026-09-01T10:00:00Z")
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: store.ledger)))
    let text = Array("Parcel 7 lost".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
    try store.overwriteLedger(at: place, with: Array("Parcel 9 LOST".utf8))
    let outcome = try store.run("backup", "--keep", "1")
    #expect(outcome.messages.hasPrefix("Error: vendorscore.sqlite is damaged ("))
    #expect(
      outcome.messages.hasSuffix(
        "Last good backup: 1 Sep 2026, 40 entries. Restore it: `vendorscore restore 2026-09-01`\n"))
    #expect(outcome.status == 65)
    #expect(try backups(store) == ["2026-09-01T100000Z.sqlite"])
    // Beside damage of the record, what could be repaired is not said to be.
    try store.overwriteLedger(at: 21 * 8192, with: [UInt8](repeating: 0, count: 8192))
    let doctor = try store.run("doctor", "--full")
    #expect(
      doctor.output.hasSuffix(
        "  Next    last good backup: 1 Sep 2026, 40 entries. Restore it: `vendorscore restore 2026-09-01`\n"))
    #expect(doctor.output.split(separator: "\n").filter { $0.hasPrefix("✗") }.count > 1)
    #expect(doctor.output.components(separatedBy: "Next").count == 2)
  }

  @Test func `a sound copy of a damaged ledger says so`() throws {
    let store = try store(incidentCount: 2)
    try store.overwriteLedger(at: 21 * 8192, with: [UInt8](repeating: 0, count: 8192))
    let outcome = try store.fine("backup")
    #expect(
      outcome.messages == """
        Warning: the ledger file is damaged, but every record is readable and this copy is sound. Rebuild the \
        ledger file: \
        `vendorscore doctor --repair`

        """)
    #expect(try store.fine("restore", "2026").output.hasPrefix("✓ Restored 2026-09-22T100000Z: 2 entries\n"))
    #expect(try !store.fine("doctor", "--full").output.contains("✗"))
  }

  @Test func `a catalog that was lost is named in the backups, and init writes none over a record`() throws {
    let store = try store()
    let catalog = store.path + "/vendors.json"
    try FileManager.default.removeItem(atPath: catalog)
    #expect(try store.run("doctor").messages.contains("No copy is in backups/"))
    try store.write(Store.catalog, to: "vendors.json")
    _ = try store.fine("backup")
    try FileManager.default.removeItem(atPath: catalog)
    for words in [["scores"], ["backup"], ["init"]] {
      let outcome = try store.program.run(words)
      #expect(
        outcome.messages.hasSuffix(
          "`cp \(store.path)/backups/2026-09-22T100000Z.vendors.json \(catalog)`\n"), "\(outcome.messages)")
      #expect(outcome.status == 66)
    }
  }

  @Test func `an init that was killed before it wrote the catalog can be repeated`() throws {
    let store = try Store()
    _ = try store.fine("scores")
    try FileManager.default.removeItem(atPath: store.path + "/vendors.json")
    _ = try store.fine("init")
    #expect(
      try store.fine("doctor").output.hasSuffix(
        "✓ No damage at a quick look. Check every row: `vendorscore doctor --full`\n"))
  }

  @Test func `a ledger that was replaced by an older or another one is noticed`() throws {
    let store = try store()
    let older = try Data(contentsOf: URL(fileURLWithPath: store.ledger))
    _ = try store.fine("log", "parcelo", "good", "Quick")
    _ = try backUp(store, at: "2026-09-20T10:15:00Z")
    #expect(try !store.fine("doctor").output.contains("backup"))
    _ = try store.fine("log", "parcelo", "good", "Quick again")
    #expect(try !store.fine("doctor").output.contains("backup"))
    try store.write(older, to: "vendorscore.sqlite")
    let doctor = try store.run("doctor")
    #expect(
      doctor.output.contains(
        "✗ this is not the ledger that was backed up: it lacks changes of backup 2026-09-20T101500Z (2 entries)\n"
      ))
    #expect(doctor.status == 1)
  }

  @Test func `a backup goes elsewhere, and comes back from there`() throws {
    let store = try store()
    let elsewhere = try Scratch()
    let outcome = try backUp(store, at: "2026-09-20T10:15:00Z", "--to", elsewhere.path + "/new")
    let file = elsewhere.path + "/new/2026-09-20T101500Z.sqlite"
    #expect(outcome.output.hasPrefix("✓ Backed up to \(file)"))
    #expect(!store.exists("backups"))
    try FileManager.default.removeItem(atPath: store.ledger)
    try store.write(Store.catalog + "\n", to: "vendors.json")
    let restored = try store.fine("restore", file).output
    #expect(restored.contains("that day's: \(elsewhere.path)/new/2026-09-20T101500Z.vendors.json"))
    #expect(try (store.json("incidents") as? [Any])?.count == 1)
    #expect(try store.fine("restore").output.hasPrefix("No backups here yet."))
    let listed = try store.fine("restore", elsewhere.path + "/new").output
    #expect(listed.contains("✓ yes"))
    #expect(listed.hasSuffix("Restore one   vendorscore restore \(file)\n"))
    #expect(
      try store.fine("restore", elsewhere.path + "/new/2026-09").output.hasPrefix("✓ Restored 2026-09-20"))
    #expect(
      try store.run("restore", elsewhere.path + "/new/2025").messages.hasSuffix(
        "See them: `vendorscore restore \(elsewhere.path)/new`\n"))
  }

  @Test func `a link in the place of backups is not followed`() throws {
    let store = try store()
    let elsewhere = try Scratch()
    #expect(symlink(elsewhere.path, store.path + "/backups") == 0)
    let outcome = try store.run("backup")
    #expect(outcome.messages.contains("is a link or not a folder"))
    #expect(outcome.status == 73)
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
  }
}
