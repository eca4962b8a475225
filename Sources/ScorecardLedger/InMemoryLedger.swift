package import ScorecardModel
import Synchronization

/// A ledger that lives as long as the process: for tests and previews.
package final class InMemoryLedger: Ledger {
  private let store: Mutex<InMemoryStore>

  package init(policy: ScoringPolicy) { store = Mutex(InMemoryStore(policy: policy)) }

  /// Values make the transaction: what throws leaves the store as it was.
  private func writing<T: Sendable>(_ body: (inout InMemoryStore) throws -> T) throws -> T {
    try store.withLock { store in
      var next = store
      let result = try body(&next)
      store = next
      return result
    }
  }

  func reading<T: Sendable>(_ body: (InMemoryStore) throws -> T) rethrows -> T {
    try store.withLock { try body($0) }
  }

  func replace(with next: InMemoryStore) { store.withLock { $0 = next } }

  // MARK: Reading

  package func evidence() throws -> Evidence { reading(\.evidence) }

  package func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] {
    reading { $0.incidents(filter) }
  }

  package func incident(_ id: Int64) throws -> RecordedIncident? { reading { $0.state(id)?.record } }
  package func history(of id: Int64) throws -> [IncidentRevision] { reading { $0.history(of: id) } }
  package func volumes() throws -> [Volume] { reading { $0.volumes.all } }
  package func checkIns() throws -> [Day] { reading { $0.checkIns.sorted() } }

  package func span() throws -> ClosedRange<Day>? {
    let days = reading { store in store.current.filter { $0.standing == .counted }.map(\.incident.day) }
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }

  package func vendorsOnRecord() throws -> Set<Vendor.ID> { reading { Set($0.vendors.names) } }

  package func changes(limit: Int) throws -> [Change] {
    reading { store in store.log.suffix(max(0, limit)).reversed().map(\.change) }
  }

  package func identity() throws -> Int64? {
    var chain: Int64?
    try readRecord { if chain == nil, case .change(let first) = $0 { chain = first.chain } }
    return chain
  }

  // MARK: Writing

  package func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws -> RecordedIncident {
    try Storable.check(incident)
    return try writing { try $0.record(incident, allowDuplicate: allowDuplicate, at: now) }
  }

  package func revise(
    _ ids: [Int64], action: String, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] {
    try Storable.check(action, "action", atLeast: 1, atMost: 100)
    try Storable.check(reason, "reason", atMost: Incident.longestText)
    guard !ids.isEmpty else { return [] }
    return try writing { store in
      let records = try ids.map { id in
        let old = try store.stateOnRecord(id)
        let incident = try change(old.record)
        try Storable.check(incident)
        try store.checkLink(of: incident, id: id, before: old.record.incident)
        return store.replace(old, with: incident, standing: old.standing, imported: false)
      }
      store.finish(action, ChangeText.incidents(records), reason: reason, at: now)
      return records.compactMap { store.state($0.id)?.record }
    }
  }

  package func confirm(_ ids: [Int64], at now: Timestamp) throws -> [RecordedIncident] {
    try writing { store in
      var confirmed: [RecordedIncident] = []
      for id in ids {
        let old = try store.stateOnRecord(id)
        guard old.standing == .unconfirmed else { continue }
        if old.record.incident.isMaintenance { throw LedgerError.maintenance(id) }
        confirmed.append(
          store.replace(
            old, with: old.record.incident, standing: .inForce, imported: old.imported))
      }
      if !confirmed.isEmpty { store.finish("confirmed", ChangeText.incidents(confirmed), at: now) }
      return ids.compactMap { store.state($0)?.record }
    }
  }

  package func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident {
    try Storable.check(reason, "reason", atMost: Incident.longestText)
    return try writing { store in
      let old = try store.stateOnRecord(id)
      let record = store.replace(
        old, with: old.record.incident, standing: .retracted, imported: old.imported)
      store.finish("retracted", ChangeText.incident(record), reason: reason, at: now)
      return store.state(id)?.record ?? record
    }
  }

  package func record(_ volume: Volume, at now: Timestamp) throws -> Volume? {
    try Storable.check(volume)
    return try writing { store in
      let replaced: Volume?
      switch try store.place(volume) {
      case .same: return volume
      case .new: replaced = nil
      case .replaced(let old): replaced = old
      }
      store.finish("volume", ChangeText.volume(volume), at: now)
      return replaced
    }
  }

  package func checkIn(_ day: Day, at now: Timestamp) throws -> Bool {
    try writing { store in
      guard store.checkIn(day) else { return false }
      store.finish("check-in", ChangeText.checkIn(day), at: now)
      return true
    }
  }

  package func undo(at now: Timestamp) throws -> Change? { try writing { $0.undo(at: now) } }
  package func imports() throws -> [ImportBatch] { reading(\.imports) }

  package func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try writing { try $0.undoImport(number, at: now) }
  }

  package func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws {
    let session = InMemoryImport(reading { $0 }, at: now)
    try body(session)
    guard commit, !session.tally.isEmpty else { return }
    session.store.finish("imported", session.tally.summary(files: files), at: now)
    replace(with: session.store)
  }

  // MARK: Care

  package func adopt(_ policy: ScoringPolicy) throws { try writing { $0.policy = policy } }

  /// There is no file that could be damaged.
  package func checkup(depth: CheckupDepth) -> [LedgerProblem] { [] }
}
