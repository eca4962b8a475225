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
    try behaviour.run { InMemoryLedger(policy: $0) }
  }

  @Test(arguments: UInt64(10)...13)
  func `the same commands leave the same records`(_ seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let file = try SQLiteLedger.open(path: folder.path("ledger.sqlite"), policy: .standard, mode: .create)
    let memory = InMemoryLedger(policy: .standard)
    var commands = RandomCommands(seed: seed)
    for _ in 0..<80 {
      var same = commands
      try commands.runNext(on: file)
      try same.runNext(on: memory)
    }
    try expectSame(file, memory)
  }

  @Test(arguments: UInt64(30)...33)
  func `the same outages leave the same records`(_ seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let file = try SQLiteLedger.open(path: folder.path("ledger.sqlite"), policy: .standard, mode: .create)
    let memory = InMemoryLedger(policy: .standard)
    var commands = RandomOutages(seed: seed)
    for step in 0..<250 {
      var same = commands
      try commands.runNext(on: file)
      try same.runNext(on: memory)
      #expect(try file.evidence() == memory.evidence(), "step \(step)")
    }
    try expectSame(file, memory)
    #expect(try file.checkup() == [])
  }

  private func expectSame(_ file: any Ledger, _ memory: any Ledger) throws {
    let all = IncidentFilter(standings: Set(IncidentStanding.allCases))
    #expect(try file.incidents(all) == memory.incidents(all))
    #expect(try file.changes(limit: 999) == memory.changes(limit: 999))
    #expect(try file.evidence() == memory.evidence())
    #expect(try file.imports() == memory.imports())
    #expect(try file.volumes() == memory.volumes())
    #expect(try file.entries() == memory.entries())
    for id in try file.incidents(all).map(\.id) {
      #expect(try file.history(of: id) == memory.history(of: id))
    }
  }
}
