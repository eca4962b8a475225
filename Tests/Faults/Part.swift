import Foundation

/// One kind of fault.
struct Part: Sendable {
  let name: String
  var needsStrace = true
  let run: @Sendable (Harness) throws -> Tally

  static let all = [
    Part(name: "kill", run: Kill.atRandom),
    Part(name: "kill-calls", run: Kill.atEveryCall),
    Part(name: "errors", run: CallErrors.run),
    Part(name: "power", run: PowerLoss.run),
    Part(name: "power-ext4", run: PowerCut.run),
    Part(name: "damage", needsStrace: false, run: Damage.run),
    Part(name: "writers", needsStrace: false, run: Writers.run),
    Part(name: "replacing", needsStrace: false, run: Replacing.run),
    Part(name: "file-size", run: Limits.fileSize),
    Part(name: "disk", run: Limits.disk),
    Part(name: "memory", run: Limits.memory),
    Part(name: "outputs", run: Outputs.run),
    Part(name: "links", needsStrace: false, run: Links.run),
    Part(name: "clock", needsStrace: false, run: ClockJumps.run),
  ]

  /// Prints what came of it.
  ///
  /// - Returns: whether it holds.
  func isPassed(_ harness: Harness) -> Bool {
    let start = Date()
    var tally = Tally()
    if needsStrace, let reason = Harness.withoutStrace {
      tally.skipped = [reason]
    } else {
      do { tally = try run(harness) } catch {
        tally.add(observed: false, losses: ["the harness stopped: \(error)"])
      }
    }
    for line in tally.lines(name, seconds: -start.timeIntervalSinceNow) { print(line) }
    fflush(nil)
    return !tally.isFailure
  }
}
