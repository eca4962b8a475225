import ScorecardModel
import Testing

struct EvidenceTests {
  let policy = ScoringPolicy.standard
  let day = Day.earliest

  func incident(
    _ outcome: Outcome, _ dimension: Dimension = .general, resolved: Bool? = nil, mitigated: Bool? = nil,
    attribution: Attribution = .vendor
  ) -> Incident {
    Incident(
      vendor: "acme", day: day, outcome: outcome, dimension: dimension, resolved: resolved,
      mitigated: mitigated,
      attribution: attribution)
  }

  @Test(
    arguments: [
      (1, nil, nil, 2500), (2, nil, nil, 5000), (3, nil, nil, 10_000), (4, nil, nil, 20_000),
      (5, nil, nil, 40_000),
      (3, false, nil, 15_000), (3, true, nil, 10_000), (3, nil, true, 5000), (5, false, false, 60_000),
      (5, false, true, 30_000),
    ] as [(Int, Bool?, Bool?, Int64)])
  func `a bad incident weighs as scoring says`(level: Int, resolved: Bool?, mitigated: Bool?, weight: Int64)
    throws
  {
    #expect(policy.weight(severity: try Severity(level), resolved: resolved, mitigated: mitigated) == weight)
  }

  @Test func `the cap binds before mitigation`() throws {
    var policy = policy
    policy.weightCap = 3
    #expect(policy.weight(severity: .worst, resolved: false, mitigated: true) == 15_000)
  }

  @Test func `a bad incident adds its harm and its square`() {
    let sums = EvidenceSums(of: incident(.bad(.worst)), policy: policy)
    #expect((sums.logs, sums.goods, sums.halfBads, sums.severe) == (1, 0, 2, 1))
    #expect((sums.harm, sums.harmSquared) == (40_000, 1_600_000_000))
  }

  @Test func `a mitigated one counts half and is no disaster`() {
    let sums = EvidenceSums(of: incident(.bad(.worst), mitigated: true), policy: policy)
    #expect((sums.halfBads, sums.severe, sums.harm) == (1, 0, 20_000))
  }

  @Test func `an order that went well is credited by its volume alone`() {
    #expect(EvidenceSums(of: incident(.good, .reliability), policy: policy).goods == 0)
    #expect(EvidenceSums(of: incident(.good, .empathy), policy: policy).goods == 1)
  }

  @Test(arguments: [Attribution.us, .customer, .external])
  func `what others caused is on record and in no sum`(attribution: Attribution) {
    let sums = EvidenceSums(of: incident(.bad(.worst), attribution: attribution), policy: policy)
    var logged = EvidenceSums()
    logged.logs = 1
    #expect(sums == logged)
  }

  @Test func `evidence is the same in whatever order it arrives`() throws {
    let incidents = try (0..<60).map { index in
      Incident(
        vendor: ["acme", "zeta"][index % 2], day: day + index * 7 % 13,
        outcome: index % 3 == 0 ? .good : .bad(try Severity(index % 5 + 1)),
        dimension: Dimension.allCases[index % 6])
    }
    let evidence = Evidence(incidents: incidents, policy: policy)
    var oneByOne = Evidence()
    for incident in incidents.reversed() { oneByOne.add(incident, policy: policy) }
    var merged = Evidence(incidents: incidents[..<20], policy: policy)
    merged.merge(Evidence(incidents: incidents[20...], policy: policy))
    #expect(evidence == oneByOne)
    #expect(evidence == merged)
    for cells in evidence.cells.values {
      #expect(zip(cells, cells.dropFirst()).allSatisfy { EvidenceCell.precedes($0, $1) })
    }
  }

  @Test func `taking an incident's influence away leaves its day observed`() {
    let one = incident(.bad(.worst))
    var evidence = Evidence(incidents: [one], policy: policy)
    evidence.removeInfluence(of: one, policy: policy)
    var observed = EvidenceSums()
    observed.logs = 1
    #expect(evidence.cells["acme"] == [EvidenceCell(day: day, dimension: .general, sums: observed)])
  }

  @Test func `check-ins are days, once each`() {
    #expect(Evidence(checkIns: [day + 2, day, day + 2]).checkIns == [day, day + 2])
  }
}
