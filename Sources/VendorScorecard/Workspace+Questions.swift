public import ScorecardModel

// One question, as a snapshot of its own; several that shall go together belong into one ``Workspace/snapshot(_:)``.

extension Workspace {
  /// Every vendor's scorecard and the journey. Blocks on the disk.
  public func evaluate(asOf day: Day) throws -> Evaluation { try snapshot { try $0.evaluate(asOf: day) } }

  /// Why a vendor has the score and the advice it has, beside all the others'. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``.
  public func explain(
    _ vendor: Vendor.ID, asOf day: Day
  ) throws -> (explanation: Explanation, evaluation: Evaluation) {
    try snapshot { try $0.explain(vendor, asOf: day) }
  }

  /// These vendors, best first, and how sure the difference is. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/nothingToCompare(_:)``.
  public func compare(_ vendors: [Vendor.ID], asOf day: Day) throws -> Comparison {
    try snapshot { try $0.compare(vendors, asOf: day) }
  }

  /// What `newcomer` in place of `replaced` would gain the journey. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/noReplacement(of:by:)``.
  public func replacement(of replaced: Vendor.ID, by newcomer: Vendor.ID, asOf day: Day) throws -> Replacement
  {
    try snapshot { try $0.replacement(of: replaced, by: newcomer, asOf: day) }
  }

  /// In the order of (day, id). Blocks on the disk.
  public func incidents(_ filter: IncidentFilter = IncidentFilter()) throws -> [RecordedIncident] {
    try snapshot { try $0.incidents(filter) }
  }

  /// The incident with this number. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``.
  public func incident(_ id: Int64) throws -> RecordedIncident { try snapshot { try $0.incident(id) } }
  /// Every state of an incident, oldest first. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``.
  public func history(of id: Int64) throws -> [IncidentRevision] { try snapshot { try $0.history(of: id) } }
  /// Newest first. Blocks on the disk.
  public func changes(limit: Int) throws -> [Change] { try snapshot { try $0.changes(limit: limit) } }
  /// Volumes in force, by (vendor, from). Blocks on the disk.
  public func volumes() throws -> [Volume] { try snapshot { try $0.volumes() } }
  /// Oldest first. Blocks on the disk.
  public func checkIns() throws -> [Day] { try snapshot { try $0.checkIns() } }
  /// What has to be done on or after a day, and what was missed before, by (day, incident). Blocks on the disk.
  public func due(asOf day: Day) throws -> [DueItem] { try snapshot { try $0.due(asOf: day) } }

  /// A vendor's outages that began before `end`, or went on in the span. Blocks on the disk.
  ///
  /// - Parameters: as of ``Snapshot/outages(of:from:to:)``.
  public func outages(of vendor: Vendor.ID, from start: Timestamp?, to end: Timestamp) throws -> OutageReport?
  {
    try snapshot { try $0.outages(of: vendor, from: start, to: end) }
  }

  /// The scorecard of a quarter; see ``Snapshot/quarterReport(_:asOf:)``. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/emptyPeriod(_:onRecord:)``.
  public func quarterReport(_ quarter: Quarter, asOf day: Day) throws -> QuarterReport {
    try snapshot { try $0.quarterReport(quarter, asOf: day) }
  }
}
