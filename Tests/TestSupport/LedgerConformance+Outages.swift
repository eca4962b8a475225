import ScorecardLedger
import ScorecardModel

/// Incidents with details, those that wait to be confirmed, and outages that several sources tell of.
extension LedgerConformance {
  static let outages: [LedgerConformance] = [
    LedgerConformance("details are read back as they were told") { ledger in
      var incident = try outage("a", 0, 3_600, "x", .critical)
      incident.details.count = try count(2_500)
      incident.details.claimed = Money(thousandths: 5)
      incident.details.recovered = Money(thousandths: 0)
      incident.details.claimBy = try day("2026-10-01")
      incident.details.followUp = try day("1969-12-31")
      try ledger.log(incident)
      try expect(try ledger.incident(1)?.incident, is: incident)
      try expect(try ledger.incidents(IncidentFilter()).first?.incident, is: incident)
      var open = try outage("b", 0, nil, nil, .unknown)
      try ledger.log(open)
      open.details.outage = nil
      _ = try ledger.revise(2, to: open, as: .edited, reason: "", at: moment(1))
      try expect(
        try ledger.history(of: 2).map(\.state.incident.details.outage?.impact), is: [.unknown, nil])
      try expect(try ledger.incident(2)?.incident.hasDetails, is: false)
      try ledger.expectSumsHold()
    },
    LedgerConformance("bounds of an outage are read back as they were told") { ledger in
      for (index, end) in [nil, .at(moment(60)), .by(moment(60))].enumerated()
        as EnumeratedSequence<[OutageMoment?]>
      {
        var incident = try outage("a", 0, nil, "x", id: "\(index)")
        incident.details.outage = Outage(start: .by(moment(0)), end: end, impact: .minor)
        try ledger.add([incident])
        try expect(try ledger.incident(Int64(index + 1))?.incident, is: incident)
      }
      try expect(try ledger.checkup(), is: [])
    },
    LedgerConformance(
      "two tellings of one outage come to rest with the end of which more is known, in any order"
    ) {
      ledger in
      let ends: [(OutageMoment?, Bool)] = [(nil, false), (.by(moment(90)), true), (.at(moment(60)), true)]
      for (number, impact) in [OutageImpact.unknown, .major].enumerated() {
        for (index, order) in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]].enumerated() {
          let rows = try order.map { place in
            var row = try outage("a", 0, nil, "x", impact, id: "\(number) \(index)")
            row.details.outage?.end = ends[place].0
            row.resolved = ends[place].1
            return row
          }
          for row in rows { try ledger.add([row]) }
          let found = try ledger.incidents(IncidentFilter()).last?.incident
          try expect(found?.outageEnd, is: .known(moment(60)))
          try expect(try ledger.add(rows), is: [.alreadyPresent, .alreadyPresent, .alreadyPresent])
        }
      }
    },
    LedgerConformance("an import finds the outages of a vendor and a source, its own too") { ledger in
      try ledger.add([
        try outage("a", 0, 60, "x"), try outage("a", 100, nil, "y"), try outage("b", 0, 60, "x"),
        try bad("a", "2026-09-21", id: "1"),
      ])
      try ledger.add([try outage("a", 300, 400, "x")])
      _ = try ledger.undo(at: moment(1))
      var later = try outage("a", 200, 260, "x")
      later.day = try day("2026-09-23")
      try ledger.importing(files: [], at: moment(2), commit: true) { session in
        _ = try session.add(later, confirmed: false)
        func found(_ days: ClosedRange<Day>?, newestFirst: Bool = false, most: Int = 9) throws -> [Int64] {
          var ids: [Int64] = []
          try session.forEachOutage(of: "a", source: "x", days: days, newestFirst: newestFirst) { recorded in
            if !recorded.retracted { ids.append(recorded.id) }
            return ids.count < most
          }
          return ids
        }
        try expect(try found(nil), is: [1, 6])
        try expect(try found(nil, newestFirst: true), is: [6, 1])
        try expect(try found(nil, newestFirst: true, most: 1), is: [6])
        try expect(try found(try day("2026-09-01")...(try day("2026-09-22"))), is: [1])
        try session.forEachOutage(of: "a", source: "never heard of", days: nil, newestFirst: false) { _ in
          throw LedgerConformance.Unmet(description: "an outage of nobody")
        }
      }
    },
    LedgerConformance("details that cannot be are refused") { ledger in
      func refuse(_ reason: Unstorable, line: Int = #line, _ change: (inout IncidentDetails) -> Void) throws {
        var incident = try outage("a", 0, 60, "x")
        change(&incident.details)
        try expect(.unstorable(reason), line: line) { try ledger.log(incident) }
        try expect(try ledger.add([incident]), is: [.refused(reason)], line: line)
      }
      try refuse(.claimed) { $0.claimed = Money(thousandths: 0) }
      try refuse(.recovered) { $0.recovered = Money(thousandths: -1) }
      try refuse(.outageEndsBeforeItBegins) { $0.outage?.end = .at(moment(-1)) }
      let eve = try day("2020-01-01")
      try refuse(.claimBeforeIncident(eve, of: try outage("a", 0, 60, "x").day)) { $0.claimBy = eve }
      for seconds in [Int64.min, -62_135_596_801, 253_402_300_800, Int64.max] {
        try refuse(.outageOutsideYears) {
          $0.outage?.start = .at(Timestamp(seconds: seconds))
        }
      }
      try expect(try ledger.changes(limit: 9).isEmpty, "something was stored")
    },
    LedgerConformance("one that stands for many counts for many, without end") { ledger in
      var rows: [Incident] = []
      for number in 0..<2_600 {
        var row = try bad("a", "2026-03-01", 1, id: "\(number)")
        row.details.count = try count(IncidentCount.limit)
        rows.append(row)
      }
      try ledger.add(rows)
      try ledger.expectSumsHold()
      try expect(try ledger.evidence().cells["a"]?.first?.sums.incidentCount, is: 2_600_000_000)
      let problems = try ledger.checkup()
      try expect(problems, is: [])
    },
    LedgerConformance("rows that differ in their details alone are two rows") { ledger in
      var row = try bad("a", "2026-03-01", 2, .general, "late", id: "")
      let plain = row
      row.details.followUp = try day("2026-04-01")
      try expect(try ledger.add([plain, row]), is: [.new, .new])
      try expect(try ledger.add([row, plain]), is: [.alreadyPresent, .alreadyPresent])
    },
    LedgerConformance("what is unconfirmed is on record and in no sum") { ledger in
      let rows = [try bad("a", "2026-03-01", 4, id: "1"), try good("b", "2026-03-02", id: "2")]
      try expect(try ledger.add(rows, confirmed: false), is: [.new, .new])
      try expect(try ledger.evidence() == Evidence(), "it counts")
      try expect(try ledger.span() == nil, "it has a span")
      try expect(try ledger.standings(), is: [.unconfirmed, .unconfirmed])
      try expect(try ledger.incidents(IncidentFilter()).isEmpty, "it is listed unasked")
      try expect(try ledger.incidents(IncidentFilter(standings: [.unconfirmed])).map(\.id), is: [1, 2])
      try expect(try ledger.incidents(IncidentFilter(standings: [])).map(\.id), is: [1, 2])
      // It is no duplicate of what the owner logs.
      try expect(try ledger.log(try bad("a", "2026-03-01", 4)).id, is: 3)
      // Importing it again, even confirmed, keeps the standing; so do editing and resolving.
      try expect(try ledger.add(rows), is: [.alreadyPresent, .alreadyPresent])
      try expect(try ledger.add([try bad("a", "2026-03-01", 5, id: "1")]), is: [.changed])
      let edited = try ledger.revise(
        2, to: try bad("b", "2026-03-02", 1), as: .edited, reason: "", at: moment(1))
      try expect(edited.standing, is: .unconfirmed)
      try expect(try ledger.standings(), is: [.unconfirmed, .unconfirmed, .counted])
      _ = try ledger.retract(2, reason: "", at: moment(2))
      try expect(try ledger.standings(), is: [.unconfirmed, .retracted, .counted])
      try ledger.expectSumsHold()
    },
    LedgerConformance("what was withdrawn comes back as the import asks for") { ledger in
      let rows = [try bad("a", "2026-03-01", 4, id: "1"), try bad("a", "2026-03-02", 4, id: "2")]
      try ledger.add(rows)
      _ = try ledger.undo(at: moment(1))
      try expect(try ledger.add([rows[0]], confirmed: false), is: [.new])
      try expect(try ledger.add([rows[1]]), is: [.new])
      try expect(try ledger.standings(), is: [.unconfirmed, .counted])
      try ledger.expectSumsHold()
    },
    LedgerConformance("confirming lets count, and importing goes on", confirming),
  ]

  private static func confirming(_ ledger: any Ledger) throws {
    let rows = try (1...3).map { try bad("a", "2026-03-0\($0)", 4, id: "\($0)") }
    try ledger.add(rows, confirmed: false)
    var work = try bad("a", "2026-03-04", 4, id: "4")
    work.details.outage = Outage(startedAt: moment(0), impact: .maintenance)
    try ledger.add([work], confirmed: false)
    try ledger.log(try good("b", "2026-03-05"))
    try expect(.noIncident(9)) { _ = try ledger.confirm([1, 9], at: moment(1)) }
    try expect(.maintenance(4)) { _ = try ledger.confirm([1, 4], at: moment(1)) }
    try expect(try ledger.standings().first, is: .unconfirmed)
    let confirmed = try ledger.confirm([2, 1, 5, 2], at: moment(1))
    try expect(confirmed.map(\.id), is: [2, 1, 5, 2])
    try expect(confirmed.map(\.standing), is: [.counted, .counted, .counted, .counted])
    try expect(try ledger.changes(limit: 1).map(\.kind), is: [.confirmed])
    try expect(try ledger.changes(limit: 1).map(\.summary), is: ["2 incidents: #2, #1"])
    try ledger.expectSumsHold()
    // Nothing to do is no change.
    let before = try ledger.changes(limit: 9)
    try expect(try ledger.confirm([1, 5], at: moment(2)).map(\.revision), is: [2, 1])
    try expect(try ledger.confirm([], at: moment(2)), is: [])
    try expect(try ledger.changes(limit: 9), is: before)
    // An import may still revise it, and leaves it confirmed.
    try expect(try ledger.add([try bad("a", "2026-03-01", 5, id: "1")], confirmed: false), is: [.changed])
    try expect(try ledger.incident(1)?.standing, is: .counted)
    _ = try ledger.retract(3, reason: "", at: moment(3))
    try expect(.retracted(3)) { _ = try ledger.confirm([3], at: moment(4)) }
    // Taking it back: of the retraction, the import, the confirmation.
    for _ in 1...3 { _ = try ledger.undo(at: moment(5)) }
    try expect(
      try ledger.standings(), is: [.unconfirmed, .unconfirmed, .unconfirmed, .unconfirmed, .counted])
    try ledger.expectSumsHold()
  }
}

// MARK: What these cases are written with

/// An outage that began and ended so many seconds after the frozen moment, told by a source of this name.
func outage(
  _ vendor: String, _ from: Int64, _ to: Int64?, _ source: String?, _ impact: OutageImpact = .major,
  id: String? = nil
) throws -> Incident {
  var incident = try bad(vendor, "2026-09-21", 4, .reliability, "down from \(from)")
  incident.details.outage = Outage(startedAt: moment(from), endedAt: to.map(moment), impact: impact)
  incident.source = source.map { ImportKey(source: $0, id: id ?? "\(vendor) \(from)") }
  return incident
}

func count(_ thousandths: Int64) throws -> IncidentCount {
  guard let count = IncidentCount(thousandths: thousandths) else {
    throw LedgerConformance.Unmet(description: "no count of \(thousandths)")
  }
  return count
}

extension Ledger {
  /// Of every incident, by number.
  func standings() throws -> [IncidentStanding] {
    try incidents(IncidentFilter(standings: [])).sorted { $0.id < $1.id }.map(\.standing)
  }

  /// The event of every incident, by number.
  func events() throws -> [Int64?] {
    try incidents(IncidentFilter(standings: [])).sorted { $0.id < $1.id }.map(\.event)
  }
}
