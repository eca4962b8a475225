import ScorecardLedger
import ScorecardModel
import Synchronization
import Testing

@testable import VendorScorecard

@Suite struct EvidenceOnlyTests {
  @Test func `evaluating and comparing read sums, once, and never incidents`() throws {
    let store = try SmallStore()
    try store.log("northwind", "2026-09-01", 3)
    let ledger = EvidenceOnlyLedger(try store.workspace.ledger.read { try $0.evidence() })
    let workspace = Workspace(
      directory: store.folder.path, catalog: store.workspace.catalog,
      calendar: store.workspace.calendar,
      place: store.workspace.place, ledger: ledger)
    let day = try Day("2026-09-21")
    let evaluation = try store.workspace.snapshot { try $0.evaluate(asOf: day) }
    try workspace.snapshot { snapshot throws in
      #expect(try snapshot.evaluate(asOf: day) == evaluation)
      #expect(try snapshot.compare(["northwind", "parcelo"], asOf: day).scorecards.count == 2)
    }
    #expect(ledger.timesRead.value == 1)
    #expect(throws: EvidenceOnlyLedger.Refusal.self) {
      try workspace.snapshot { try $0.explain("northwind", asOf: day) }
    }
  }
}

/// Gives its evidence and refuses everything else; without a change, nothing is remembered of the last time.
private final class EvidenceOnlyLedger: Ledger, LedgerReader {
  func currency() throws -> String? { throw Refusal() }
  struct Refusal: Error {}

  /// How often the evidence was read.
  final class Count: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  let timesRead = Count()
  private let sums: Evidence

  init(_ sums: Evidence) { self.sums = sums }

  func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T { try body(self) }
  func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T { throw Refusal() }

  func evidence() throws -> Evidence {
    timesRead.add()
    return sums
  }

  func evidence(of vendors: Set<Vendor.ID>) throws -> Evidence { throw Refusal() }
  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (RecordedIncident) throws -> Bool
  ) throws { throw Refusal() }
  func incident(_ id: Int64) throws -> RecordedIncident? { throw Refusal() }
  func history(of id: Int64) throws -> [IncidentRevision] { throw Refusal() }
  func volumes() throws -> [Volume] { throw Refusal() }
  func statedVolumes() throws -> [Volume] { throw Refusal() }
  func orderConflicts() throws -> [OrderConflict] { throw Refusal() }
  func checkIns() throws -> [Day] { throw Refusal() }
  func watched(_ vendor: Vendor.ID) throws -> [WatchedSpan] { throw Refusal() }
  func vendorsOnRecord() throws -> Set<Vendor.ID> { throw Refusal() }
  func changes(limit: Int) throws -> [Change] { [] }
  func identity() throws -> Int64? { throw Refusal() }
  func subject(ofChange number: Int64) throws -> ChangeSubject { throw Refusal() }
  func imports() throws -> [ImportBatch] { throw Refusal() }
  func sources() throws -> [SourceSummary] { throw Refusal() }
  func readRecord(_ body: (RecordEntry) throws -> Void) throws { throw Refusal() }
  func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws { throw Refusal() }
  func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws { throw Refusal() }
  func adoptPolicy() throws -> Bool { throw Refusal() }
  func checkup(depth: CheckupDepth) throws -> [LedgerProblem] { throw Refusal() }
}
