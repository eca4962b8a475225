internal import FileSystem
internal import ScorecardFormats
public import ScorecardModel

extension Workspace {
  /// The catalog of a folder alone: its ledger, which may be far away, is left alone. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/noCatalog(from:named:)``, ``WorkspaceError/badCatalog(_:)``, ``FileError``.
  public static func catalog(in directory: String) throws -> Catalog {
    guard let bytes = try OrdinaryFile.read(WorkspaceLayout(directory).catalog, for: .reading) else {
      throw WorkspaceError.noCatalog(from: directory, named: true)
    }
    return try readCatalog(bytes)
  }

  /// - Throws: ``WorkspaceError/badCatalog(_:)`` with every mistake.
  static func readCatalog(_ bytes: [UInt8]) throws(WorkspaceError) -> Catalog {
    do {
      return try CatalogReader.read(
        bytes, fileName: WorkspaceLayout.catalogName, isTimeZone: StoreCalendar.isTimeZone)
    } catch {
      throw .badCatalog(error.diagnostics)
    }
  }
}
