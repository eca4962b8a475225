internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel

/// What a change of the catalog came to.
public struct CatalogRevision: Hashable, Sendable {
  /// As it is now.
  public var catalog: Catalog
  /// The lines of its file that changed; none = it was like this already.
  public var lines: [LineChange]
}

extension Workspace {
  /// Puts a vendor into the catalog. Blocks on the disk.
  ///
  /// - Parameters:
  ///   - vendor: with an empty id one is made of its name; its stage by id or name.
  ///   - stage: put on the journey before; the vendor's then.
  ///   - index: the place of that stage; nil = at the end.
  /// - Throws: as ``changeCatalog(_:)``, ``WorkspaceError/unknownStage(typed:journey:)``.
  @discardableResult
  public func add(_ vendor: Vendor, newStage stage: Stage? = nil, at index: Int? = nil) throws
    -> CatalogRevision
  {
    try changeCatalog { catalog in
      var (catalog, changes, vendor) = (catalog, [CatalogChange](), vendor)
      if let stage {
        changes += try catalog.adding(stage, at: index)
        catalog = catalog.applying(changes)
        vendor.stage = stage.id
      } else {
        vendor.stage = try Workspace.stage(named: vendor.stage, in: catalog).id
      }
      // A name that is taken is said to be, before it is given an id that is free.
      if vendor.id.isEmpty {
        let names = catalog.vendors.flatMap { [$0.id, $0.name] + $0.aliases } + vendor.aliases
        var ids = FreeIDs(taken: names)
        if VendorNames(catalog).vendor(named: vendor.name) == nil { vendor.id = ids.take(for: vendor.name) }
      }
      return changes + (try catalog.adding(vendor))
    }
  }

  /// Gives one vendor's place, and its part of the orders, to another one of its stage. Blocks on the disk.
  ///
  /// - Parameters:
  ///   - day: the first of the new one.
  ///   - share: of the new one from then on; nil = what the old one carried as well.
  /// - Throws: as ``changeCatalog(_:)``, ``WorkspaceError/unknownVendor(typed:closest:)``.
  @discardableResult
  public func switchVendors(
    from old: Vendor.ID, to new: Vendor.ID, on day: Day, share: Double? = nil
  ) throws -> CatalogRevision {
    try changeCatalog { catalog in
      try catalog.switching(
        Workspace.known(old, in: catalog), to: Workspace.known(new, in: catalog), on: day, share: share)
    }
  }

  /// Ends what a vendor is to the store. Blocks on the disk.
  ///
  /// - Parameter day: the first on which it is not used.
  /// - Throws: as ``changeCatalog(_:)``, ``WorkspaceError/unknownVendor(typed:closest:)``.
  @discardableResult
  public func retire(_ vendor: Vendor.ID, on day: Day) throws -> CatalogRevision {
    try changeCatalog { try $0.retiring(Workspace.known(vendor, in: $0), on: day) }
  }

  /// Gives a vendor another name; it goes on to answer to the one before. Blocks on the disk.
  ///
  /// - Parameters:
  ///   - newID: another id, too: what is on record under the old one counts for it (decision 0021).
  ///   - carrier: what it is in every shop, whatever each calls it; nil = as it was. With it the name may stay.
  /// - Throws: as ``changeCatalog(_:)``, ``WorkspaceError/unknownVendor(typed:closest:)``.
  @discardableResult
  public func rename(_ vendor: Vendor.ID, to name: String, newID: Vendor.ID? = nil, carrier: String? = nil)
    throws -> CatalogRevision
  {
    try changeCatalog {
      try $0.renaming(Workspace.known(vendor, in: $0), to: name.trimmed, id: newID, carrier: carrier)
    }
  }

  /// Makes two vendors of the catalog one: what the first answers to and has on record is the second's, whatever id it is
  /// on record under (decision 0021). Blocks on the disk.
  ///
  /// - Throws: as ``changeCatalog(_:)``, ``WorkspaceError/unknownVendor(typed:closest:)``; ``LedgerError``.
  @discardableResult
  public func merge(_ vendor: Vendor.ID, into other: Vendor.ID) throws -> CatalogRevision {
    let stated = try ledger.read { try $0.statedVolumes() }
    return try changeCatalog { catalog in
      let (vendor, other) = (
        try Workspace.known(vendor, in: catalog), try Workspace.known(other, in: catalog)
      )
      let orders = [vendor.id, other.id].map { id in stated.filter { $0.vendor == id } }
      let clash = orders[0].first { own in
        orders[1].contains {
          $0.from < own.to && own.from < $0.to && ($0.from, $0.to) != (own.from, own.to)
        }
      }
      if let clash { throw CatalogRefusal.ordersOverlap(vendor, other, clash) }
      return try catalog.merging(vendor, into: other)
    }
  }

  // MARK: The file

  /// Changes `vendors.json` in its own text: what is not concerned stays byte for byte. The text before is kept beside
  /// it, for ``undoCatalogChange(in:)``. Blocks on the disk, and for whoever changes it at this moment.
  ///
  /// This workspace keeps the catalog that it was opened with.
  ///
  /// - Parameter changes: of the catalog that the file holds now.
  /// - Throws: ``WorkspaceError/catalogRefused(_:)``; ``WorkspaceError/changeRefused(_:)`` when it would have mistakes;
  ///   ``WorkspaceError/noFolder``, ``WorkspaceError/badCatalog(_:)``, ``FileError``; what `changes` throws. Then nothing
  ///   was changed.
  public func changeCatalog(
    _ changes: (Catalog) throws -> [CatalogChange]
  ) throws -> CatalogRevision {
    let layout = try layout
    return try Workspace.holding(layout) {
      let before = try Workspace.catalogText(layout)
      let catalog = try Workspace.readCatalog(before)
      let wanted: [CatalogChange]
      do { wanted = try changes(catalog) } catch let refusal as CatalogRefusal {
        throw WorkspaceError.catalogRefused(refusal)
      }
      let after = CatalogEditor.text(before, of: catalog, applying: wanted)
      let changed: Catalog
      do throws(WorkspaceError) { changed = try Workspace.readCatalog(after) } catch {
        guard case .badCatalog(let problems) = error else { throw error }
        throw WorkspaceError.changeRefused(problems.map { Diagnostic(message: $0.message) })
      }
      guard changed == catalog.applying(wanted) else { throw WorkspaceError.catalogRefused(.tooUnusual) }
      if after != before {
        try AtomicFile.replace(layout.earlierCatalog, with: before)
        try AtomicFile.rewrite(layout.catalog, with: after)
      }
      return CatalogRevision(catalog: changed, lines: LineChange.between(before, after))
    }
  }

  /// Puts `vendors.json` back as it was before the newest change that the program made of it, byte for byte. What it
  /// was until now is kept in the same way, so that the next call brings that back. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/noEarlierCatalog``, ``WorkspaceError/badCatalog(_:)``, ``FileError``.
  @discardableResult
  public static func undoCatalogChange(in directory: String) throws -> CatalogRevision {
    let layout = WorkspaceLayout(directory)
    return try holding(layout) {
      let now = try catalogText(layout)
      guard let earlier = try OrdinaryFile.read(layout.earlierCatalog, for: .rewriting) else {
        throw WorkspaceError.noEarlierCatalog
      }
      let catalog = try readCatalog(earlier)
      try AtomicFile.rewrite(layout.catalog, with: earlier)
      try AtomicFile.replace(layout.earlierCatalog, with: now)
      return CatalogRevision(catalog: catalog, lines: LineChange.between(now, earlier))
    }
  }

  /// One process at a time.
  private static func holding<Result>(_ layout: WorkspaceLayout, _ body: () throws -> Result) throws -> Result
  {
    do { return try FileLock.holding(layout.folder, waiting: usualBusySeconds, body) } catch is FileLock.Busy
    {
      throw LedgerError.locked(seconds: usualBusySeconds)
    }
  }

  private static func catalogText(_ layout: WorkspaceLayout) throws -> [UInt8] {
    guard let text = try OrdinaryFile.read(layout.catalog, for: .rewriting) else {
      throw WorkspaceError.noCatalog(from: layout.folder, named: true)
    }
    return text
  }

  static func known(_ id: Vendor.ID, in catalog: Catalog) throws(WorkspaceError) -> Vendor {
    if let vendor = catalog.vendor(id) { return vendor }
    throw .unknownVendor(typed: id, closest: VendorNames(catalog).closest(id))
  }

  static func stage(named typed: String, in catalog: Catalog) throws(WorkspaceError) -> Stage {
    let key = VendorNames.key(typed)
    let match = catalog.journey.first { VendorNames.key($0.id) == key || VendorNames.key($0.name) == key }
    guard let match else { throw .unknownStage(typed: typed, journey: catalog.journey) }
    return match
  }
}
