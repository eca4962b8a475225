internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPresentation

/// The rows of one file on their way into the ledger.
final class FileTransaction {
  let session: any ImportSession
  let input: ImportInput
  let options: ImportOptions
  let context: ImportContext
  private let keys: ExportKey
  var result: FileImport
  private(set) var proposed: [ProposedVendor] = []
  let rejected: RejectedRows
  /// Whether rules say what became of a row that is asked about.
  private var isByRules = false
  /// Whom orders were counted for, and by which source.
  private(set) var counted: (vendors: Set<Vendor.ID?>, source: String)?
  /// Rows that name their event.
  var events = EventRows<EventRow>()
  /// Things that this file passes over, and an earlier one told of.
  private var passedOver: [(record: StorableRecord, line: Int)] = []

  init(
    _ input: ImportInput, _ options: ImportOptions, _ context: ImportContext, into session: any ImportSession
  ) throws {
    (self.input, self.options, self.context, self.session) = (input, options, context, session)
    keys = ExportKey(ledger: try session.identity())
    result = FileImport(file: input.file)
    rejected = RejectedRows(path: input.rejectedName)
  }

  /// Reads the file to its end, on a thread of its own, while this one stores what is read.
  ///
  /// - Parameter format: nil = it is recognised by its content.
  func read(as format: ImportFormat?, progress: ((ImportProgress) -> Void)?) throws {
    isByRules = format != nil
    try session.beginFile()
    let reading = FileReading(
      input: input, format: format, context: context, options: options, tellsProgress: progress != nil)
    let looksAhead = session.looksAhead
    result.format = try ReadAhead.run(
      reading.run, batch: looksAhead ? Self.rowsLookedFor : ReadAhead.usualBatch,
      prepare: looksAhead ? expect : nil
    ) { item in
      switch item {
      case .row(let row, let original): try add(row, original)
      case .problem(let diagnostic, let original): try refuse(diagnostic, original)
      case .unknownVendor(let vendor): proposed.append(vendor)
      case .explanation(let line): result.explanation.append(.byRules(line))
      case .passedOver(let rows): result.passedOver = rows
      case .progress(let done): progress?(done)
      }
    }
    result.countsRows = result.format == ImportFormat.interchange.name
    try addEvents()
    try takeBackPassedOver()
  }

  /// What one question finds of them takes hardly longer than of few.
  private static let rowsLookedFor = 2_048

  private func expect(_ items: [ReadItem]) throws {
    var expected = ExpectedRows()
    for case .row(let row, _) in items {
      switch row {
      case .incident(let incident, _, _, _): expected.add(incident)
      case .record(let record, _): expected.add(record)
      default: break
      }
    }
    try session.expect(expected)
  }

  /// At the end of a file, when all that it tells of those things is known.
  private func takeBackPassedOver() throws {
    for (record, line) in passedOver where try session.stands(beforeFile: record) {
      try count(session.add(record), of: record, line: line, nil)
    }
    passedOver = []
  }

  // MARK: Rows

  private func add(_ row: CheckedRow, _ original: RejectedRow?) throws {
    if let asked = options.explainedLine {
      // Formats without rules say only what the line became.
      if !isByRules { result.explain(row, line: asked) }
      return
    }
    switch row {
    case .incident(let incident, nil, let confirmed, let line):
      let isScored = incident.incident.attribution == .vendor
      try count(
        add(incident, confirmed: confirmed), confirmed: confirmed, isScored: isScored, line: line, original)
    case .incident(let incident, let event?, let confirmed, let line):
      try hold(incident, event, confirmed: confirmed, line: line, original)
    case .unstorable(let reason, let line): try count(.refused(reason), line: line, original)
    case .record(let record, let line) where record.record.extent == .nothing:
      if try session.stands(beforeFile: record) { passedOver.append((record, line)) }
    case .record(let record, let line): try count(session.add(record), of: record, line: line, original)
    case .none(let key, let line): try takeOut(key, line: line, original)
    case .volume(let volume, let line): try count(session.add(volume), line: line, original)
    case .checkIn(let day, let line):
      try count(session.add(checkIn: day), line: line, original)
    case .watched(let window, let confirmed): try add(window, confirmed: confirmed)
    case .unresolved(let list): try end(allBut: list)
    }
  }

  private func add(_ incident: StorableIncident, confirmed: Bool) throws -> ImportOutcome {
    guard let local = try own(incident.incident.source) else {
      return try session.add(incident, confirmed: confirmed)
    }
    return outcome(of: incident.incident, onto: local)
  }

  /// What is not there, or hidden already, is as the row has it.
  private func takeOut(_ key: ImportKey, line: Int, _ original: RejectedRow?) throws {
    if let local = try own(key) {
      return try count(local.retracted ? .alreadyPresent : .keptLocal(id: local.id), line: line, original)
    }
    guard let recorded = try session.incident(with: key), !recorded.retracted else {
      return try count(.alreadyPresent, line: line, original)
    }
    let outcome = try session.revise(recorded.id, to: nil)
    if case .changed = outcome { result.takenBack += 1 } else { try count(outcome, line: line, original) }
  }

  /// The incident of this ledger that has been exported under a key.
  func own(_ key: ImportKey?) throws -> RecordedIncident? {
    try key.flatMap { try keys.exported(as: $0, session.incident) }
  }

  /// What this ledger has exported stays as it is here.
  func outcome(of incident: Incident, onto local: RecordedIncident) -> ImportOutcome {
    var there = local.incident
    there.source = incident.source
    return !local.retracted && there == incident ? .alreadyPresent : .keptLocal(id: local.id)
  }

  // MARK: Results

  func count(
    _ outcome: ImportOutcome, confirmed: Bool = true, isScored: Bool = true, line: Int,
    _ original: RejectedRow?
  ) throws {
    switch outcome {
    case .new:
      result.new += 1
      if !confirmed { result.unconfirmed += 1 }
      if !isScored { result.notScored += 1 }
    case .changed: result.changed += 1
    case .alreadyPresent: result.alreadyPresent += 1
    case .keptLocal(let id): result.keep(local: id)
    case .refused(let reason):
      let message = UnstorableText.clause(reason)
      try refuse(Diagnostic(file: input.place, line: line, message: message), original)
    }
  }

  private func count(
    _ outcome: RecordOutcome, of record: StorableRecord, line: Int, _ original: RejectedRow?
  ) throws {
    if let reason = outcome.refused { return try count(.refused(reason), line: line, original) }
    if outcome.isOlder { result.older += 1 }
    let orders = record.record.orders?.orders ?? 0
    if let volume = record.record.orders { note(volume.vendor, record.record.key.source) }
    switch outcome.orders {
    case .new: result.orders.new += orders
    case .changed: result.orders.changed += 1
    case .alreadyPresent: result.orders.alreadyPresent += orders
    case .none: break
    }
    result.takenBack += outcome.takenBack
    for (incident, told) in zip(outcome.incidents, record.record.incidents) {
      let isScored = told.incident.attribution == .vendor
      try count(incident, confirmed: told.confirmed, isScored: isScored, line: line, original)
    }
    for id in outcome.keptLocal { result.keep(local: id) }
  }

  private func note(_ vendor: Vendor.ID?, _ source: String) {
    if counted?.vendors.contains(vendor) == true { return }
    counted = ((counted?.vendors ?? []).union([vendor]), source)
  }

  /// Where the orders of this file are not the only ones of their days.
  func conflicts(among all: [OrderConflict]) -> [OrderConflictTotal] {
    guard let counted else { return [] }
    return OrderConflictTotal.totals(
      of: all.filter { conflict in
        counted.vendors.contains(conflict.loser.volume.vendor)
          && (conflict.loser.source == counted.source || conflict.winner == .source(counted.source))
      })
  }

  /// Takes a warning, or refuses a row, whoever found it wrong.
  func refuse(_ diagnostic: Diagnostic, _ original: RejectedRow?) throws {
    result.add(diagnostic)
    if let asked = options.explainedLine, diagnostic.line == asked, !isByRules {
      result.explanation.append(.refused(diagnostic))
    }
    guard diagnostic.kind == .error else { return }
    result.refused += 1
    guard options.setsAside, let original else { return }
    try rejected.add(original)
    result.setAside += 1
  }
}
