internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

/// A row that names its event, on its way into the ledger.
struct EventRow: Sendable {
  var storable: StorableIncident
  var event: RowEvent
  var confirmed: Bool
  var line: Int
}

/// Adds the rows of one file that name their event.
final class EventTaker: EventRowTaker {
  private let run: ImportTransaction
  private let session: any ImportSession
  private let index: Int

  init(run: ImportTransaction, session: any ImportSession, index: Int) {
    (self.run, self.session, self.index) = (run, session, index)
  }

  func incident(with key: ImportKey) throws -> RecordedIncident? {
    try run.own(key) ?? session.incident(with: key)
  }

  func incident(of row: EventRow) throws -> RecordedIncident? {
    try run.own(row.storable.incident.source) ?? session.incident(knownAs: row.storable)
  }

  func add(_ row: EventRow, _ link: ImportLink) throws {
    if let local = run.own(row.storable.incident.source) {
      let event: Int64? =
        if case .with(let number) = link { try session.incident(number)?.event } else { nil }
      let incident = link.applied(to: row.storable.incident, onto: local, event: event)
      run.count(run.same(local, incident) ? .alreadyPresent : .keptLocal(id: local.id), index, row.line)
      return
    }
    let outcome = try session.add(row.storable.linked(link), confirmed: row.confirmed)
    if case .refused(let reason) = outcome {
      return try refuse(row, why(row, link) ?? ImportDiagnostics.with(reason, at: row.event))
    }
    if case .new = outcome, !row.confirmed { run.countUnconfirmed(index) }
    run.count(outcome, index, row.line)
  }

  /// The numbers of what this import brings say nothing to its owner yet.
  private func why(_ row: EventRow, _ link: ImportLink) throws -> Diagnostic? {
    guard case .with(let number) = link, let vendor = try session.incident(number)?.incident.vendor,
      vendor != row.storable.incident.vendor
    else { return nil }
    return ImportDiagnostics.otherVendor(vendor, of: row.event)
  }

  func refuse(_ row: EventRow) throws { try refuse(row, ImportDiagnostics.unknownEvent(row.event)) }

  private func refuse(_ row: EventRow, _ diagnostic: Diagnostic) throws {
    try run.refuse(diagnostic, row.event.row, index)
  }
}
