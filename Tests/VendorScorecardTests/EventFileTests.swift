import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing
import VendorScorecard

/// Events in files: out of a workspace, into another one, and back into the first.
@Suite struct EventFileTests {
  private let store: SmallStore
  private var workspace: Workspace { store.workspace }

  init() throws { store = try SmallStore() }

  private func ledger(_ store: SmallStore) throws -> SQLiteLedger {
    try SQLiteLedger.open(
      path: store.folder.path + "/" + WorkspaceLayout.ledgerName, policy: .standard, mode: .readWrite)
  }

  private func read(
    _ text: String, into other: SmallStore? = nil, _ options: ImportOptions = ImportOptions()
  ) throws -> FileImport {
    let store = other ?? store
    let file = try store.folder.write("in.csv", text)
    return try #require(
      try store.workspace.importFiles([file], options: options, at: .noon("2026-09-30")).first)
  }

  private func exported(_ store: SmallStore) throws -> String {
    _ = try store.workspace.export(to: store.folder.path + "/out")
    return try store.folder.read("out/incidents.csv")
  }

  private func log(_ day: String, _ severity: Int, _ text: String, sameAs: Int64? = nil) throws {
    var incident = Incident(
      vendor: "northwind", day: try Day(day), outcome: .bad(try Severity(severity)), dimension: .empathy,
      summary: text)
    incident.details.sameAs = sameAs
    _ = try workspace.record(incident, allowDuplicate: false, at: .noon("2026-09-30"))
  }

  private static let header = "date,vendor,outcome,severity,dimension,summary,id,event\n"

  @Test func `an empty workspace takes an export and has the same events and sums, once and twice`() throws {
    try log("2026-09-03", 3, "first")
    try log("2026-09-01", 2, "earlier", sameAs: 1)
    try log("2026-09-05", 5, "worst", sameAs: 2)
    try log("2026-09-05", 5, "as bad", sameAs: 3)
    try log("2026-09-06", 1, "another")
    _ = try read(
      Self.header + "2026-09-02,northwind,bad,4,empathy,late,n1,n1\n"
        + "2026-09-01,northwind,bad,2,empathy,later,n2,n1\n2026-09-04,parcelo,bad,2,empathy,x,,storm\n"
        + "2026-09-04,parcelo,bad,3,empathy,y,,storm\n")
    let other = try SmallStore()
    let file = try exported(store)
    #expect(try read(file, into: other).new == 9)
    #expect(try ledger(other).evidence() == ledger(store).evidence())
    #expect(try !ledger(store).evidence().passing.isEmpty)
    func events(_ store: SmallStore) throws -> Set<[String]> {
      let all = try store.workspace.incidents(IncidentFilter()).filter { $0.event != nil }
      return Set(Dictionary(grouping: all, by: \.event).values.map { $0.map(\.incident.summary).sorted() })
    }
    #expect(
      try events(other) == [["as bad", "earlier", "first", "worst"], ["late", "later"], ["x", "y"]])
    #expect(try events(store) == events(other))
    // Again, there and where it came from.
    for again in [other, store] {
      let result = try read(file, into: again)
      #expect([result.new, result.changed, result.alreadyPresent, result.keptLocalCount] == [0, 0, 9, 0])
      #expect(try ledger(again).checkup(depth: .full) == [])
    }
    let back = try read(try exported(other))
    #expect([back.new, back.changed, back.alreadyPresent] == [0, 0, 9])
  }

  @Test func `random ledgers come back whole from their exports`() throws {
    for seed in UInt64(1)...6 {
      let (origin, other) = (try SmallStore(), try SmallStore())
      let ledger = try ledger(origin)
      var outages = RandomOutages(seed: seed)
      for _ in 0..<60 { try outages.runNext(on: ledger) }
      let counts = try origin.workspace.incidents().count
      let file = try exported(origin).replacing(",a,", with: ",northwind,").replacing(
        ",b,", with: ",parcelo,")
      #expect(try read(file, into: other).new == counts)
      let told = try origin.workspace.incidents().map { recorded in
        var recorded = recorded
        recorded.incident.vendor = recorded.incident.vendor == "a" ? "northwind" : "parcelo"
        return recorded
      }
      let wanted = Evidence(recorded: told, policy: .standard)
      let found = try self.ledger(other).evidence()
      #expect(found.cells == wanted.cells && found.passing == wanted.passing, "seed \(seed)")
      let again = try read(file, into: other)
      #expect([again.new, again.changed, again.alreadyPresent] == [0, 0, counts], "seed \(seed)")
    }
  }

  @Test func `a name that nothing bears is refused where it stands, and the rest can be had without it`()
    throws
  {
    let text =
      Self.header + "2026-09-02,northwind,bad,4,empathy,late,n2,n1\n"
      + "2026-09-03,northwind,bad,4,empathy,,n3,n3\n2026-09-03,parcelo,bad,4,empathy,,n4,n3\nwrong\n"
    let result = try read(text)
    #expect([result.new, result.refused] == [1, 3] && !result.stored)
    let place = "\(store.folder.path)/in.csv"
    #expect(
      result.diagnostics.map(\.description) == [
        "\(place):2:44: event \"n1\" is the id of no entry in this file or on record. Write the id of the event's "
          + "first entry, or one name on all of them",
        "\(place):4:38: event \"n3\" is an entry about northwind, and an event belongs to one vendor",
        "\(place):5:6: 1 fields instead of 8",
      ])
    #expect(result.diagnostics.first?.excerpt == "2026-09-02,northwind,bad,4,empathy,late,n2,n1")
    var options = ImportOptions()
    options.skipBad = true
    let rest = try read(text, options)
    #expect(rest.stored && rest.new == 1)
    let rejected = try store.folder.read("in.csv.rejected.csv").split(separator: "\n").sorted()
    #expect(rejected.count == 4 && rejected.contains("2026-09-02,northwind,bad,4,empathy,late,n2,n1"))
  }

  @Test func `what was edited here stays, and a row without an id is known without its event`() throws {
    let text =
      Self.header + "2026-09-02,northwind,bad,4,empathy,late,,storm\n"
      + "2026-09-03,northwind,bad,2,empathy,rude,,storm\n"
    #expect(try read(text).new == 2)
    #expect(try read(text).alreadyPresent == 2)
    // The same rows before they had a name.
    #expect(try read(text.replacing(",storm", with: ",")).changed == 1)
    #expect(try workspace.incidents(IncidentFilter()).allSatisfy { $0.event == nil })
    #expect(try read(text).changed == 1)
    _ = try workspace.revise(2, at: .noon("2026-09-30")) { $0.details.sameAs = nil }
    let again = try read(text)
    #expect([again.alreadyPresent, again.keptLocalCount] == [1, 1] && again.keptLocal == [2])
  }

  @Test func `outages of one event that were at other times are several outages`() throws {
    let ledger = try ledger(store)
    func add(_ day: String, _ source: String, sameAs: Int64? = nil) throws {
      var incident = Incident(
        vendor: "stackbase", day: try Day(day), outcome: .bad(.worst), dimension: .reliability,
        summary: source,
        source: ImportKey(source: source, id: day))
      let start = try Timestamp.noon(day)
      incident.details.outage = Outage(
        startedAt: start, endedAt: Timestamp(seconds: start.seconds + 600), impact: .major)
      incident.details.sameAs = sameAs
      _ = try ledger.record(incident, allowDuplicate: true, at: .noon("2026-09-30"))
    }
    try add("2026-09-07", "page")
    try add("2026-09-07", "monitor")
    try add("2026-09-09", "page", sameAs: 1)
    let all = try workspace.incidents(IncidentFilter())
    #expect(all.map(\.event) == [1, 1, 1])
    let report = try #require(
      try workspace.outages(of: "stackbase", from: nil, to: .noon("2026-09-30")))
    #expect(report.total.incidents == 2)
    #expect(report.total.downtimeMinutes == 20)
  }

  @Test func `what a vendor's terms offer is offered once for an event`() throws {
    let catalog = SmallStore.catalog.replacing(
      #""aliases": ["NWF"]"#, with: #""aliases": ["NWF"], "claims": { "days": 60 }"#)
    let store = try SmallStore(catalog: catalog)
    for number in 1...2 {
      var incident = Incident(
        vendor: "northwind", day: try Day("2026-09-2\(number)"), outcome: .bad(.worst),
        dimension: .reliability, summary: "lost \(number)")
      if number == 2 { incident.details.sameAs = 1 }
      _ = try store.workspace.record(incident, allowDuplicate: false, at: .noon("2026-09-30"))
    }
    let day = try Day("2026-09-30")
    #expect(try store.workspace.due(asOf: day).compactMap(\.entry?.incident.id) == [1])
    // Claimed for either of them, it is claimed: what is left to do is that claim.
    _ = try store.workspace.revise(2, at: .noon("2026-09-30")) { $0.details.claimed = Money(thousandths: 1) }
    let due = try store.workspace.due(asOf: day).compactMap(\.entry)
    #expect(
      due.map(\.incident.id) == [2] && due.map(\.kind) == [.evidence]
        && due.map(\.day?.description) == ["2026-11-21"])
  }

  @Test func `a record of schema 1, in which outages were linked, is taken and given back`() throws {
    let origin = try SmallStore()
    let ledger = try ledger(origin)
    for source in ["page", "monitor"] {
      var incident = Incident(
        vendor: "parcelo", day: try Day("2026-09-21"), outcome: .bad(.worst),
        source: ImportKey(source: source, id: "1"))
      incident.details.outage = Outage(startedAt: try .noon("2026-09-21"), impact: .major)
      _ = try ledger.record(incident, allowDuplicate: true, at: .noon("2026-09-30"))
    }
    _ = try origin.workspace.exportRecord(to: origin.folder.path + "/all.jsonl")
    let text = try origin.folder.read("all.jsonl")
    #expect(text.contains("\"standing\":\"counted\",\"event\":1"))
    let other = try SmallStore()
    #expect(try read(text, into: other).stored)
    _ = try other.workspace.exportRecord(to: other.folder.path + "/all.jsonl")
    #expect(try other.folder.read("all.jsonl") == text)
    #expect(try self.ledger(other).evidence() == ledger.evidence())
  }
}
