import GRDB
package import ScorecardModel

extension SQLiteLedger {
  package func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws {
    try writing(at: now) { writer in
      let session = try SQLiteImport(writer)
      try body(session)
      guard commit, !session.tally.isEmpty else { return ((), false) }
      try session.close()
      _ = try writer.finish(action: "imported", summary: session.tally.summary(files: files))
      return ((), true)
    }
  }
}

/// The rows of one import on their way into the file.
final class SQLiteImport: ImportSession {
  private let writer: LedgerWriter
  private(set) var tally = ImportTally()
  private var keys: ImportKeys
  private lazy var volumes = Result { try VolumeState.inForce(writer.database, names: writer.names) }
  private lazy var checkIns = Result { Set(try CheckInState.inForce(writer.database)) }

  init(_ writer: LedgerWriter) throws {
    self.writer = writer
    keys = try ImportKeys(writer.database)
  }

  func close() throws { try keys.close() }

  func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] {
    try SQLiteLedger.incidents(filter, in: writer.database)
  }

  func beginFile() { keys.beginFile() }

  func add(_ storable: StorableIncident, confirmed: Bool) throws -> ImportOutcome {
    let incident = storable.incident
    let key = keys.key(of: storable)
    let outcome: ImportOutcome
    let mayBePresent = try keys.mayBePresent(
      key, isContent: storable.isContent, incidentCount: writer.incidentCount)
    if mayBePresent, let old = try writer.incident(key: key) {
      outcome = try merge(incident, confirmed: confirmed, into: old)
    } else {
      try writer.insert(
        incident, key: key, standing: confirmed ? .inForce : .unconfirmed, imported: true)
      outcome = .new
    }
    tally.count(outcome)
    return outcome
  }

  private func merge(
    _ incident: Incident, confirmed: Bool, into old: IncidentRow
  ) throws -> ImportOutcome {
    let rule = ImportRule(
      of: incident, confirmed: confirmed, onto: old.recorded, standing: old.standing, imported: old.imported)
    switch rule.outcome {
    case .new, .changed:
      try writer.replace(
        old, with: rule.incident, standing: rule.standing, outageOf: old.outageOf, imported: true)
    case .alreadyPresent, .keptLocal, .refused: break
    }
    return rule.outcome
  }

  func add(_ volume: Volume, mayShrink: Bool) throws -> ImportOutcome {
    do throws(LedgerError) { try Storable.check(volume) } catch { return .refused(error.reason) }
    var book = try volumes.get()
    volumes = .success(VolumeBook([]))
    defer { volumes = .success(book) }
    let outcome: ImportOutcome
    do throws(LedgerError) {
      switch try book.place(volume, mayShrink: mayShrink) {
      case .same: return .alreadyPresent
      case .new: outcome = .new
      case .replaced: outcome = .changed
      }
    } catch {
      return .refused(book.reason(of: error))
    }
    try writer.append(volume, orders: volume.orders)
    tally.count(outcome)
    return outcome
  }

  func add(checkIn day: Day) throws -> ImportOutcome {
    var days = try checkIns.get()
    checkIns = .success([])
    defer { checkIns = .success(days) }
    guard days.insert(day).inserted else { return .alreadyPresent }
    try writer.append(checkIn: day, withdrawn: false)
    tally.count(.new)
    return .new
  }
}
