import ScorecardModel
import ScorecardScoring
import TestSupport

/// A made-up store: two to four stages, incidents of every kind, with or without volumes.
struct SmallStore {
  var catalog: Catalog
  var incidents: [Incident] = []
  var volumes: [Volume] = []
  var checkIns: [Day] = []
  var asOf: Day

  var evidence: Evidence {
    Evidence(incidents: incidents, volumes: volumes, checkIns: checkIns, policy: catalog.policy)
  }
  var evaluation: Evaluation { Evaluator(catalog: catalog, evidence: evidence).evaluate(asOf: asOf) }

  init(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    asOf = try Day("2026-06-01") + Int.random(in: 0...120, using: &random)
    let stages = (0..<Int.random(in: 2...4, using: &random)).map { Stage(id: "s\($0)", name: "Stage \($0)") }
    var vendors: [Vendor] = []
    for stage in stages {
      for index in 0..<Int.random(in: 1...4, using: &random) {
        let role = index == 0 ? Role.primary : Role.allCases[Int.random(in: 0...2, using: &random)]
        vendors.append(
          Vendor(id: "\(stage.id)-\(index)", name: "V \(vendors.count)", stage: stage.id, role: role))
      }
    }
    catalog = Catalog(store: "Small", journey: stages, vendors: vendors)
    for _ in 0..<Int.random(in: 0...160, using: &random) {
      let vendor = vendors[Int.random(in: vendors.indices, using: &random)].id
      let severity = try Severity(Int.random(in: 1...5, using: &random))
      incidents.append(
        Incident(
          vendor: vendor, day: asOf - Int.random(in: 0...500, using: &random),
          outcome: Bool.random(using: &random) ? .good : .bad(severity),
          dimension: Dimension.allCases[Int.random(in: 0...5, using: &random)],
          resolved: [nil, true, false][Int.random(in: 0...2, using: &random)],
          mitigated: Int.random(in: 0...5, using: &random) == 0 ? true : nil,
          attribution: Int.random(in: 0...9, using: &random) == 0 ? .external : .vendor))
    }
    if Bool.random(using: &random) {
      for back in 0..<Int.random(in: 1...18, using: &random) {
        let month = asOf.month.advanced(by: -back)
        let orders = Int.random(in: 0...900, using: &random)
        let volume = Volume(from: month.firstDay, to: month.lastDay + 1, orders: orders)
        volumes.append(contentsOf: volume.map { [$0] } ?? [])
      }
    }
    checkIns = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      asOf - Int.random(in: 0...300, using: &random)
    }
  }
}
