internal import ScorecardFormats
internal import ScorecardModel

extension Workspace {
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
