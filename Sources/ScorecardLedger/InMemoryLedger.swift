package import ScorecardModel
import Synchronization

/// A ledger that lives as long as the process: for tests and previews.
package final class InMemoryLedger: Ledger {
  private let store: Mutex<InMemoryStore>

  package init(policy: ScoringPolicy) { store = Mutex(InMemoryStore(policy: policy)) }

  func reading<T: Sendable>(_ body: (InMemoryStore) throws -> T) rethrows -> T {
    try store.withLock { try body($0) }
  }

  func replace(with next: InMemoryStore) { store.withLock { $0 = next } }

  package func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T {
    try body(InMemoryTransaction(reading { $0 }))
  }

  /// Values make the transaction: what throws leaves the store as it was.
  package func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T {
    let transaction = InMemoryTransaction(reading { $0 })
    let result = try body(transaction)
    replace(with: transaction.store)
    return result
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

  package func adopt(_ policy: ScoringPolicy) throws { store.withLock { $0.policy = policy } }

  /// There is no file that could be damaged.
  package func checkup(depth: CheckupDepth) -> [LedgerProblem] { [] }
}

/// A copy of the store, which replaces it when all went well.
private final class InMemoryTransaction: LedgerTransaction {
  private(set) var store: InMemoryStore

  init(_ store: InMemoryStore) { self.store = store }

  private func writing<T>(_ body: (inout InMemoryStore) throws -> T) rethrows -> T { try body(&store) }

  // MARK: Reading

  func evidence() throws -> Evidence { store.evidence }
  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (RecordedIncident) throws -> Bool
  ) throws {
    var filter = filter
    filter.limit = nil
    let found = store.incidents(filter)
    for incident in newestFirst ? found.reversed() : found {
      guard try body(incident) else { return }
    }
  }

  func incident(_ id: Int64) throws -> RecordedIncident? { store.state(id)?.record }
  func history(of id: Int64) throws -> [IncidentRevision] { store.history(of: id) }
  func volumes() throws -> [Volume] { store.volumes.all }
  func checkIns() throws -> [Day] { store.checkIns.sorted() }

  func span() throws -> ClosedRange<Day>? {
    let days = store.current.filter { $0.standing == .counted }.map(\.incident.day)
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }

  func vendorsOnRecord() throws -> Set<Vendor.ID> { Set(store.vendors.names) }

  func changes(limit: Int) throws -> [Change] {
    store.log.suffix(max(0, limit)).reversed().map(\.change)
  }

  func imports() throws -> [ImportBatch] { store.imports }

  func readRecord(_ body: (RecordEntry) throws -> Void) throws { try store.readRecord(body) }

  // MARK: Writing

  func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws -> RecordedIncident {
    try Storable.check(incident)
    return try writing { try $0.record(incident, allowDuplicate: allowDuplicate, at: now) }
  }

  func revise(
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

  func confirm(_ ids: [Int64], at now: Timestamp) throws -> [RecordedIncident] {
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

  func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident {
    try Storable.check(reason, "reason", atMost: Incident.longestText)
    return try writing { store in
      let old = try store.stateOnRecord(id)
      let record = store.replace(
        old, with: old.record.incident, standing: .retracted, imported: old.imported)
      store.finish("retracted", ChangeText.incident(record), reason: reason, at: now)
      return store.state(id)?.record ?? record
    }
  }

  func record(_ volumes: [Volume], at now: Timestamp) throws -> [Volume?] {
    for volume in volumes { try Storable.check(volume) }
    var stored: [Volume] = []
    let replaced = try volumes.map { volume -> Volume? in
      let replaced: Volume?
      switch try store.place(volume) {
      case .same: return volume
      case .new: replaced = nil
      case .replaced(let old): replaced = old
      }
      stored.append(volume)
      return replaced
    }
    if !stored.isEmpty { store.finish("volume", ChangeText.volumes(stored), at: now) }
    return replaced
  }

  func checkIn(_ day: Day, at now: Timestamp) throws -> Bool {
    writing { store in
      guard store.checkIn(day) else { return false }
      store.finish("check-in", ChangeText.checkIn(day), at: now)
      return true
    }
  }

  func undo(at now: Timestamp) throws -> Change? { writing { $0.undo(at: now) } }

  func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try writing { try $0.undoImport(number, at: now) }
  }
}
