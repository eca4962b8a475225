import Foundation
import TestSupport
import Testing

@testable import ScorecardLedger

/// Random sequences of steps; `make properties` runs ten thousand.
struct RandomSequencesTests {
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  /// As many tests as there are cores to run them, each with its share.
  private static let shares = UInt64(4)

  @Test(arguments: 0..<shares)
  func `every ledger equals the model after each of many random steps`(_ share: UInt64) throws {
    let count = RandomSequencesTests.number("VENDORSCORE_SEQUENCES") ?? 100
    let first = RandomSequencesTests.number("VENDORSCORE_SEED") ?? 1
    for seed in first..<first + count where seed % RandomSequencesTests.shares == share {
      let steps = try RandomSteps.steps(seed: seed)
      do {
        try SequenceRun.run(steps)
      } catch {
        let fewest = SequenceRun.shrunk(steps, error)
        let list = fewest.steps.map { "\($0)" }.joined(separator: "\n")
        let text = "seed \(seed): of \(steps.count) steps these are enough:\n\(list)\n\(fewest.failure)"
        Issue.record(Comment(rawValue: text.replacing(/Scorecard[A-Za-z]*\./, with: "")))
        return
      }
    }
  }
}
