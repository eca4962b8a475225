import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let reading: [LedgerConformance] = [
    LedgerConformance("an empty ledger is empty") { ledger in
      try expect(try ledger.incidents(IncidentFilter()).isEmpty, "has incidents")
      try expect(try ledger.evidence() == Evidence(), "has evidence")
      try expect(try ledger.span() == nil, "has a span")
      try expect(try ledger.changes(limit: 5).isEmpty, "has changes")
      try expect(try ledger.incident(1) == nil, "has an incident 1")
      try expect(try ledger.history(of: 1).isEmpty, "has a history")
      try expect(try ledger.checkup().isEmpty, "has problems")
    },
    LedgerConformance("an incident is read back as it was told") { ledger in
      var incident = try bad(
        "northwind", "2026-09-21", 4, .responsiveness, "  Zoë's 📦 — \"lost\", e\u{301}\n", resolved: false,
        mitigated: true)
      incident.attribution = .external
      incident.channel = "phone"
      incident.holdMinutes = 40
      incident.hoursToResolve = 2.25
      incident.cost = Money(thousandths: 12_505)
      incident.source = ImportKey(source: "desk", id: "T-1")
      let record = try ledger.log(incident, 7)
      try expect(
        record,
        is: RecordedIncident(id: 1, incident: incident, recordedAt: moment(7), revision: 1))
      try expect(try ledger.incident(1), is: record)
      // Swift compares texts by meaning; the bytes must be the same too.
      try expect(
        Array(try ledger.incident(1)?.incident.summary.utf8 ?? "".utf8), is: Array(incident.summary.utf8))
      let plain = try ledger.log(try good("parcelo", "0001-01-01"))
      try expect(try ledger.incident(2), is: plain)
    },
    LedgerConformance("incidents come by day, then number") { ledger in
      for on in ["2026-03-02", "2026-03-01", "2026-03-02", "2025-12-31"] {
        _ = try ledger.record(try good("b", on), allowDuplicate: true, at: moment(0))
      }
      try ledger.log(try good("a", "2026-03-02"))
      try expect(try ledger.incidents(IncidentFilter()).map(\.id), is: [4, 2, 1, 3, 5])
      try expect(try ledger.incidents(IncidentFilter(limit: 2)).map(\.id), is: [3, 5])
      try expect(try ledger.incidents(IncidentFilter(limit: 0)).map(\.id), is: [])
    },
    LedgerConformance("every filter narrows", filters),
    LedgerConformance("what may be due is found by its reason, and nothing else", dueReasons),
    LedgerConformance("incidents are handed out in either direction until there are enough") { ledger in
      for on in ["2026-03-02", "2026-03-01", "2026-03-02"] {
        _ = try ledger.record(try good("b", on), allowDuplicate: true, at: moment(0))
      }
      func ids(newestFirst: Bool, most: Int) throws -> [Int64] {
        var ids: [Int64] = []
        try ledger.read { reader in
          try reader.forEachIncident(IncidentFilter(), newestFirst: newestFirst) { incident in
            ids.append(incident.id)
            return ids.count < most
          }
        }
        return ids
      }
      try expect(try ids(newestFirst: false, most: 9), is: [2, 1, 3])
      try expect(try ids(newestFirst: true, most: 9), is: [3, 1, 2])
      try expect(try ids(newestFirst: true, most: 2), is: [3, 1])
    },
    LedgerConformance("several changes of one transaction are stored together or not at all") { ledger in
      struct Stop: Error {}
      try ledger.write { transaction in
        _ = try transaction.record(try bad("a", "2026-03-01"), allowDuplicate: false, at: moment(1))
        try expect(try transaction.evidence().cells["a"]?.count, is: 1)
        _ = try transaction.checkIn(try day("2026-03-02"), at: moment(2))
        try expect(try transaction.changes(limit: 9).map(\.number), is: [2, 1])
      }
      do {
        try ledger.write { transaction in
          _ = try transaction.retract(1, reason: "", at: moment(3))
          throw Stop()
        }
      } catch is Stop {}
      try expect(try ledger.changes(limit: 9).map(\.kind), is: [.checkIn, .recorded])
      try expect(try ledger.incidents(IncidentFilter()).map(\.id), is: [1])
      try ledger.expectSumsHold()
    },
    LedgerConformance("span and vendors on record") { ledger in
      try ledger.log(try good("a", "2026-03-01"))
      try ledger.log(try good("b", "2026-04-01"))
      try ledger.log(try good("b", "2026-05-01"))
      _ = try ledger.record(try volume("2026-01-01", "2026-02-01", 10, "c"), at: moment(1))
      _ = try ledger.record(try volume("2026-01-01", "2026-02-01", 10), at: moment(1))
      _ = try ledger.retract(3, reason: "", at: moment(2))
      try expect(try ledger.span(), is: day("2026-03-01")...day("2026-04-01"))
      try expect(try ledger.vendorsOnRecord(), is: ["a", "b", "c"])
    },
  ]

  private static func filters(_ ledger: any Ledger) throws {
    var lost = try bad("a", "2026-03-01", 5, .reliability, "Parcel LOST in Zürich", resolved: false)
    lost.kind = .lost
    try ledger.log(lost)
    try ledger.log(try bad("a", "2026-03-02", 2, .empathy, "rude", resolved: true))
    try ledger.log(try good("b", "2026-03-03", .empathy, "kind"))
    try ledger.add([try bad("c", "2026-03-04", 3, .general, "100% late_ly", id: "x")])
    try ledger.log(try bad("a", "2026-03-05", 4, .general, "retracted"))
    _ = try ledger.retract(5, reason: "", at: moment(1))
    func ids(_ filter: IncidentFilter) throws -> [Int64] { try ledger.incidents(filter).map(\.id) }
    try expect(try ids(IncidentFilter()), is: [1, 2, 3, 4])
    try expect(try ids(IncidentFilter(standings: Set(IncidentStanding.allCases))), is: [1, 2, 3, 4, 5])
    try expect(try ids(IncidentFilter(vendors: ["a", "c", "nobody"])), is: [1, 2, 4])
    try expect(try ids(IncidentFilter(vendors: ["nobody"])), is: [])
    try expect(try ids(IncidentFilter(vendors: ["nobody"], hasDetails: true)), is: [])
    try expect(try ids(IncidentFilter(vendors: ["nobody"], inEvent: true)), is: [])
    try expect(try ids(IncidentFilter(from: day("2026-03-02"), through: day("2026-03-03"))), is: [2, 3])
    try expect(try ids(IncidentFilter(good: true)), is: [3])
    try expect(try ids(IncidentFilter(good: false)), is: [1, 2, 4])
    try expect(try ids(IncidentFilter(dimension: .empathy)), is: [2, 3])
    try expect(try ids(IncidentFilter(kinds: [.lost, .damaged])), is: [1])
    try expect(try ids(IncidentFilter(kinds: [.late])), is: [])
    try expect(try ids(IncidentFilter(minimumSeverity: Severity(3))), is: [1, 4])
    try expect(try ids(IncidentFilter(open: true)), is: [1])
    try expect(try ids(IncidentFilter(source: "desk")), is: [4])
    try expect(try ids(IncidentFilter(source: "elsewhere")), is: [])
    try expect(try ids(IncidentFilter(source: "")), is: [1, 2, 3])
    try expect(try ids(IncidentFilter(text: "lost in zÜRICH")), is: [1])
    // Not a pattern.
    try expect(try ids(IncidentFilter(text: "0% late_l")), is: [4])
    try expect(try ids(IncidentFilter(text: "%")), is: [4])
    try expect(try ids(IncidentFilter(vendors: ["a"], good: false, limit: 1)), is: [2])
    var claimed = try bad("b", "2026-03-06")
    claimed.details.claimed = Money(thousandths: 5_000)
    try ledger.log(claimed)
    var same = try bad("b", "2026-03-07")
    same.details.sameAs = 3
    try ledger.log(same)
    try expect(try ids(IncidentFilter(hasDetails: true)), is: [6, 7])
    try expect(try ids(IncidentFilter(vendors: ["b"], through: day("2026-03-06"), hasDetails: true)), is: [6])
    try expect(try ids(IncidentFilter(inEvent: true)), is: [3, 7])
    try expect(try ids(IncidentFilter(vendors: ["b"], good: true, inEvent: true)), is: [3])
    try expect(try ids(IncidentFilter(vendors: ["a"], inEvent: true)), is: [])
  }

  /// Of every outcome, and of each that a reason may rest on and one that none does: kind, dimension, cause and note.
  private static func dueReasons(_ ledger: any Ledger) throws {
    let outage = Outage(startedAt: moment(0), impact: .major)
    let money = Money(thousandths: 5_000)
    let claimBy = try day("2026-04-01")
    let changes: [(inout IncidentDetails) -> Void] = [
      { _ in }, { $0.followUp = claimBy }, { $0.claimBy = claimBy }, { $0.claimed = money },
      { ($0.claimed, $0.recovered) = (money, money) },
      { ($0.claimed, $0.recovered, $0.followUp) = (money, money, claimBy) }, { $0.outage = outage },
      { ($0.claimed, $0.outage) = (money, outage) }, { $0.claimDone = true },
      { $0.reference = #""followUp":1,"claimed":2"# },
    ]
    let notes = changes.map { change in
      var details = IncidentDetails()
      change(&details)
      return details
    }
    let outcomes = [Outcome.good] + (1...5).compactMap { (try? Severity($0)).map { .bad($0) } }
    var written: [Incident] = []
    for outcome in outcomes {
      for kind: IncidentKind? in [nil, .damaged, .lost, .late, .down, .quick]
      where kind.map({ $0.isGood == (outcome == .good) }) ?? true {
        for dimension in [Dimension.reliability, .tangibles, .general] {
          for (attribution, details) in [Attribution.vendor, .us].flatMap({ a in notes.map { (a, $0) } }) {
            var incident = try good("a", "2026-03-01", dimension, id: "\(written.count)")
            (incident.outcome, incident.kind) = (outcome, kind)
            (incident.attribution, incident.details) = (attribution, details)
            written.append(incident)
          }
        }
      }
    }
    try ledger.add(written)
    let all = try ledger.incidents(IncidentFilter())
    try expect(all.count, is: written.count)
    var found = 0
    for reason in [DueReason.noted] + ClaimGround.allCases.map({ .claimable($0) }) {
      var filter = IncidentFilter()
      filter.dueReasons = [reason]
      let wanted = all.filter { $0.incident.dueReason == reason }.map(\.id)
      try expect(!wanted.isEmpty, "no incident is due as \(reason)")
      try expect(try ledger.incidents(filter).map(\.id), is: wanted)
      found += wanted.count
      filter.vendors = ["nobody"]
      try expect(try ledger.incidents(filter).map(\.id), is: [])
    }
    try expect(found, is: all.count { $0.incident.dueReason != nil })
  }
}
