import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// What an event counts on each day, against what Scoring §1 says of it, computed anew from its members up to the day.
@Suite struct `Events on every day` {
  /// P, N and S by dimension, and Q.
  private struct Naive {
    var good: [Dimension: Double] = [:]
    var bad: [Dimension: Double] = [:]
    var harm: [Dimension: Double] = [:]
    var harmSquared = 0.0

    init(_ incidents: [RecordedIncident], asOf: Day) {
      let known = incidents.filter { $0.incident.day <= asOf && $0.incident.attribution == .vendor }
      for good in known.map(\.incident) where good.outcome == .good && good.dimension != .reliability {
        self.good[good.dimension, default: 0] += decayed(1, age: Double(asOf - good.day))
      }
      let bads = known.filter { $0.incident.outcome != .good }
      for event in Dictionary(grouping: bads, by: { $0.event ?? $0.id }).values { add(event, asOf) }
    }

    private mutating func add(_ event: [RecordedIncident], _ asOf: Day) {
      let members = event.sorted { ($0.incident.day, $0.id) < ($1.incident.day, $1.id) }
      let largest = members.map(Naive.weight).max()
      if let heaviest = members.first(where: { Naive.weight($0) == largest }) {
        let (weight, incident) = (Naive.weight(heaviest), heaviest.incident)
        harm[incident.dimension, default: 0] += decayed(weight, age: Double(asOf - incident.day))
        harmSquared += decayed(weight * weight, age: Double(asOf - incident.day))
      }
      for dimension in Dimension.allCases {
        guard let first = members.first(where: { $0.incident.dimension == dimension })?.incident else {
          continue
        }
        let count = first.mitigated == true ? 0.5 : 1
        bad[dimension, default: 0] += decayed(count, age: Double(asOf - first.day))
      }
    }

    private static func weight(_ recorded: RecordedIncident) -> Double {
      let incident = recorded.incident
      let severity = [0, 0.25, 0.5, 1, 2, 4][incident.outcome.severity?.level ?? 0]
      return min(6, severity * (incident.resolved == false ? 1.5 : 1))
        * (incident.mitigated == true ? 0.5 : 1)
    }
  }

  @Test func `sums are those of the members up to the day`() throws {
    var passed = 0
    for seed in Stores.seeds(80, from: 7000) {
      var store = try SmallStore(seed: seed)
      for index in store.recorded.indices { store.recorded[index].incident.details.count = .one }
      passed += store.evidence.passing.values.reduce(0) { $0 + $1.count }
      let record = store.evaluator.evidence
      for (place, vendor) in store.catalog.vendors.enumerated() {
        let own = store.recorded.filter { $0.incident.vendor == vendor.id }
        for day in Set(own.flatMap { [$0.incident.day, $0.incident.day + 1] } + [store.asOf]) {
          let sums = record.timelines[place].sums(asOf: day, decay: record.decay)
          #expect(differs(sums, Naive(own, asOf: day)) == nil, "seed \(seed): \(vendor.id) on \(day)")
        }
      }
    }
    #expect(passed > 30)
  }

  private func differs(_ sums: DecayedSums, _ naive: Naive) -> Dimension? {
    let near = { (a: Double, b: Double?) in abs(a - (b ?? 0)) < 1e-9 }
    guard near(sums.observation(exposure: 0).harmSquared, naive.harmSquared) else { return .general }
    return Dimension.allCases.first {
      let service = sums.service($0)
      return !near(sums.harm($0), naive.harm[$0]) || !near(service.good, naive.good[$0])
        || !near(service.total - service.good, naive.bad[$0])
    }
  }

  @Test func `every member makes a bad day`() throws {
    var shop = Shop(["a"], asOf: 60)
    shop.orders(1000, 0..<61)
    try shop.bad(5, "a", on: 10)
    try shop.bad(1, "a", on: 20, 30)
    let event = shop.incidents.enumerated().map {
      RecordedIncident(
        id: Int64($0), incident: $1, recordedAt: Timestamp(seconds: 0), revision: 1, event: 0)
    }
    let evidence = Evidence(recorded: event, volumes: shop.volumes, policy: .standard)
    let card = try #require(
      Evaluator(catalog: shop.catalog, evidence: evidence).scorecard(of: "a", asOf: shop.asOf))
    #expect(card.worsening.badDays == 3)
    #expect(relativeError(card.harm.sum, decayed(4, age: 50)) < 1e-12)
  }
}
