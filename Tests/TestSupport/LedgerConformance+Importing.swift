import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let importing: [LedgerConformance] = [
    LedgerConformance("a key is imported once, whatever the file is called") { ledger in
      let rows = [try good("a", "2026-03-01", id: "1"), try bad("b", "2026-03-02", id: "2")]
      try expect(try ledger.add(rows), is: [.new, .new])
      try expect(try ledger.add(rows, file: "other.csv"), is: [.alreadyPresent, .alreadyPresent])
      var elsewhere = rows[0]
      elsewhere.source?.source = "phone"
      try expect(try ledger.add([elsewhere]), is: [.new])
      // Nothing new leaves no entry.
      try expect(try ledger.changes(limit: 9).map(\.summary), is: ["desk.csv: 1 new", "desk.csv: 2 new"])
    },
    LedgerConformance("changed content is a revision") { ledger in
      try ledger.add([try bad("a", "2026-03-01", 2, id: "1")])
      try expect(
        try ledger.add([try bad("a", "2026-03-01", 5, id: "1"), try good("b", "2026-03-01", id: "2")]),
        is: [.changed, .new])
      try expect(try ledger.history(of: 1).map(\.kind), is: [.imported, .imported])
      try expect(try ledger.incident(1)?.incident.outcome.severity, is: .worst)
      try expect(try ledger.changes(limit: 1).map(\.summary), is: ["desk.csv: 1 new, 1 changed"])
      try ledger.expectSumsHold()
      // The same key twice in one import.
      try expect(
        try ledger.add([try good("c", "2026-03-01", id: "3"), try bad("c", "2026-03-02", id: "3")]),
        is: [.new, .changed])
      _ = try ledger.undo(at: moment(1))
      try expect(try ledger.incident(3)?.retracted, is: true)
      try expect(try ledger.incident(3)?.revision, is: 3)
      try ledger.expectSumsHold()
    },
    LedgerConformance("what was edited or retracted here is kept") { ledger in
      try ledger.add([try bad("a", "2026-03-01", 2, id: "1"), try bad("a", "2026-03-02", 2, id: "2")])
      _ = try ledger.revise(1, to: try bad("a", "2026-03-01", 1), as: .edited, reason: "", at: moment(1))
      _ = try ledger.retract(2, reason: "", at: moment(1))
      let changed = [try bad("a", "2026-03-01", 5, id: "1"), try bad("a", "2026-03-02", 5, id: "2")]
      try expect(try ledger.add(changed), is: [.keptLocal(id: 1), .keptLocal(id: 2)])
      try expect(try ledger.incident(1)?.incident.outcome.severity?.level, is: 1)
      try expect(try ledger.incident(2)?.retracted, is: true)
      try expect(try ledger.changes(limit: 9).count, is: 3)
      // Taking the edit back gives the row back to its source.
      _ = try ledger.undo(at: moment(2))
      _ = try ledger.undo(at: moment(3))
      try expect(try ledger.add(changed), is: [.changed, .changed])
      try ledger.expectSumsHold()
    },
    LedgerConformance("rows without an id are told apart by content and repeat") { ledger in
      let row = try bad("a", "2026-03-01", 2, .general, "late", id: "")
      let other = try bad("a", "2026-03-01", 2, .general, "later", id: "")
      try expect(try ledger.add([row, row, other]), is: [.new, .new, .new])
      try expect(
        try ledger.add([other, row, row, row]), is: [.alreadyPresent, .alreadyPresent, .alreadyPresent, .new])
      try expect(try ledger.incidents(IncidentFilter()).count, is: 4)
    },
    LedgerConformance("a large import without ids repeats itself without harm") { ledger in
      var rows: [Incident] = []
      for number in 0..<5_000 {
        rows.append(try bad("a", "2026-03-01", 2, .general, "\(number % 4_900)", id: ""))
      }
      try expect(try ledger.add(rows).allSatisfy { $0 == .new }, "a repeat was taken for known")
      try expect(try ledger.add(rows).allSatisfy { $0 == .alreadyPresent }, "a known row was taken for new")
      try expect(try ledger.incidents(IncidentFilter()).count, is: 5_000)
    },
    LedgerConformance("what two files of one import hold is told once") { ledger in
      // Some are enough for the ledger to give up its indexes meanwhile.
      for count in [3, 5_000] {
        let row = try bad("a", "2026-03-01", 2, .general, "late \(count)", id: "")
        let rows = try (0..<count).map { try bad("b", "2026-03-02", 2, .general, "\(count) \($0)", id: "") }
        var outcomes: [ImportOutcome] = []
        try ledger.importing(files: ["one.csv", "two.csv"], at: moment(1), commit: true) { session in
          for file in [rows + [row, row], [row] + rows + [row, row]] {
            try session.beginFile()
            for row in file { outcomes.append(try session.add(row)) }
          }
        }
        let new = outcomes.map { $0 == .new }
        try expect(new.prefix(count + 2).allSatisfy { $0 }, "a new row was taken for a known one")
        try expect(new.suffix(count + 3).filter { $0 }.count, is: 1)
      }
      try expect(try ledger.incidents(IncidentFilter(vendors: ["a"])).count, is: 6)
      try expect(try ledger.incidents(IncidentFilter(vendors: ["b"])).count, is: 5_003)
      try ledger.expectSumsHold()
    },
    LedgerConformance("a recorded incident with a key is known to imports") { ledger in
      let row = try bad("a", "2026-03-01", 2, id: "1")
      try ledger.log(row)
      try expect(.duplicate(of: 1)) { try ledger.log(try bad("b", "2026-04-01", 2, id: "1")) }
      try expect(try ledger.add([row]), is: [.alreadyPresent])
      try expect(try ledger.add([try bad("a", "2026-03-01", 3, id: "1")]), is: [.keptLocal(id: 1)])
    },
    LedgerConformance("an import of more files than a summary holds can be taken out again") { ledger in
      // A record takes summaries of up to a megabyte.
      let files = (1...12_000).map { "\($0)-" + String(repeating: "x", count: 100) + ".csv" }
      try ledger.importing(files: files, at: moment(1), commit: true) { session in
        _ = try session.add(try good("a", "2026-03-01", id: "1"))
      }
      let summary = try ledger.changes(limit: 1).first?.summary ?? ""
      try expect(summary.hasSuffix("x.csv and 11,980 more: 1 new"), "\(summary.suffix(60))")
      try expect(summary.utf8.count < 10_000, "\(summary.utf8.count) bytes")
      try expect(try ledger.checkup(), is: [])
    },
    LedgerConformance("a dry run tells all and stores nothing") { ledger in
      try ledger.add([try good("a", "2026-03-01", id: "1")])
      let rows = [try bad("a", "2026-03-01", id: "1"), try good("b", "2026-03-01", id: "2")]
      try expect(try ledger.add(rows, commit: false), is: [.changed, .new])
      try expect(try ledger.incidents(IncidentFilter()).map(\.incident.outcome), is: [.good])
      try expect(try ledger.vendorsOnRecord(), is: ["a"])
      try expect(try ledger.changes(limit: 9).count, is: 1)
      try expect(try ledger.add(rows), is: [.changed, .new])
    },
    LedgerConformance("an import that fails leaves nothing") { ledger in
      struct Stop: Error {}
      do {
        try ledger.importing(files: [], at: moment(1), commit: true) { session in
          for number in 1...6_000 { _ = try session.add(try good("a", "2026-03-01", id: "\(number)")) }
          _ = try session.add(try volume("2026-01-01", "2026-02-01", 5))
          _ = try session.add(checkIn: try day("2026-01-01"))
          throw Stop()
        }
        throw Unmet(description: "the error was lost")
      } catch is Stop {}
      try expect(try ledger.evidence() == Evidence(), "something was stored")
      try expect(try ledger.changes(limit: 1).isEmpty, "it was logged")
      try expect(try ledger.add([try good("a", "2026-03-01", id: "1")]), is: [.new])
    },
    LedgerConformance("a large import knows its keys all the way") { ledger in
      var rows: [Incident] = []
      for number in 0..<6_000 {
        rows.append(try bad("v\(number % 7)", "2026-01-\(number % 9 + 10)", 1 + number % 5, id: "\(number)"))
      }
      let again = [rows[10], rows[5_000], try good("z", "2026-01-01", id: "5999")]
      let outcomes = try ledger.add(rows + again)
      try expect(outcomes.prefix(6_000).allSatisfy { $0 == .new }, "a new row was taken for a known one")
      try expect(Array(outcomes.suffix(3)), is: [.alreadyPresent, .alreadyPresent, .changed])
      try expect(try ledger.add(again), is: [.alreadyPresent, .alreadyPresent, .alreadyPresent])
      try expect(try ledger.incidents(IncidentFilter()).count, is: 6_000)
      try ledger.expectSumsHold()
    },
    LedgerConformance("volumes and check-ins come in with an import") { ledger in
      func add() throws -> [ImportOutcome] {
        var outcomes: [ImportOutcome] = []
        try ledger.importing(files: ["v.csv", "c.csv"], at: moment(1), commit: true) { session in
          outcomes.append(try session.add(try volume("2026-01-01", "2026-02-01", 5)))
          outcomes.append(try session.add(try volume("2026-01-01", "2026-02-01", 6, "a")))
          outcomes.append(try session.add(try volume("2026-01-15", "2026-02-15", 5)))
          outcomes.append(try session.add(checkIn: try day("2026-01-01")))
          outcomes.append(try session.add(checkIn: try day("2026-01-01")))
        }
        return outcomes
      }
      let january = try volume("2026-01-01", "2026-02-01", 5)
      let inside = ImportOutcome.refused(.overlap(january, inThisImport: true))
      try expect(try add(), is: [.new, .new, inside, .new, .alreadyPresent])
      let onRecord = ImportOutcome.refused(.overlap(january, inThisImport: false))
      try expect(
        try add(), is: [.alreadyPresent, .alreadyPresent, onRecord, .alreadyPresent, .alreadyPresent])
      try expect(try ledger.changes(limit: 9).map(\.summary), is: ["v.csv, c.csv: 3 new"])
    },
    LedgerConformance("a row that cannot be stored is refused, the rest goes on") { ledger in
      let outcomes = try ledger.add([
        try bad("a", "2026-03-01", 3, .general, "a\0b", id: "1"), try bad("a", "2026-03-01"),
        try bad("a", "2026-03-01", id: "2"),
      ])
      try expect(
        outcomes, is: [.refused(.containsNUL(.summary)), .refused(.noSource), .new])
    },
  ]
}
