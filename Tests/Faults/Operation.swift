import ScorecardModel
import VendorScorecard

/// Something that is done to a store, with what it holds before and after.
struct Operation {
  let name: String
  let words: [String]
  /// What the program prints once it is done for good.
  let acknowledgement: String
  let seed: Store
  let before: Contents
  let after: Contents

  /// Those that write, each on a store of the same seed.
  static func all(_ harness: Harness, names: [String]) throws -> [Operation] {
    let seed = try Store.seeded(harness)
    let longer = try Store(copying: seed)
    try harness.fine(["backup"], in: longer)
    try harness.fine(["log", "parcelo", "bad", "After the backup", "-s", "2"], in: longer)
    // The index of the sources' names; nothing that is read here needs it.
    let damaged = try Store(copying: seed)
    try damaged.zeroPage(6)
    let log = ["log", "northwind", "bad", "Parcel lost", "-s", "4", "--on", "2026-09-20"]
    let known = [
      "log": (log, "✓ Saved", seed), "undo": (["undo"], "✓ Undid", seed),
      "import": (["import", "rows.csv"], "3 new", seed),
      "import --skip-bad": (["import", "mixed.csv", "--skip-bad"], "3 new", seed),
      "backup": (["backup"], "✓ Backed up", longer),
      "restore": (["restore", "2026-09-22", "--yes"], "✓ Restored", longer),
      "repair": (["doctor", "--repair"], "the ledger file was rebuilt", damaged),
    ]
    // Each is tried out, also where few are asked for: an acknowledgement in other words is noticed at once.
    let operations = try known.sorted { $0.key < $1.key }.map { name, form in
      (name, try Operation(harness, name, form.0, form.1, seed: form.2))
    }
    return try names.map { name in
      guard let operation = operations.first(where: { $0.0 == name })?.1 else {
        throw HarnessError("no \(name)")
      }
      return operation
    }
  }

  private init(
    _ harness: Harness, _ name: String, _ words: [String], _ acknowledgement: String, seed: Store
  ) throws {
    self.name = name
    self.words = words
    self.acknowledgement = acknowledgement
    self.seed = seed
    before = try seed.contents()
    let store = try Store(copying: seed)
    let outcome = try harness.command(Operation.placed(words, in: store), in: store).run()
    guard outcome.output.contains(acknowledgement) else {
      throw HarnessError("\(name): \(outcome.described)")
    }
    after = try store.contents()
  }

  func arguments(in store: Store) -> [String] { Operation.placed(words, in: store) }

  /// The files to import lie in the store.
  private static func placed(_ words: [String], in store: Store) -> [String] {
    words.map { $0.hasSuffix(".csv") ? store.path + "/" + $0 : $0 }
  }

  func isAcknowledged(_ outcome: Outcome) -> Bool { outcome.output.contains(acknowledgement) }

  /// What a run that met a fault has lost or left in pieces, or said that is not so.
  ///
  /// - Parameters:
  ///   - killed: nobody can expect a reason of a program that was killed.
  ///   - mute: the fault kept the program from saying anything.
  ///   - cluttered: the fault kept it from removing its own files.
  func losses(
    _ outcome: Outcome, in store: Store, killed: Bool = false, mute: Bool = false, cluttered: Bool = false
  ) -> [String] {
    var losses: [String] = []
    let contents: Contents
    do { contents = try store.contents() } catch { return ["unreadable: \(error)"] }
    if contents != before { losses += contents.problems.prefix(1).map { "doctor: \($0)" } }
    losses += copies(outcome, in: store, replaced: contents != before)
    let isStored = contents == after && after != before
    if contents != before, contents != after { losses.append("partly stored") }
    if !isStored, after != before {
      if isAcknowledged(outcome) { losses.append("acknowledged and not there") }
      if outcome.status == 0 { losses.append("exit 0 and not there") }
    }
    if !killed {
      if outcome.hung || outcome.isCrash { losses.append("crash") }
      // What doctor finds is its answer.
      let isReasoned = !outcome.messages.isEmpty || outcome.output.contains("✗")
      if outcome.status != 0, !isReasoned, !mute { losses.append("no reason given") }
      if !cluttered { losses += store.leftovers.map { "\($0) left behind" } }
      if isStored, after != before, Operation.deniesStoring(outcome) {
        losses.append("says nothing was saved")
      }
    }
    return losses.map { "\($0) (\(outcome.described))" }
  }

  var makesCopy: Bool { ["backup", "restore", "repair"].contains(name) }

  /// What lies beside the ledger: a copy that bears a name is whole, and a ledger that was replaced is still there.
  private func copies(_ outcome: Outcome, in store: Store, replaced: Bool) -> [String] {
    var losses = Workspace.backups(in: store.path).filter { $0.extent == nil }.map {
      "broken backup \($0.name)"
    }
    if name == "backup" {
      let isThere = store.holdsCopy(of: before, named: WorkspaceLayout.backupsName + "/2026-")
      if isAcknowledged(outcome), !isThere { losses.append("backed up and not there") }
      if Operation.deniesStoring(outcome), isThere { losses.append("says nothing was backed up") }
    }
    if name == "restore" || name == "repair", replaced,
      !store.holdsCopy(of: before, named: "vendorscore.replaced-")
    {
      losses.append("the replaced ledger is gone")
    }
    return losses
  }

  private static func deniesStoring(_ outcome: Outcome) -> Bool {
    ["nothing saved", "not saved", "nothing imported", "nothing changed"].contains {
      outcome.messages.lowercased().contains($0)
    }
  }
}
