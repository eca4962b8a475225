import ScorecardModel

/// An import into a copy of the store, which replaces the store when all went well.
final class InMemoryImport: ImportSession {
  var store: InMemoryStore
  let at: Timestamp
  private(set) var tally = ImportTally()
  private var repeats: [KeyHash: Int] = [:]

  init(_ store: InMemoryStore, at: Timestamp) {
    self.store = store
    self.at = at
    self.store.openVolumes()
  }

  func beginFile() { repeats = [:] }

  func numbered(_ storable: StorableIncident) -> StorableIncident { storable.numbered(key(of: storable)) }

  private func key(of storable: StorableIncident) -> KeyHash {
    guard storable.isContent, !storable.isNumbered else { return storable.key }
    defer { repeats[storable.key, default: 0] += 1 }
    return storable.key.repeated(repeats[storable.key, default: 0])
  }

  func incident(knownAs storable: StorableIncident) -> RecordedIncident? {
    store.keys[storable.key].flatMap { store.state($0)?.record }
  }

  func incident(with key: ImportKey) -> RecordedIncident? {
    store.keys[KeyHash(source: key.source, id: key.id)].flatMap { store.state($0)?.record }
  }

  func incident(_ id: Int64) -> RecordedIncident? { store.state(id)?.record }

  func add(_ storable: StorableIncident, confirmed: Bool) throws -> ImportOutcome {
    do {
      let outcome = try store.importIncident(
        storable, confirmed: confirmed, key: key(of: storable), at: at)
      tally.count(outcome)
      return outcome
    } catch let error as LedgerError where error.isOfLink {
      return .refused(error.reason)
    }
  }

  func add(_ volume: Volume, mayShrink: Bool) throws -> ImportOutcome {
    do throws(LedgerError) {
      try Storable.check(volume)
      let outcome: ImportOutcome
      switch try store.place(volume, mayShrink: mayShrink) {
      case .same: return .alreadyPresent
      case .new: outcome = .new
      case .replaced: outcome = .changed
      }
      tally.count(outcome)
      return outcome
    } catch {
      return .refused(store.volumes.reason(of: error))
    }
  }

  func add(checkIn day: Day) throws -> ImportOutcome {
    guard store.checkIn(day) else { return .alreadyPresent }
    tally.count(.new)
    return .new
  }
}
