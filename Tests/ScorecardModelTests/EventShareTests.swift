import ScorecardModel
import TestSupport
import Testing

/// What the incidents of one event bring (Scoring §1 "Event").
struct EventShareTests {
  private struct Kind {
    var severity: Int
    var dimension: Dimension
    var mitigated: Bool

    /// Two of them weigh the same as a standard incident.
    static let all = [
      Kind(severity: 2, dimension: .general, mitigated: false),
      Kind(severity: 3, dimension: .empathy, mitigated: false),
      Kind(severity: 3, dimension: .general, mitigated: false),
      Kind(severity: 4, dimension: .general, mitigated: true),
      Kind(severity: 5, dimension: .empathy, mitigated: false),
    ]
  }

  private let start = Day.earliest

  private func incident(_ kind: Kind, on day: Int, _ attribution: Attribution = .vendor) throws -> Incident {
    Incident(
      vendor: "acme", day: start + day, outcome: .bad(try Severity(kind.severity)), dimension: kind.dimension,
      mitigated: kind.mitigated, attribution: attribution)
  }

  /// As of a day: harm and its square, and halves of bad experiences in service by dimension, as the model has it.
  private struct Counted: Equatable {
    var harm: Int64 = 0
    var harmSquared: Int64 = 0
    var halves: [Dimension: Int64] = [:]
    var badDays: Set<Day> = []

    /// From what is kept of the event.
    init(_ share: EventShare, asOf: Day) {
      for cell in share.cells where cell.day <= asOf {
        harm += cell.sums.harm
        harmSquared += cell.sums.harmSquared
        let halves = cell.sums.halfBads - cell.sums.repeatedHalfBads
        if halves > 0 { self.halves[cell.dimension, default: 0] += halves }
        if cell.sums.halfBads > 0 { badDays.insert(cell.day) }
      }
      for passing in share.passing where passing.day <= asOf && asOf < passing.until {
        harm += passing.harm
        harmSquared += passing.harmSquared
      }
    }

    /// From its members up to the day.
    init(_ members: [(id: Int64, incident: Incident)], asOf: Day) {
      let known = members.filter { $0.incident.day <= asOf && $0.incident.attribution == .vendor }
        .sorted { ($0.incident.day, $0.id) < ($1.incident.day, $1.id) }
      let weights = known.map { member in
        ScoringPolicy.standard.weight(
          severity: member.incident.outcome.severity ?? .standard, resolved: nil,
          mitigated: member.incident.mitigated)
      }
      harm = weights.max() ?? 0
      harmSquared = harm * harm
      for (_, incident) in known where halves[incident.dimension] == nil {
        halves[incident.dimension] = incident.mitigated == true ? 1 : 2
      }
      badDays = Set(known.map(\.incident.day))
    }
  }

  @Test func `any three incidents on any days, as of each`() throws {
    let order: [Int64] = [7, 3, 5]
    for days in 0..<27 {
      let days = [days % 3, days / 3 % 3, days / 9]
      for kinds in 0..<125 {
        let kinds = [kinds % 5, kinds / 5 % 5, kinds / 25].map { Kind.all[$0] }
        let members = try zip(order, zip(kinds, days)).map {
          (id: $0, incident: try incident($1.0, on: $1.1))
        }
        let share = EventShare(members, policy: .standard)
        for day in 0..<4 {
          let asOf = start + day
          if Counted(share, asOf: asOf) != Counted(members, asOf: asOf) {
            Issue.record("\(days) \(kinds) as of \(day)")
          }
        }
      }
    }
  }

  @Test func `the heaviest keeps its weight, of equals the earliest, of equal days the first on record`()
    throws
  {
    let kind = Kind(severity: 3, dimension: .empathy, mitigated: false)
    func holder(_ days: [Int], _ ids: [Int64], heavy: Int? = nil) throws -> EvidenceCell? {
      let members = try zip(ids, days).enumerated().map { index, member in
        var incident = try incident(kind, on: member.1)
        incident.dimension = Dimension.allCases[index]
        if index == heavy { incident.outcome = .bad(.worst) }
        return (id: member.0, incident: incident)
      }
      let holders = EventShare(members, policy: .standard).cells.filter { $0.sums.harm > 0 }
      #expect(holders.count == 1)
      return holders.first
    }
    let heaviest = try holder([4, 2, 6], [1, 2, 3], heavy: 0)
    #expect(heaviest?.day == start + 4 && heaviest?.dimension == .reliability)
    let earliest = try holder([4, 2, 6], [1, 2, 3])
    #expect(earliest?.day == start + 2 && earliest?.dimension == .responsiveness)
    #expect(try holder([4, 4, 4], [3, 1, 2])?.dimension == .responsiveness)
  }

  @Test func `harm passes only from an earlier day`() throws {
    let kinds = [2, 3, 5].map { Kind(severity: $0, dimension: .general, mitigated: false) }
    let sameDay = try kinds.enumerated().map { (id: Int64($0), incident: try incident($1, on: 0)) }
    #expect(EventShare(sameDay, policy: .standard).passing.isEmpty)
    let rising = try kinds.enumerated().map { (id: Int64($0), incident: try incident($1, on: $0 * 9)) }
    let passing = EventShare(rising, policy: .standard).passing
    #expect(
      passing == [
        PassingHarm(
          day: start, dimension: .general, until: start + 9, harm: 5000, harmSquared: 25_000_000),
        PassingHarm(
          day: start + 9, dimension: .general, until: start + 18, harm: 10_000, harmSquared: 100_000_000),
      ])
    // What others caused, and what was good, takes no part.
    var others = rising
    others[2].incident.attribution = .external
    others[1].incident.outcome = .good
    let share = EventShare(others, policy: .standard)
    #expect(share.passing.isEmpty)
    #expect(share.cells.map(\.sums.harm).sorted() == [0, 0, 5000])
    #expect(share.cells.map(\.sums.goods).sorted() == [0, 0, 1])
    #expect(share.cells.allSatisfy { $0.sums.incidentCount == 1 })
  }

  @Test func `a single one is an event of its own`() throws {
    for kind in Kind.all {
      let one = try incident(kind, on: 3)
      let share = EventShare([(1, one)], policy: .standard)
      #expect(share.cells.map(\.sums) == [EvidenceSums(of: one, policy: .standard)])
      #expect(share.passing.isEmpty)
    }
  }

  @Test func `evidence of incidents on record is that of their events`() throws {
    let kind = Kind(severity: 3, dimension: .general, mitigated: false)
    func recorded(_ id: Int64, _ day: Int, event: Int64?, _ standing: IncidentStanding = .counted) throws
      -> RecordedIncident
    {
      RecordedIncident(
        id: id, incident: try incident(kind, on: day), recordedAt: Timestamp(seconds: 0), revision: 1,
        standing: standing, event: event)
    }
    let all = [
      try recorded(1, 0, event: 1), try recorded(2, 5, event: 1), try recorded(3, 5, event: nil),
      try recorded(4, 0, event: 1, .retracted), try recorded(5, 5, event: 1, .unconfirmed),
      try recorded(6, 2, event: 6), try recorded(7, 5, event: 6),
    ]
    let evidence = Evidence(recorded: all, policy: .standard)
    let cells = try #require(evidence.cells["acme"])
    // Two events and a single one: on day 5 it alone has harm, and it alone counts in service.
    #expect(cells.map(\.day) == [start, start + 2, start + 5])
    #expect(cells.map(\.sums.harm) == [10_000, 10_000, 10_000])
    #expect(cells.map(\.sums.halfBads) == [2, 2, 6])
    #expect(cells.map(\.sums.repeatedHalfBads) == [0, 0, 4])
    #expect(cells.map(\.sums.incidentCount) == [1, 1, 3])
    #expect(evidence == Evidence(recorded: all.reversed(), policy: .standard))
    #expect(evidence.passing.isEmpty)
  }
}
