import ScorecardLedger
import ScorecardModel

/// Bulk edits, and imports as steps that can be taken back anywhere in the history.
extension LedgerConformance {
  static let batches: [LedgerConformance] = [
    LedgerConformance("a bulk edit is one step, all or none") { ledger in
      for number in 1...12 { try ledger.log(try bad("a", "2026-03-01", 4, .general, "\(number)")) }
      try ledger.add([try bad("b", "2026-03-02", 4, id: "1")], confirmed: false)
      let before = try ledger.incidents(IncidentFilter(standings: []))
      _ = try ledger.retract(2, reason: "", at: moment(1))
      let edit = try good("c", "2026-03-03")
      for (id, error) in [(Int64(2), LedgerError.retracted(2)), (99, .noIncident(99))] {
        try expect(error) {
          _ = try ledger.revise([(1, edit), (id, edit)], as: .edited, reason: "", at: moment(2))
        }
      }
      try expect(.unstorable(.empty(.vendor))) {
        let nameless = try good("", "2026-03-03")
        _ = try ledger.revise([(1, edit), (3, nameless)], as: .edited, reason: "", at: moment(2))
      }
      _ = try ledger.undo(at: moment(2))
      // Nothing was stored but the retraction.
      try expect(try ledger.changes(limit: 1).first?.undoes, is: 14)
      try expect(try ledger.revise([], as: .edited, reason: "", at: moment(3)), is: [])
      let all = (Int64(1)...13).reversed().map { (id: $0, incident: edit) }
      let edited = try ledger.revise(all, as: .resolved, reason: "all at once", at: moment(3))
      try expect(edited.map(\.id), is: Array((1...13).reversed()))
      try expect(edited.first?.standing, is: .unconfirmed)
      try expect(
        try ledger.changes(limit: 1).map(\.summary),
        is: ["13 incidents: #13, #12, #11, #10, #9, #8, #7, #6, #5, #4, …"])
      try expect(try ledger.history(of: 7).map(\.kind), is: [.recorded, .resolved])
      try expect(try ledger.history(of: 7).last?.reason, is: "all at once")
      try ledger.expectSumsHold()
      _ = try ledger.undo(at: moment(4))
      let after = try ledger.incidents(IncidentFilter(standings: []))
      try expect(after.map(\.incident), is: before.map(\.incident))
      try expect(after.map(\.standing), is: before.map(\.standing))
      try ledger.expectSumsHold()
    },
    LedgerConformance("imports are listed with what is left of them") { ledger in
      try expect(try ledger.imports(), is: [])
      let rows = try (1...4).map { try bad("a", "2026-03-0\($0)", 4, id: "\($0)") }
      try ledger.add(Array(rows[..<3]))
      try ledger.log(try good("b", "2026-03-01"))
      _ = try ledger.retract(2, reason: "", at: moment(1))
      try ledger.add([try bad("a", "2026-03-01", 1, id: "1"), rows[3]], file: "more.csv")
      let first = ImportBatch(
        number: 1, summary: "desk.csv: 3 new", at: moment(500), incidents: 3, standing: 2, undone: false)
      var second = ImportBatch(
        number: 4, summary: "more.csv: 1 new, 1 changed", at: moment(500), incidents: 1, standing: 1,
        undone: false)
      try expect(try ledger.imports(), is: [second, first])
      _ = try ledger.undo(at: moment(2))
      (second.standing, second.undone) = (0, true)
      try expect(try ledger.imports(), is: [second, first])
      // What comes back was brought by the import that brings it back.
      try ledger.add(rows)
      second.standing = 1
      let third = ImportBatch(
        number: 6, summary: "desk.csv: 1 new", at: moment(500), incidents: 1, standing: 1, undone: false)
      try expect(try ledger.imports(), is: [third, second, first])
    },
    LedgerConformance("a source is told apart, with what it has told") { ledger in
      try expect(try ledger.sources(), is: [])
      try ledger.log(try good("b", "2026-03-09"))
      try ledger.add([try bad("a", "2026-03-02", 4, id: "1"), try bad("a", "2026-03-05", 4, id: "2")])
      var told = SourceSummary(
        name: "desk", entries: 2, orders: 0, newest: try Day("2026-03-05"), lastRecorded: moment(500))
      var own = SourceSummary(
        name: nil, entries: 1, orders: 0, newest: try Day("2026-03-09"), lastRecorded: moment(0))
      try expect(try ledger.sources().map(\.name), is: ["desk", nil])
      try expect(try ledger.sources().first, is: told)
      own.lastRecorded = try ledger.sources().last?.lastRecorded
      try expect(try ledger.sources().last, is: own)
      // What is hidden is told no more.
      _ = try ledger.retract(3, reason: "", at: moment(1))
      (told.entries, told.newest) = (1, try Day("2026-03-02"))
      try expect(Set(try ledger.sources()), is: [own, told])
      try expect(told.staleDays(on: try Day("2026-04-08")), is: nil)
      try expect(told.staleDays(on: try Day("2026-04-09")), is: 38)
    },
    LedgerConformance("an import is taken back from the middle of the history", middle),
    LedgerConformance("an import is taken back once, and only an import") { ledger in
      try ledger.log(try bad("a", "2026-03-01", 4))
      try ledger.add([try bad("a", "2026-03-02", 4, id: "1")])
      for number in [Int64(1), 0, -1, 3, .max] {
        try expect(.noImport(number)) { _ = try ledger.undoImport(number, at: moment(1)) }
      }
      _ = try ledger.undoImport(2, at: moment(1))
      try expect(.undone(2)) { _ = try ledger.undoImport(2, at: moment(1)) }
      try expect(.noImport(3)) { _ = try ledger.undoImport(3, at: moment(1)) }
      // The plain undo goes on below it.
      try expect(try ledger.undo(at: moment(2))?.number, is: 1)
      try expect(try ledger.undo(at: moment(2)), is: nil)
      try ledger.add([try bad("a", "2026-03-02", 4, id: "1")])
      _ = try ledger.undo(at: moment(3))
      try expect(.undone(5)) { _ = try ledger.undoImport(5, at: moment(4)) }
    },
    LedgerConformance("what an undo gave back goes with the import that told it") { ledger in
      func add(_ severity: Int, _ orders: Int) throws {
        try ledger.importing(files: [], at: moment(1), commit: true) { session in
          _ = try session.add(try bad("a", "2026-03-01", severity, id: "1"))
          _ = try session.add(try volume("2026-01-01", "2026-02-01", orders))
        }
      }
      try add(1, 10)
      try add(2, 20)
      _ = try ledger.undo(at: moment(2))
      _ = try ledger.revise(1, to: try bad("a", "2026-03-01", 3), as: .edited, reason: "", at: moment(3))
      _ = try ledger.record(try volume("2026-01-01", "2026-02-01", 30), at: moment(3))
      let report = try ledger.undoImport(1, at: moment(4))
      try expect([report.kept, report.keptVolumes], is: [1, 1])
      for _ in 1...2 { _ = try ledger.undo(at: moment(5)) }
      try expect(try ledger.undo(at: moment(6)), is: nil)
      try expect(try ledger.evidence() == Evidence(), "something is left")
    },
    LedgerConformance("what two undone imports told does not come back") { ledger in
      try ledger.add([try bad("a", "2026-03-01", 1, id: "1")])
      try ledger.add([try bad("a", "2026-03-01", 2, id: "1")])
      try expect(try ledger.undoImport(1, at: moment(1)).keptIncidents, is: [1])
      try expect(try ledger.undoImport(2, at: moment(1)).voided, is: 1)
      try expect(try ledger.standings(), is: [.retracted])
      try ledger.expectSumsHold()
    },
    LedgerConformance("an edit that was undone is no touch") { ledger in
      try ledger.add([try bad("a", "2026-03-01", 1, id: "1")])
      _ = try ledger.revise(1, to: try bad("a", "2026-03-01", 2), as: .edited, reason: "", at: moment(1))
      _ = try ledger.undo(at: moment(2))
      let report = try ledger.undoImport(1, at: moment(3))
      try expect([report.voided, report.kept], is: [1, 0])
    },
    LedgerConformance("to become a part of an event is no touch") { ledger in
      try ledger.add([try outage("a", 0, 600, "page")])
      try ledger.add([try outage("a", 0, 600, "monitor"), try outage("a", 10, 20, "other")])
      let report = try ledger.undoImport(1, at: moment(1))
      try expect([report.voided, report.restored, report.kept], is: [1, 0, 0])
      try expect(try ledger.standings(), is: [.retracted, .counted, .counted])
      try expect(try ledger.events(), is: [nil, 2, 2])
      try ledger.add([try outage("a", 0, 600, "page")])
      try expect(try ledger.standings(), is: [.counted, .counted, .counted])
      let second = try ledger.undoImport(2, at: moment(2))
      try expect([second.voided, second.restored, second.kept], is: [2, 0, 0])
      try expect(try ledger.events(), is: [nil, nil, nil])
      try ledger.expectSumsHold()
    },
    LedgerConformance("volumes and check-ins of an import go with it") { ledger in
      func add(_ orders: [Int], on text: String) throws {
        try ledger.importing(files: [], at: moment(1), commit: true) { session in
          for (month, orders) in orders.enumerated() {
            _ = try session.add(try volume("2026-0\(month + 1)-01", "2026-0\(month + 2)-01", orders))
          }
          _ = try session.add(checkIn: try day(text))
        }
      }
      try add([1, 2, 3], on: "2026-05-01")
      try add([4, 5, 3], on: "2026-05-02")
      _ = try ledger.record(try volume("2026-01-01", "2026-02-01", 9), at: moment(2))
      let report = try ledger.undoImport(2, at: moment(3))
      try expect(report.keptVolumes, is: 1)
      try expect(try ledger.volumes().map(\.orders), is: [9, 2, 3])
      try expect(try ledger.checkIns(), is: [day("2026-05-01")])
      try expect(try ledger.undoImport(1, at: moment(4)).keptVolumes, is: 1)
      try expect(try ledger.volumes().map(\.orders), is: [9])
      try expect(try ledger.checkIns(), is: [])
      // All that came before it was undone.
      _ = try ledger.undo(at: moment(5))
      try expect(try ledger.volumes(), is: [])
      try expect(try ledger.checkup(), is: [])
    },
  ]

  private static func middle(_ ledger: any Ledger) throws {
    try ledger.add(try (1...3).map { try bad("a", "2026-03-0\($0)", 1, id: "\($0)") })
    // Brings 105 and two more, revises two.
    var rows = try (4...110).map { try bad("a", "2026-04-01", 2, id: "\($0)") }
    rows.append(try bad("a", "2026-03-01", 2, id: "1"))
    rows.append(try bad("a", "2026-03-02", 2, id: "2"))
    try ledger.add(rows)
    try ledger.log(try good("b", "2026-05-01"))
    _ = try ledger.revise(
      [(1, try bad("a", "2026-03-01", 5))] + (4...108).map { ($0, try bad("c", "2026-04-01", 5)) },
      as: .edited, reason: "", at: moment(1))
    _ = try ledger.retract(109, reason: "", at: moment(2))
    let report = try ledger.undoImport(2, at: moment(3))
    try expect(report.change.number, is: 2)
    try expect([report.voided, report.restored, report.kept], is: [1, 1, 107])
    try expect(report.keptIncidents, is: [1] + (4...102))
    try expect(report.keptVolumes, is: 0)
    try expect(try ledger.incident(110)?.retracted, is: true)
    try expect(try ledger.incident(2)?.incident.outcome.severity?.level, is: 1)
    try expect(try ledger.incident(1)?.incident.outcome.severity?.level, is: 5)
    try expect(try ledger.changes(limit: 1).map(\.undoes), is: [2])
    try expect(try ledger.history(of: 110).map(\.kind), is: [.imported, .undone(2)])
    try ledger.expectSumsHold()
    // What it withdrew comes back with the file; what it revised may be revised again.
    let again = try ledger.add([rows[106], rows[108], rows[0]])
    try expect(again, is: [.new, .changed, .keptLocal(id: 4)])
    try ledger.expectSumsHold()
    try expect(try ledger.checkup(), is: [])
  }
}
