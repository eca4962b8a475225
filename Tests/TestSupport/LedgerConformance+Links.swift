import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let links: [LedgerConformance] = [
    LedgerConformance("an outage that two sources tell counts once") { ledger in
      try ledger.add([try outage("a", 0, 600, "page")])
      try expect(try ledger.events(), is: [nil])
      try ledger.add([
        try outage("a", 600, 900, "monitor"),  // the same moment
        try outage("a", 601, 900, "page"),  // the same source as the first, and overlaps the second
        try outage("b", 0, 600, "monitor"),  // another vendor
        try outage("a", 5_000, 5_100, "monitor"),  // another time
        try outage("a", 0, 600, "monitor", .maintenance), try outage("a", 0, 600, "monitor", .none, id: "n"),
      ])
      try expect(try ledger.events(), is: [1, 1, 1, nil, nil, nil, nil])
      try ledger.expectSumsHold()
      let sums = try ledger.evidence().cells["a"]?.first?.sums
      // Each is on record; of three that are one event, one weighs.
      try expect(sums?.incidentCount, is: 6)
      try expect(sums?.harm, is: 4 * 20_000)
      try expect([sums?.halfBads, sums?.repeatedHalfBads], is: [12, 4])
      try expect(try ledger.incidents(IncidentFilter()).count, is: 7)
      // What its owner logs is told by another source too.
      try expect(try ledger.log(try outage("a", 5_050, nil, nil)).event, is: 5)
      try expect(try ledger.checkup(), is: [])
    },
    LedgerConformance("what is unconfirmed is a part of an event and brings nothing to it") { ledger in
      try ledger.add([try outage("a", 0, 600, "page")], confirmed: false)
      try ledger.add([try outage("a", 10, 500, "monitor"), try outage("a", 20, 500, "other")])
      try expect(try ledger.standings(), is: [.unconfirmed, .counted, .counted])
      try expect(try ledger.events(), is: [1, 1, 1])
      try expect(try ledger.evidence().cells["a"]?.first?.sums.halfBads, is: 4)
      try ledger.expectSumsHold()
      try expect(try ledger.confirm([1], at: moment(1)).map(\.standing), is: [.counted])
      try expect(try ledger.standings(), is: [.counted, .counted, .counted])
      try ledger.expectSumsHold()
      _ = try ledger.retract(1, reason: "", at: moment(2))
      try expect(try ledger.standings(), is: [.retracted, .counted, .counted])
      try expect(try ledger.events(), is: [nil, 2, 2])
      _ = try ledger.retract(3, reason: "", at: moment(3))
      try expect(try ledger.events(), is: [nil, nil, nil])
      for _ in 1...2 { _ = try ledger.undo(at: moment(4)) }
      try expect(try ledger.standings(), is: [.counted, .counted, .counted])
      try expect(try ledger.events(), is: [1, 1, 1])
      _ = try ledger.undo(at: moment(5))
      try expect(try ledger.standings(), is: [.unconfirmed, .counted, .counted])
      try ledger.expectSumsHold()
    },
    LedgerConformance("an edit that moves an outage settles both events") { ledger in
      try ledger.add([try outage("a", 0, 600, "page"), try outage("b", 0, 600, "page")])
      try ledger.add([try outage("a", 0, 600, "monitor")])
      var moved = try outage("b", 0, 600, nil)
      let record = try ledger.revise(3, to: moved, as: .edited, reason: "", at: moment(1))
      try expect(record.standing, is: .counted)
      try expect(record.event, is: 2)
      try expect(try ledger.events(), is: [nil, 2, 2])
      moved.details.outage = nil
      try expect(
        try ledger.revise(3, to: moved, as: .edited, reason: "", at: moment(1)).standing, is: .counted)
      try expect(try ledger.events(), is: [nil, nil, nil])
      _ = try ledger.undo(at: moment(2))
      try expect(try ledger.events(), is: [nil, 2, 2])
      moved = try outage("b", 700, 800, nil)
      _ = try ledger.revise(3, to: moved, as: .edited, reason: "", at: moment(3))
      try expect(try ledger.events(), is: [nil, nil, nil])
      try expect(try ledger.standings(), is: [.counted, .counted, .counted])
      // An import that changes the first one parts them as well, and brings them together again.
      try expect(try ledger.add([try outage("b", 0, 750, "page", id: "b 0")]), is: [.changed])
      try expect(try ledger.events(), is: [nil, 2, 2])
      try expect(try ledger.history(of: 3).last?.kind, is: .imported)
      try ledger.expectSumsHold()
    },
    LedgerConformance("an event falls apart when what held it together goes") { ledger in
      try ledger.add([try outage("a", 0, 100, "page"), try outage("a", 200, 300, "page")])
      try ledger.add([try outage("a", 50, 250, "monitor")])
      try expect(try ledger.standings(), is: [.counted, .counted, .counted])
      _ = try ledger.retract(3, reason: "", at: moment(1))
      try expect(try ledger.standings(), is: [.counted, .counted, .retracted])
      try expect(try ledger.events(), is: [nil, nil, nil])
      try ledger.expectSumsHold()
    },
    LedgerConformance("an outage may have begun a month before") { ledger in
      try ledger.add([try told(-31, 0, "page"), try told(-40, -32, "page"), try told(-80, 40, "page")])
      try ledger.add([try told(0, 1, "monitor")])
      // The last one is taken for its first 31 days.
      try expect(try ledger.events(), is: [1, nil, nil, 1])
    },
    LedgerConformance("an event may be longer than a search") { ledger in
      // The first is alone; the others hang together through half a year.
      try ledger.add([try told(-300, -299, "page")])
      for month in Int64(0)..<6 {
        try ledger.add([try told(month * 30, month * 30 + 30, month % 2 == 0 ? "page" : "monitor")])
      }
      try expect(try ledger.events(), is: [nil, 2, 2, 2, 2, 2, 2])
      _ = try ledger.retract(2, reason: "", at: moment(1))
      try expect(try ledger.events(), is: [nil, nil, 3, 3, 3, 3, 3])
      let joining = try told(170, 171, "page")
      _ = try ledger.revise(1, to: joining, as: .edited, reason: "", at: moment(2))
      try expect(try ledger.events(), is: [1, nil, 1, 1, 1, 1, 1])
      try ledger.expectSumsHold()
    },
    LedgerConformance("what a lesser feed tells revises nothing", lesserFeeds),
    LedgerConformance("a large import links its outages") { ledger in
      var rows: [Incident] = []
      for number in 0..<4_500 {
        rows.append(try bad("v\(number % 7)", "2026-01-\(number % 9 + 10)", 1 + number % 5, id: "\(number)"))
      }
      for number in Int64(0)..<300 {
        rows.append(try outage("a", number * 1_000, number * 1_000 + 10, "page"))
        rows.append(try outage("a", number * 1_000 + 5, number * 1_000 + 20, "monitor"))
      }
      try expect(try ledger.add(rows).allSatisfy { $0 == .new }, "a new row was taken for a known one")
      try expect(try ledger.events().filter { $0 != nil }.count, is: 600)
      try expect(try ledger.evidence().cells["a"]?.first?.sums.harm, is: 300 * 20_000)
      try ledger.expectSumsHold()
      try expect(try ledger.add(rows).allSatisfy { $0 == .alreadyPresent }, "a known row was taken for new")
      let vendors = try ledger.vendorsOnRecord()
      try expect(try ledger.checkup(), is: [])
      _ = try ledger.undo(at: moment(1))
      try expect(try ledger.evidence() == Evidence(), "something is left")
    },
    LedgerConformance("many outages that overlap are one") { ledger in
      var rows: [Incident] = []
      for number in Int64(0)..<6_000 {
        rows.append(try outage("a", number, 9_000, ["page", "monitor", "other"][Int(number % 3)]))
      }
      try ledger.add(rows)
      try expect(try ledger.events().allSatisfy { $0 == 1 }, "they are several events")
      try expect(try ledger.evidence().cells["a"]?.first?.sums.harm, is: 20_000)
    },
  ]

  /// An outage from one day to another, counted from the frozen one.
  private static func told(_ from: Int64, _ to: Int64, _ source: String) throws -> Incident {
    var incident = try outage("a", from * 86_400, to * 86_400, source)
    incident.day = incident.day + Int(from)
    return incident
  }

  /// Statuspage's JSON knows the impact and the second; its Atom feed neither.
  private static func lesserFeeds(_ ledger: any Ledger) throws {
    func json(_ id: String, _ end: Int64?) throws -> Incident {
      var incident = try outage("a", 30, end, "page", .critical, id: id)
      incident.resolved = end != nil
      incident.hoursToResolve = end.map { Double($0 - 30) / 3_600 }
      return incident
    }
    func atom(_ id: String, _ end: Int64?) throws -> Incident {
      var incident = try outage("a", 0, end, "page", .unknown, id: id)
      incident.summary = "told by the feed"
      incident.resolved = end == nil ? nil : true
      incident.hoursToResolve = end.map { Double($0) / 3_600 }
      return incident
    }
    // Each pair: JSON's end, Atom's end (to the minute, maybe before the JSON's first second).
    let ends: [(Int64?, Int64?)] = [(700, 660), (700, nil), (nil, 660), (nil, nil), (nil, 0)]
    for (number, ends) in ends.enumerated() {
      for (order, isJSONFirst) in [true, false].enumerated() {
        let id = "\(number) \(order)"
        let rows = [try json(id, ends.0), try atom(id, ends.1)]
        let first = isJSONFirst ? rows : rows.reversed()
        try ledger.add([first[0]])
        let second = try ledger.add([first[1]])
        try expect(
          second, is: [isJSONFirst && (ends.0 != nil || ends.1 == nil) ? .alreadyPresent : .changed])
        let found = try ledger.incidents(IncidentFilter()).last { $0.incident.source?.id == id }
        let outage = found?.incident.details.outage
        try expect(outage?.impact, is: .critical)
        try expect(outage?.startedAt, is: moment(30))
        try expect(outage?.endedAt, is: (ends.0 ?? ends.1).map { moment(max($0, 30)) })
        try expect(found?.incident.resolved, is: ends.0 != nil || ends.1 != nil)
        try expect(found?.incident.summary, is: rows[0].summary)
        for row in first + first { try expect(try ledger.add([row]), is: [.alreadyPresent]) }
      }
    }
    try ledger.expectSumsHold()
    // News of the better feed still are news.
    var worse = try json("0 0", 700)
    worse.details.outage?.impact = .major
    try expect(try ledger.add([worse]), is: [.changed])
  }
}
