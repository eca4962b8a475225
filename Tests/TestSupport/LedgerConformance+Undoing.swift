import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let undoing: [LedgerConformance] = [
    LedgerConformance("undo walks back through every kind of change") { ledger in
      let first = try bad("a", "2026-03-01", 4)
      let steps: [(any Ledger) throws -> Void] = [
        { try $0.log(first, 1) },
        {
          _ = try $0.revise(1, to: try bad("b", "2026-04-01", 2), as: .edited, reason: "", at: moment(2))
        },
        { _ = try $0.retract(1, reason: "", at: moment(3)) },
        { _ = try $0.record(try volume("2026-01-01", "2026-02-01", 5), at: moment(4)) },
        { _ = try $0.record(try volume("2026-01-01", "2026-02-01", 6), at: moment(5)) },
        { _ = try $0.checkIn(try day("2026-03-02"), at: moment(6)) },
        { try $0.add([try good("c", "2026-03-03", id: "1"), try good("c", "2026-03-04", id: "2")]) },
        { try $0.add([try bad("c", "2026-03-05", 5, id: "1"), try good("d", "2026-03-06", id: "3")]) },
      ]
      var states = [try Snapshot(ledger)]
      for step in steps {
        try step(ledger)
        states.append(try Snapshot(ledger))
      }
      for number in steps.indices.reversed() {
        try expect(try ledger.undo(at: moment(100))?.number, is: Int64(number + 1))
        try expect(try Snapshot(ledger) == states[number], "undo of change \(number + 1) left something")
      }
      try expect(try ledger.undo(at: moment(100)), is: nil)
      try expect(try ledger.changes(limit: 99).count, is: steps.count * 2)
      try expect(try ledger.changes(limit: 1).first?.undoes, is: 1)
    },
    LedgerConformance("redo walks forward again, and undo back once more") { ledger in
      let steps: [(any Ledger) throws -> Void] = [
        { try $0.log(try bad("a", "2026-03-01", 4), 1) },
        {
          _ = try $0.revise(1, to: try bad("b", "2026-04-01", 2), as: .edited, reason: "", at: moment(2))
        },
        { _ = try $0.record(try volume("2026-01-01", "2026-02-01", 5), at: moment(4)) },
        { _ = try $0.record(try volume("2026-01-01", "2026-02-01", 6), at: moment(5)) },
        { _ = try $0.checkIn(try day("2026-03-02"), at: moment(6)) },
        { try $0.add([try bad("c", "2026-03-05", 5, id: "1"), try good("d", "2026-03-06", id: "3")]) },
        { _ = try $0.retract(1, reason: "", at: moment(7)) },
      ]
      var states = [try Snapshot(ledger)]
      for step in steps {
        try step(ledger)
        states.append(try Snapshot(ledger))
      }
      try expect(try ledger.redo(at: moment(90)), is: nil)
      for _ in 1...2 {
        for number in steps.indices.reversed() {
          try expect(try ledger.undo(at: moment(100))?.number, is: Int64(number + 1))
          try expect(try Snapshot(ledger) == states[number], "undo of change \(number + 1) left something")
        }
        for number in steps.indices {
          try expect(try ledger.redo(at: moment(101))?.number, is: Int64(number + 1))
          try expect(
            try Snapshot(ledger) == states[number + 1], "redo of change \(number + 1) lost something")
        }
        try expect(try ledger.redo(at: moment(102)), is: nil)
      }
      try expect(try ledger.undo(at: moment(103))?.number, is: Int64(steps.count))
      _ = try ledger.checkIn(try day("2026-03-09"), at: moment(104))
      try expect(try ledger.redo(at: moment(105)), is: nil)
      try ledger.expectSumsHold()
    },
    LedgerConformance("undo appends, it erases nothing") { ledger in
      try ledger.log(try bad("a", "2026-03-01", 4), 1)
      _ = try ledger.revise(1, to: try bad("a", "2026-03-01", 1), as: .edited, reason: "", at: moment(2))
      let undone = try ledger.undo(at: moment(3))
      try expect(undone?.kind, is: .edited)
      let history = try ledger.history(of: 1)
      try expect(history.map(\.kind), is: [.recorded, .edited, .undone(2)])
      try expect(history.map { $0.state.incident.outcome.severity?.level }, is: [4, 1, 4])
      try expect(try ledger.changes(limit: 1).map(\.kind), is: [.undone(2)])
      try expect(try ledger.changes(limit: 1).map(\.summary), is: ["edited: #1 a bad, severity 1"])
    },
    LedgerConformance("after an undo, work goes on") { ledger in
      try ledger.log(try bad("a", "2026-03-01", 4, .general, "one"))
      _ = try ledger.undo(at: moment(1))
      // What was undone is no duplicate of the second try, and keeps its number.
      try expect(try ledger.log(try bad("a", "2026-03-01", 4, .general, "one")).id, is: 2)
      _ = try ledger.checkIn(try day("2026-03-02"), at: moment(2))
      _ = try ledger.undo(at: moment(3))
      try expect(try ledger.checkIn(try day("2026-03-02"), at: moment(4)), is: true)
      _ = try ledger.record(try volume("2026-01-01", "2026-02-01", 5), at: moment(5))
      _ = try ledger.undo(at: moment(6))
      try expect(try ledger.record(try volume("2026-01-10", "2026-02-10", 5), at: moment(7)), is: nil)
      try ledger.expectSumsHold()
    },
    LedgerConformance("an import that was undone can be repeated") { ledger in
      let rows = [try good("a", "2026-03-01", id: "1"), try good("a", "2026-03-01", id: "")]
      try ledger.add(rows)
      _ = try ledger.undo(at: moment(1))
      try expect(try ledger.span() == nil, "something is left")
      try expect(try ledger.add([try good("b", "2026-03-02", id: "1"), rows[1]]), is: [.new, .new])
      try expect(try ledger.incidents(IncidentFilter()).map(\.incident.vendor), is: ["a", "b"])
      try ledger.expectSumsHold()
    },
  ]

  /// All that shows of a ledger, without its log and numbers of revisions.
  private struct Snapshot: Equatable {
    var incidents: [Int64: Incident]
    var volumes: [Volume]
    var checkIns: [Day]
    var evidence: Evidence

    init(_ ledger: any Ledger) throws {
      incidents = Dictionary(
        uniqueKeysWithValues: try ledger.incidents(IncidentFilter()).map { ($0.id, $0.incident) })
      volumes = try ledger.volumes()
      checkIns = try ledger.checkIns()
      evidence = try ledger.evidence()
    }
  }
}
