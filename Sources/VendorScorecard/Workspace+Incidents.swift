internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

/// What recording or changing an incident came to.
public struct RecordingResult: Hashable, Sendable {
  public var recorded: RecordedIncident
  /// The vendor without the change; nil when nothing was on record about it.
  public var before: Scorecard?
  /// The vendor now; nil when its stage is not on the journey.
  public var after: Scorecard?
  /// The vendor whose it was before, when that was another one.
  public var former: ScoreChange?

  public init(
    recorded: RecordedIncident, before: Scorecard?, after: Scorecard?, former: ScoreChange? = nil
  ) {
    self.recorded = recorded
    self.before = before
    self.after = after
    self.former = former
  }
}

/// What was taken back.
public struct UndoResult: Hashable, Sendable {
  public var change: Change
  /// The incident that the change was about, as it is now; nil when it was about another thing, or several.
  public var incident: RecordedIncident?
  /// Volumes that no longer count.
  public var volumes: [Volume]
  /// Volumes that count again in their place.
  public var restored: [Volume]

  /// How the summary of a change begins that gave a month another number of orders.
  static let ordersOfMonth = "orders"
  /// The change was about the orders of one vendor, or of the store, on consecutive days.
  public var isOfOrders: Bool {
    change.action == "volume" || change.summary.hasPrefix(UndoResult.ordersOfMonth)
  }
}

/// A vendor before and after a change.
public struct ScoreChange: Hashable, Sendable {
  public var before: Scorecard?
  public var after: Scorecard?

  public init(before: Scorecard?, after: Scorecard?) {
    self.before = before
    self.after = after
  }
}

extension Workspace {
  // MARK: Writing

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
    let today = try checked(incident.day, at: now)
    var evidence = try ledger.evidence()
    let recorded = try ledger.record(incident, allowDuplicate: allowDuplicate, at: now)
    let earlier = Evaluator(catalog: catalog, evidence: evidence)
    let before = earlier.scorecard(of: vendor.id, asOf: today)
    // One that is part of an event changes what the others of it bring.
    if recorded.event == nil {
      evidence.add(recorded.incident, policy: catalog.policy)
    } else {
      evidence = try ledger.evidence()
    }
    return RecordingResult(
      recorded: recorded, before: before.flatMap { $0.incidentCount > 0 ? $0 : nil },
      after: earlier.with(evidence, changed: [vendor.id]).scorecard(of: vendor.id, asOf: today))
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
    try changing(id, at: now) {
      try ledger.revise(id, action: "edited", reason: reason, at: now) { recorded in
        var incident = recorded.incident
        try change(&incident)
        if incident.vendor != recorded.incident.vendor { _ = try known(incident.vendor) }
        if incident.day != recorded.incident.day { _ = try checked(incident.day, at: now) }
        return incident
      }
    }
  }

  /// States that a bad experience was put right, and how long that took. Blocks on the disk.
  @discardableResult
  public func resolve(
    _ id: Int64, hours: Double? = nil, reason: String = "", at now: Timestamp
  ) throws -> RecordingResult {
    try changing(id, at: now) {
      try ledger.revise(id, action: "resolved", reason: reason, at: now) { recorded in
        var incident = recorded.incident
        incident.resolved = true
        incident.hoursToResolve = hours ?? incident.hoursToResolve
        return incident
      }
    }
  }

  /// Takes an incident out of the scores; it stays on record. Blocks on the disk.
  @discardableResult
  public func retract(_ id: Int64, reason: String = "", at now: Timestamp) throws -> RecordingResult {
    try changing(id, at: now) { try ledger.retract(id, reason: reason, at: now) }
  }

  /// Takes back the newest change that still stands. Blocks on the disk.
  ///
  /// - Returns: that change, with what it was about; nil when there is none.
  @discardableResult
  public func undo(at now: Timestamp) throws -> UndoResult? {
    let before = try ledger.volumes()
    guard let change = try ledger.undo(at: now) else { return nil }
    let after = try ledger.volumes()
    // The summary of a change of one incident begins with its number.
    let id = change.summary.hasPrefix("#") ? change.summary.dropFirst().prefix { $0 != " " } : ""
    return UndoResult(
      change: change, incident: try Int64(id).flatMap { try ledger.incident($0) },
      volumes: before.filter { !after.contains($0) }, restored: after.filter { !before.contains($0) })
  }

  /// States that nothing happened on a day. Blocks on the disk.
  ///
  /// - Returns: false when that was on record already.
  /// - Throws: ``WorkspaceError/futureDay(_:today:)``.
  @discardableResult
  public func checkIn(_ day: Day, at now: Timestamp) throws -> Bool {
    _ = try checked(day, at: now)
    return try ledger.checkIn(day, at: now)
  }

  // MARK: Reading

  /// In the order of (day, id). Blocks on the disk.
  public func incidents(_ filter: IncidentFilter = IncidentFilter()) throws -> [RecordedIncident] {
    try ledger.incidents(filter)
  }

  /// The incident with this number. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``.
  public func incident(_ id: Int64) throws -> RecordedIncident {
    guard let incident = try ledger.incident(id) else { throw LedgerError.noIncident(id) }
    return incident
  }

  /// The others that are one event with an incident, hidden ones that are named too, by (day, number).
  /// Blocks on the disk.
  public func event(of recorded: RecordedIncident) throws -> [RecordedIncident] {
    guard let event = recorded.event else { return [] }
    return try ledger.incidents(IncidentFilter(standings: Set(IncidentStanding.allCases), event: event))
      .filter { $0.id != recorded.id }
  }

  /// Every state of an incident, oldest first. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``.
  public func history(of id: Int64) throws -> [IncidentRevision] {
    let history = try ledger.history(of: id)
    if history.isEmpty { throw LedgerError.noIncident(id) }
    return history
  }

  /// Newest first. Blocks on the disk.
  public func changes(limit: Int) throws -> [Change] { try ledger.changes(limit: limit) }

  /// Volumes in force, by (vendor, from). Blocks on the disk.
  public func volumes() throws -> [Volume] { try ledger.volumes() }

  /// Oldest first. Blocks on the disk.
  public func checkIns() throws -> [Day] { try ledger.checkIns() }

  // MARK: Parts

  private func changing(
    _ id: Int64, at now: Timestamp, _ change: () throws -> RecordedIncident
  ) throws -> RecordingResult {
    let today = calendar.day(of: now)
    let before = try ledger.evidence()
    let former = try ledger.incident(id)?.incident.vendor
    let changed = try change()
    let after = try ledger.evidence()
    func scores(of vendor: Vendor.ID) -> ScoreChange {
      ScoreChange(
        before: scorecard(of: vendor, before, asOf: today), after: scorecard(of: vendor, after, asOf: today))
    }
    let vendor = changed.incident.vendor
    let now = scores(of: vendor)
    return RecordingResult(
      recorded: changed, before: now.before, after: now.after,
      former: former.flatMap { $0 == vendor ? nil : scores(of: $0) })
  }

  private func scorecard(of vendor: Vendor.ID, _ evidence: Evidence, asOf day: Day) -> Scorecard? {
    Evaluator(catalog: catalog, evidence: evidence).scorecard(of: vendor, asOf: day)
  }

  /// - Returns: today in the store's time zone.
  func checked(_ day: Day, at now: Timestamp) throws(WorkspaceError) -> Day {
    let today = calendar.day(of: now)
    if day > today { throw .futureDay(day, today: today) }
    return today
  }
}
