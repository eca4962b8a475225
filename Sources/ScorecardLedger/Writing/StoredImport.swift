import ScorecardModel

/// The rows of one import on their way into the ledger.
final class StoredImport: ImportSession {
  let writer: LedgerWriter
  private let transaction: StoredTransaction
  var tally = ImportTally()
  private var keys: ImportKeys
  var recordKeys: ImportKeys
  /// The last change by a version that kept no records; 0 = none was.
  let countedUntil: Int64
  private(set) var lastRecordBeforeFile: Int64 = 0
  /// Records of earlier files, or imports, that the file at hand has told; those of its own have larger numbers.
  var toldInFile = OpenAddressingMap<Void>(initial: ())
  private lazy var volumes = Result { try writer.store.volumeBook(writer.names) }
  private lazy var checkIns = Result { Set(try writer.store.daysCheckedIn()) }

  init(_ writer: LedgerWriter, in transaction: StoredTransaction) throws {
    self.writer = writer
    self.transaction = transaction
    keys = ImportKeys(.incidents, writer.store)
    recordKeys = ImportKeys(.records, writer.store)
    countedUntil = try writer.store.countedUntil()
  }

  func close() throws {
    try keys.close()
    try recordKeys.close()
  }

  func identity() throws -> Int64? { try transaction.identity() }

  func beginFile() {
    keys.beginFile()
    recordKeys.beginFile()
    lastRecordBeforeFile = writer.lastRecord
    toldInFile = OpenAddressingMap(initial: ())
  }

  var looksAhead: Bool { writer.store.looksAhead }

  func expect(_ rows: ExpectedRows) throws {
    try writer.store.expect(
      incidents: keys.toLookFor(rows.incidents), records: recordKeys.toLookFor(rows.records))
  }

  func numbered(_ storable: StorableIncident) -> StorableIncident {
    storable.numbered(key(of: storable))
  }

  private func key(of storable: StorableIncident) -> KeyHash {
    storable.isContent ? keys.numbered(storable.key) : storable.key
  }

  func incident(knownAs storable: StorableIncident) throws -> RecordedIncident? {
    try keys.openIndex()
    return try writer.incident(key: storable.key)?.recorded
  }

  func incident(with key: ImportKey) throws -> RecordedIncident? {
    try keys.openIndex()
    return try writer.incident(key: KeyHash(source: key.source, id: key.id))?.recorded
  }

  func incident(_ id: Int64) throws -> RecordedIncident? { try writer.incident(id)?.recorded }

  func forEachOutage(
    of vendor: Vendor.ID, source: String, days: ClosedRange<Day>?, newestFirst: Bool,
    _ body: (RecordedIncident) throws -> Bool
  ) throws {
    let filter = IncidentFilter(
      vendors: [vendor], from: days?.lowerBound, through: days?.upperBound, standings: [], source: source,
      hasDetails: true)
    try transaction.forEachIncident(filter, newestFirst: newestFirst) { recorded in
      recorded.incident.details.outage == nil ? true : try body(recorded)
    }
  }

  func watched(
    by monitor: ImportKey, around span: ClosedRange<Timestamp>
  ) throws -> [Range<Timestamp>] {
    try recordKeys.openIndex()
    let start = KeyHash(monitor: monitor, watchedFrom: span.lowerBound)
    return try spans(before: start) + spans(from: start, through: span.upperBound.seconds)
  }

  /// After so many spans in a row that end too early the search for one that reaches ends. Windows that are imported one
  /// after another have none of them; short ones inside a long one are few.
  private static let mostShorter = 100

  /// A monitor's spans that begin before a moment and reach it, and the last one that does not.
  private func spans(before start: KeyHash) throws -> [Range<Timestamp>] {
    var (found, shorter): ([Range<Timestamp>], Int) = ([], 0)
    try writer.store.forEachSpan(.before, of: start) { row in
      guard let span = row.standingSpan else { return true }
      let reaches = span.upperBound.seconds >= start.low
      if reaches || shorter == 0 { found.append(span) }
      shorter = reaches ? 0 : shorter + 1
      return shorter < Self.mostShorter
    }
    return found
  }

  /// A monitor's spans that begin from one moment through another, and the first one after.
  private func spans(from start: KeyHash, through end: Int64) throws -> [Range<Timestamp>] {
    var found: [Range<Timestamp>] = []
    try writer.store.forEachSpan(.from, of: start) { row in
      guard let span = row.standingSpan else { return true }
      found.append(span)
      return span.lowerBound.seconds <= end
    }
    return found
  }

  func add(_ storable: StorableIncident, confirmed: Bool) throws -> ImportOutcome {
    try place(storable, confirmed: confirmed).outcome
  }

  /// - Returns: its number, too, unless it is refused.
  func place(
    _ storable: StorableIncident, confirmed: Bool
  ) throws -> (outcome: ImportOutcome, id: Int64?) {
    let key = storable.isNumbered ? storable.key : key(of: storable)
    let mayBePresent = try keys.mayBePresent(
      key, isContent: storable.isContent, rowCount: writer.incidentCount)
    let old = mayBePresent ? try writer.incident(key: key) : nil
    do {
      let incident = try storable.link.map { try linked(storable.incident, $0, onto: old) }
      let outcome = try add(incident ?? storable.incident, confirmed: confirmed, key: key, onto: old)
      tally.count(outcome)
      return (outcome, old?.id ?? writer.incidentCount)
    } catch let error as LedgerError {
      guard let reason = error.refusal else { throw error }
      return (.refused(reason), nil)
    }
  }

  /// What is on record of an incident that brings its own key.
  func standing(_ storable: StorableIncident) throws -> IncidentRow? {
    try mayHaveIncident(storable.key) ? writer.incident(key: storable.key) : nil
  }

  /// Makes sure that the index is there where it has to be asked.
  func mayHaveIncident(_ key: KeyHash) throws -> Bool {
    guard keys.mayContain(key) else { return false }
    try keys.openIndex()
    return true
  }

  private func linked(_ incident: Incident, _ link: ImportLink, onto old: IncidentRow?) throws -> Incident {
    var event: Int64?
    if case .with(let number) = link { event = try writer.incident(number)?.event }
    return link.applied(to: incident, onto: old?.recorded, event: event)
  }

  private func add(
    _ incident: Incident, confirmed: Bool, key: KeyHash, onto old: IncidentRow?
  ) throws -> ImportOutcome {
    if let old { return try merge(incident, confirmed: confirmed, into: old) }
    try writer.checkLink(of: incident, mayBeHidden: true)
    try writer.insert(incident, key: key, standing: confirmed ? .inForce : .unconfirmed, imported: true)
    return .new
  }

  private func merge(
    _ incident: Incident, confirmed: Bool, into old: IncidentRow
  ) throws -> ImportOutcome {
    let rule = MergePolicy(
      of: incident, confirmed: confirmed, onto: old.recorded, standing: old.standing, imported: old.imported)
    switch rule.outcome {
    case .new, .changed:
      try writer.checkLink(of: rule.incident, id: old.id, before: old.incident, mayBeHidden: true)
      try writer.replace(old, with: rule.incident, standing: rule.standing, imported: rule.imported)
    case .alreadyPresent, .keptLocal, .refused: break
    }
    return rule.outcome
  }

  func revise(_ id: Int64, to storable: StorableIncident?) throws -> ImportOutcome {
    guard let row = try writer.incident(id) else { throw LedgerError.noIncident(id) }
    guard !row.standing.isHidden else { return .keptLocal(id: id) }
    guard let told = storable?.incident.dealt(withAs: row.incident) else {
      guard row.imported else { return .keptLocal(id: id) }
      try writer.replace(row, with: row.incident, standing: .voided, imported: true)
      tally.countTakenBack()
      return .changed
    }
    if told == row.incident { return .alreadyPresent }
    let incident = row.imported ? told : MergePolicy.timed(row.incident, as: told)
    if incident == row.incident { return .keptLocal(id: id) }
    try writer.checkLink(of: incident, id: id, before: row.incident, mayBeHidden: true)
    try writer.replace(row, with: incident, standing: row.standing, imported: row.imported)
    tally.count(.changed)
    return .changed
  }

  func add(_ volume: Volume) throws -> ImportOutcome {
    var book = try volumes.get()
    volumes = .success(VolumeBook([]))
    defer { volumes = .success(book) }
    let outcome: ImportOutcome
    do throws(LedgerError) {
      try Storable.check(volume)
      switch try book.place(volume) {
      case .same: return .alreadyPresent
      case .new: outcome = .new
      case .replaced: outcome = .changed
      }
    } catch {
      guard let reason = book.refusal(of: error) else { throw error }
      return .refused(reason)
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
    try writer.append(checkIn: day, voided: false)
    tally.count(.new)
    return .new
  }
}

extension SourceRecordRow {
  fileprivate var standingSpan: Range<Timestamp>? {
    guard let watched = standingWatched, watched.from < watched.to else { return nil }
    return Timestamp(seconds: watched.from)..<Timestamp(seconds: watched.to)
  }
}
