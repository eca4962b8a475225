import Foundation
import ScorecardModel
import VendorScorecard

/// Many processes that write at once, with one that reads.
enum Writers {
  private static let script = """
    number=0
    while [ $number -lt $3 ]; do
      "$1" log northwind bad "Writer $4, $number" -s 2 --workspace "$2" > /dev/null && echo saved || echo failed $?
      number=$((number + 1))
    done
    """
  private static let logs = 20

  static func run(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let writers = harness.runs(quick: 8, full: 64)
    let perWriter = harness.isQuick ? 5 : logs
    let (_, backups) = try write(harness, writers, perWriter, busySeconds: nil, &tally)
    tally.notes.append("\(backups) backups made meanwhile, each with all that was acknowledged before it")
    tally.control.what = "no waiting for one another"
    var control = Tally()
    let (refused, _) = try write(harness, writers, perWriter, busySeconds: 0, &control)
    for number in 0..<writers * perWriter { tally.addControl(noticed: number < refused) }
    return tally
  }

  /// - Returns: how many logs were refused, and how many backups were made.
  private static func write(
    _ harness: Harness, _ writers: Int, _ perWriter: Int, busySeconds: Int?, _ tally: inout Tally
  ) throws -> (refused: Int, backups: Int) {
    let store = try Store()
    let environment = busySeconds.map { ["VENDORSCORE_BUSY_SECONDS": String($0)] } ?? [:]
    // The ledger is there before, so that the control is about writing alone.
    try harness.fine(["log", "parcelo", "good", "First of all"], in: store)
    let running = try (0..<writers).map { number in
      try Command(
        words: ["sh", "-c", script, "sh", harness.program, store.path, String(perWriter), String(number)],
        environment: environment
      ).start()
    }
    let (reads, backups) = try readMeanwhile(harness, store, running, &tally)
    var refused = 0
    for process in running {
      let outcome = try process.finish(within: 600)
      let saved = saved(outcome.output)
      refused += perWriter - saved
      for _ in 0..<saved { tally.add(observed: true) }
      for _ in saved..<perWriter { tally.add(observed: true, losses: ["refused: \(outcome.described)"]) }
    }
    let contents = try store.contents()
    let rows = contents.incidents.count - 1
    if rows + refused != writers * perWriter {
      tally.add(observed: true, losses: ["\(rows) rows in the ledger"])
    }
    tally.add(observed: true, losses: contents.problems)
    if busySeconds == nil {
      tally.notes.append("\(rows) of \(writers * perWriter) rows, \(reads) reads meanwhile")
    }
    return (refused, backups)
  }

  /// Logs that were acknowledged to the script.
  private static func saved(_ output: String) -> Int { output.components(separatedBy: "saved").count - 1 }

  private static func readMeanwhile(
    _ harness: Harness, _ store: Store, _ running: [Running], _ tally: inout Tally
  ) throws -> (reads: Int, backups: Int) {
    var (reads, backups) = (0, 0)
    while running.contains(where: \.isUnderWay) {
      let outcome = try harness.command(["scores", "--json"], in: store).run()
      reads += 1
      if outcome.status != 0 { tally.add(observed: true, losses: ["reader: \(outcome.described)"]) }
      guard reads % 10 == 1 else { continue }
      let acknowledged = running.map { saved($0.output) }.reduce(0, +)
      let backup = try harness.command(["backup"], in: store).run()
      backups += 1
      let logs = Workspace.backups(in: store.path).first?.extent?.incidentCount ?? 0
      if backup.status != 0 || logs <= acknowledged {
        let held = "\(logs) logs of \(acknowledged + 1)"
        tally.add(observed: true, losses: ["backup with \(held): \(backup.described)"])
      }
    }
    return (reads, backups)
  }
}
