internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPresentation

extension Workspace {
  /// Takes a whole record into this workspace, which must be empty.
  ///
  /// - Throws: ``WorkspaceError/recordAlone(file:_:)``, ``LedgerError/notEmpty``, on a server
  ///   ``WorkspaceError/ledgerFilled(_:changes:_:)``; ``Diagnostic``.
  func importRecord(
    _ input: ImportInput, among inputs: [ImportInput], _ options: ImportOptions,
    progress: ((ImportProgress) -> Void)?
  ) throws -> FileImport {
    if inputs.count > 1 {
      throw WorkspaceError.recordAlone(file: input.file, .otherFiles)
    }
    if input.offset(of: RecordFormat.beginning) != 0 {
      throw WorkspaceError.recordAlone(file: input.file, .textBefore)
    }
    if options.changesRows {
      throw WorkspaceError.recordAlone(file: input.file, .options)
    }
    var result = FileImport(file: input.file)
    result.format = RecordFormat.name
    do {
      try ledger.takeRecord(commit: !options.dryRun) { session in
        result.record = try read(input, into: session, progress)
      }
    } catch LedgerError.notEmpty {
      // Another folder with this catalog has the same ledger.
      guard case .server(let place) = place else { throw LedgerError.notEmpty }
      throw WorkspaceError.ledgerFilled(place, changes: Int(try ServerCare.changes(ledger)), .wholeRecord)
    } catch LedgerError.unstorable(let reason) {
      throw Diagnostic(file: input.place, message: UnstorableText.clause(reason))
    }
    result.stored = !options.dryRun
    return result
  }

  private func read(
    _ input: ImportInput, into session: any RecordSession, _ progress: ((ImportProgress) -> Void)?
  ) throws -> RecordHeader? {
    var header: RecordHeader?
    try RecordReader.read(
      input.source(progress), fileName: input.place, knownSchema: SQLiteLedger.schemaVersion
    ) { entry, line in
      if case .header(let first) = entry { header = first }
      do { try session.add(entry) } catch LedgerError.unstorable(let reason) {
        throw Diagnostic(file: input.place, line: line, message: UnstorableText.clause(reason))
      }
    }
    return header
  }
}

extension ImportOptions {
  /// Whether something else than ``dryRun`` is asked for.
  fileprivate var changesRows: Bool {
    self != ImportOptions(dryRun: dryRun)
  }
}
