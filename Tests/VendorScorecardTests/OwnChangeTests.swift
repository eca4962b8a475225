import ScorecardLedger
import ScorecardModel
import Testing

@testable import VendorScorecard

/// Before and after are this change's own, whoever else writes.
@Suite struct OwnChangeTests {
  private let store: SmallStore
  private let today: Day

  init() throws {
    store = try SmallStore()
    today = try Day("2026-09-21")
    for day in ["2026-09-01", "2026-09-02"] { try store.log("northwind", day, 3) }
  }

  /// The same folder, where somebody else writes right before each transaction.
  private func workspace(
    _ otherwise: @escaping @Sendable (Workspace) throws -> Void = { other in
      let incident = Incident(vendor: "northwind", day: try Day("2026-09-03"), outcome: .bad(.standard))
      _ = try other.record(incident, allowDuplicate: true, at: .noon("2026-09-21"))
    }
  ) -> Workspace {
    Workspace(
      directory: store.folder.path, catalog: store.workspace.catalog, calendar: store.workspace.calendar,
      place: store.workspace.place, ledger: CrowdedLedger(store.workspace, otherwise))
  }

  private func score(_ vendor: Vendor.ID) throws -> Scorecard? {
    try store.workspace.evaluate(asOf: today).scorecard(vendor)
  }

  @Test func `an incident that is logged`() throws {
    let incident = Incident(vendor: "northwind", day: today, outcome: .bad(.worst))
    let result = try workspace().record(incident, allowDuplicate: false, at: .noon("2026-09-21"))
    #expect(result.recorded.id == 4)
    #expect(result.before?.incidentCount == 3)
    #expect(result.after?.incidentCount == 4)
    #expect(result.after == (try score("northwind")))
  }

  /// Though only the sums of the vendors that it is about are read again.
  @Test func `a vendor's score on either side is the one that all evidence gives`() throws {
    let folder = try TemporaryFolder()
    let now = try Timestamp.noon("2026-10-02")
    _ = try Workspace.create(at: "\(folder.path)/demo", demo: true, now: now)
    let demo = try Workspace.open("\(folder.path)/demo")
    let day = try Day("2026-10-02")
    for id in stride(from: Int64(1), through: 170, by: 13) {
      let before = try demo.evaluate(asOf: day)
      let result = try demo.retract(id, at: now)
      let vendor = result.recorded.incident.vendor
      #expect(result.before == before.scorecard(vendor))
      #expect(result.after == (try demo.evaluate(asOf: day).scorecard(vendor)))
    }
  }

  @Test func `an incident that is moved to another vendor`() throws {
    let result = try workspace().revise(1, at: .noon("2026-09-21")) { $0.vendor = "parcelo" }
    #expect(result.former?.before?.incidentCount == 3)
    #expect(result.former?.after?.incidentCount == 2)
    #expect(result.former?.after == (try score("northwind")))
    #expect(result.after == (try score("parcelo")))
  }

  @Test func `an incident that is taken out`() throws {
    let retracted = try workspace().retract(1, at: .noon("2026-09-21"))
    #expect(retracted.before?.incidentCount == 3)
    #expect(retracted.after == (try score("northwind")))
  }

  @Test func `an incident that somebody else has just resolved`() throws {
    let workspace = workspace { _ = try $0.resolve(1, at: .noon("2026-09-21")) }
    #expect(throws: WorkspaceError.alreadyResolved(1)) {
      try workspace.resolve(1, at: .noon("2026-09-21"))
    }
    #expect(try store.workspace.history(of: 1).count == 2)
  }

  @Test func `a good incident is not resolved`() throws {
    let praise = try store.log("northwind", "2026-09-03", nil).recorded.id
    #expect(throws: WorkspaceError.nothingToResolve(praise)) {
      try store.workspace.resolve(praise, at: .noon("2026-09-21"))
    }
  }

  @Test func `all incidents of a filter, with what somebody else has just written`() throws {
    let filter = IncidentFilter(vendors: ["northwind"])
    let changed = try workspace().revise(filter, reason: "", at: .noon("2026-09-21")) {
      $0.outcome = .bad(.worst)
    }
    #expect(changed.recorded.map(\.id) == [1, 2, 3])
    #expect(changed.scores.first?.before?.incidentCount == 3)
    #expect(changed.scores.first?.after == (try score("northwind")))
    let again = try workspace().revise(filter, reason: "", at: .noon("2026-09-21")) {
      $0.outcome = .bad(.worst)
    }
    #expect(again.unchanged == [1, 2, 3])
    #expect(again.recorded.map(\.id) == [4])
  }

  @Test func `what counts already is told from what is confirmed now`() throws {
    let result = try workspace().confirm([2, 1], at: .noon("2026-09-21"))
    #expect(result.recorded.isEmpty)
    #expect(result.unchanged == [1, 2])
  }

  @Test func `the orders that an undo takes back`() throws {
    let volume = try #require(
      Volume(from: try Day("2026-09-01"), to: try Day("2026-09-11"), orders: 40, vendor: nil))
    let workspace = workspace { _ = try $0.recordVolume(volume, at: .noon("2026-09-21")) }
    // What somebody else wrote just now is the newest change.
    let undone = try #require(try workspace.undo(at: .noon("2026-09-21")))
    #expect(undone.volumes == [volume])
    #expect(undone.restored == [])
  }

  @Test func `a month's orders that somebody else has begun`() throws {
    let begun = try #require(
      Volume(from: try Day("2026-09-01"), to: try Day("2026-09-11"), orders: 40, vendor: nil))
    let workspace = workspace { _ = try $0.recordVolume(begun, at: .noon("2026-09-21")) }
    let result = try workspace.recordOrders(100, month: nil, vendor: nil, at: .noon("2026-09-21"))
    #expect(result.alreadyRecorded == 40)
    #expect(try store.workspace.volumes().map(\.orders) == [40, 60])
  }
}

/// Lets another connection write before each transaction.
private final class CrowdedLedger: Ledger {
  private let other: Workspace
  private let ledger: any Ledger
  private let otherwise: @Sendable (Workspace) throws -> Void

  init(_ workspace: Workspace, _ otherwise: @escaping @Sendable (Workspace) throws -> Void) {
    other = workspace
    ledger = workspace.ledger
    self.otherwise = otherwise
  }

  func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T { try ledger.read(body) }

  func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T {
    try otherwise(other)
    return try ledger.write(body)
  }

  func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws { try ledger.importing(files: files, at: now, commit: commit, body) }

  func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws {
    try ledger.takeRecord(commit: commit, body)
  }

  func adoptPolicy() throws -> Bool { try ledger.adoptPolicy() }
  func checkup(depth: CheckupDepth) throws -> [LedgerProblem] { try ledger.checkup(depth: depth) }
}
