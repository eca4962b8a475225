import ScorecardModel
import TestSupport
import Testing
import VendorScorecard

/// What an open workspace remembers of the last time is right now, too, whatever was written meanwhile, and by whom.
@Suite struct ReadMemoryTests {
  private static let today = "2026-09-21"

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a workspace that stays open says what one says that is opened anew`(seed: UInt64) throws {
    let store = try SmallStore()
    let now = try Timestamp.noon(Self.today)
    let today = try Day(Self.today)
    let open = try Workspace.open(store.folder.path, readOnly: true)
    var random = SeededGenerator(seed: seed)
    var kinds: Set<String> = []
    for step in 1...100 {
      let kind = try change(store, step, now, &random)
      kinds.insert(kind)
      // Not after each: several changes are taken over at once, too.
      guard Int.random(in: 0...2, using: &random) > 0 else { continue }
      let fresh = try Workspace.open(store.folder.path, readOnly: true)
      #expect(try open.evaluate(asOf: today) == fresh.evaluate(asOf: today), "\(seed) \(step) \(kind)")
      #expect(try open.due(asOf: today) == fresh.due(asOf: today), "\(seed) \(step) \(kind)")
      #expect(try open.due(asOf: today - 9) == fresh.due(asOf: today - 9), "\(seed) \(step) \(kind)")
      let counts = try (
        open.snapshot { try $0.status(asOf: today) }, fresh.snapshot { try $0.status(asOf: today) }
      )
      let recoveries = try [open, fresh].map { workspace in
        try workspace.snapshot { snapshot in
          try ["northwind", "parcelo"].map { try snapshot.recovery(of: $0, asOf: today) }
        }
      }
      #expect(recoveries[0] == recoveries[1], "\(seed) \(step) \(kind)")
      #expect(counts.0.tasks == counts.1.tasks, "\(seed) \(step) \(kind)")
    }
    #expect(kinds.count == 10, "\(kinds)")
  }

  /// - Returns: what kind of change it was; "none" when it could not be.
  private func change(
    _ store: SmallStore, _ step: Int, _ now: Timestamp, _ random: inout SeededGenerator
  ) throws -> String {
    let vendor = ["northwind", "parcelo", "stackbase"].randomElement(using: &random) ?? ""
    let day = try Day(Self.today) - Int.random(in: 0...120, using: &random)
    let all = try store.workspace.incidents()
    let one = all.randomElement(using: &random)
    do {
      switch Int.random(in: 0...13, using: &random) {
      case 0...4:
        var incident = Incident(
          vendor: vendor, day: day, outcome: .bad(try Severity(Int.random(in: 1...5, using: &random))),
          dimension: .reliability, summary: "step \(step)")
        incident.kind = [.lost, .late, nil].randomElement(using: &random) ?? nil
        if let one, one.incident.vendor == vendor, step.isMultiple(of: 2) { incident.details.sameAs = one.id }
        if step.isMultiple(of: 3) { incident.details.followUp = day + 40 }
        try store.workspace.record(incident, allowDuplicate: true, at: now)
        return "record"
      case 5:
        guard let one else { return "none" }
        try store.workspace.revise(one.id, at: now) {
          $0.vendor = vendor
          $0.details.sameAs = nil
        }
        return "move"
      case 6:
        guard let one else { return "none" }
        try store.workspace.revise(one.id, at: now) { $0.details.claimed = Money("5") }
        return "claim"
      case 7:
        guard let one else { return "none" }
        try store.workspace.retract(one.id, at: now)
        return "retract"
      case 8:
        guard let one else { return "none" }
        try store.workspace.resolve(one.id, at: now)
        return "resolve"
      case 9, 10: return try store.workspace.undo(at: now) == nil ? "none" : "undo"
      case 11:
        if Bool.random(using: &random) { try store.workspace.undo(at: now) }
        return try store.workspace.redo(at: now) == nil ? "none" : "redo"
      case 12:
        let month = Month(index: day.month.index - 1)
        _ = try store.workspace.recordOrders(100 + step, month: month, isSure: true, at: now)
        return "orders"
      default:
        let rows = "date,vendor,outcome,severity,summary\n\(day),\(vendor),bad,3,row \(step)\n"
        _ = try store.workspace.importFile(Array(rows.utf8), named: "rows.csv", at: now)
        return "import"
      }
    } catch is LedgerError { return "none" } catch is WorkspaceError { return "none" }
  }
}
