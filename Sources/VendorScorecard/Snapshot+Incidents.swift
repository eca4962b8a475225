internal import ScorecardLedger
public import ScorecardModel

extension Snapshot {
  /// In the order of (day, id).
  public func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] {
    try reader.incidents(filter)
  }

  /// Hands them out one by one, the newest first, until `body` has enough.
  ///
  /// - Parameter body: returns whether it wants more.
  public func forEachIncident(
    _ filter: IncidentFilter, _ body: (RecordedIncident) throws -> Bool
  ) throws {
    try reader.forEachIncident(filter, newestFirst: true, body)
  }

  /// - Throws: ``LedgerError/noIncident(_:)``.
  public func incident(_ id: Int64) throws -> RecordedIncident {
    guard let incident = try reader.incident(id) else { throw LedgerError.noIncident(id) }
    return incident
  }

  /// The others that are one event with an incident, hidden ones that are named too, by (day, number).
  public func event(of recorded: RecordedIncident) throws -> [RecordedIncident] {
    guard let event = recorded.event else { return [] }
    return try reader.incidents(IncidentFilter(standings: [], event: event)).filter { $0.id != recorded.id }
  }

  /// Every state of an incident, oldest first.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``.
  public func history(of id: Int64) throws -> [IncidentRevision] {
    let history = try reader.history(of: id)
    if history.isEmpty { throw LedgerError.noIncident(id) }
    return history
  }

  /// Newest first.
  public func changes(limit: Int) throws -> [Change] { try reader.changes(limit: limit) }

  /// What a change touched; empty when there is no such change.
  public func subject(ofChange number: Int64) throws -> ChangeSubject {
    try reader.subject(ofChange: number)
  }

  /// Newest first.
  public func imports() throws -> [ImportBatch] { try reader.imports() }

  /// What each source has told, the one that told most first. Reads every row, the first time.
  public func sources() throws -> [SourceSummary] { try workspace.memory.sources(reader) }

  /// Volumes in force, by (vendor, from).
  public func volumes() throws -> [Volume] { try reader.volumes() }

  /// The same, with where they come from and what is left out.
  public func orders() throws -> OrderList {
    let volumes = try reader.volumes()
    let stated = Set(try reader.statedVolumes())
    return OrderList(
      volumes: volumes, counted: Set(volumes).subtracting(stated),
      leftOut: OrderConflictTotal.totals(of: try reader.orderConflicts()))
  }

  public func checkIns() throws -> [Day] { try reader.checkIns() }
}
