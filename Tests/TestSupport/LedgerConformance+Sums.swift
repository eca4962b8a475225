package import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let sums: [LedgerConformance] = [
    LedgerConformance("the evidence of some vendors lacks the others' sums alone") { ledger in
      try ledger.add([
        try bad("a", "2026-03-01", 3, id: "1"), try bad("b", "2026-03-02", 4, id: "2"),
        try bad("c", "2026-03-02", 1, id: "3"),
      ])
      _ = try ledger.record(try volume("2026-03-01", "2026-04-01", 50), at: moment(1))
      _ = try ledger.checkIn(try day("2026-03-09"), at: moment(2))
      let all = try ledger.evidence()
      let some = try ledger.read { try $0.evidence(of: ["a", "c", "unknown"]) }
      try expect(
        some,
        is: Evidence(
          cells: all.cells.filter { $0.key != "b" }, volumes: all.volumes, checkIns: all.checkIns))
    },
    LedgerConformance("months, vendors and dimensions stay apart") { ledger in
      for on in ["2026-01-31", "2026-02-01", "2024-02-29", "0001-01-01", "9999-12-31"] {
        for dimension in Dimension.allCases {
          try ledger.log(try bad("a", on, 5, dimension, dimension.rawValue))
          try ledger.log(try good("b", on, dimension, dimension.rawValue))
        }
      }
      try ledger.expectSumsHold()
      try expect(try ledger.evidence().cells.mapValues(\.count), is: ["a": 30, "b": 30])
    },
    LedgerConformance(
      "another policy gives other sums",
      policies: { factory in
        var harsh = ScoringPolicy.standard
        harsh.severityWeights = [1, 2, 3, 4, 5]
        let ledger = try factory(harsh)
        try ledger.log(try bad("a", "2026-03-01", 4))
        try ledger.log(try bad("a", "2026-03-02", 4))
        _ = try ledger.retract(2, reason: "", at: moment(1))
        try ledger.expectSumsHold(harsh)
        try expect(try ledger.evidence().cells["a"]?.map(\.sums.harm), is: [40_000])
      }),
    LedgerConformance("the sums hold through random commands") { ledger in
      for seed in UInt64(1)...3 {
        var commands = RandomCommands(seed: seed)
        for _ in 0..<60 {
          try commands.runNext(on: ledger)
          try ledger.expectSumsHold()
        }
      }
      let problems = try ledger.checkup()
      try expect(problems, is: [])
    },
  ]
}

/// A made-up owner: the same seed gives the same commands.
package struct RandomCommands {
  private var random: SeededGenerator

  package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Runs one command; refusals are part of the game.
  package mutating func runNext(on ledger: any Ledger) throws {
    do {
      try run(on: ledger, at: moment(Int64(pick(10_000))))
    } catch is LedgerError {}
  }

  private mutating func run(on ledger: any Ledger, at now: Timestamp) throws {
    let id = Int64(pick(30)) + 1
    switch pick(12) {
    case 0...3: _ = try ledger.record(try incident(), allowDuplicate: pick(2) == 0, at: now)
    case 4: _ = try ledger.revise(id, to: try incident(), as: .edited, reason: "again", at: now)
    case 5: _ = try ledger.retract(id, reason: "", at: now)
    case 6: _ = try ledger.record(try someVolume(), at: now)
    case 7: _ = try ledger.checkIn(try someDay(), at: now)
    case 8...9: try addSome(to: ledger, at: now)
    default: _ = try ledger.undo(at: now)
    }
  }

  private mutating func addSome(to ledger: any Ledger, at now: Timestamp) throws {
    var rows: [Incident] = []
    for _ in 0..<pick(9) {
      var row = try incident()
      row.source = ImportKey(source: pick(2) == 0 ? "desk" : "mail", id: pick(3) == 0 ? "" : "\(pick(12))")
      rows.append(row)
    }
    let volume = try someVolume()
    let day = try someDay()
    try ledger.importing(files: ["some.csv"], at: now, commit: pick(4) > 0) { session in
      for row in rows { _ = try session.add(row) }
      _ = try session.add(volume)
      _ = try session.add(checkIn: day)
    }
  }

  private mutating func incident() throws -> Incident {
    let vendor = ["a", "b", "c"][pick(3)]
    let resolved = [true, false, nil][pick(3)]
    let mitigated = [true, false, nil][pick(3)]
    var incident = Incident(
      vendor: vendor, day: try someDay(), outcome: pick(3) == 0 ? .good : .bad(try Severity(pick(5) + 1)),
      dimension: Dimension.allCases[pick(6)], summary: "text \(pick(4))", resolved: resolved,
      mitigated: mitigated, attribution: Attribution.allCases[pick(4)])
    if pick(2) == 0 { incident.cost = Money(thousandths: Int64(pick(9_999))) }
    return incident
  }

  private mutating func someDay() throws -> Day { try day("2026-01-25") + pick(12) }

  private mutating func someVolume() throws -> Volume {
    let from = try someDay()
    let to = from + 2 + pick(3)
    return try volume(from.description, to.description, pick(50), [nil, "a", "d"][pick(3)])
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
}
