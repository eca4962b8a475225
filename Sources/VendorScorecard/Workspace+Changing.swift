internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

/// A vendor before and after a change.
public struct ScoreChange: Hashable, Sendable {
  public var before: Scorecard?
  public var after: Scorecard?

  public init(before: Scorecard?, after: Scorecard?) {
    self.before = before
    self.after = after
  }
}

/// The scores on either side of a change.
struct ScoreChanges {
  let before: Evaluator
  let after: Evaluator
  let day: Day
  /// Of the change, when there was one.
  let number: Int64?

  func change(of vendor: Vendor.ID) -> ScoreChange {
    ScoreChange(
      before: before.scorecard(of: vendor, asOf: day), after: after.scorecard(of: vendor, asOf: day))
  }
}

extension Workspace {
  /// Changes the ledger and reads the evidence before and after, all in one transaction: the difference is this
  /// change's own, whoever else writes.
  ///
  /// - Parameter change: returns the vendors that it was about, too.
  func changing<T>(
    at now: Timestamp, _ change: (any LedgerTransaction) throws -> (result: T, vendors: Set<Vendor.ID>)
  ) throws -> (T, ScoreChanges) {
    try ledger.write { transaction in
      var evidence = try transaction.evidence()
      let before = Evaluator(catalog: catalog, evidence: evidence)
      let last = try transaction.changes(limit: 1).first?.number
      let (result, vendors) = try change(transaction)
      let number = try transaction.changes(limit: 1).first?.number
      evidence.replace(vendors, by: try transaction.evidence(of: vendors))
      let after = before.with(evidence, changed: vendors)
      return (
        result,
        ScoreChanges(
          before: before, after: after, day: calendar.day(of: now), number: number == last ? nil : number)
      )
    }
  }
}
