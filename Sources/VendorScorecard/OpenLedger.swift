internal import ScorecardImport
internal import ScorecardLedger
internal import ScorecardModel

extension Workspace {
  /// The ledger beside the catalog, with sums made by the catalog's policy.
  ///
  /// A folder with a catalog and no ledger yet, such as a fresh checkout, gets an empty one; to a reader that
  /// must not write, it is as if it had one.
  static func openLedger(
    in folder: String, catalog: Catalog, readOnly: Bool, busySeconds: Int
  ) throws -> any Ledger {
    let path = folder + "/" + ledgerName
    guard readOnly, isThere(path) else {
      let ledger = try SQLiteLedger.open(
        path: path, policy: catalog.policy, mode: .create, busySeconds: busySeconds)
      try ledger.adopt(catalog.policy)
      return ledger
    }
    return try SQLiteLedger.open(
      path: path, policy: catalog.policy, mode: .readOnly, busySeconds: busySeconds)
  }

  /// - Throws: ``WorkspaceError/badCatalog(_:)`` with every mistake.
  static func readCatalog(_ bytes: [UInt8]) throws(WorkspaceError) -> (catalog: Catalog, warnings: [Diagnostic]) {
    fatalError()
  }
}
