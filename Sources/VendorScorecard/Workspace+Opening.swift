internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// Seconds to wait for another process that writes, unless told otherwise.
  public static let usualBusySeconds = SQLiteLedger.usualBusySeconds

  /// The folder of the workspace: the one named, the one in `VENDORSCORE_WORKSPACE`, or the nearest of
  /// `directory` and those above it that has a `vendors.json`. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/noCatalog(from:named:)``; ``WorkspaceError/catalogLost(directory:copy:)`` where a ledger
  ///   is without it.
  public static func find(
    from directory: String, explicit: String?, environment: [String: String]
  ) throws(WorkspaceError) -> String {
    let variable = environment["VENDORSCORE_WORKSPACE"].flatMap { $0.isEmpty ? nil : $0 }
    if let named = explicit ?? variable {
      guard let folder = absolute(named, from: directory), isWorkspace(folder) else {
        if let folder = absolute(named, from: directory) { try refuseLostCatalog(in: folder) }
        throw .noCatalog(from: named, named: true)
      }
      return folder
    }
    var folder = absolute(directory, from: directory)
    while let candidate = folder {
      if isWorkspace(candidate) { return candidate }
      try refuseLostCatalog(in: candidate)
      folder = candidate == "/" ? nil : Folder.of(candidate)
    }
    throw .noCatalog(from: directory, named: false)
  }

  /// Opens the catalog strictly and the ledger with the catalog's policy. Blocks on the disk.
  ///
  /// - Parameters:
  ///   - readOnly: writes nothing, so that it works on a read-only disk.
  ///   - busySeconds: how long to wait for another process that writes.
  ///   - author: who makes the changes, for the log: 1 to 100 bytes; nil = nobody says so. On a server it is who logs in
  ///     there, whatever is said here.
  ///   - ledgerAddress: of a server that goes before the catalog's, as in `VENDORSCORE_LEDGER`; nil = what the catalog says.
  /// - Throws: ``WorkspaceError/noCatalog(from:named:)``, ``WorkspaceError/badCatalog(_:)``,
  ///   ``WorkspaceError/badAddress(_:)``, ``LedgerError``.
  public static func open(
    _ directory: String, readOnly: Bool = false, busySeconds: Int = Workspace.usualBusySeconds,
    author: String? = nil, ledgerAddress: String? = nil
  ) throws -> Workspace {
    guard let folder = absolute(directory, from: ".") else {
      throw WorkspaceError.noCatalog(from: directory, named: true)
    }
    // Looked at before it is read: what is changed meanwhile differs from it.
    let version = OpenedFiles.version(ofCatalogIn: folder)
    guard
      let bytes = try OrdinaryFile.read(WorkspaceLayout(folder).catalog, for: .reading)
    else { throw WorkspaceError.noCatalog(from: directory, named: true) }
    let catalog = try readCatalog(bytes)
    let layout = WorkspaceLayout(folder)
    let place = try LedgerPlace.of(catalog, in: layout, address: ledgerAddress)
    let care = try place.care(in: layout)
    let ledger = try care.open(catalog, readOnly: readOnly, busySeconds: busySeconds, author: author)
    return Workspace(
      directory: folder, catalog: catalog, calendar: try calendar(of: catalog), place: place,
      ledger: NamedLedger(ledger, catalog: catalog),
      opened: OpenedFiles(catalog: version, ledger: care.identity))
  }

  /// Whether a folder has a catalog. Blocks on the disk.
  public static func hasCatalog(_ folder: String) -> Bool { isWorkspace(folder) }

  private static func isWorkspace(_ folder: String) -> Bool {
    FileStatus.leadsSomewhere(WorkspaceLayout(folder).catalog)
  }

  static func refuseLostCatalog(in directory: String) throws(WorkspaceError) {
    guard FileStatus.leadsSomewhere(WorkspaceLayout(directory).ledger) else { return }
    throw lostCatalog(of: directory)
  }

  static func lostCatalog(of directory: String) -> WorkspaceError {
    let folder = WorkspaceLayout(directory).backups
    let copy = backupNames(in: folder).map { folder + "/" + $0.catalogFile }
      .first(where: FileStatus.leadsSomewhere)
    return .catalogLost(directory: directory, copy: copy)
  }

  /// Without links and dots; nil when there is no such folder.
  static func absolute(_ path: String, from directory: String) -> String? {
    Folder.resolved(path.hasPrefix("/") ? path : directory + "/" + path)
  }

  static func calendar(of catalog: Catalog) throws(WorkspaceError) -> StoreCalendar {
    if let calendar = StoreCalendar(timeZone: catalog.timeZone) { return calendar }
    throw .badCatalog([
      ImportDiagnostics.unknownZone(catalog.timeZone, in: WorkspaceLayout.catalogName)
    ])
  }
}

/// Which files a workspace was opened from.
struct OpenedFiles: Sendable {
  let catalog: FileVersion?
  /// nil on a server.
  let ledger: FileIdentity?

  static func version(ofCatalogIn folder: String) -> FileVersion? {
    (try? FileStatus.of(WorkspaceLayout(folder).catalog, followingLinks: true))?.version
  }
}

extension Workspace {
  /// Whether its catalog is as it was when it was opened, and its ledger still the same file: where either was replaced, by
  /// an editor, another command or a restore, the workspace has to be opened again. Blocks on the disk.
  public var isUpToDate: Bool {
    guard let opened, let directory else { return true }
    return OpenedFiles.version(ofCatalogIn: directory) == opened.catalog
      && (try? care)?.identity == opened.ledger
  }
}
