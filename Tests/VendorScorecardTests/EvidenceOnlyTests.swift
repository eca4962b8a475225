import ScorecardLedger
import ScorecardModel
import Synchronization
import Testing

@testable import VendorScorecard

@Suite struct EvidenceOnlyTests {
  @Test func `evaluating and comparing read sums, never incidents`() throws {
    let store = try SmallStore()
    try store.log("northwind", "2026-09-01", 3)
    let ledger = EvidenceOnlyLedger(try store.workspace.ledger.evidence())
    let workspace = Workspace(
      directory: store.folder.path, catalog: store.workspace.catalog, calendar: store.workspace.calendar,
      ledger: ledger)
    let day = try Day("2026-09-21")
    #expect(try workspace.evaluate(asOf: day) == store.workspace.evaluate(asOf: day))
    #expect(try workspace.compare(["northwind", "parcelo"], asOf: day).scorecards.count == 2)
    #expect(ledger.timesRead.value == 2)
    #expect(throws: EvidenceOnlyLedger.Refusal.self) { try workspace.explain("northwind", asOf: day) }
  }
}

/// Gives its evidence and refuses everything else.
private final class EvidenceOnlyLedger: Ledger {
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

  func evidence() throws -> Evidence {
    timesRead.add()
    return sums
  }

  func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] { throw Refusal() }
  func incident(_ id: Int64) throws -> RecordedIncident? { throw Refusal() }
  func history(of id: Int64) throws -> [IncidentRevision] { throw Refusal() }
  func volumes() throws -> [Volume] { throw Refusal() }
  func checkIns() throws -> [Day] { throw Refusal() }
  func span() throws -> ClosedRange<Day>? { throw Refusal() }
  func vendorsOnRecord() throws -> Set<Vendor.ID> { throw Refusal() }
  func changes(limit: Int) throws -> [Change] { throw Refusal() }
  func identity() throws -> Int64? { throw Refusal() }
  func readRecord(_ body: (RecordEntry) throws -> Void) throws { throw Refusal() }
  func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws { throw Refusal() }
  func record(_ incident: Incident, allowDuplicate: Bool, at now: Timestamp) throws -> RecordedIncident {
    throw Refusal()
  }
  func revise(
    _ ids: [Int64], action: String, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] { throw Refusal() }
  func confirm(_ ids: [Int64], at now: Timestamp) throws -> [RecordedIncident] { throw Refusal() }
  func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident { throw Refusal() }
  func record(_ volume: Volume, at now: Timestamp) throws -> Volume? { throw Refusal() }
  func checkIn(_ day: Day, at now: Timestamp) throws -> Bool { throw Refusal() }
  func undo(at now: Timestamp) throws -> Change? { throw Refusal() }
  func imports() throws -> [ImportBatch] { throw Refusal() }
  func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo { throw Refusal() }
  func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws { throw Refusal() }
  func adopt(_ policy: ScoringPolicy) throws { throw Refusal() }
  func checkup(depth: CheckupDepth) throws -> [LedgerProblem] { throw Refusal() }
}
