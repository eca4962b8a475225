import ScorecardLedger
package import ScorecardModel

extension LedgerConformance {
  static let events: [LedgerConformance] = [
    LedgerConformance("what its owner calls the same counts once, by its worst") { ledger in
      try ledger.log(try bad("a", "2026-03-01", 3, .reliability, "late"))
      let same = try ledger.log(try bad("a", "2026-03-02", 5, .empathy, "rude", sameAs: 1))
      try expect(same.event, is: 1)
      try ledger.log(try bad("a", "2026-03-03", 2, .reliability, "late again", sameAs: 1))
      try ledger.log(try good("a", "2026-03-03", .empathy, "sorry", sameAs: 2))
      try ledger.log(try bad("b", "2026-03-02", 1, .empathy, "another"))
      try expect(try ledger.events(), is: [1, 1, 1, 1, nil])
      let cells = try ledger.evidence().cells["a"] ?? []
      try expect(cells.map(\.sums.harm), is: [0, 40_000, 0, 0])
      try expect(cells.map(\.sums.halfBads), is: [2, 2, 2, 0])
      try expect(cells.map(\.sums.repeatedHalfBads), is: [0, 0, 2, 0])
      try expect(cells.map(\.sums.goods), is: [0, 0, 0, 1])
      // On 1 March nobody knew of what came the day after.
      try expect(
        try ledger.evidence().passing["a"],
        is: [
          PassingHarm(
            day: try day("2026-03-01"), dimension: .reliability, until: try day("2026-03-02"),
            harm: 10_000, harmSquared: 100_000_000)
        ])
      try ledger.expectHolds()
      try expect(try ledger.incidents(IncidentFilter(event: 1)).map(\.id), is: [1, 2, 3, 4])
      try expect(try ledger.incidents(IncidentFilter(event: 2)).map(\.id), is: [])
      // One that is taken off counts by itself again, and nothing passes any more.
      try ledger.link(2, with: nil)
      try expect(try ledger.events(), is: [1, 2, 1, 2, nil])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [10_000, 40_000, 0, 0])
      try expect(try ledger.evidence().passing, is: [:])
      try ledger.expectHolds()
      _ = try ledger.undo(at: moment(9))
      try expect(try ledger.events(), is: [1, 1, 1, 1, nil])
      try ledger.expectHolds()
      for _ in 1...5 { _ = try ledger.undo(at: moment(10)) }
      try expect(try ledger.evidence() == Evidence(), "something is left")
      try expect(try ledger.checkup(), is: [])
    },
    LedgerConformance("a chain and a ring are one event") { ledger in
      for number in 1...5 {
        try ledger.log(try bad("a", "2026-03-0\(number)", number, .empathy, "\(number)"))
      }
      try ledger.link(3, with: 2)
      try ledger.link(2, with: 5)
      try expect(try ledger.events(), is: [nil, 2, 2, nil, 2])
      try ledger.link(5, with: 3)
      try expect(try ledger.events(), is: [nil, 2, 2, nil, 2])
      try ledger.expectHolds()
      try ledger.link(1, with: 3)
      try expect(try ledger.events(), is: [1, 1, 1, nil, 1])
      try expect(
        try ledger.evidence().passing["a"]?.map(\.day), is: try [1, 2, 3].map { try day("2026-03-0\($0)") })
      // A ring holds together without one of its links, and not without two.
      try ledger.link(2, with: nil)
      try expect(try ledger.events(), is: [1, 1, 1, nil, 1])
      try ledger.link(5, with: nil)
      try expect(try ledger.events(), is: [1, 1, 1, nil, nil])
      try ledger.expectHolds()
    },
    LedgerConformance("those that name a hidden one stay one event, and it comes back into it") { ledger in
      for number in 1...2 { try ledger.log(try bad("a", "2026-03-0\(number)", 2, .empathy, "\(number)")) }
      try ledger.log(try bad("a", "2026-03-03", 5, .empathy, "third"))
      try ledger.link(1, with: 3)
      try ledger.link(2, with: 3)
      try expect(try ledger.retract(3, reason: "", at: moment(1)).event, is: 1)
      try expect(try ledger.events(), is: [1, 1, 1])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [5_000, 0])
      try expect(try ledger.evidence().passing, is: [:])
      try ledger.expectHolds()
      // It is the last that is named: alone with a hidden one, an incident counts as one without.
      try ledger.link(2, with: nil)
      try expect(try ledger.events(), is: [1, nil, 1])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [5_000, 5_000])
      try expect(try ledger.checkup(), is: [])
      _ = try ledger.undo(at: moment(2))
      _ = try ledger.undo(at: moment(2))
      try expect(try ledger.events(), is: [1, 1, 1])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [0, 0, 40_000])
      try ledger.expectHolds()
    },
    LedgerConformance("what is hidden links nothing itself") { ledger in
      for number in 1...3 { try ledger.log(try bad("a", "2026-03-0\(number)", 2, .empathy, "\(number)")) }
      try ledger.link(2, with: 1)
      try ledger.link(3, with: 2)
      _ = try ledger.retract(2, reason: "", at: moment(1))
      try expect(try ledger.events(), is: [nil, 2, 2])
      try ledger.expectHolds()
      _ = try ledger.undo(at: moment(2))
      try expect(try ledger.events(), is: [1, 1, 1])
      try ledger.expectHolds()
    },
    LedgerConformance("an edit of the vendor parts an event, and the edit back joins it") { ledger in
      for number in 1...3 { try ledger.log(try bad("a", "2026-03-0\(number)", 2, .empathy, "\(number)")) }
      try ledger.link(2, with: 1)
      try ledger.link(3, with: 1)
      let moved = try bad("b", "2026-03-01", 2, .empathy, "1")
      _ = try ledger.revise(1, to: moved, as: .edited, reason: "", at: moment(1))
      try expect(try ledger.events(), is: [nil, nil, nil])
      try ledger.expectHolds()
      // What names another vendor's may be edited, and keeps its link.
      var other = try bad("b", "2026-03-02", 4, .empathy, "2", sameAs: 1)
      _ = try ledger.revise(2, to: other, as: .edited, reason: "", at: moment(2))
      try expect(try ledger.events(), is: [1, 1, nil])
      try ledger.expectHolds()
      other.vendor = "a"
      _ = try ledger.revise(2, to: other, as: .edited, reason: "", at: moment(3))
      try expect(try ledger.events(), is: [nil, nil, nil])
      let back = try bad("a", "2026-03-01", 2, .empathy, "1")
      _ = try ledger.revise(1, to: back, as: .edited, reason: "", at: moment(4))
      try expect(try ledger.events(), is: [1, 1, 1])
      try ledger.expectHolds()
      _ = try ledger.undo(at: moment(5))
      try expect(try ledger.events(), is: [nil, nil, nil])
      try ledger.expectHolds()
    },
    LedgerConformance("a link is checked when it is told, and only then", checkedLinks),
    LedgerConformance("an outage and what its owner links to it are one event") { ledger in
      try ledger.add([try outage("a", 0, 600, "page"), try outage("a", 5_000, 6_000, "page")])
      try ledger.add([try outage("a", 0, 600, "monitor")])
      let call = try ledger.log(
        try bad("a", "2026-09-22", 5, .responsiveness, "40 minutes on hold", sameAs: 3))
      try expect(call.event, is: 1)
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [20_000, 40_000])
      try expect(try ledger.evidence().passing["a"]?.map(\.harm), is: [20_000])
      try ledger.link(2, with: 4)
      try expect(try ledger.events(), is: [1, 1, 1, 1])
      try ledger.expectHolds()
      // Without the monitor's outage nothing holds the page's first one.
      _ = try ledger.retract(3, reason: "", at: moment(1))
      try expect(try ledger.events(), is: [nil, 2, 2, 2])
      try ledger.expectHolds()
    },
    LedgerConformance("what is unconfirmed weighs in its event once it is confirmed") { ledger in
      try ledger.add([try bad("a", "2026-03-01", 5, .reliability, id: "1")], confirmed: false)
      try ledger.log(try bad("a", "2026-03-02", 2, .reliability, "mine", sameAs: 1))
      try expect(try ledger.events(), is: [1, 1])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [5_000])
      try ledger.expectHolds()
      try expect(try ledger.confirm([1], at: moment(1)).map(\.event), is: [1])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [40_000, 0])
      try ledger.expectHolds()
    },
    LedgerConformance(
      "the undoing of the import that brought the first leaves the others, until it comes again"
    ) {
      ledger in
      let first = try bad("a", "2026-03-01", 5, .empathy, id: "1")
      try ledger.add([first])
      try ledger.log(try bad("a", "2026-03-02", 2, .empathy, "second", sameAs: 1))
      try ledger.log(try bad("a", "2026-03-03", 3, .empathy, "third", sameAs: 1))
      let report = try ledger.undoImport(1, at: moment(1))
      try expect([report.voided, report.kept], is: [1, 0])
      try expect(try ledger.events(), is: [1, 1, 1])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [0, 10_000])
      try ledger.expectHolds()
      try expect(try ledger.add([first]), is: [.new])
      try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [40_000, 0, 0])
      try ledger.expectHolds()
    },
    LedgerConformance("rows of an import link by number, and again change nothing", linkedRows),
    LedgerConformance("at an earlier day an event weighs what was known of it then") { ledger in
      // Three of one event, each heavier than the one before, and two events with the same days.
      for (number, severity) in [2, 3, 5].enumerated() {
        for text in ["x", "y"] {
          var incident = try bad("a", "2026-03-0\(2 * number + 1)", severity, .empathy, "\(number)\(text)")
          if number > 0 { incident.details.sameAs = text == "x" ? 1 : 2 }
          try ledger.log(incident)
        }
      }
      try expect(try ledger.events(), is: [1, 2, 1, 2, 1, 2])
      let evidence = try ledger.evidence()
      let wanted: [(String, Int64)] = [
        ("2026-02-28", 0), ("2026-03-01", 10_000), ("2026-03-02", 10_000), ("2026-03-03", 20_000),
        ("2026-03-04", 20_000), ("2026-03-05", 80_000), ("2026-12-31", 80_000),
      ]
      for (text, harm) in wanted { try expect(evidence.harm(of: "a", asOf: try day(text)), is: harm) }
      try ledger.expectHolds()
    },
    LedgerConformance(
      "events have the weights of the policy",
      policies: { factory in
        var flat = ScoringPolicy.standard
        flat.severityWeights = [5, 1, 1, 1, 1]
        let ledger = try factory(flat)
        try ledger.log(try bad("a", "2026-03-01", 5, .empathy, "first"))
        try ledger.log(try bad("a", "2026-03-02", 1, .empathy, "second", sameAs: 1))
        try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [0, 50_000])
        try expect(try ledger.evidence().passing["a"]?.map(\.harm), is: [10_000])
        try ledger.expectSumsHold(flat)
      }),
  ]

  private static func checkedLinks(_ ledger: any Ledger) throws {
    for text in ["1", "2"] { try ledger.log(try bad("a", "2026-03-01", 2, .empathy, text)) }
    try ledger.log(try bad("b", "2026-03-01", 2))
    _ = try ledger.retract(2, reason: "", at: moment(1))
    let before = try ledger.entries()
    let wrong: [(Int64, LedgerError)] = [
      (9, .noIncident(9)), (2, .retracted(2)), (3, .otherVendor(3)), (4, .noIncident(4)),
    ]
    for (other, error) in wrong {
      try expect(error) { try ledger.log(try bad("a", "2026-03-02", 2, .empathy, "new", sameAs: other)) }
      if other != 4 { try expect(error) { try ledger.link(1, with: other) } }
    }
    try expect(.sameAsItself(1)) { try ledger.link(1, with: 1) }
    for other in [0, -1] as [Int64] {
      try expect(.unstorable(.impossibleNumber(other))) { try ledger.link(1, with: other) }
    }
    // A link of one of several keeps all of them as they are.
    let text = try bad("a", "2026-03-01", 2, .empathy, "edited")
    try expect(.otherVendor(3)) {
      _ = try ledger.revise(
        [(1, text), (1, try bad("a", "2026-03-01", 2, sameAs: 3))], as: .edited, reason: "",
        at: moment(2))
    }
    try expect(try ledger.entries() == before, "something was stored")
    // What was told may stand, whatever became of the one that it names.
    _ = try ledger.undo(at: moment(3))
    try ledger.link(1, with: 2)
    _ = try ledger.retract(2, reason: "", at: moment(4))
    var edited = try bad("a", "2026-03-04", 5, .empathy, "edited", sameAs: 2)
    _ = try ledger.revise(1, to: edited, as: .edited, reason: "", at: moment(5))
    edited.vendor = "b"
    _ = try ledger.revise(1, to: edited, as: .edited, reason: "", at: moment(6))
    try expect(try ledger.events(), is: [nil, nil, nil])
    try ledger.expectHolds()
  }

  private static func linkedRows(_ ledger: any Ledger) throws {
    func rows(_ ids: [String]) throws -> [StorableIncident] {
      try ids.enumerated().map { index, id in
        try StorableIncident(try bad("a", "2026-03-0\(index + 1)", 2, .empathy, "same", id: id))
      }
    }
    func add(_ rows: [(StorableIncident, ImportLink?)], again: Bool = false) throws -> [ImportOutcome] {
      var outcomes: [ImportOutcome] = []
      try ledger.importing(files: ["desk.csv"], at: moment(1), commit: true) { session in
        for (row, link) in rows {
          let numbered = try session.numbered(row)
          try expect(try session.incident(knownAs: numbered) != nil, is: again)
          outcomes.append(try session.add(link.map(numbered.linked) ?? numbered, confirmed: true))
          let found = try session.incident(knownAs: numbered)
          if case .refused = outcomes[outcomes.count - 1] { continue }
          try expect(found != nil, "a row that was stored is not found by its key")
          guard let key = row.incident.source, !key.id.isEmpty else { continue }
          try expect(try session.incident(with: key), is: found)
        }
      }
      return outcomes
    }
    let file = try rows(["n1", "n2", ""])
    let links: [ImportLink] = [.first, .with(1), .with(1)]
    try expect(try add(Array(zip(file, links))), is: [.new, .new, .new])
    try expect(try ledger.events(), is: [1, 1, 1])
    try ledger.expectHolds()
    let changes = try ledger.changes(limit: 9).count
    try expect(
      try add(Array(zip(file, links)), again: true), is: [.alreadyPresent, .alreadyPresent, .alreadyPresent])
    // Named by another of the same event, it is the same event still.
    try expect(
      try add([(file[0], .with(3)), (file[1], .first), (file[2], .with(2))], again: true),
      is: [.alreadyPresent, .alreadyPresent, .alreadyPresent])
    try expect(try ledger.changes(limit: 9).count, is: changes)
    // Without its link, it is changed.
    try expect(try add([(file[1], nil)], again: true), is: [.changed])
    try expect(try ledger.events(), is: [1, nil, 1])
    // Which was edited here, is kept as it is.
    try ledger.link(3, with: 2)
    try expect(try add([(file[2], .with(1))], again: true), is: [.keptLocal(id: 3)])
    try expect(try ledger.events(), is: [nil, 2, 2])
    // A hidden one may be named, one of another vendor or of nobody may not.
    _ = try ledger.retract(1, reason: "", at: moment(2))
    let others = try (3...5).map {
      try StorableIncident(try bad($0 == 4 ? "b" : "a", "2026-03-09", 2, id: "n\($0)"))
    }
    let outcomes = try add(Array(zip(others, [.with(1), .with(1), .with(99)])))
    try expect(
      outcomes,
      is: [.new, .refused(.link(.otherVendor(1))), .refused(.link(.noIncident(99)))])
    try expect(try ledger.events(), is: [1, 2, 2, 1])
    try ledger.expectHolds()
    try expect(try ledger.checkup(), is: [])
  }
}

func bad(
  _ vendor: String, _ on: String, _ severity: Int, _ dimension: Dimension = .reliability,
  _ summary: String = "", sameAs: Int64
) throws -> Incident {
  var incident = try bad(vendor, on, severity, dimension, summary)
  incident.details.sameAs = sameAs
  return incident
}

private func good(
  _ vendor: String, _ on: String, _ dimension: Dimension, _ summary: String, sameAs: Int64
) throws -> Incident {
  var incident = try good(vendor, on, dimension, summary)
  incident.details.sameAs = sameAs
  return incident
}

extension Ledger {
  /// What its owner says of one incident: the same event as another one, or as none.
  fileprivate func link(_ id: Int64, with other: Int64?) throws {
    _ = try revise(id, as: .edited, reason: "", at: moment(8)) { recorded in
      var incident = recorded.incident
      incident.details.sameAs = other
      return incident
    }
  }

  fileprivate func expectHolds(line: Int = #line) throws {
    try expectSumsHold(line: line)
    try LedgerConformance.expectEventsHold(self, line: line)
    for day in try incidents(IncidentFilter()).map(\.incident.day) {
      let all = try incidents(IncidentFilter(through: day, standings: [.counted]))
      let then = Evidence(recorded: all, policy: .standard)
      for vendor in try vendorsOnRecord() {
        // A look back finds what a ledger that ended on that day would have.
        try expect(
          try evidence().harm(of: vendor, asOf: day), is: then.harm(of: vendor, asOf: .latest), line: line)
      }
    }
  }
}

extension Evidence {
  /// Of a vendor, as known on a day.
  package func harm(of vendor: Vendor.ID, asOf day: Day) -> Int64 {
    let cells = cells[vendor] ?? []
    let passing = passing[vendor] ?? []
    return cells.filter { $0.day <= day }.map(\.sums.harm).reduce(0, +)
      + passing.filter { $0.day <= day && day < $0.until }.map(\.harm).reduce(0, +)
  }
}
