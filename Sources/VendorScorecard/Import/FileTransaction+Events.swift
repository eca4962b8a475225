internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPresentation

/// A row that names its event, on its way into the ledger.
struct EventRow: Sendable {
  var storable: StorableIncident
  var event: RowEvent
  var confirmed: Bool
  var line: Int
  var original: RejectedRow?
}

extension FileTransaction: EventRowTaker {
  func hold(
    _ storable: StorableIncident, _ event: CheckedEvent, confirmed: Bool, line: Int,
    _ original: RejectedRow?
  ) throws {
    guard let key = storable.incident.source else { return }
    let row = EventRow(
      storable: try session.numbered(storable), event: event.event, confirmed: confirmed, line: line,
      original: original)
    events.hold(row, key: key, vendor: storable.incident.vendor, event: event.key)
  }

  /// At the end of a file, when all that its rows may name is known.
  func addEvents() throws {
    if events.isEmpty { return }
    try events.add(to: self)
    events = EventRows()
    result.sortDiagnostics()
  }

  func incident(with key: ImportKey) throws -> RecordedIncident? {
    try own(key) ?? session.incident(with: key)
  }

  func incident(of row: EventRow) throws -> RecordedIncident? {
    try own(row.storable.incident.source) ?? session.incident(knownAs: row.storable)
  }

  func add(_ row: EventRow, _ link: ImportLink) throws {
    let outcome: ImportOutcome
    if let local = try own(row.storable.incident.source) {
      let event: Int64? =
        if case .with(let number) = link { try session.incident(number)?.event } else { nil }
      let incident = link.applied(to: row.storable.incident, onto: local, event: event)
      outcome = self.outcome(of: incident, onto: local)
    } else {
      outcome = try session.add(row.storable.linked(link), confirmed: row.confirmed)
    }
    if case .refused(let reason) = outcome {
      return try refuse(
        row, why(row, link) ?? ImportDiagnostics.with(UnstorableText.clause(reason), at: row.event))
    }
    let isScored = row.storable.incident.attribution == .vendor
    try count(outcome, confirmed: row.confirmed, isScored: isScored, line: row.line, row.original)
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
    try refuse(diagnostic, row.original)
  }
}
