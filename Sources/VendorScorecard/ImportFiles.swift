private import Glibc
internal import ScorecardImport
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

  public init(
    map: [String: String] = [:], source: String? = nil, dryRun: Bool = false, skipBad: Bool = false
  ) {
    self.map = map
    self.source = source
    self.dryRun = dryRun
    self.skipBad = skipBad
  }
}

/// How far an import has come.
public struct ImportProgress: Hashable, Sendable {
  public var file: String
  /// Bytes of this file read so far.
  public var bytes: Int
  /// nil for a pipe.
  public var totalBytes: Int?
}

/// What became of one file.
public struct FileImport: Hashable, Sendable {
  /// Diagnostics kept; beyond them problems are counted only.
  public static let mostDiagnostics = 100

  /// As the user gave it.
  public var file: String
  /// Name of the format that it was read as, such as `incidents-csv`.
  public var format = ""
  public var new = 0
  /// Same key, other content: a revision.
  public var changed = 0
  public var alreadyPresent = 0
  public var refused = 0
  /// Same key, other content, but edited or retracted here: kept as it is. At most ``mostDiagnostics``.
  public var keptLocal: [Int64] = []
  public var keptLocalCount = 0
  /// The first ``mostDiagnostics``, in the order of the file.
  public var diagnostics: [Diagnostic] = []
  /// Where the refused rows were set aside.
  public var rejectedFile: String?
  /// Whether its good rows are in the ledger now: not after a dry run, nor when any row was refused and
  /// not skipped.
  public var stored = false

  public var rows: Int { new + changed + alreadyPresent + refused + keptLocalCount }

  init(file: String) { self.file = file }

  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostics.count < FileImport.mostDiagnostics { diagnostics.append(diagnostic) }
  }

  mutating func keep(local id: Int64) {
    keptLocalCount += 1
    if keptLocal.count < FileImport.mostDiagnostics { keptLocal.append(id) }
  }
}

extension Workspace {
  /// Imports other systems' files as one change: all of them, or nothing.
  ///
  /// One refused row keeps the whole run out of the ledger unless `skipBad`; look at ``FileImport/stored``.
  /// Memory does not grow with the files.
  ///
  /// - Parameter progress: called after every quarter of a megabyte.
  /// - Returns: one result a file, in their order.
  /// - Throws: ``WorkspaceError/noFile(path:)``, ``WorkspaceError/ledgerAsInput(path:)``,
  ///   ``WorkspaceError/badFiles(_:)``, ``LedgerError``.
  public func importFiles(
    _ files: [String], options: ImportOptions, at now: Timestamp,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws -> [FileImport] {
    for file in files { try refuseUnreadable(file) }
    let run = ImportRun(
      self, options, today: calendar.day(of: now), own: try ownIncidents(), progress: progress)
    do {
      try ledger.importing(files: files.map(FileWriting.name), at: now, commit: !options.dryRun) { session in
        for file in files { try run.read(file, into: session) }
        try run.finish()
      }
    } catch is ImportRun.Refused {
      return run.results
    }
    return try run.stored()
  }

  private func refuseUnreadable(_ file: String) throws(WorkspaceError) {
    var (status, own) = (stat(), stat())
    guard stat(file, &status) == 0 else {
      throw errno == ENOENT ? .noFile(path: file) : .cannotRead(path: file, reason: FileWriting.reason())
    }
    for name in [Workspace.ledgerName, Workspace.ledgerName + "-journal"] {
      // Closing a second descriptor of the ledger would drop SQLite's locks on it.
      if stat(path(name), &own) == 0, own.st_dev == status.st_dev, own.st_ino == status.st_ino {
        throw .ledgerAsInput(path: file)
      }
    }
  }

  /// Incidents that have no key of another system, by the key that ``export(to:)`` gives them.
  private func ownIncidents() throws -> [String: RecordedIncident] {
    let filter = IncidentFilter(standings: Set(IncidentStanding.allCases), source: "")
    return try ledger.incidents(filter).reduce(into: [:]) { $0[ExportKey.own($1)] = $1 }
  }
}
