import Foundation

/// SIGKILL: nothing can be put right afterwards by the program that died.
enum Kill {
  /// Where a kill may leave the most behind.
  private static let calls = ["pwrite64", "fdatasync", "unlink", "write"]
  private static let moreCalls = [
    "fsync", "openat", "close", "rename", "link", "mkdir", "ftruncate", "fcntl", "pread64", "read",
    "newfstatat", "fchown",
    "mmap",
  ]

  /// Logs in a loop and kills each at a moment of chance.
  static func atRandom(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    var chance = Chance(seed: harness.seed)
    var store = try Store()
    var acknowledged: [String] = []
    let start = Date()
    try harness.fine(words("How long it takes"), in: store)
    let microseconds = Int(-start.timeIntervalSinceNow * 1.3e6)
    for number in 0..<harness.runs(quick: 40, full: 1000) {
      if number % 100 == 0 { (store, acknowledged) = (try Store(), []) }
      let text = "Run \(number)"
      let running = try harness.command(words(text), in: store).start()
      usleep(UInt32(chance.below(microseconds)))
      running.kill()
      let outcome = try running.finish()
      if outcome.output.contains("✓ Saved") { acknowledged.append(text) }
      tally.add(
        observed: outcome.status == 128 + SIGKILL,
        losses: losses(acknowledged, in: store).map { "\(text): \($0)" })
    }
    tally.control.what = "writes to the ledger swallowed"
    for number in 0..<3 {
      let text = "Swallowed \(number)"
      let (outcome, _) = try Injection.swallowing(store).run(harness.command(words(text), in: store))
      let all = acknowledged + (outcome.output.contains("✓ Saved") ? [text] : [])
      tally.addControl(noticed: !losses(all, in: store).isEmpty)
    }
    return tally
  }

  private static func words(_ text: String) -> [String] { ["log", "northwind", "bad", text, "-s", "4"] }

  private static func losses(_ acknowledged: [String], in store: Store) -> [String] {
    do {
      let contents = try store.contents()
      return acknowledged.filter { !contents.has($0) }.map { "acknowledged and not there: \($0)" }
        + contents.problems
    } catch {
      return ["unreadable: \(error)"]
    }
  }

  /// Kills before every single system call.
  static func atEveryCall(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let names =
      harness.isQuick
      ? ["log"] : ["log", "undo", "import", "import --skip-bad", "backup", "restore", "repair"]
    for operation in try Operation.all(harness, names: names) {
      var halfDone: Store?
      for call in calls + (harness.isQuick ? [] : moreCalls) {
        try Injection.sweep(harness, operation, call: call, fault: "signal=SIGKILL") {
          store, outcome, place in
          if call == "pwrite64" {
            halfDone = try Store(copying: store)
            try withoutJournal(operation, store, outcome, &tally)
          }
          let losses = operation.losses(outcome, in: store, killed: true)
          tally.add(observed: true, losses: try (losses + nextLog(harness, store)).map { "\(place): \($0)" })
        }
      }
      if operation.name == "restore" { try withoutLinks(harness, operation, &tally) }
      if let halfDone { try again(harness, operation, halfDone, &tally) }
    }
    tally.control.what = "the journal thrown away after the kill"
    return tally
  }

  /// Where no file can have two names there is a moment without a ledger: nobody begins one then, and the old one is
  /// kept.
  private static func withoutLinks(_ harness: Harness, _ operation: Operation, _ tally: inout Tally) throws {
    try Injection.sweep(harness, operation, call: "rename", fault: "signal=SIGKILL", lacking: "link") {
      store, outcome, place in
      var losses: [String] = []
      if FileManager.default.fileExists(atPath: store.ledger) {
        losses = operation.losses(outcome, in: store, killed: true)
      } else {
        let next = try harness.command(["log", "parcelo", "good", "The day after"], in: store).run()
        if next.status != 66 || !next.messages.contains("`vendorscore restore ") {
          losses.append(next.described)
        }
        if !store.holdsCopy(of: operation.before, named: "vendorscore.replaced-") {
          losses.append("the replaced ledger is gone")
        }
      }
      tally.add(observed: true, losses: losses.map { "\(place) without links: \($0)" })
    }
  }

  /// Kills the one that takes back what the killed one left half done.
  private static func again(
    _ harness: Harness, _ operation: Operation, _ halfDone: Store, _ tally: inout Tally
  ) throws {
    for call in ["pwrite64", "fdatasync", "ftruncate", "unlink"] {
      try Injection.sweep(halfDone, call: call, fault: "signal=SIGKILL") {
        harness.command(["incidents"], in: $0)
      } judge: { store, outcome, place in
        let losses = operation.losses(outcome, in: store, killed: true)
        tally.add(observed: true, losses: losses.map { "\(operation.name) twice, \(place): \($0)" })
      }
    }
  }

  private static func withoutJournal(
    _ operation: Operation, _ store: Store, _ outcome: Outcome, _ tally: inout Tally
  ) throws {
    let copy = try Store(copying: store)
    unlink(copy.journal)
    tally.addControl(noticed: !operation.losses(outcome, in: copy, killed: true).isEmpty)
  }

  /// The owner goes on as if nothing had happened.
  private static func nextLog(_ harness: Harness, _ store: Store) throws -> [String] {
    let outcome = try harness.command(["log", "parcelo", "good", "The day after"], in: store).run()
    guard outcome.status == 0 else { return ["the next log fails: \(outcome.described)"] }
    return try store.contents().has("The day after") ? [] : ["the next log is not there"]
  }
}
