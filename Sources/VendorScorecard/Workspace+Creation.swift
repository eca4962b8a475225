internal import FileSystem
internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// Makes a workspace: catalog, empty ledger, folder for reports; with a made-up year in it as a demo.
  /// Blocks on the disk.
  ///
  /// - Parameters:
  ///   - directory: made if it is not there.
  ///   - timeZone: of the store; ``StoreCalendar/localTimeZone`` is a good guess.
  /// - Returns: names of the files made.
  /// - Throws: ``WorkspaceError/alreadyExists(path:)`` when a catalog or something in the ledger's place is there,
  ///   ``WorkspaceError/catalogLost(directory:copy:)`` when a ledger is that holds something, ``FileError``,
  ///   ``LedgerError``.
  public static func create(
    at directory: String, demo: Bool, timeZone: String = "UTC", now: Timestamp
  ) throws -> [String] {
    let text = demo ? DemoStore.catalog : newCatalog(timeZone: timeZone)
    return try create(at: directory, text: Array(text.utf8)) { ledger, catalog in
      if demo { try DemoStore.fill(ledger, catalog: catalog, at: now) }
    }
  }

  /// Makes a workspace of a catalog's value, which it writes to `vendors.json`. Blocks on the disk.
  ///
  /// - Parameter directory: made if it is not there.
  /// - Returns: names of the files made.
  /// - Throws: ``WorkspaceError/badCatalog(_:)`` with every mistake, and as ``create(at:demo:timeZone:now:)``.
  @discardableResult
  public static func create(at directory: String, catalog: Catalog) throws -> [String] {
    try create(at: directory, text: check(catalog)) { _, _ in }
  }

  private static func create(
    at directory: String, text: [UInt8], fill: (any Ledger, Catalog) throws -> Void
  ) throws -> [String] {
    // Backups of the ledger lie deeper, and SQLite opens no path of more than 512 bytes.
    guard directory.utf8.count <= longestFolder else {
      throw FileError(.write, directory, .pathTooLong(limit: longestFolder))
    }
    if !FileStatus.leadsSomewhere(directory) { try Folder.create(directory) }
    let layout = WorkspaceLayout(directory)
    // Of two that do so at one moment, the second finds what the first has made.
    do {
      return try FileLock.holding(directory, waiting: usualBusySeconds) {
        try refuseWhatIsThere(layout)
        return try create(in: layout, text: text, fill: fill)
      }
    } catch is FileLock.Busy {
      throw LedgerError.locked(seconds: usualBusySeconds)
    }
  }

  private static func refuseWhatIsThere(_ layout: WorkspaceLayout) throws {
    // Also a link that leads nowhere is the owner's.
    if FileStatus.isAnything(at: layout.catalog) {
      throw WorkspaceError.alreadyExists(path: layout.catalog)
    }
    guard FileStatus.isAnything(at: layout.ledger) else { return }
    // One that holds nothing is of a call that was killed.
    switch try? BackupStore().extent(of: layout.ledger).changes {
    case 0: break
    case nil: throw WorkspaceError.alreadyExists(path: layout.ledger)
    default: throw lostCatalog(of: Folder.resolved(layout.folder) ?? layout.folder)
    }
  }

  private static func create(
    in layout: WorkspaceLayout, text: [UInt8], fill: (any Ledger, Catalog) throws -> Void
  ) throws -> [String] {
    let catalog = try readCatalog(text)
    // The ledger first: a folder is a workspace once it has its catalog, and then it is whole.
    let ledger = try openLedger(
      in: layout.folder, catalog: catalog, readOnly: false, busySeconds: usualBusySeconds)
    try fill(ledger, catalog)
    try Folder.create(layout.reports)
    do { try AtomicFile.create(layout.catalog, with: text) } catch  where error.problem == .exists {
      throw WorkspaceError.alreadyExists(path: layout.catalog)
    }
    return [WorkspaceLayout.catalogName, WorkspaceLayout.ledgerName, WorkspaceLayout.reportsName + "/"]
  }

  private static let longestFolder = 400

  /// One vendor a stage to start from; ids stay, names are the owner's to change.
  static func newCatalog(timeZone: String) -> String {
    """
    {
      "store": "My store",
      "currency": "USD",
      "timeZone": "\(timeZone)",
      "journey": [
        { "id": "hosting", "name": "Hosting" },
        { "id": "cart", "name": "Cart" },
        { "id": "payments", "name": "Payments" },
        { "id": "shipping", "name": "Shipping" }
      ],
      "vendors": [
        { "id": "host", "name": "My web host", "stage": "hosting", "role": "primary" },
        { "id": "shop", "name": "My shop software", "stage": "cart", "role": "primary" },
        { "id": "payments", "name": "My payment service", "stage": "payments", "role": "primary" },
        { "id": "carrier", "name": "My carrier", "stage": "shipping", "role": "primary" }
      ]
    }

    """
  }
}
