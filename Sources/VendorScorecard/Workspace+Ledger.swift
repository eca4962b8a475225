internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

extension Workspace {
  /// The ledger beside the catalog, with sums made by the catalog's policy.
  ///
  /// A folder with a catalog and no ledger yet, such as a fresh checkout, gets an empty one, also from a
  /// reader; so does an empty file, such as a ledger whose making was cut short. But where there are backups, one was
  /// lost, or is being restored at this moment.
  static func openLedger(
    in folder: String, catalog: Catalog, readOnly: Bool, busySeconds: Int, author: String? = nil
  ) throws -> any Ledger {
    NamedLedger(
      try openFile(in: folder, of: catalog, readOnly: readOnly, busySeconds: busySeconds, author: author),
      catalog: catalog)
  }

  private static func openFile(
    in folder: String, of catalog: Catalog, readOnly: Bool, busySeconds: Int, author: String?
  ) throws -> SQLiteLedger {
    let layout = WorkspaceLayout(folder)
    let path = layout.ledger
    let isMissing = FileStatus.isEmptyOrMissing(path)
    if isMissing { try checkBackups(in: folder) }
    if isMissing, !backupNames(in: layout.backups).isEmpty {
      throw LedgerError.missing(path: path)
    }
    if readOnly, !isMissing {
      do {
        return try SQLiteLedger.open(
          path: path, policy: catalog.policy, mode: .readOnly, busySeconds: busySeconds)
      } catch  where FileStatus.isEmptyOrMissing(path) {
        // The process that was making it was killed, and opening it took back what was there of it.
      } catch LedgerError.olderSchema {
        // The first command of a new version brings it up to date, whichever that is.
      }
    }
    // A catalog that stands in for one that cannot be read may not know it.
    let currency = catalog.currency.isEmpty ? nil : catalog.currency
    return try SQLiteLedger.open(
      path: path, policy: catalog.policy, currency: currency, author: author, mode: .create,
      busySeconds: busySeconds)
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
