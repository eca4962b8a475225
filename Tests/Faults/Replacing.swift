import Foundation
import GRDBSQLite
import ScorecardModel
import VendorScorecard

/// Restores and repairs while others write: what was acknowledged is in the ledger or in one that was put aside.
enum Replacing {
  private static let script = """
    number=0
    while [ $number -lt $3 ]; do
      text="Writer $4, $number;"
      "$1" log northwind bad "$text" -s 2 --workspace "$2" > /dev/null && echo "saved $text" || echo "failed $?"
      number=$((number + 1))
    done
    """

  static func run(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let perWriter = harness.runs(quick: 8, full: 250)
    let (replaced, _) = try write(harness, perWriter, &tally) { store, turn in
      guard turn % 2 == 0 else {
        return try harness.command(["restore", "2026-09-22", "--yes"], in: store).run()
      }
      try loseSums(store.ledger)
      return try harness.command(["doctor", "--repair"], in: store).run()
    }
    tally.notes.append("\(replaced) restores and repairs meanwhile")
    tally.control.what = "a copy moved over the ledger"
    // A writer may find its ledger gone every time, and then nothing was acknowledged that could be lost.
    for _ in 0..<3 where tally.control.noticed == 0 {
      var control = Tally()
      let (_, lost) = try write(harness, harness.isQuick ? 8 : 40, &control) { store, _ in
        try Data(contentsOf: URL(fileURLWithPath: store.path + "/backups/2026-09-22T100000Z.sqlite"))
          .write(to: URL(fileURLWithPath: store.ledger), options: .atomic)
        // Else no writer ever finds the one that it has opened in its place.
        Thread.sleep(forTimeInterval: 0.05)
        return nil
      }
      tally.addControl(noticed: lost > 0)
    }
    return tally
  }

  /// - Returns: how often the ledger was replaced, and how many acknowledged logs are nowhere.
  private static func write(
    _ harness: Harness, _ perWriter: Int, _ tally: inout Tally, replace: (Store, Int) throws -> Outcome?
  ) throws -> (replaced: Int, lost: Int) {
    let store = try Store()
    try harness.fine(["log", "parcelo", "good", "First of all"], in: store)
    try harness.fine(["backup"], in: store)
    let running = try (0..<4).map { number in
      let words = ["sh", "-c", script, "sh", harness.program, store.path, String(perWriter), String(number)]
      return try Command(words: words).start()
    }
    var turns = 0
    while running.contains(where: \.isUnderWay) {
      if let outcome = try replace(store, turns), outcome.status != 0 {
        tally.add(observed: true, losses: ["replacing: \(outcome.described)"])
      }
      turns += 1
    }
    var told: [String] = []
    for process in running {
      let lines = try process.finish(within: 600).output.split(separator: "\n")
      told += lines.filter { $0.hasPrefix("saved ") }.map { String($0.dropFirst("saved ".count)) }
      // Nothing but a writer that was told so may be refused.
      let failed = lines.filter { $0.hasPrefix("failed") && $0 != "failed 75" }
      tally.add(observed: true, losses: failed.map { "writer: \($0)" })
    }
    let held = try ledgers(in: store, &tally)
    let lost = told.filter { !held.contains($0) }
    for _ in told { tally.add(observed: true) }
    for text in lost { tally.add(observed: true, losses: ["\(text) acknowledged and in no ledger"]) }
    return (turns, lost.count)
  }

  /// What the live ledger and those put aside hold, each of which must be sound but for the sums that were lost.
  private static func ledgers(in store: Store, _ tally: inout Tally) throws -> Set<String> {
    var held: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: store.path)
    where file.hasSuffix(".sqlite") {
      let copy = try Store()
      try FileManager.default.copyItem(atPath: store.path + "/" + file, toPath: copy.ledger)
      do {
        let contents = try copy.contents()
        held.formUnion(contents.incidents.map(\.incident.summary))
        let isLive = file == WorkspaceLayout.ledgerName
        let problems = contents.problems.filter { isLive || !$0.hasPrefix("sums(of: ") }
        tally.add(observed: true, losses: problems.map { "\(file): \($0)" })
      } catch {
        tally.add(observed: true, losses: ["\(file): \(error)"])
      }
    }
    return held
  }

  private static func loseSums(_ path: String) throws {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    guard sqlite3_open(path, &connection) == SQLITE_OK, sqlite3_busy_timeout(connection, 30_000) == SQLITE_OK,
      sqlite3_exec(connection, "DELETE FROM evidence", nil, nil, nil) == SQLITE_OK
    else { throw HarnessError("the sums could not be removed") }
  }
}
