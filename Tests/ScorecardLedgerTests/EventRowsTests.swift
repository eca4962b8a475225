import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// Rows that name their event: whatever their order, and however often they come, the events are the same.
struct EventRowsTests {
  /// `id:event`, of vendor a, or `vendor/id:event`.
  private struct Row {
    var incident: Incident
    var event: String?

    init(_ text: String, day: Int) throws {
      let vendor = text.hasPrefix("b/") ? "b" : "a"
      let parts = text.dropFirst(vendor == "b" ? 2 : 0).split(
        separator: ":", omittingEmptySubsequences: false)
      incident = Incident(
        vendor: vendor, day: try Day("2026-03-01") + day, outcome: .bad(.standard), dimension: .empathy,
        summary: text, source: ImportKey(source: "desk", id: String(parts[0])))
      event = parts.count > 1 ? String(parts[1]) : nil
    }
  }

  private final class Taker: EventRowTaker {
    let session: any ImportSession
    var refused: [String] = []
    var outcomes: [ImportOutcome] = []

    init(_ session: any ImportSession) { self.session = session }

    func incident(with key: ImportKey) throws -> RecordedIncident? { try session.incident(with: key) }
    func incident(of row: StorableIncident) throws -> RecordedIncident? { try session.incident(knownAs: row) }
    func refuse(_ row: StorableIncident) { refused.append(row.incident.summary) }
    func add(_ row: StorableIncident, _ link: ImportLink) throws {
      let outcome = try session.add(row.linked(link), confirmed: true)
      if case .refused = outcome { refused.append(row.incident.summary) } else { outcomes.append(outcome) }
    }
  }

  /// - Returns: what became of the rows, and the refused ones.
  private func read(
    _ file: [String], into ledger: any Ledger
  ) throws -> (outcomes: Set<ImportOutcome>, refused: [String]) {
    var result: (Set<ImportOutcome>, [String]) = ([], [])
    try ledger.importing(files: ["desk.csv"], at: noon, commit: true) { session in
      try session.beginFile()
      let taker = Taker(session)
      var events = EventRows<StorableIncident>()
      for (index, text) in file.enumerated() {
        let row = try Row(text, day: index)
        let storable = try StorableIncident(row.incident)
        guard let event = row.event, let key = row.incident.source else {
          taker.outcomes.append(try session.add(storable, confirmed: true))
          continue
        }
        events.hold(
          try session.numbered(storable), key: key, vendor: row.incident.vendor,
          event: ImportKey(source: "desk", id: event))
      }
      try events.add(to: taker)
      result = (Set(taker.outcomes), taker.refused.sorted())
    }
    return result
  }

  /// The texts of each event's incidents, sorted; those of no event are left out.
  private func events(_ ledger: any Ledger) throws -> [[String]] {
    let all = try ledger.incidents(IncidentFilter()).filter { $0.event != nil }
    return Dictionary(grouping: all, by: \.event).values
      .map { $0.map(\.incident.summary).sorted() }.sorted { $0[0] < $1[0] }
  }

  private static let files: [(file: [String], events: [[String]], refused: [String])] = [
    (["n1:n1", "n2:n1", "n3"], [["n1:n1", "n2:n1"]], []),
    // The one that is named comes later, or names nothing itself.
    (["n2:n1", "n3:n1", "n1"], [["n1", "n2:n1", "n3:n1"]], []),
    // A chain, told backwards.
    (["n4:n3", "n3:n2", "n2:n1", "n1:n1"], [["n1:n1", "n2:n1", "n3:n2", "n4:n3"]], []),
    // Rings of two and three, and what hangs on one.
    (["n1:n2", "n2:n1"], [["n1:n2", "n2:n1"]], []),
    (["n9:n3", "n1:n2", "n2:n3", "n3:n1"], [["n1:n2", "n2:n3", "n3:n1", "n9:n3"]], []),
    // A name that is no id; the same for two vendors is two events.
    (
      ["n1:storm", "b/n2:storm", "n3:storm", "b/n4:storm", "n5"],
      [["b/n2:storm", "b/n4:storm"], ["n1:storm", "n3:storm"]], []
    ),
    // Without ids, which are known by what they say.
    ([":storm", "n1", ":n1", ":storm"], [[":n1", "n1"], [":storm", ":storm"]], []),
    // Nothing bears the name, and what hangs on a refused row.
    (["n1:n8", "n2"], [], ["n1:n8"]),
    (["n1", "b/n2:n1", "b/n3:n2"], [], ["b/n2:n1", "b/n3:n2"]),
  ]

  @Test(arguments: files.indices)
  func `every order gives the same events, and again nothing new`(_ number: Int) throws {
    let (file, wanted, refused) = Self.files[number]
    let folder = try TemporaryFolder()
    for (place, order) in [file, file.reversed(), Array(file[1...]) + file[..<1]].enumerated() {
      let path = folder.path("\(place).sqlite")
      let ledger = try SQLiteLedger.open(path: path, policy: .standard, mode: .create)
      let first = try read(order, into: ledger)
      #expect(first.refused == refused)
      #expect(first.outcomes == [.new] || first.outcomes.isEmpty)
      #expect(try events(ledger) == wanted)
      let changes = try ledger.changes(limit: 9)
      let again = try read(order, into: ledger)
      #expect(again.refused == refused)
      #expect(again.outcomes.isSubset(of: [.alreadyPresent]))
      #expect(try ledger.changes(limit: 9) == changes)
      #expect(try ledger.checkup() == [])
    }
  }

  @Test func `rows that come later find an event by any of its names`() throws {
    let ledger = try SQLiteLedger.inMemory(policy: .standard)
    _ = try read(["n1:storm", "n2:storm"], into: ledger)
    // One more under the same name, before the others in the file; and by the id of one of them.
    #expect(try read(["n0:storm", "n1:storm", "n2:storm"], into: ledger).refused == [])
    #expect(try events(ledger) == [["n0:storm", "n1:storm", "n2:storm"]])
    #expect(try read(["n9:n2"], into: ledger).refused == [])
    #expect(try events(ledger) == [["n0:storm", "n1:storm", "n2:storm", "n9:n2"]])
    // A part of the file alone says no less than it did.
    #expect(try read(["n9:n2"], into: ledger).outcomes == [.alreadyPresent])
  }

  @Test func `a large file with the named ones at its end is read in one pass`() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.open()
    let links = (1...3_000).map { "n\($0):n\($0 + 1)" }
    let plain = (3_001...9_000).map { "n\($0)" }
    #expect(try read(links + plain, into: ledger).outcomes == [.new])
    let events = try ledger.incidents(IncidentFilter()).filter { $0.event != nil }
    #expect(events.count == 3_001 && Set(events.map(\.event)).count == 1)
    #expect(try read(links + plain, into: ledger).outcomes == [.alreadyPresent])
    #expect(try ledger.checkup() == [])
  }
}
