import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

/// A made-up owner with few vendors, days, texts and keys, so that things meet; the same seed gives the same steps.
struct RandomSteps {
  private var random: SeededGenerator

  static func steps(seed: UInt64) throws -> [Step] {
    var steps = RandomSteps(random: SeededGenerator(seed: seed))
    return try (0..<20 + steps.pick(21)).map { _ in try steps.next() }
  }

  private mutating func next() throws -> Step {
    switch pick(45) {
    case 35...37: return .link(someID(), with: pick(4) == 0 ? nil : someID())
    case 0...4: return .log(try told(), allowDuplicate: pick(2) == 0)
    case 5...7: return .revise([(someID(), try told())], as: pick(3) == 0 ? .resolved : .edited)
    case 8:
      return .revise(try (0..<pick(4)).map { _ in (someID(), try told()) }, as: .edited)
    case 9...10: return .retract(someID())
    case 11...12: return .confirm((0..<1 + pick(3)).map { _ in someID() })
    case 13...14: return .volume(try someVolume())
    case 15: return .checkIn(someDay())
    case 16...21:
      return .importing(try rows(), [.commit, .commit, .commit, .commit, .dryRun, .failure][pick(6)])
    case 22...26: return .undo
    case 39...44: return .redo
    case 27...29: return .undoImport(pick: pick(1_000))
    case 30...31: return .backUp
    case 32: return .restore(pick: pick(1_000))
    default: return .reopen(policy())
    }
  }

  /// Rows that repeat those of other imports now and then, changed or not.
  private mutating func rows() throws -> [Step.Row] {
    let source = ["page", "monitor"][pick(2)]
    let isConfirmed = pick(3) > 0
    var rows: [Step.Row] = []
    for _ in 0..<pick(6) {
      var row = try told()
      row.source = ImportKey(source: source, id: pick(4) == 0 ? "" : "\(pick(6))")
      let link: Step.Link? = [nil, nil, .first, .with(someID())][pick(4)]
      rows.append(.incident(row, confirmed: isConfirmed, link))
      if pick(6) == 0 { rows.append(.incident(row, confirmed: isConfirmed)) }
    }
    if pick(3) == 0 { rows.append(.volume(try someVolume())) }
    if pick(4) == 0 { rows.append(.checkIn(someDay())) }
    if pick(2) == 0 {
      let tracker = ["tracker", "shop"][pick(2)]
      for _ in 0..<1 + pick(4) { rows.append(.record(try someRecord(of: tracker))) }
    }
    return rows
  }

  /// Of few things, each with few states, so that older ones come after newer ones, and the same come again.
  private mutating func someRecord(of source: String) throws -> SourceRecord {
    let id = pick(5) == 0 ? "" : "\(pick(4))"
    var record = SourceRecord(key: ImportKey(source: source, id: id))
    if id.isEmpty { record.content = UInt128(pick(3)) }
    if pick(2) == 0 { record.stateAt = Timestamp(seconds: noon.seconds + Int64(pick(4))) }
    switch pick(6) {
    case 0: break
    case 1: record.watched = watched()
    default: record.orders = try counted()
    }
    for part in ["a", "b"] where pick(3) == 0 {
      var incident = try told()
      incident.details.sameAs = nil
      incident.source = ImportKey(source: source, id: id.isEmpty ? "" : "\(id):\(part)")
      record.incidents.append(.init(incident, confirmed: pick(4) > 0))
    }
    return record
  }

  private mutating func watched() -> WatchedSpan? {
    let from = Int64(someDay().number) * 86_400 + Int64(pick(3)) * 3_600
    return WatchedSpan(
      of: ["a", "c"][pick(2)], from: Timestamp(seconds: from),
      to: Timestamp(seconds: from + Int64(1 + pick(3)) * 3_600))
  }

  /// Most of one day.
  private mutating func counted() throws -> Volume {
    let from = someDay()
    let volume = Volume(
      from: from, to: from + (pick(4) == 0 ? 3 : 1), orders: pick(4), vendor: [nil, "a", "c"][pick(3)])
    return try #require(volume)
  }

  private mutating func told() throws -> Incident {
    var incident = Incident(
      vendor: ["a", "b"][pick(2)], day: someDay(),
      outcome: pick(3) == 0 ? .good : .bad(try Severity(1 + pick(5))),
      dimension: Dimension.allCases[pick(6)], summary: ["late", "Late ", "lost", ""][pick(4)],
      resolved: [true, false, nil][pick(3)], mitigated: [true, nil][pick(2)],
      attribution: pick(5) == 0 ? .external : .vendor, channel: pick(4) == 0 ? "phone" : "")
    if pick(4) == 0 { incident.cost = Money(thousandths: Int64(pick(9_999))) }
    if pick(3) == 0 {
      let kinds = IncidentKind.allCases.filter { $0.isGood == (incident.outcome == .good) }
      incident.kind = kinds[pick(kinds.count)]
    }
    if pick(8) == 0 { incident.details.reference = ["1Z 9", "é,:\"", "7"][pick(3)] }
    if pick(8) == 0 { incident.details.minutesSpent = pick(100) }
    if pick(8) == 0 { incident.details.followUp = incident.day + pick(9) }
    if pick(8) == 0 { incident.details.claimDone = true }
    if pick(6) == 0 { incident.details.count = IncidentCount(thousandths: 1 + Int64(pick(5_000))) ?? .one }
    if pick(12) == 0 { incident.source = ImportKey(source: "page", id: "\(pick(6))") }
    if pick(3) == 0 { tellOutage(&incident) }
    if pick(9) == 0 { incident.details.sameAs = someID() }
    return incident
  }

  /// Tells all of it, so that no other feed's telling of the same outage is the fuller one.
  private mutating func tellOutage(_ incident: inout Incident) {
    let start = Int64(someDay().number) * 86_400 + Int64(pick(86_400))
    let impacts: [OutageImpact] = [.critical, .major, .minor, .none, .maintenance]
    incident.details.outage = Outage(
      startedAt: Timestamp(seconds: start), endedAt: Timestamp(seconds: start + Int64(pick(200_000))),
      impact: impacts[pick(5)])
    incident.resolved = true
    incident.hoursToResolve = Double(pick(90)) / 4
  }

  /// Across the turn of a month, which the sums are packed by.
  private mutating func someDay() -> Day { (Day(number: 20_480) ?? .earliest) + pick(6) }

  private mutating func someVolume() throws -> Volume {
    let from = someDay()
    let volume = Volume(
      from: from, to: from + 2 + pick(2), orders: pick(5), vendor: [nil, "a", "c"][pick(3)])
    return try #require(volume)
  }

  private mutating func policy() -> ScoringPolicy {
    var policy = ScoringPolicy.standard
    if pick(2) == 0 { policy.severityWeights = [1, 2, 3, 4, 5] }
    if pick(2) == 0 { policy.weightCap = 3 }
    return policy
  }

  private mutating func someID() -> Int64 { Int64(1 + pick(pick(2) == 0 ? 5 : 20)) }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
}
