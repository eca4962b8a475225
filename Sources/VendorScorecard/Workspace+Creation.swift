internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardPresentation

extension Workspace {
  /// Makes a workspace: a catalog of the usual stages without a vendor, empty ledger, folder for reports; or a made-up
  /// store with a year of its entries as a demo. Blocks on the disk.
  ///
  /// - Parameters:
  ///   - directory: made if it is not there.
  ///   - timeZone: of the store; ``StoreCalendar/localTimeZone`` is a good guess.
  ///   - place: of a ledger on a server; nil = in a file. Of one that holds something already, as another one's of the
  ///     same team does, nothing is changed.
  /// - Returns: names of the files made.
  /// - Throws: ``WorkspaceError/alreadyExists(path:)`` when a catalog or something in the ledger's place is there,
  ///   ``WorkspaceError/catalogLost(directory:copy:)`` when a ledger is that holds something,
  ///   ``WorkspaceError/ledgerFilled(_:changes:_:)`` when a demo's would not be empty, ``FileError``, ``LedgerError``.
  public static func create(
    at directory: String, demo: Bool, timeZone: String = "UTC", ledger place: ServerPlace? = nil,
    now: Timestamp
  ) throws -> [String] {
    if demo {
      if let place {
        try refuseExisting(at: directory)
        let changes = try makeLedger(on: place)
        if changes > 0 { throw WorkspaceError.ledgerFilled(place, changes: changes, .sampleData) }
      }
      return try create(at: directory, text: DemoStore.text(ledger: place)) { ledger, catalog in
        try DemoStore.fill(ledger, catalog: catalog, at: now)
      }
    }
    return try begin(
      at: directory,
      with: Catalog(
        store: storeName(for: directory), timeZone: timeZone, journey: usualJourney, vendors: [],
        ledger: place),
      now: now)
  }

  /// Makes a workspace of what an owner has said so far, with the schema of its catalog beside it, so that editors help.
  /// Blocks on the disk.
  ///
  /// - Parameters:
  ///   - directory: made if it is not there.
  ///   - catalog: of a standard policy, its vendors with no more than a role, a share and a company.
  ///   - orders: to put on record at once; not in a ledger on a server that holds something already.
  /// - Returns: names of the files made.
  /// - Throws: as ``create(at:demo:timeZone:ledger:now:)``; ``WorkspaceError/badCatalog(_:)``.
  public static func begin(
    at directory: String, with catalog: Catalog, orders: Volume? = nil, now: Timestamp
  ) throws -> [String] {
    try create(at: directory, text: newText(catalog), withSchema: true) { ledger, _ in
      if let orders { _ = try ledger.write { try $0.record(orders, at: now) } }
    }
  }

  /// Makes a ledger on a server, and the tables for it, if they are not there. Blocks on the server.
  ///
  /// - Returns: how many changes it holds.
  /// - Throws: ``LedgerError``.
  public static func makeLedger(on place: ServerPlace, policy: ScoringPolicy = .standard) throws -> Int {
    let catalog = Catalog(store: "", currency: "", journey: [], vendors: [], policy: policy)
    let care = ServerCare(place: place, layout: WorkspaceLayout(""))
    if try care.make(catalog, busySeconds: usualBusySeconds) != nil { return 0 }
    let ledger = try care.open(catalog, readOnly: true, busySeconds: usualBusySeconds, author: nil)
    return Int(try ServerCare.changes(ledger))
  }

  /// The catalog with an id for each vendor that has none, made of its name.
  public static func namingVendors(of catalog: Catalog) -> Catalog {
    var catalog = catalog
    var ids = FreeIDs(
      taken: catalog.vendors.flatMap { [$0.name] + $0.aliases + ($0.id.isEmpty ? [] : [$0.id]) })
    for index in catalog.vendors.indices where catalog.vendors[index].id.isEmpty {
      catalog.vendors[index].id = ids.take(for: catalog.vendors[index].name)
    }
    return catalog
  }

  /// What a store may be called whose folder this is.
  public static func storeName(for directory: String) -> String {
    let name = Folder.name(of: Folder.resolved(directory) ?? directory)
    return Catalog.isName(name) ? name : "My store"
  }

  /// - Throws: as ``create(at:demo:timeZone:ledger:now:)`` where no workspace can be made, before anything is asked for it.
  public static func refuseExisting(at directory: String) throws {
    try refuseWhatIsThere(WorkspaceLayout(directory))
  }

  /// Makes a workspace of a catalog's value, which it writes to `vendors.json`. Blocks on the disk.
  ///
  /// - Parameter directory: made if it is not there.
  /// - Returns: names of the files made.
  /// - Throws: ``WorkspaceError/badCatalog(_:)`` with every mistake, and as ``create(at:demo:timeZone:ledger:now:)``.
  @discardableResult
  public static func create(at directory: String, catalog: Catalog) throws -> [String] {
    try create(at: directory, text: check(catalog)) { _, _ in }
  }

  private static func create(
    at directory: String, text: [UInt8], withSchema: Bool = false, fill: (any Ledger, Catalog) throws -> Void
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
        return try create(in: layout, text: text, withSchema: withSchema, fill: fill)
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
    in layout: WorkspaceLayout, text: [UInt8], withSchema: Bool, fill: (any Ledger, Catalog) throws -> Void
  ) throws -> [String] {
    let catalog = try readCatalog(text)
    let care = try LedgerPlace.of(catalog, in: layout, address: nil).care(in: layout)
    // The ledger first: a folder is a workspace once it has its catalog, and then it is whole.
    if let ledger = try care.make(catalog, busySeconds: usualBusySeconds) {
      try fill(NamedLedger(ledger, catalog: catalog), catalog)
    }
    try Folder.create(layout.reports)
    // One that is there is the owner's, or of a call that was killed.
    if withSchema, !FileStatus.isAnything(at: layout.schema) {
      try AtomicFile.replace(layout.schema, with: CatalogReader.schema)
    }
    do { try AtomicFile.create(layout.catalog, with: text) } catch  where error.problem == .exists {
      throw WorkspaceError.alreadyExists(path: layout.catalog)
    }
    let schema = withSchema ? [WorkspaceLayout.schemaName] : []
    return [WorkspaceLayout.catalogName] + schema + care.files + [WorkspaceLayout.reportsName + "/"]
  }

  private static let longestFolder = 400

  /// The steps of a customer's journey that most stores have; who carries them is the owner's to say.
  public static let usualJourney = [
    Stage(id: "hosting", name: "Hosting"), Stage(id: "cart", name: "Cart"),
    Stage(id: "payments", name: "Payments"), Stage(id: "shipping", name: "Shipping"),
  ]

  /// The text of a catalog's file as an owner would write it; only for a standard policy.
  static func newText(_ catalog: Catalog) -> [UInt8] {
    func text(_ text: String) -> String { JSONText.string(text).line }
    let stages = catalog.journey.map { "    { \"id\": \(text($0.id)), \"name\": \(text($0.name)) }" }
    let ledger = catalog.ledger.map { "\n  \(JSONText.ledgerLine($0))," } ?? ""
    let empty = """
      {
        "$schema": "\(WorkspaceLayout.schemaName)",
        "store": \(text(catalog.store)),
        "currency": \(text(catalog.currency)),
        "timeZone": \(text(catalog.timeZone)),\(ledger)
        "journey": [
      \(stages.joined(separator: ",\n"))
        ],
        "vendors": []
      }

      """
    var bare = catalog
    bare.vendors = []
    return CatalogEditor.text(
      Array(empty.utf8), of: bare, applying: catalog.vendors.map(CatalogChange.addVendor))
  }
}
