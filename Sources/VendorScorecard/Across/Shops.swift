internal import FileSystem
public import ScorecardModel

/// Several workspaces that are looked at together, such as those of an agency's customers; nothing is recorded in any.
/// Only a ledger of an older version is brought up to date, as by whatever opens it.
///
/// Only their catalogs stay in memory: ``across(_:asOf:)`` opens one ledger after the other.
public struct Shops: Sendable {
  /// A folder and the catalog in it.
  struct Shop: Sendable {
    /// As it was given.
    var name: String
    /// Absolute path.
    var folder: String
    var catalog: Catalog
    var calendar: StoreCalendar
  }

  /// Two or more, by the store's name, then the folder as it was given: the order of the folders changes nothing.
  let shops: [Shop]
  let busySeconds: Int

  /// Reads the catalogs of these folders, and none of the ledgers. Blocks on the disk.
  ///
  /// - Parameters:
  ///   - folders: two or more, relative to the current folder or absolute.
  ///   - busySeconds: how long to wait for another process that writes.
  /// - Throws: ``WorkspaceError/oneShop``, ``WorkspaceError/sameShop(_:_:)``, ``WorkspaceError/otherPolicy(_:_:)``,
  ///   ``WorkspaceError/noCatalog(from:named:)``, ``WorkspaceError/catalogLost(directory:copy:)``,
  ///   ``WorkspaceError/badCatalog(_:)``, ``FileError``.
  public static func open(
    _ folders: [String], busySeconds: Int = Workspace.usualBusySeconds
  ) throws -> Shops {
    var known: [String: String] = [:]
    var shops: [Shop] = []
    for name in folders {
      let shop = try read(name)
      if let other = known.updateValue(name, forKey: shop.folder) {
        throw WorkspaceError.sameShop(other, name)
      }
      shops.append(shop)
    }
    guard shops.count > 1 else { throw WorkspaceError.oneShop }
    shops.sort { ($0.catalog.store, $0.name) < ($1.catalog.store, $1.name) }
    let policy = shops[0].catalog.policy.key
    if let other = shops.first(where: { $0.catalog.policy.key != policy }) {
      throw WorkspaceError.otherPolicy(shops[0].name, other.name)
    }
    return Shops(shops: shops, busySeconds: busySeconds)
  }

  private static func read(_ name: String) throws -> Shop {
    guard let folder = Workspace.absolute(name, from: ".") else {
      throw WorkspaceError.noCatalog(from: name, named: true)
    }
    guard let bytes = try OrdinaryFile.read(WorkspaceLayout(folder).catalog, for: .reading) else {
      try Workspace.refuseLostCatalog(in: folder)
      throw WorkspaceError.noCatalog(from: name, named: true)
    }
    do throws(WorkspaceError) {
      let catalog = try Workspace.readCatalog(bytes)
      return Shop(
        name: name, folder: folder, catalog: catalog, calendar: try Workspace.calendar(of: catalog))
    } catch {
      guard case .badCatalog(let problems) = error else { throw error }
      throw WorkspaceError.badCatalog(problems.map { $0.inFolder(name) })
    }
  }

  /// Today where it is latest: no shop's newest entries are left out.
  public func today(at moment: Timestamp) -> Day {
    shops.dropFirst().reduce(shops[0].calendar.day(of: moment)) { max($0, $1.calendar.day(of: moment)) }
  }

  /// Every stage of a journey, each once, by id; of several names the first shop's.
  var stages: [Stage] {
    var stages: [Stage.ID: Stage] = [:]
    for shop in shops {
      for stage in shop.catalog.journey where stages[stage.id] == nil { stages[stage.id] = stage }
    }
    return stages.values.sorted { $0.id < $1.id }
  }
}

extension Diagnostic {
  /// Of one catalog among many.
  fileprivate func inFolder(_ folder: String) -> Diagnostic {
    var diagnostic = self
    let parent = folder.hasSuffix("/") ? folder : folder + "/"
    diagnostic.file = file.map { parent + $0 }
    return diagnostic
  }
}
