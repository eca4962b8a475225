internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

/// What changing several incidents at once came to.
public struct BulkResult: Hashable, Sendable {
  public var recorded: [RecordedIncident]
  /// Of each vendor that they are about, in catalog order, before and after.
  public var scores: [ScoreChange]
}

extension Workspace {
  /// Lets incidents count that a vendor or a monitor reported, as one change. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``, ``LedgerError/maintenance(_:)``.
  @discardableResult
  public func confirm(_ ids: [Int64], at now: Timestamp) throws -> BulkResult {
    try changingMany(at: now) { try ledger.confirm(ids, at: now) }
  }

  /// Changes several incidents in one step, all or none. Blocks on the disk.
  ///
  /// - Parameter change: is given each while nobody else can change the ledger.
  @discardableResult
  public func revise(
    _ ids: [Int64], reason: String, at now: Timestamp, _ change: (inout Incident) throws -> Void
  ) throws -> BulkResult {
    try changingMany(at: now) {
      try ledger.revise(ids, action: "edited", reason: reason, at: now) { recorded in
        var incident = recorded.incident
        try change(&incident)
        return incident
      }
    }
  }

  /// Newest first. Blocks on the disk.
  public func imports() throws -> [ImportBatch] { try ledger.imports() }

  /// Takes one import back, wherever it is in the history; what was changed since stays. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noImport(_:)``, ``LedgerError/undone(_:)``.
  @discardableResult
  public func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try ledger.undoImport(number, at: now)
  }

  private func changingMany(at now: Timestamp, _ change: () throws -> [RecordedIncident]) throws -> BulkResult
  {
    let today = calendar.day(of: now)
    let before = try evaluator()
    let recorded = try change()
    let after = try evaluator()
    let touched = Set(recorded.map(\.incident.vendor))
    let scores = catalog.vendors.filter { touched.contains($0.id) }.map { vendor in
      ScoreChange(
        before: before.scorecard(of: vendor.id, asOf: today),
        after: after.scorecard(of: vendor.id, asOf: today))
    }
    return BulkResult(recorded: recorded, scores: scores)
  }
}
