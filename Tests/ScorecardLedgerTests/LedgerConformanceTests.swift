import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

/// Every kind of ledger passes the same suite.
struct LedgerConformanceTests {
  @Test(arguments: LedgerConformance.all)
  func `a ledger in a file conforms`(_ behaviour: LedgerConformance) throws {
    let folder = try TemporaryFolder()
    try behaviour.run { policy in
      try SQLiteLedger.open(path: folder.path("ledger.sqlite"), policy: policy, mode: .create)
    }
  }

  @Test(arguments: LedgerConformance.all)
  func `a ledger in memory conforms`(_ behaviour: LedgerConformance) throws {
    try behaviour.run { try SQLiteLedger.inMemory(policy: $0) }
  }
}
