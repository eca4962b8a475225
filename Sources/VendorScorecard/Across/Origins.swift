internal import ScorecardLedger
internal import ScorecardModel

/// Tells ledgers that are copies of one from those that only begin alike.
///
/// A ledger is known by its first change. A script that does the same in every folder within one second makes ledgers
/// of which that one is the same, so where it is, the next ones are looked at.
struct Origins {
  /// Changes at the beginning that copies have in common, if they have as many.
  private static let common = 8

  private struct Known {
    var shop: Shops.Shop
    /// Oldest first; nil = not looked at yet.
    var changes: [Change]?
  }

  private let busySeconds: Int
  private var known: [Int64: [Known]] = [:]

  init(busySeconds: Int) { self.busySeconds = busySeconds }

  /// - Parameter identity: of its ledger; nil before the first change.
  /// - Throws: ``WorkspaceError/sameShop(_:_:)``, ``WorkspaceError/shopLedger(folder:_:)``.
  mutating func add(_ shop: Shops.Shop, _ identity: Int64?) throws {
    guard let identity else { return }
    var alike = known[identity] ?? []
    var added = Known(shop: shop)
    if !alike.isEmpty {
      let own = try changes(of: shop)
      for index in alike.indices {
        let theirs = try alike[index].changes ?? changes(of: alike[index].shop)
        if zip(own, theirs).allSatisfy({ $0 == $1 }) {
          throw WorkspaceError.sameShop(alike[index].shop.name, shop.name)
        }
        alike[index].changes = theirs
      }
      added.changes = own
    }
    known[identity] = alike + [added]
  }

  private func changes(of shop: Shops.Shop) throws -> [Change] {
    do {
      let all = try shop.open(busySeconds: busySeconds)?.changes(limit: .max) ?? []
      return Array(all.reversed().prefix(Origins.common))
    } catch let error as LedgerError {
      throw WorkspaceError.shopLedger(folder: shop.name, error)
    }
  }
}
