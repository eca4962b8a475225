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
    #expect((sums.incidentCount, sums.goods, sums.halfBads, sums.severe) == (1, 0, 2, 1))
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
    logged.incidentCount = 1
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

  @Test func `harm that passed on the same days of two events is one, in any order`() {
    func passing(_ first: Int, _ last: Int, _ harm: Int64) -> PassingHarm {
      PassingHarm(
        day: day + first, dimension: .general, until: day + last, harm: harm, harmSquared: harm * harm)
    }
    let all = [passing(2, 3, 5), passing(0, 9, 1), passing(0, 3, 2), passing(0, 9, 3)]
    let evidence = Evidence(passing: ["acme": all])
    var both = passing(0, 9, 4)
    both.harmSquared = 10
    #expect(evidence.passing["acme"] == [passing(0, 3, 2), both, passing(2, 3, 5)])
    var merged = Evidence(passing: ["acme": Array(all[2...])])
    merged.merge(Evidence(passing: ["acme": Array(all[..<2])]))
    #expect(merged == evidence)
  }

  @Test func `check-ins are days, once each`() {
    #expect(Evidence(checkIns: [day + 2, day, day + 2]).checkIns == [day, day + 2])
  }

  @Test func `one that stands for several adds their harm to the unit, and whole counts`() throws {
    func sums(_ thousandths: Int64, mitigated: Bool = false) throws -> EvidenceSums {
      var incident = Incident(
        vendor: "a", day: try Day("2018-01-16"), outcome: .bad(try Severity(2)), dimension: .reliability,
        mitigated: mitigated)
      incident.details.count = try #require(IncidentCount(thousandths: thousandths))
      return EvidenceSums(of: incident, policy: .standard)
    }
    // 7.17 incidents of weight 0.5.
    let several = try sums(7170)
    #expect(several.harm == 35_850)
    #expect(several.harmSquared == 179_250_000)
    #expect(several.incidentCount == 7)
    #expect(several.halfBads == 14)
    #expect(try sums(60).incidentCount == 1)
    #expect(try sums(60).harm == 300)
    #expect(try sums(7170, mitigated: true).halfBads == 7)
  }

  @Test func `counts beyond all reason hold at the end of the number`() {
    var sum = EvidenceSums()
    var huge = EvidenceSums()
    huge.harmSquared = .max / 2
    for _ in 0..<5 { sum += huge }
    #expect(sum.harmSquared == .max)
  }
}
