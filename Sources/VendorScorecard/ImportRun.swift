private import Glibc
internal import ScorecardImport
internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardReport

/// One call of `import`: what it has seen so far, over all its files.
final class ImportRun {
  /// Ends the ledger's transaction without storing anything.
  struct Refused: Error {}

  private let workspace: Workspace
  private let options: ImportOptions
  /// Incidents of this ledger by the key under which it exports them.
  private let own: [String: RecordedIncident]
  private let progress: ((ImportProgress) -> Void)?
  private(set) var results: [FileImport] = []
  private var rejected: [PendingFile?] = []
  private var broken: [Diagnostic] = []
  private var proposed: [ProposedVendor] = []
  private let context: ImportContext
  /// What the owner's rules say that the files are; nil = their content tells.
  private let format: ImportFormat?

  /// Stands for the bytes that are piped in.
  static let standardInput = "-"

  init(
    _ workspace: Workspace, _ options: ImportOptions, today: Day, own: [String: RecordedIncident],
    progress: ((ImportProgress) -> Void)?
  ) throws {
    self.workspace = workspace
    self.options = options
    self.own = own
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

  /// A file that cannot be read to its end does not keep the others from being checked.
  func read(_ file: String, into session: any ImportSession) throws {
    let index = results.count
    results.append(FileImport(file: file))
    rejected.append(nil)
    var progress = self.progress.map { _ in ImportProgress(file: file, bytes: 0, totalBytes: size(of: file)) }
    do {
      let name = try ReadAhead.run(reading(file)) { event in
        switch event {
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
    } catch let diagnostic as Diagnostic {
      broken.append(diagnostic)
    } catch let error as AmbiguousDates {
      throw WorkspaceError.ambiguousDates(
        file: error.file, example: error.example, patterns: error.patterns)
    } catch let error as FileError {
      throw WorkspaceError.cannotRead(path: error.file, reason: FileWriting.reason(error.code))
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
        proposed.map(\.name), proposal: try workspace.propose(proposed))
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
    case .incident(let incident, let confirmed, let line):
      let incident = ExportKey.decoded(incident, source: options.source)
      if let local = ownCounterpart(of: incident) {
        count(same(local, incident) ? .alreadyPresent : .keptLocal(id: local.id), index, line)
      } else {
        count(try session.add(incident, confirmed: confirmed), index, line)
      }
    case .volume(let volume, let mayShrink, let line):
      let outcome = try session.add(volume, mayShrink: mayShrink)
      count(outcome, index, line)
      if case .refused = outcome { try setAside(volume, line: line, index) }
    case .checkIn(let day, let line):
      count(try session.add(checkIn: day), index, line)
    }
  }

  private func ownCounterpart(of incident: Incident) -> RecordedIncident? {
    guard let key = incident.source, key.source == ExportKey.ownSource else { return nil }
    return own[key.id]
  }

  private func same(_ local: RecordedIncident, _ incident: Incident) -> Bool {
    var there = local.incident
    there.source = incident.source
    return !local.retracted && there == incident
  }

  private func count(_ outcome: ImportOutcome, _ index: Int, _ line: Int) {
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

  private func refuse(_ diagnostic: Diagnostic, _ row: RejectedRow?, _ index: Int) throws {
    results[index].add(diagnostic)
    guard let row else { return }
    results[index].refused += 1
    try setAside(header: row.header, row: row.row, index)
  }

  /// The ledger refuses after the row was read, so it is written again in the standard form.
  private func setAside(_ volume: Volume, line: Int, _ index: Int) throws {
    let header = ScorecardReport.InterchangeCSV.volumeHeader.utf8.dropLast(2)
    let row = ScorecardReport.InterchangeCSV.record(volume).utf8.dropLast(2)
    try setAside(header: Array(header), row: Array(row), index)
  }

  private func setAside(header: [UInt8], row: [UInt8], _ index: Int) throws {
    guard options.skipBad, !options.dryRun else { return }
    let file: PendingFile
    if let open = rejected[index] {
      file = open
    } else {
      file = try PendingFile(replacing: results[index].file + ".rejected.csv")
      try file.write(header + [0x0A])
      rejected[index] = file
    }
    try file.write(row + [0x0A])
  }

  // MARK: Reading

  private enum Event: Sendable {
    case row(ImportedRow)
    case problem(Diagnostic, RejectedRow?)
    case unknownVendor(ProposedVendor)
    case explanation(String)
    case bytes(Int)
  }

  /// What reads the file to its end, on whatever thread.
  private func reading(_ file: String)
    -> @Sendable (_ emit: @escaping (Event) throws -> Void) throws -> String
  {
    return { [context, format] emit in
      try ImportRun.withSource(file) { source in
        let counting = ByteSource { buffer in
          let count = try source.read(buffer)
          if count > 0 { try emit(.bytes(count)) }
          return count
        }
        let sink = ImportSink(
          row: { try emit(.row($0)) }, problem: { try emit(.problem($0, $1)) },
          unknownVendor: { try emit(.unknownVendor($0)) }, explanation: { try emit(.explanation($0)) })
        let name = file == ImportRun.standardInput ? "standard input" : file
        return try ImportFormat.read(counting, fileName: name, as: format, context: context, sink: sink).name
      }
    }
  }

  private static func withSource<Value>(_ file: String, _ body: (ByteSource) throws -> Value) throws -> Value
  {
    file == standardInput
      ? try body(ByteSource(descriptor: STDIN_FILENO, fileName: "standard input"))
      : try ByteSource.withFile(file, body)
  }

  /// nil for a pipe.
  private func size(of file: String) -> Int? {
    var status = stat()
    return stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }
}
