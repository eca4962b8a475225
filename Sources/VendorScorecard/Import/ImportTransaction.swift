internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPresentation

/// One call of `import`: what it has seen so far, over all its files.
final class ImportTransaction {
  /// Ends the ledger's transaction without storing anything.
  struct Refused: Error {}

  private let workspace: Workspace
  private let options: ImportOptions
  /// Incidents of this ledger by the key under which it exports them.
  private var own: [String: RecordedIncident] = [:]
  private let progress: ((ImportProgress) -> Void)?
  private(set) var results: [FileImport] = []
  private var inputs: [ImportInput] = []
  private var rejected: [AtomicFile?] = []
  /// Rows of the file at hand that name their event.
  private var events = EventRows<EventRow>()
  private var broken: [Diagnostic] = []
  private var proposed: [ProposedVendor] = []
  private let context: ImportContext
  /// What the owner's rules say that the files are; nil = their content tells.
  private let format: ImportFormat?

  init(
    _ workspace: Workspace, _ options: ImportOptions, today: Day, progress: ((ImportProgress) -> Void)?
  ) throws {
    self.workspace = workspace
    self.options = options
    self.progress = progress
    format = try options.rules.map { ImportFormat(try Workspace.readRules($0)) }
    let calendar = workspace.calendar
    var context = ImportContext(catalog: workspace.catalog, latestDay: today) { calendar.day(of: $0) }
    context.map = options.map
    context.source = options.source
    context.vendor = options.vendor
    context.confirmed = options.confirmed
    context.explainedLine = options.explainedLine
    if let text = options.dateFormat, !context.setDateFormat(text) {
      throw WorkspaceError.badDateFormat(text)
    }
    self.context = context
  }

  /// Looks at the ledger while nobody else can change it.
  func begin(_ session: any ImportSession) throws {
    // Those without a key of another system.
    let filter = IncidentFilter(standings: Set(IncidentStanding.allCases), source: "")
    own = try session.incidents(filter).reduce(into: [:]) { $0[ExportKey.own($1)] = $1 }
  }

  /// A file that cannot be read to its end does not keep the others from being checked.
  func read(_ input: ImportInput, into session: any ImportSession) throws {
    let index = results.count
    results.append(FileImport(file: input.file))
    inputs.append(input)
    rejected.append(nil)
    try session.beginFile()
    events = EventRows()
    var progress = self.progress.map { _ in ImportProgress(file: input.file, bytes: 0, totalBytes: input.size)
    }
    do {
      let name = try ReadAhead.run(reading(input)) { event in
        switch event {
        case .incident(let storable, let confirmed, let line):
          try add(storable, confirmed: confirmed, line: line, to: session, index)
        case .event(let row, let event):
          try hold(row, of: event, in: session)
        case .unstorable(let reason, let line): count(.refused(reason), index, line)
        case .row(let row): try add(row, to: session, index)
        case .problem(let diagnostic, let row): try refuse(diagnostic, row, index)
        case .unknownVendor(let vendor): propose(vendor)
        case .explanation(let text): results[index].explanation.append(text)
        case .bytes(let count):
          progress?.bytes += count
          if let progress { self.progress?(progress) }
        }
      }
      results[index].format = name
      try addEvents(to: session, index)
    } catch let diagnostic as Diagnostic {
      broken.append(diagnostic)
    } catch let error as AmbiguousDates {
      throw WorkspaceError.ambiguousDates(
        file: error.file, example: error.example, patterns: error.patterns)
    }
  }

  /// Two files may write one name in two ways.
  private func propose(_ vendor: ProposedVendor) {
    let key = VendorNames.key(vendor.name)
    if !proposed.contains(where: { VendorNames.key($0.name) == key }) { proposed.append(vendor) }
  }

  /// Before the commit: decides whether there will be one, and brings refused rows to disk.
  func finish() throws {
    if !broken.isEmpty { throw WorkspaceError.badFiles(broken) }
    if !proposed.isEmpty, options.explainedLine == nil {
      throw WorkspaceError.newVendors(
        proposed.map(\.name),
        proposal: options.dryRun || workspace.directory == nil ? nil : try workspace.propose(proposed))
    }
    if !options.skipBad, results.contains(where: { $0.refused > 0 }) { throw Refused() }
    for file in rejected { try file?.sync() }
  }

  /// After the commit: puts the files of refused rows in place.
  func stored() throws -> [FileImport] {
    for index in results.indices {
      results[index].stored = !options.storesNothing
      if let file = rejected[index] {
        try file.publish()
        results[index].rejectedFile = file.path
      }
    }
    return results
  }

  // MARK: Rows

  private func add(_ row: ImportedRow, to session: any ImportSession, _ index: Int) throws {
    if let asked = options.explainedLine {
      // Formats without rules say only what the line came to.
      if row.line == asked, format == nil { results[index].explain(row) }
      return
    }
    switch row {
    case .incident, .eventIncident: break
    case .volume(let volume, let mayShrink, let line):
      let outcome = try session.add(volume, mayShrink: mayShrink)
      count(outcome, index, line)
      if case .refused = outcome { try setAside(volume, line: line, index) }
    case .checkIn(let day, let line):
      count(try session.add(checkIn: day), index, line)
    }
  }

  private func add(
    _ storable: StorableIncident, confirmed: Bool, line: Int, to session: any ImportSession, _ index: Int
  ) throws {
    if let local = own(storable.incident.source) {
      count(same(local, storable.incident) ? .alreadyPresent : .keptLocal(id: local.id), index, line)
    } else {
      let outcome = try session.add(storable, confirmed: confirmed)
      if case .new = outcome, !confirmed { results[index].unconfirmed += 1 }
      count(outcome, index, line)
    }
  }

  /// The incident of this ledger that has been exported under a key.
  func own(_ key: ImportKey?) -> RecordedIncident? {
    guard let key, key.source == ExportKey.ownSource else { return nil }
    return own[key.id]
  }

  func same(_ local: RecordedIncident, _ incident: Incident) -> Bool {
    var there = local.incident
    there.source = incident.source
    return !local.retracted && there == incident
  }

  func count(_ outcome: ImportOutcome, _ index: Int, _ line: Int) {
    switch outcome {
    case .new: results[index].new += 1
    case .changed: results[index].changed += 1
    case .alreadyPresent: results[index].alreadyPresent += 1
    case .keptLocal(let id): results[index].keep(local: id)
    case .refused(let message):
      results[index].refused += 1
      results[index].add(Diagnostic(file: results[index].file, line: line, message: message))
    }
  }

  func refuse(_ diagnostic: Diagnostic, _ row: RejectedRow?, _ index: Int) throws {
    results[index].add(diagnostic)
    if let asked = options.explainedLine, diagnostic.line == asked, format == nil {
      results[index].explain(refused: diagnostic)
    }
    guard let row else { return }
    results[index].refused += 1
    try setAside(header: row.header, row: row.row, index)
  }

  /// The ledger refuses after the row was read, so it is written again in the standard form.
  private func setAside(_ volume: Volume, line: Int, _ index: Int) throws {
    let header = ScorecardPresentation.InterchangeCSV.volumeHeader.utf8.dropLast(2)
    let row = ScorecardPresentation.InterchangeCSV.record(volume).utf8.dropLast(2)
    try setAside(header: Array(header), row: Array(row), index)
  }

  private func setAside(header: [UInt8], row: [UInt8], _ index: Int) throws {
    // An element of a list is no row that could be written again.
    guard options.skipBad, !options.dryRun, !header.isEmpty else { return }
    let file: AtomicFile
    if let open = rejected[index] {
      file = open
    } else {
      file = try AtomicFile(replacing: inputs[index].rejectedName)
      try file.write(header + [0x0A])
      rejected[index] = file
    }
    try file.write(row + [0x0A])
  }

  // MARK: Reading

  private indirect enum Event: Sendable {
    case incident(StorableIncident, confirmed: Bool, line: Int)
    case event(EventRow, of: ImportKey)
    case unstorable(String, line: Int)
    /// A volume or a check-in; any row when one is to be explained.
    case row(ImportedRow)
    case problem(Diagnostic, RejectedRow?)
    case unknownVendor(ProposedVendor)
    case explanation(String)
    case bytes(Int)
  }

  /// What reads the file to its end, on whatever thread.
  private func reading(_ input: ImportInput)
    -> @Sendable (_ emit: @escaping (Event) throws -> Void) throws -> String
  {
    return { [context, format, options] emit in
      try input.withSource { source in
        var isEmpty = true
        let counting = ByteSource { buffer in
          let count = try source.read(buffer)
          if count > 0 {
            isEmpty = false
            try emit(.bytes(count))
          } else if isEmpty, input.isStandardInput {
            throw Diagnostic(
              file: input.place,
              message: "nothing came through the pipe. Did the download fail? Run that command alone to see")
          }
          return count
        }
        let sink = ImportSink(
          row: { try emit(ImportTransaction.event($0, options)) }, problem: { try emit(.problem($0, $1)) },
          unknownVendor: { try emit(.unknownVendor($0)) }, explanation: { try emit(.explanation($0)) })
        return try ImportFormat.read(
          counting, fileName: input.place, as: format, context: context, sink: sink
        ).name
      }
    }
  }

  /// What can be done with a row before it meets the ledger.
  private static func event(_ row: ImportedRow, _ options: ImportOptions) -> Event {
    if options.explainedLine != nil { return .row(row) }
    func storable(_ incident: Incident) throws(LedgerError) -> StorableIncident {
      try StorableIncident(ExportKey.decoded(incident, source: options.source))
    }
    do throws(LedgerError) {
      switch row {
      case .incident(let incident, let confirmed, let line):
        return .incident(try storable(incident), confirmed: confirmed, line: line)
      case .eventIncident(let incident, let event, let confirmed, let line):
        let key = ImportKey(source: incident.source?.source ?? "", id: event.name)
        let held = EventRow(
          storable: try storable(incident), event: event, confirmed: confirmed, line: line)
        return .event(held, of: ExportKey.decoded(key, source: options.source))
      case .volume, .checkIn: return .row(row)
      }
    } catch {
      return .unstorable(error.reason, line: row.line)
    }
  }
}

// MARK: Events

extension ImportTransaction {
  private func hold(_ row: EventRow, of event: ImportKey, in session: any ImportSession) throws {
    var row = row
    let incident = row.storable.incident
    guard let key = incident.source else { return }
    row.storable = try session.numbered(row.storable)
    events.hold(row, key: key, vendor: incident.vendor, event: event)
  }

  /// At the end of a file, when all that its rows may name is known.
  private func addEvents(to session: any ImportSession, _ index: Int) throws {
    if events.isEmpty { return }
    try events.add(to: EventTaker(run: self, session: session, index: index))
    events = EventRows()
    results[index].sortDiagnostics()
  }

  /// One more that enters no score until it is confirmed.
  func countUnconfirmed(_ index: Int) { results[index].unconfirmed += 1 }
}
