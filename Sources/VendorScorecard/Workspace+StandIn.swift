internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// A workspace to record in while `vendors.json` cannot be read: nothing that happens today may be lost to a comma.
  /// Its catalog is the newest copy that can be read (of the last change by a command, or a backup's) with what is on
  /// record besides; what it scores means nothing. Blocks on the disk.
  ///
  /// Whatever is recorded comes home once the catalog is mended, for ids on record count for who answers to them
  /// (decision 0021).
  ///
  /// - Parameters:
  ///   - typed: who is meant; one that is not known is put into the catalog, under an id made of the name.
  ///   - timeZone: where no copy says it.
  ///   - author, ledgerAddress: as of ``open(_:readOnly:busySeconds:author:ledgerAddress:)``.
  /// - Throws: ``LedgerError``, ``FileError``; ``WorkspaceError/unknownVendor(typed:closest:)`` for a name that makes no id;
  ///   ``WorkspaceError/badCatalog(_:)`` where it can't be told which ledger it is.
  public static func openStandIn(
    _ directory: String, naming typed: (Catalog) -> String?, timeZone: String,
    busySeconds: Int = usualBusySeconds, author: String? = nil, ledgerAddress: String? = nil
  ) throws -> Workspace {
    let layout = WorkspaceLayout(directory)
    var catalog =
      try copyOfCatalog(in: layout)
      ?? Catalog(
        store: storeName(for: directory), currency: "", timeZone: timeZone, journey: [], vendors: [])
    let place = try LedgerPlace.of(folder: directory, address: ledgerAddress)
    let ledger = NamedLedger(
      try place.care(in: layout).open(catalog, readOnly: false, busySeconds: busySeconds, author: author),
      catalog: catalog)
    for id in try ledger.read({ try $0.vendorsOnRecord() }).subtracting(catalog.vendors.map(\.id)).sorted() {
      catalog.vendors.append(Vendor(id: id, name: id, stage: ""))
    }
    let names = VendorNames(catalog)
    if let typed = typed(catalog), names.vendor(named: typed) ?? names.vendor(beginning: typed) == nil {
      let id = String(VendorNames.slug(typed).prefix(64))
      if id.isEmpty { throw WorkspaceError.unknownVendor(typed: typed, closest: []) }
      catalog.vendors.append(Vendor(id: id, name: typed.trimmed, stage: ""))
    }
    return Workspace(
      directory: directory, catalog: catalog, calendar: try calendar(of: catalog), place: place,
      ledger: ledger)
  }

  static func copyOfCatalog(in layout: WorkspaceLayout) throws -> Catalog? {
    let backups = backupNames(in: layout.backups).map { layout.backups + "/" + $0.catalogFile }
    return ([layout.earlierCatalog] + backups).lazy.compactMap { path in
      (try? OrdinaryFile.read(path, for: .reading) ?? nil).flatMap { try? readCatalog($0) }
    }.first
  }
}
