import GRDB
package import ScorecardModel

extension SQLiteLedger {
  /// The schema that this program writes.
  package static var schemaVersion: Int { Migrations.released.current }

  package func checkup(knownVendors: Set<Vendor.ID>, depth: CheckupDepth) throws -> [LedgerProblem] {
    let policy = policy
    return try reading { database in
      var checkup = Checkup(database: database, policy: policy, busySeconds: busySeconds)
      return checkup.run(knownVendors: knownVendors, depth: depth)
    }
  }

  /// Makes anew what can be made from the rest: the indexes and the sums.
  package func repair() throws {
    let policy = policy
    try LedgerFile.translating(path: path, busySeconds: busySeconds) {
      try queue.inTransaction(.immediate) { database in
        try database.execute(sql: "REINDEX")
        try Rollup.rebuild(database, policy: policy)
        return .commit
      }
    }
  }
}
