internal import ScorecardLedger
public import ScorecardModel

/// What recording or changing an incident came to.
public struct RecordingResult: Hashable, Sendable {
  public var recorded: RecordedIncident
  /// The vendor without the change; nil when nothing was on record about it.
  public var before: Scorecard?
  /// The vendor now; nil when its stage is not on the journey.
  public var after: Scorecard?
  /// The vendor whose it was before, when that was another one.
  public var former: ScoreChange?
  /// The number of the change, which ``Workspace/undo(_:at:)`` takes; nil when nothing was changed.
  public var change: Int64?

  public init(
    recorded: RecordedIncident, before: Scorecard?, after: Scorecard?, former: ScoreChange? = nil
  ) {
    self.recorded = recorded
    self.before = before
    self.after = after
    self.former = former
  }
}

/// What was taken back, or brought back.
public struct UndoResult: Hashable, Sendable {
  public var change: Change
  /// What the change had touched.
  public var subject: ChangeSubject
  /// The incident that was recorded or changed, as it is now; nil when it was another thing, or several.
  public var incident: RecordedIncident?
  /// Volumes that no longer count.
  public var volumes: [Volume]
  /// Volumes that count in their place, or again.
  public var restored: [Volume]
}

extension Workspace {
  /// Puts one experience on record. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/futureDay(_:today:)``,
  ///   ``LedgerError/duplicate(of:)``; when what it names as the same event can't be that, ``LedgerError/noIncident(_:)``,
  ///   ``LedgerError/retracted(_:)``, ``LedgerError/otherVendor(_:)``.
  @discardableResult
  public func record(
    _ incident: Incident, allowDuplicate: Bool = false, at now: Timestamp
  ) throws -> RecordingResult {
    let vendor = try known(incident.vendor)
    _ = try checked(incident.day, at: now)
    let (recorded, scores) = try changing(at: now) { transaction in
      (try transaction.record(incident, allowDuplicate: allowDuplicate, at: now), [vendor.id])
    }
    let change = scores.change(of: vendor.id)
    var result = RecordingResult(
      recorded: recorded, before: change.before.flatMap { $0.incidentCount > 0 ? $0 : nil },
      after: change.after)
    result.change = scores.number
    return result
  }

  /// Changes what is on record about an incident; its earlier state stays in its history. Blocks on the disk.
  ///
  /// - Parameter change: is given the incident while nobody else can change the ledger. What it leaves alone may be of
  ///   a vendor that the catalog has lost.
  /// - Throws: as ``record(_:allowDuplicate:at:)``; ``LedgerError/noIncident(_:)``,
  ///   ``LedgerError/retracted(_:)``; what `change` throws.
  @discardableResult
  public func revise(
    _ id: Int64, reason: String = "", at now: Timestamp, _ change: (inout Incident) throws -> Void
  ) throws -> RecordingResult {
    try revising(id, at: now) { transaction in
      try transaction.revise(id, as: .edited, reason: reason, at: now) { recorded in
        var incident = recorded.incident
        try change(&incident)
        if incident.vendor != recorded.incident.vendor { _ = try known(incident.vendor) }
        if incident.day != recorded.incident.day { _ = try checked(incident.day, at: now) }
        return incident
      }
    }
  }

  /// States that a bad experience was resolved, and how long that took. Blocks on the disk.
  ///
  /// - Parameter hours: nil = as it is on record.
  /// - Throws: ``WorkspaceError/nothingToResolve(_:)``, ``WorkspaceError/alreadyResolved(_:)``;
  ///   ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``.
  @discardableResult
  public func resolve(
    _ id: Int64, hours: Double? = nil, reason: String = "", at now: Timestamp
  ) throws -> RecordingResult {
    try revising(id, at: now) {
      try Workspace.resolve(id, hours: hours, reason: reason, in: $0, at: now)
    }
  }

  /// Takes an incident out of the scores; it stays on record. Blocks on the disk.
  @discardableResult
  public func retract(_ id: Int64, reason: String = "", at now: Timestamp) throws -> RecordingResult {
    try revising(id, at: now) { try $0.retract(id, reason: reason, at: now) }
  }

  /// Takes back the newest change that still stands. Blocks on the disk.
  ///
  /// - Parameter expected: the number of the change that is meant; nil = whichever it is.
  /// - Returns: that change, with what it was about; nil when there is none.
  /// - Throws: ``WorkspaceError/changedMeanwhile`` when the newest change is another one than `expected`.
  @discardableResult
  public func undo(_ expected: Int64? = nil, at now: Timestamp) throws -> UndoResult? {
    try turning { transaction in
      let change = try transaction.undo(at: now)
      if let expected, change?.number != expected { throw WorkspaceError.changedMeanwhile }
      return change
    }
  }

  /// Brings back what the last undo took back, unless anything was recorded since. Blocks on the disk.
  ///
  /// - Parameter expected: the number of the undo that is meant; nil = whichever it is.
  /// - Returns: the change that stands again, with what it was about; nil when there is nothing to bring back.
  /// - Throws: ``WorkspaceError/changedMeanwhile`` when the newest change is another one than `expected`.
  @discardableResult
  public func redo(_ expected: Int64? = nil, at now: Timestamp) throws -> UndoResult? {
    try turning { transaction in
      if let expected, try transaction.changes(limit: 1).first?.number != expected {
        throw WorkspaceError.changedMeanwhile
      }
      return try transaction.redo(at: now)
    }
  }

  private func turning(_ turn: (any LedgerTransaction) throws -> Change?) throws -> UndoResult? {
    try ledger.write { transaction in
      let before = try transaction.volumes()
      guard let change = try turn(transaction) else { return nil }
      let after = try transaction.volumes()
      let (had, has) = (Set(before), Set(after))
      let subject = try transaction.subject(ofChange: change.number)
      // An import is known by its files, also when it brought a single incident.
      let id = change.kind == .imported ? nil : subject.incident
      return UndoResult(
        change: change, subject: subject, incident: try id.flatMap { try transaction.incident($0) },
        volumes: before.filter { !has.contains($0) }, restored: after.filter { !had.contains($0) })
    }
  }

  // MARK: Parts

  static func resolve(
    _ id: Int64, hours: Double? = nil, reason: String = "", in transaction: any LedgerTransaction,
    at now: Timestamp
  ) throws -> RecordedIncident {
    try transaction.revise(id, as: .resolved, reason: reason, at: now) { recorded in
      var incident = recorded.incident
      if incident.outcome == .good { throw WorkspaceError.nothingToResolve(id) }
      if incident.resolved == true, hours == nil { throw WorkspaceError.alreadyResolved(id) }
      incident.resolved = true
      incident.hoursToResolve = hours ?? incident.hoursToResolve
      return incident
    }
  }

  private func revising(
    _ id: Int64, at now: Timestamp, _ revise: (any LedgerTransaction) throws -> RecordedIncident
  ) throws -> RecordingResult {
    let ((former, revised), scores) = try changing(at: now) { transaction in
      let former = try transaction.incident(id)?.incident.vendor
      let revised = try revise(transaction)
      return ((former, revised), Set([former, revised.incident.vendor].compactMap(\.self)))
    }
    let vendor = revised.incident.vendor
    let change = scores.change(of: vendor)
    var result = RecordingResult(
      recorded: revised, before: change.before, after: change.after,
      former: former.flatMap { $0 == vendor ? nil : scores.change(of: $0) })
    result.change = scores.number
    return result
  }

  /// - Returns: today in the store's time zone.
  func checked(_ day: Day, at now: Timestamp) throws(WorkspaceError) -> Day {
    let today = calendar.day(of: now)
    if day > today { throw .futureDay(day, today: today) }
    return today
  }
}
