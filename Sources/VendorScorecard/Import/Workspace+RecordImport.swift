internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

extension Workspace {
  /// Takes a whole record into this workspace, which must be empty.
  ///
  /// - Throws: ``WorkspaceError/recordAlone(file:reason:)``, ``LedgerError/notEmpty``, ``Diagnostic``.
  func importRecord(
    _ input: ImportInput, among inputs: [ImportInput], _ options: ImportOptions,
    progress: ((ImportProgress) -> Void)?
  ) throws -> FileImport {
    if inputs.count > 1 {
      throw WorkspaceError.recordAlone(file: input.file, reason: "import it alone")
    }
    if input.offset(of: RecordFormat.beginning) != 0 {
      throw WorkspaceError.recordAlone(
        file: input.file,
        reason: "something was put before its first line. Take it again: `vendorscore export --all`")
    }
    if options.changesRows {
      throw WorkspaceError.recordAlone(
        file: input.file, reason: "it is taken as it is; only --dry-run goes with it")
    }
    var result = FileImport(file: input.file)
    result.format = RecordFormat.name
    do {
      try ledger.takeRecord(commit: !options.dryRun) { session in
        result.record = try read(input, into: session, progress)
      }
    } catch LedgerError.unstorable(let reason) {
      throw Diagnostic(file: input.place, message: reason)
    }
    result.stored = !options.dryRun
    return result
  }

  private enum RecordEvent: Sendable {
    case entry(RecordEntry, line: Int)
    case bytes(Int)
  }

  /// Parses on a thread of its own.
  private func read(
    _ input: ImportInput, into session: any RecordSession, _ progress: ((ImportProgress) -> Void)?
  ) throws -> RecordHeader? {
    var header: RecordHeader?
    var done = ImportProgress(file: input.file, bytes: 0, totalBytes: input.size)
    try ReadAhead.run(Workspace.events(of: input)) { event in
      switch event {
      case .bytes(let count):
        done.bytes += count
        progress?(done)
      case .entry(let entry, let line):
        if case .header(let first) = entry { header = first }
        do { try session.add(entry) } catch LedgerError.unstorable(let reason) {
          throw Diagnostic(file: input.place, line: line, message: reason)
        }
      }
    }
    return header
  }

  private static func events(of input: ImportInput)
    -> @Sendable (_ emit: @escaping (RecordEvent) throws -> Void) throws -> Void
  {
    return { emit in
      try input.withSource { source in
        let counting = ByteSource { buffer in
          let count = try source.read(buffer)
          if count > 0 { try emit(.bytes(count)) }
          return count
        }
        try RecordReader.read(counting, fileName: input.place, knownSchema: SQLiteLedger.schemaVersion) {
          try emit(.entry($0, line: $1))
        }
      }
    }
  }
}

extension ImportOptions {
  /// Whether something else than ``dryRun`` is asked for.
  fileprivate var changesRows: Bool {
    self != ImportOptions(dryRun: dryRun)
  }
}
