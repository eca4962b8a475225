internal import FileSystem
internal import ScorecardFormats
public import ScorecardModel

/// Several workspaces that are looked at together, such as those of an agency's customers; nothing is recorded in any.
/// Only a ledger of an older version is brought up to date, as by whatever opens it.
///
/// A ledger on a server may be a shop without a folder, and so without a catalog. Only catalogs stay in memory:
/// ``across(_:asOf:)`` opens one ledger after the other.
public struct Shops: Sendable {
  /// A folder and the catalog in it, or a ledger on a server.
  struct Shop: Sendable {
    /// A folder as it was given; what a place describes itself as.
    var name: String
    var home: Home
    /// Of a ledger without a folder what is made up for it.
    var catalog: Catalog
    var calendar: StoreCalendar
  }

  /// Where a shop is kept.
  enum Home: Hashable, Sendable {
    /// Absolute path.
    case folder(String)
    case server(ServerPlace)
  }

  /// Two or more, by the store's name, then the folder as it was given: the order of the folders changes nothing.
  let shops: [Shop]
  let busySeconds: Int

  /// Reads the catalogs of these folders, and of their ledgers nothing; and what vendors each ledger on these servers
  /// knows, one after the other. Blocks on the disk and the servers.
  ///
  /// On a server every ledger that this user may see is a shop of that name, but for those that one of the folders has
  /// the catalog of. A vendor there goes by its id (decision 0025).
  /// - Parameters:
  ///   - places: folders, relative to the current one or absolute, and servers' addresses; two shops or more.
  ///   - busySeconds: how long to wait for another process that writes.
  /// - Throws: ``LedgerError``, ``WorkspaceError/badAddress(_:)``, ``WorkspaceError/oneShop``, ``WorkspaceError/sameShop(_:_:)``, ``WorkspaceError/otherPolicy(_:_:)``,
  ///   ``WorkspaceError/noCatalog(from:named:)``, ``WorkspaceError/catalogLost(directory:copy:)``,
  ///   ``WorkspaceError/badCatalog(_:)``, ``FileError``.
  public static func open(
    _ places: [String], busySeconds: Int = Workspace.usualBusySeconds
  ) throws -> Shops {
    var known: [Home: String] = [:]
    var shops: [Shop] = []
    let servers = try places.filter(ServerPlace.isAddress).map { try ServerPlace($0, from: "address") }
    for name in places where !ServerPlace.isAddress(name) {
      let shop = try read(name)
      if let other = known.updateValue(name, forKey: shop.home) {
        throw WorkspaceError.sameShop(other, name)
      }
      shops.append(shop)
    }
    let catalogs = shops.map(\.catalog)
    for server in servers {
      for shop in try bare(at: server, beside: catalogs, busySeconds: busySeconds) {
        if let other = known.updateValue(shop.name, forKey: shop.home) {
          throw WorkspaceError.sameShop(other, shop.name)
        }
        shops.append(shop)
      }
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
        name: name, home: .folder(folder), catalog: catalog, calendar: try Workspace.calendar(of: catalog))
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
