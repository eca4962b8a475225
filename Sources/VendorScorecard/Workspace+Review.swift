internal import ScorecardLedger
public import ScorecardModel

/// What changing several incidents at once came to.
public struct BulkResult: Hashable, Sendable {
  /// Those that changed, as they are now.
  public var recorded: [RecordedIncident]
  /// Numbers of those that were like that before, ascending.
  public var unchanged: [Int64]
  /// Of each vendor that they are about, in catalog order, before and after.
  public var scores: [ScoreChange]
}

extension Workspace {
  /// Lets incidents count that a vendor or a monitor reported, as one change. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``, ``LedgerError/maintenance(_:)``.
  @discardableResult
  public func confirm(_ ids: [Int64], at now: Timestamp) throws -> BulkResult {
    try changingMany(at: now) { transaction in
      let counted = try Set(ids).filter { try transaction.incident($0)?.standing == .counted }
      return (try transaction.confirm(ids, at: now).filter { !counted.contains($0.id) }, counted.sorted())
    }
  }

  /// Ticks off what is due of incidents, as one change: they are raised with the vendor, and nothing is left to do about
  /// their claims. Blocks on the disk.
  ///
  /// - Returns: those of which nothing was due as ``BulkResult/unchanged``.
  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``.
  @discardableResult
  public func tickOff(_ ids: [Int64], at now: Timestamp) throws -> BulkResult {
    let today = calendar.day(of: now)
    return try changingMany(at: now) { transaction in
      let ids = Set(ids).sorted()
      let known = try ids.map { id in
        guard let recorded = try transaction.incident(id) else { throw LedgerError.noIncident(id) }
        return recorded
      }
      let unchanged = Set(known.filter { tickedOff($0.incident, asOf: today) == $0.incident }.map(\.id))
      let revised = try transaction.revise(
        ids.filter { !unchanged.contains($0) }, as: .edited, reason: "done with it", at: now
      ) { tickedOff($0.incident, asOf: today) }
      return (revised, unchanged.sorted())
    }
  }

  private func tickedOff(_ incident: Incident, asOf day: Day) -> Incident {
    var incident = incident
    let details = incident.details
    incident.details.followUp = nil
    guard details.recovered == nil else { return incident }
    if details.claimed != nil || details.claimBy != nil {
      incident.details.claimDone = true
    } else if let deadline = catalog.claimDeadline(incident) {
      incident.details.claimDone = Snapshot.isOnOffer(incident, until: deadline.earliest, asOf: day)
    }
    return incident
  }

  /// Changes the incidents of a filter in one step, all or none. Blocks on the disk.
  ///
  /// - Parameter change: is given each while nobody else can change the ledger.
  /// - Throws: ``LedgerError/retracted(_:)``; what `change` throws.
  @discardableResult
  public func revise(
    _ filter: IncidentFilter, reason: String, at now: Timestamp, _ change: (inout Incident) throws -> Void
  ) throws -> BulkResult {
    func changed(_ recorded: RecordedIncident) throws -> Incident {
      var incident = recorded.incident
      try change(&incident)
      return incident
    }
    return try changingMany(at: now) { transaction in
      let found = try transaction.incidents(filter)
      let unchanged = try Set(found.filter { try changed($0) == $0.incident }.map(\.id))
      let others = found.map(\.id).filter { !unchanged.contains($0) }
      let revised = try transaction.revise(others, as: .edited, reason: reason, at: now, changed)
      return (revised, unchanged.sorted())
    }
  }

  /// Takes one import back, wherever it is in the history; what was changed since stays. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noImport(_:)``, ``LedgerError/undone(_:)``.
  @discardableResult
  public func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try ledger.write { try $0.undoImport(number, at: now) }
  }

  func changingMany(
    at now: Timestamp,
    _ change: (any LedgerTransaction) throws -> (changed: [RecordedIncident], unchanged: [Int64])
  ) throws -> BulkResult {
    let ((changed, unchanged, vendors), scores) = try changing(at: now) { transaction in
      let (changed, unchanged) = try change(transaction)
      let vendors = Set(changed.map(\.incident.vendor))
      return ((changed, unchanged, vendors), vendors)
    }
    return BulkResult(
      recorded: changed, unchanged: unchanged,
      scores: catalog.vendors.filter { vendors.contains($0.id) }.map { scores.change(of: $0.id) })
  }
}
