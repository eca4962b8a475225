private import Glibc
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
  ///   ``WorkspaceError/catalogLost(directory:copy:)`` when a ledger is that holds something,
  ///   ``WorkspaceError/cannotWrite(path:reason:)``, ``LedgerError``.
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
    // Also a link that leads nowhere is the owner's.
    if FileWriting.existing(directory + "/" + catalogName) != .none {
      throw WorkspaceError.alreadyExists(path: directory + "/" + catalogName)
    }
    // One that holds nothing is of a call that was killed.
    let ledgerPath = directory + "/" + ledgerName
    if FileWriting.existing(ledgerPath) != .none {
      switch try? BackupStore().extent(of: ledgerPath).changes {
      case 0: break
      case nil: throw WorkspaceError.alreadyExists(path: ledgerPath)
      default: throw lostCatalog(of: absolute(directory, from: ".") ?? directory)
      }
    }
    // Backups of the ledger lie deeper, and SQLite opens no path of more than 512 bytes.
    guard directory.utf8.count <= longestFolder else {
      throw WorkspaceError.cannotWrite(
        path: directory, reason: "its path is longer than \(longestFolder) bytes. Use a folder further up")
    }
    if !isThere(directory) { try FileWriting.makeFolder(directory) }
    let catalog = try readCatalog(text)
    // The ledger first: a folder is a workspace once it has its catalog, and then it is whole.
    let ledger = try openLedger(in: directory, catalog: catalog, readOnly: false, busySeconds: 30)
    try fill(ledger, catalog)
    try FileWriting.makeFolder(directory + "/" + reportsName)
    try FileWriting.replace(directory + "/" + catalogName, with: text)
    return [catalogName, ledgerName, reportsName + "/"]
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
