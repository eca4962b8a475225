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

  func incidents(_ filter: IncidentFilter) -> [RecordedIncident] { store.incidents(filter) }

  func beginFile() { repeats = [:] }

  func add(_ storable: StorableIncident, confirmed: Bool) throws -> ImportOutcome {
    var key = storable.key
    if storable.isContent {
      key = storable.key.repeated(repeats[storable.key, default: 0])
      repeats[storable.key, default: 0] += 1
    }
    let outcome = store.importIncident(storable.incident, confirmed: confirmed, key: key, at: at)
    tally.count(outcome)
    return outcome
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
