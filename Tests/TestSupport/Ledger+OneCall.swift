package import ScorecardLedger
package import ScorecardModel

/// One question or one change, as a transaction of its own.
extension Ledger {
  package func evidence() throws -> Evidence { try read { try $0.evidence() } }

  package func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] {
    try read { try $0.incidents(filter) }
  }

  package func incident(_ id: Int64) throws -> RecordedIncident? { try read { try $0.incident(id) } }
  package func history(of id: Int64) throws -> [IncidentRevision] { try read { try $0.history(of: id) } }
  package func volumes() throws -> [Volume] { try read { try $0.volumes() } }
  package func statedVolumes() throws -> [Volume] { try read { try $0.statedVolumes() } }
  package func orderConflicts() throws -> [OrderConflict] { try read { try $0.orderConflicts() } }
  package func checkIns() throws -> [Day] { try read { try $0.checkIns() } }
  package func watched(_ vendor: Vendor.ID) throws -> [WatchedSpan] { try read { try $0.watched(vendor) } }
  package func span() throws -> ClosedRange<Day>? { try read { try $0.span() } }
  package func vendorsOnRecord() throws -> Set<Vendor.ID> { try read { try $0.vendorsOnRecord() } }
  package func changes(limit: Int) throws -> [Change] { try read { try $0.changes(limit: limit) } }
  package func imports() throws -> [ImportBatch] { try read { try $0.imports() } }
  package func sources() throws -> [SourceSummary] { try read { try $0.sources() } }

  package func readRecord(_ body: (RecordEntry) throws -> Void) throws {
    try read { try $0.readRecord(body) }
  }

  package func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws -> RecordedIncident {
    try write { try $0.record(incident, allowDuplicate: allowDuplicate, at: now) }
  }

  package func revise(
    _ ids: [Int64], as revision: Revision, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] {
    try write { try $0.revise(ids, as: revision, reason: reason, at: now, change) }
  }

  package func revise(
    _ id: Int64, as revision: Revision, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> RecordedIncident {
    try write { try $0.revise(id, as: revision, reason: reason, at: now, change) }
  }

  package func confirm(_ ids: [Int64], at now: Timestamp) throws -> [RecordedIncident] {
    try write { try $0.confirm(ids, at: now) }
  }

  package func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident {
    try write { try $0.retract(id, reason: reason, at: now) }
  }

  package func record(_ volume: Volume, at now: Timestamp) throws -> Volume? {
    try write { try $0.record(volume, at: now) }
  }

  package func checkIn(_ day: Day, at now: Timestamp) throws -> Bool {
    try write { try $0.checkIn(day, at: now) }
  }

  package func undo(at now: Timestamp) throws -> Change? { try write { try $0.undo(at: now) } }

  package func redo(at now: Timestamp) throws -> Change? { try write { try $0.redo(at: now) } }

  package func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try write { try $0.undoImport(number, at: now) }
  }
}
