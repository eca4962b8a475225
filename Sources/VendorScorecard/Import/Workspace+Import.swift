internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel

/// How files are imported.
public struct ImportOptions: Hashable, Sendable {
  /// Column of the interchange format → the name it has in the files.
  public var map: [String: String]
  /// The system that the files come from; nil = the format's name.
  public var source: String?
  /// Reads and checks everything, stores nothing.
  public var dryRun: Bool
  /// Sets refused rows aside in `FILE.rejected.csv` and stores the rest.
  public var skipBad: Bool
  /// A rules file that says what rows become; nil = the format is recognised by the content.
  public var rules: String?
  /// The vendor that the files are about, for formats that name none.
  public var vendor: Vendor.ID?
  /// Whether incidents count at once; nil = as the format has it.
  public var confirmed: Bool?
  /// How dates are written, such as `d/M/yyyy`; nil = as the format has it, or the files show.
  public var dateFormat: String?
  /// How numbers are written: `1,234.50`, `1.234,50` or `1 234,50`; nil = as the files show.
  public var numberFormat: String?
  /// The line of a table, or the number of a list's element, to be explained; nothing is stored then.
  public var explainedLine: Int?

  public init(
    map: [String: String] = [:], source: String? = nil, dryRun: Bool = false, skipBad: Bool = false
  ) {
    self.map = map
    self.source = source
    self.dryRun = dryRun
    self.skipBad = skipBad
  }

  /// Whether the ledger stays as it is whatever the files hold.
  var storesNothing: Bool { dryRun || explainedLine != nil }

  /// Whether the text of a refused row is wanted.
  var setsAside: Bool { skipBad && !dryRun }
}

/// How far an import has come.
public struct ImportProgress: Hashable, Sendable {
  public var file: String
  /// Bytes of this file read so far.
  public var bytes: Int
  /// nil for a pipe.
  public var totalBytes: Int?
}

extension FileImport {
  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostics.count < FileImport.mostDiagnostics { diagnostics.append(diagnostic) }
  }

  /// Those of rows that waited for the end of the file stand where their rows do.
  mutating func sortDiagnostics() {
    diagnostics = diagnostics.enumerated()
      .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
  }

  /// Explains what the line that was asked about became.
  mutating func explain(_ row: CheckedRow, line: Int) {
    if case .watched(let window, let confirmed) = row {
      let outages = window.outages.filter { $0.line == line }
      explanation += outages.map { .incident($0.incident, confirmed: confirmed) }
    }
    guard row.line == line else { return }
    switch row {
    case .incident(let storable, _, let confirmed, _):
      explanation.append(.incident(storable.incident, confirmed: confirmed))
    case .unstorable: break
    case .record(let storable, _):
      let record = storable.record
      if let orders = record.orders { explanation.append(.orders(orders)) }
      for told in record.incidents {
        explanation.append(.incident(told.incident, confirmed: told.confirmed))
      }
    case .none: explanation.append(.none)
    case .volume(let volume, _): explanation.append(.orders(volume))
    case .checkIn(let day, _): explanation.append(.checkIn(day))
    case .watched, .unresolved: break
    }
  }

  mutating func keep(local id: Int64) {
    keptLocalCount += 1
    if keptLocal.count < FileImport.mostDiagnostics { keptLocal.append(id) }
  }
}

extension Workspace {
  /// Imports other systems' files as one change: all of them, or nothing. Blocks on the disk.
  ///
  /// One refused row keeps the whole run out of the ledger unless `skipBad`; look at ``FileImport/stored``.
  /// With `skipBad` the refused rows go to `FILE.rejected.csv` as they stand in the file, whoever refused them: once
  /// they are right, that file can be imported like the first one.
  /// Memory grows with the rows that name an event, and not with the files. The file of ``exportRecord(to:)`` goes into an empty workspace only.
  ///
  /// - Parameter progress: called after every quarter of a megabyte.
  /// - Returns: one result a file, in their order.
  /// - Throws: ``WorkspaceError/noFile(path:)``, ``WorkspaceError/notImportable(path:_:)``,
  ///   ``WorkspaceError/badFiles(_:)``, ``LedgerError``; ``Diagnostic`` for a whole record that is not as it was written.
  @discardableResult
  public func importFiles(
    _ files: [String], options: ImportOptions = ImportOptions(), at now: Timestamp,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws -> [FileImport] {
    try importInputs(try files.map(importable), options, at: now, progress: progress)
  }

  /// Imports what came from elsewhere than a file of this machine, such as a form. Blocks on the disk.
  ///
  /// - Parameter name: what it is called on record and in messages, such as `orders.csv`.
  /// - Throws: as ``importFiles(_:options:at:progress:)``.
  @discardableResult
  public func importFile(
    _ bytes: [UInt8], named name: String, options: ImportOptions = ImportOptions(), at now: Timestamp
  ) throws -> [FileImport] {
    try importInputs([try ImportInput(bytes, named: name)], options, at: now, progress: nil)
  }

  private func importInputs(
    _ inputs: [ImportInput], _ options: ImportOptions, at now: Timestamp,
    progress: ((ImportProgress) -> Void)?
  ) throws -> [FileImport] {
    if let record = inputs.first(where: { $0.offset(of: RecordFormat.beginning) != nil }) {
      return [try importRecord(record, among: inputs, options, progress: progress)]
    }
    try refuseOthers(inputs)
    let run = try ImportTransaction(
      self, options, today: calendar.day(of: now), progress: progress)
    do {
      try ledger.importing(files: inputs.map(\.title), at: now, commit: !options.storesNothing) { session in
        for input in inputs { try run.read(input, into: session) }
        try run.finish()
      }
    } catch is ImportTransaction.Refused {
      return run.results
    }
    return try run.stored()
  }

  /// What to read: a folder stands for the summary of an Upptime repository.
  private func importable(_ file: String) throws -> ImportInput {
    if file == ImportInput.standardInput { return try ImportInput(file) }
    let summary = file + "/history/summary.json"
    let path = FileStatus.leadsSomewhere(summary) ? summary : file
    try refuseUnreadable(path)
    return try ImportInput(path)
  }

  private func refuseUnreadable(_ file: String) throws {
    guard let status = try FileStatus.of(file, followingLinks: true) else {
      throw WorkspaceError.noFile(path: file)
    }
    // Closing a second descriptor of the ledger would drop SQLite's locks on it.
    let ledgerNames = ([""] + WorkspaceLayout.ledgerCompanions).map { WorkspaceLayout.ledgerName + $0 }
    if let layout = try? layout, ledgerNames.contains(where: { FileStatus.isSame(file, layout.path($0)) }) {
      throw WorkspaceError.notImportable(path: file, .ledger)
    }
    if status.kind == .folder { throw WorkspaceError.notImportable(path: file, .folder) }
  }

  private func refuseOthers(_ inputs: [ImportInput]) throws(WorkspaceError) {
    var seen: Set<FileIdentity> = []
    for input in inputs {
      if let identity = input.identity, !seen.insert(identity).inserted {
        throw .notImportable(path: input.file, .repeated)
      }
      if input.offset(of: "SQLite format 3\0") != nil {
        throw .notImportable(path: input.file, .database)
      }
    }
  }
}
