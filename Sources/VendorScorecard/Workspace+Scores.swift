internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

/// Vendors side by side.
public struct Comparison: Hashable, Sendable {
  public var asOf: Day
  /// By verdict, then score.
  public var scorecards: [Scorecard]
  /// The pick against each other one in use, of one stage.
  public var pairings: [Pairing]

  public init(asOf: Day, scorecards: [Scorecard], pairings: [Pairing]) {
    self.asOf = asOf
    self.scorecards = scorecards
    self.pairings = pairings
  }
}

extension Workspace {
  /// Every vendor's scorecard and the journey. Blocks on the disk.
  public func evaluate(asOf day: Day) throws -> Evaluation { try evaluator().evaluate(asOf: day) }

  /// Why a vendor has the score and the advice it has, beside all the others'; reads that vendor's incidents.
  /// Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``.
  public func explain(
    _ vendor: Vendor.ID, asOf day: Day
  ) throws -> (explanation: Explanation, evaluation: Evaluation) {
    let vendor = try known(vendor)
    let incidents = try ledger.incidents(
      IncidentFilter(vendors: [vendor.id], through: day, standings: [.counted]))
    let evaluator = try evaluator()
    guard let explanation = evaluator.explain(vendor.id, asOf: day, incidents: incidents) else {
      throw WorkspaceError.unknownVendor(typed: vendor.id, closest: [])
    }
    return (explanation, evaluator.evaluate(asOf: day))
  }

  /// These vendors, best first, and how sure the difference is. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/nothingToCompare(_:)``.
  public func compare(_ vendors: [Vendor.ID], asOf day: Day) throws -> Comparison {
    var wanted: Set<Vendor.ID> = []
    for id in vendors { wanted.insert(try known(id).id) }
    guard wanted.count >= 2 else { throw WorkspaceError.nothingToCompare(vendors) }
    let evaluator = try evaluator()
    let ids = catalog.vendors.map(\.id).filter(wanted.contains)
    return Comparison(
      asOf: day, scorecards: ids.compactMap { evaluator.scorecard(of: $0, asOf: day) }.ranked(),
      pairings: evaluator.pairings(ids, asOf: day))
  }

  /// What `newcomer` in place of `replaced` would gain the journey. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/noReplacement(of:by:)``.
  public func replacement(of replaced: Vendor.ID, by newcomer: Vendor.ID, asOf day: Day) throws -> Replacement
  {
    let (old, new) = (try known(replaced), try known(newcomer))
    guard let replacement = try evaluator().replacement(of: old.id, by: new.id, asOf: day) else {
      throw WorkspaceError.noReplacement(of: old, by: new)
    }
    return replacement
  }
}
