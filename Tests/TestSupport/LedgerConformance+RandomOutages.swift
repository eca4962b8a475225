package import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let randomOutages: [LedgerConformance] = [
    LedgerConformance("sums and events hold through random outages and links") { ledger in
      for seed in UInt64(20)...21 {
        var commands = RandomOutages(seed: seed)
        for _ in 0..<150 {
          try commands.runNext(on: ledger)
          try ledger.expectSumsHold()
          try expectEventsHold(ledger)
        }
      }
      let problems = try ledger.checkup()
      try expect(problems, is: [])
    }
  ]

  /// Every event as a slow count of linked pairs gives it.
  static func expectEventsHold(_ ledger: any Ledger, line: Int = #line) throws {
    let all = try ledger.incidents(IncidentFilter(standings: [])).sorted { $0.id < $1.id }
    func areLinked(_ a: RecordedIncident, _ b: RecordedIncident) -> Bool {
      guard a.incident.vendor == b.incident.vendor, a.id != b.id else { return false }
      return !a.retracted && a.incident.details.sameAs == b.id
        || !b.retracted && b.incident.details.sameAs == a.id
        || !a.retracted && !b.retracted && sameOutage(a.incident, b.incident)
    }
    let pairs = all.flatMap { a in all.filter { areLinked(a, $0) }.map { (a.id, $0.id) } }
    var first = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.id) })
    for _ in all.indices {
      for (a, b) in pairs {
        let smaller = min(first[a] ?? a, first[b] ?? b)
        (first[a], first[b]) = (smaller, smaller)
      }
    }
    for record in all {
      let isAlone = !pairs.contains { $0.0 == record.id }
      try expect(record.event, is: isAlone ? nil : first[record.id], line: line)
    }
  }

  private static func sameOutage(_ a: Incident, _ b: Incident) -> Bool {
    guard let first = a.details.outage, let second = b.details.outage, first.impact.isDowntime,
      second.impact.isDowntime
    else { return false }
    return a.source?.source != b.source?.source && overlap(first, second)
  }

  /// One without an end is taken for its first moment alone.
  private static func overlap(_ a: Outage, _ b: Outage) -> Bool {
    a.startedAt <= b.endedAt ?? b.startedAt && b.startedAt <= a.endedAt ?? a.startedAt
  }
}

/// An owner with feeds of two vendors' outages, who links what is the same; the same seed gives the same commands.
package struct RandomOutages {
  private var random: SeededGenerator

  package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Runs one command; refusals are part of the game.
  package mutating func runNext(on ledger: any Ledger) throws {
    do {
      try run(on: ledger, at: moment(Int64(pick(10_000))))
    } catch is LedgerError {}
  }

  private mutating func run(on ledger: any Ledger, at now: Timestamp) throws {
    switch pick(16) {
    case 14:
      let other = pick(3) == 0 ? nil : someID()
      _ = try ledger.revise(someID(), as: .edited, reason: "", at: now) { recorded in
        var incident = recorded.incident
        incident.details.sameAs = other
        return incident
      }
    case 15:
      let vendor = pick(2) == 0 ? "a" : "b"
      _ = try ledger.revise(someID(), as: .edited, reason: "", at: now) { recorded in
        var incident = recorded.incident
        incident.vendor = vendor
        return incident
      }
    case 0...3: try importSome(to: ledger, at: now)
    case 4...5: _ = try ledger.confirm((0..<pick(4)).map { _ in someID() }, at: now)
    case 6: _ = try ledger.retract(someID(), reason: "", at: now)
    case 7...8: _ = try ledger.revise(someID(), to: try told(), as: .edited, reason: "", at: now)
    case 9:
      let changes = try (0..<pick(4)).map { _ in (id: someID(), incident: try told()) }
      _ = try ledger.revise(changes, as: .edited, reason: "", at: now)
    case 10: _ = try ledger.record(try told(), allowDuplicate: true, at: now)
    case 11: _ = try ledger.undoImport(Int64(pick(60)), at: now)
    case 12:
      let imports = try ledger.imports()
      if !imports.isEmpty { _ = try ledger.undoImport(imports[pick(imports.count)].number, at: now) }
    default: _ = try ledger.undo(at: now)
    }
  }

  private mutating func importSome(to ledger: any Ledger, at now: Timestamp) throws {
    let source = ["page", "monitor", "other"][pick(3)]
    var rows: [Incident] = []
    for _ in 0..<pick(5) {
      var row = try told()
      row.source = ImportKey(source: source, id: "\(pick(9))")
      rows.append(row)
    }
    let confirmed = pick(3) > 0
    let volume = try volume("2026-01-01", "2026-02-01", pick(50), "a")
    let records = try (0..<pick(3)).map { _ in try someRecord() }
    try ledger.importing(files: ["feed.json"], at: now, commit: pick(5) > 0) { session in
      for row in rows { _ = try session.add(row, confirmed: confirmed) }
      _ = try session.add(volume)
      for record in records { _ = try session.add(StorableRecord(record)) }
    }
  }

  private mutating func someRecord() throws -> SourceRecord {
    let (source, id) = (["tracker", "shop"][pick(2)], "\(pick(6))")
    let from = try day("2026-02-01") + pick(9)
    let orders = Volume(
      from: from, to: from + [1, 1, 1, 7][pick(4)], orders: pick(4), vendor: pick(2) == 0 ? "a" : nil)
    var record = SourceRecord(
      key: ImportKey(source: source, id: pick(5) == 0 ? "" : id), content: UInt128(pick(4)),
      stateAt: pick(3) == 0 ? nil : moment(Int64(pick(9))), orders: pick(5) == 0 ? nil : orders)
    if pick(5) == 0 {
      let start = Int64(pick(9)) * 60
      record.orders = nil
      record.watched = WatchedSpan(of: "a", from: moment(start), to: moment(start + Int64(1 + pick(90))))
    }
    if pick(3) == 0 {
      var incident = try told()
      incident.details.sameAs = nil
      incident.source = ImportKey(source: source, id: "\(id):late")
      record.incidents = [.init(incident, confirmed: pick(3) > 0)]
    }
    return record
  }

  private mutating func told() throws -> Incident {
    let vendor = pick(3) == 0 ? "b" : "a"
    let from = Int64(pick(1_500))
    let end = pick(5) == 0 ? nil : from + Int64(pick(200))
    var incident = try outage(vendor, from, end, nil, OutageImpact.allCases[pick(6)])
    incident.day = incident.day + pick(3) - 1
    if pick(6) == 0 { incident.details.outage = nil }
    if pick(4) == 0 { incident.details.sameAs = someID() }
    incident.outcome = pick(8) == 0 ? .good : .bad(try Severity(pick(5) + 1))
    incident.dimension = [.reliability, .empathy][pick(2)]
    if pick(9) == 0 { incident.attribution = .us }
    if pick(6) == 0 { incident.details.count = try count(Int64(pick(5_000)) + 1) }
    return incident
  }

  private mutating func someID() -> Int64 { Int64(pick(40)) + 1 }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
}
