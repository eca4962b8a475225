import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let writing: [LedgerConformance] = [
    LedgerConformance("a change keeps the number and every earlier state") { ledger in
      let first = try bad("a", "2026-03-01", 4)
      let second = try bad("b", "2026-03-02", 2, .empathy, "told better", resolved: true)
      try ledger.log(first, 1)
      let edited = try ledger.revise(1, to: second, as: .edited, reason: "typo", at: moment(2))
      try expect(edited.id, is: 1)
      try expect(edited.revision, is: 2)
      try expect(edited.recordedAt, is: moment(1))
      _ = try ledger.retract(1, reason: "never happened", at: moment(3))
      let history = try ledger.history(of: 1)
      try expect(history.map(\.kind), is: [.recorded, .edited, .retracted])
      try expect(history.map(\.reason), is: ["", "typo", "never happened"])
      try expect(history.map(\.at), is: [moment(1), moment(2), moment(3)])
      try expect(history.map(\.state.incident), is: [first, second, second])
      try expect(history.map(\.state.revision), is: [1, 2, 3])
      try expect(history.map(\.state.retracted), is: [false, false, true])
      try expect(try ledger.incident(1), is: history.last?.state)
      try expect(try ledger.log(first).id, is: 2)
    },
    LedgerConformance("every field of an incident is kept") { ledger in
      try ledger.log(try good("northwind", "2026-09-01"))
      var incidents = try [IncidentFields.complete()] + IncidentFields.others().map(\.incident)
      for index in incidents.indices where incidents[index].vendor != "northwind" {
        incidents[index].details.sameAs = nil
      }
      for incident in incidents { _ = try ledger.record(incident, allowDuplicate: true, at: moment(1)) }
      for (number, incident) in incidents.enumerated() {
        try expect(try ledger.incident(Int64(number) + 2)?.incident, is: incident)
      }
    },
    LedgerConformance("a change is made of what is on record then") { ledger in
      try ledger.log(try bad("a", "2026-03-01", 4))
      let stale = try ledger.incident(1)
      _ = try ledger.revise(1, to: try bad("a", "2026-03-01", 2), as: .edited, reason: "", at: moment(1))
      var given: [RecordedIncident] = []
      _ = try ledger.revise([1, 1], as: .edited, reason: "", at: moment(2)) { recorded in
        given.append(recorded)
        var incident = recorded.incident
        incident.summary += "again"
        return incident
      }
      try expect(given.map(\.revision), is: [2, 3])
      try expect(given.first == stale, is: false)
      try expect(
        try ledger.incident(1)?.incident, is: try bad("a", "2026-03-01", 2, .reliability, "againagain"))
      // One that is given up leaves nothing.
      struct Stop: Error {}
      do {
        _ = try ledger.revise([1], as: .edited, reason: "", at: moment(3)) { _ in throw Stop() }
        throw Unmet(description: "the error was lost")
      } catch is Stop {}
      try expect(try ledger.incident(1)?.revision, is: 4)
      try expect(try ledger.changes(limit: 9).count, is: 3)
    },
    LedgerConformance("editing cannot change where an incident came from") { ledger in
      try ledger.add([try bad("a", "2026-03-01", 4, id: "T-1")])
      let edited = try ledger.revise(
        1, to: try bad("a", "2026-03-01", 2, id: "T-2"), as: .edited, reason: "", at: moment(1))
      try expect(edited.incident.source, is: ImportKey(source: "desk", id: "T-1"))
    },
    LedgerConformance("what is not there or hidden cannot be changed") { ledger in
      let incident = try bad("a", "2026-03-01")
      try expect(.noIncident(1)) { _ = try ledger.retract(1, reason: "", at: moment(0)) }
      try expect(.noIncident(-3)) {
        _ = try ledger.revise(-3, to: incident, as: .edited, reason: "", at: moment(0))
      }
      try ledger.log(incident)
      _ = try ledger.retract(1, reason: "", at: moment(0))
      try expect(.retracted(1)) { _ = try ledger.retract(1, reason: "", at: moment(0)) }
      try expect(.retracted(1)) {
        _ = try ledger.revise(1, to: incident, as: .edited, reason: "", at: moment(0))
      }
      try expect(try ledger.changes(limit: 9).count, is: 2)
    },
    LedgerConformance("retracting takes exactly its sums out") { ledger in
      try ledger.log(try bad("a", "2026-03-01", 4, .reliability, "one"))
      let before = try ledger.evidence()
      try ledger.log(try bad("a", "2026-03-01", 5, .reliability, "two", mitigated: true))
      try ledger.log(try bad("a", "2026-03-31", 5))
      try ledger.log(try good("b", "2026-03-01"))
      for id in Int64(2)...4 { _ = try ledger.retract(id, reason: "", at: moment(1)) }
      try expect(try ledger.evidence() == before, "the sums kept something")
    },
    LedgerConformance("the same vendor, day and text is a duplicate") { ledger in
      try ledger.log(try bad("a", "2026-03-01", 3, .general, "Café déjà LATE"))
      let again = try good("a", "2026-03-01", .empathy, " cafe\u{301} DE\u{301}JA\u{300} late\n")
      try expect(.duplicate(of: 1)) { try ledger.log(again) }
      try expect(try ledger.record(again, allowDuplicate: true, at: moment(0)).id, is: 2)
      try ledger.log(try bad("a", "2026-03-02", 3, .general, "Café déjà LATE"))
      try ledger.log(try bad("b", "2026-03-01", 3, .general, "Café déjà LATE"))
      try ledger.log(try bad("a", "2026-03-01", 3, .general, "Cafe deja late"))
      for id in Int64(1)...2 { _ = try ledger.retract(id, reason: "", at: moment(0)) }
      try expect(try ledger.log(again).id, is: 6)
    },
    LedgerConformance("a text that cannot be stored is refused") { ledger in
      for incident in [
        try bad("a", "2026-03-01", 3, .general, "before\0after"), try bad("a\0", "2026-03-01"),
        try bad("", "2026-03-01"),
        try bad("a", "2026-03-01", 3, .general, String(repeating: "x", count: Incident.longestText + 1)),
      ] {
        do {
          try ledger.log(incident)
          throw Unmet(description: "stored \(incident.vendor)")
        } catch LedgerError.unstorable {}
      }
      var incident = try bad("a", "2026-03-01")
      incident.hoursToResolve = .nan
      do {
        try ledger.log(incident)
        throw Unmet(description: "stored NaN hours")
      } catch LedgerError.unstorable(.hoursToResolve(let hours)) where hours.isNaN {}
      incident.hoursToResolve = nil
      incident.holdMinutes = -1
      try expect(.unstorable(.holdMinutes(-1))) { try ledger.log(incident) }
      incident.holdMinutes = nil
      incident.kind = incident.outcome == .good ? .lost : .quick
      let kind = incident.kind ?? .lost
      try expect(.unstorable(.kind(kind))) { try ledger.log(incident) }
      try expect(try ledger.changes(limit: 9).isEmpty, "something was stored")
    },
    LedgerConformance("a volume replaces its like and refuses to overlap") { ledger in
      let september = try volume("2026-09-01", "2026-10-01", 100)
      try expect(try ledger.record(september, at: moment(1)), is: nil)
      try expect(try ledger.record(try volume("2026-10-01", "2026-11-01", 50), at: moment(1)), is: nil)
      try expect(try ledger.record(try volume("2026-09-15", "2026-10-15", 9, "a"), at: moment(1)), is: nil)
      let more = try volume("2026-09-01", "2026-10-01", 120)
      try expect(try ledger.record(more, at: moment(2)), is: september)
      for (from, to) in [
        ("2026-08-15", "2026-09-02"), ("2026-09-10", "2026-09-11"), ("2026-08-01", "2026-12-01"),
      ] {
        try expect(.overlap(more)) { _ = try ledger.record(try volume(from, to, 1), at: moment(3)) }
      }
      try expect(try ledger.volumes().map(\.orders), is: [120, 50, 9])
      try expect(try ledger.evidence().volumes, is: try ledger.volumes())
      try expect(try ledger.changes(limit: 9).count, is: 4)
    },
    LedgerConformance("volumes come by vendor, then day") { ledger in
      for (from, to, vendor) in [
        ("2026-02-01", "2026-03-01", "b"), ("2026-01-01", "2026-02-01", "b"),
        ("2026-02-01", "2026-03-01", nil),
        ("2026-03-01", "2026-04-01", "a"),
      ] { _ = try ledger.record(try volume(from, to, 1, vendor), at: moment(0)) }
      try expect(try ledger.volumes().map { $0.vendor ?? "-" }, is: ["-", "a", "b", "b"])
      try expect(try ledger.volumes().map(\.from.month.number), is: [2, 3, 1, 2])
    },
    LedgerConformance("volumes of several ranges are one change, of those that are new") { ledger in
      let (old, first) = (
        try volume("2026-03-01", "2026-03-11", 40), try volume("2026-03-01", "2026-03-11", 50)
      )
      _ = try ledger.record(old, at: moment(0))
      let second = try volume("2026-03-11", "2026-04-01", 70)
      let replaced = try ledger.write { try $0.record([first, second], at: moment(1)) }
      try expect(replaced, is: [old, nil])
      try expect(try ledger.changes(limit: 1).map(\.summary), is: ["120 orders in 2026-03"])
      try expect(try ledger.imports().isEmpty, "it counts as an import")
      try expect(try ledger.write { try $0.record([first, second], at: moment(2)) }, is: [first, second])
      try expect(try ledger.changes(limit: 9).count, is: 2)
      _ = try ledger.undo(at: moment(3))
      try expect(try ledger.volumes(), is: [old])
    },
    LedgerConformance("a day is checked in once") { ledger in
      try expect(try ledger.checkIn(try day("2026-03-02"), at: moment(0)), is: true)
      try expect(try ledger.checkIn(try day("2026-03-01"), at: moment(0)), is: true)
      try expect(try ledger.checkIn(try day("2026-03-02"), at: moment(0)), is: false)
      try expect(try ledger.checkIns(), is: [day("2026-03-01"), day("2026-03-02")])
      try expect(try ledger.changes(limit: 9).count, is: 2)
    },
    LedgerConformance("the change log tells what was done, newest first") { ledger in
      try ledger.log(try bad("northwind", "2026-03-01", 4), 1)
      _ = try ledger.record(try volume("2026-01-01", "2026-02-01", 1_186), at: moment(2))
      _ = try ledger.checkIn(try day("2026-03-02"), at: moment(3))
      try expect(
        try ledger.changes(limit: 2).map(\.summary),
        is: ["nothing happened on 2026-03-02", "1,186 orders in 2026-01"])
      let all = try ledger.changes(limit: 9)
      try expect(all.map(\.number), is: [3, 2, 1])
      try expect(all.map(\.kind), is: [.checkIn, .volume, .recorded])
      try expect(all.map(\.at), is: [moment(3), moment(2), moment(1)])
      try expect(all.last?.summary, is: "#1 northwind bad, severity 4")
    },
  ]
}
