import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

/// Why a vendor has its score, and what would change its advice (Scoring §8), against evidence changed in earnest.
@Suite struct Explanations {
  @Test func `an influence is the score less that without the incident, its week observed`() throws {
    var compared = 0
    for seed in Stores.seeds(20, from: 8000) {
      let store = try SmallStore(seed: seed)
      let evaluator = store.evaluator
      guard let vendor = store.recorded.first?.incident.vendor else { continue }
      let explanation = try #require(
        evaluator.explain(
          vendor, asOf: store.asOf, incidents: store.recorded.filter { $0.incident.vendor == vendor }))
      #expect(explanation.scorecard == evaluator.scorecard(of: vendor, asOf: store.asOf), "seed \(seed)")
      for influence in explanation.influences.prefix(4) {
        // What others caused is on record and in no sum.
        var without = store
        let place = try #require(without.recorded.firstIndex { $0.id == influence.incident.id })
        without.recorded[place].incident.attribution = .external
        let score = try #require(without.evaluator.scorecard(of: vendor, asOf: store.asOf)).score
        #expect(abs(explanation.scorecard.score - score - influence.points) < 1e-9, "seed \(seed)")
        compared += 1
      }
    }
    #expect(compared > 10)
  }

  @Test func `what a sieve lets through explains as much as everything`() throws {
    for seed in Stores.seeds(6, from: 8100) {
      var store = try SmallStore(seed: seed)
      let vendor = store.catalog.vendors[0].id
      // Of one store nearly all are bad, of the next good.
      addIncidents(
        to: &store, vendor, badPerThousand: [900, 300, 20][Int(seed) % 3], SeededGenerator(seed: seed))
      let all = store.recorded.filter { $0.incident.vendor == vendor }
      let evaluator = store.evaluator
      var sieve = InfluenceSieve(evaluator, asOf: store.asOf)
      var few = all.filter { $0.event != nil || $0.incident.hasDetails }
      let plain = all.filter { $0.event == nil && !$0.incident.hasDetails }
        .sorted { ($0.incident.day, $0.id) > ($1.incident.day, $1.id) }
      for isGood in [false, true] {
        few += plain.filter { ($0.incident.outcome == .good) == isGood }.prefix { sieve.lets($0.incident) }
      }
      #expect(few.count < all.count / 2, "seed \(seed)")
      #expect(
        evaluator.explain(vendor, asOf: store.asOf, incidents: few)
          == evaluator.explain(vendor, asOf: store.asOf, incidents: all), "seed \(seed)")
    }
  }

  private func addIncidents(
    to store: inout SmallStore, _ vendor: Vendor.ID, badPerThousand: Int, _ generator: SeededGenerator
  ) {
    var random = generator
    for _ in 0..<3_000 {
      let day = store.asOf - Int.random(in: 0...1_200, using: &random)
      let severity = try? Severity(Int.random(in: 1...5, using: &random))
      let isBad = Int.random(in: 1...1_000, using: &random) <= badPerThousand
      store.record(
        Incident(
          vendor: vendor, day: day, outcome: isBad ? .bad(severity ?? .standard) : .good,
          dimension: Dimension.allCases.randomElement(using: &random) ?? .general,
          resolved: [nil, false, true].randomElement(using: &random) ?? nil))
    }
  }

  @Test func `what would change the advice does, and one less does not`() throws {
    var tried = 0
    for seed in Stores.seeds(50, from: 9000) {
      var store = try SmallStore(seed: seed)
      store.checkIns.append(store.asOf)
      let evaluator = store.evaluator
      for (place, vendor) in store.catalog.vendors.enumerated() where place == Int(seed) % 3 {
        let explanation = try #require(evaluator.explain(vendor.id, asOf: store.asOf, incidents: []))
        if explanation.scorecard.advice.shown == .left { #expect(explanation.flips.isEmpty, "seed \(seed)") }
        // Else another log makes a week of its own.
        guard store.catalog.roles.role(of: place, on: store.asOf) == .primary else { continue }
        for flip in explanation.flips {
          guard let (count, incident) = logs(flip.change, vendor.id, store.asOf), count < 200 else {
            continue
          }
          let advice = [count, count - 1].map { count in
            var evidence = store.evidence
            for _ in 0..<count { evidence.add(incident, policy: store.catalog.policy) }
            return Evaluator(catalog: store.catalog, evidence: evidence)
              .scorecard(of: vendor.id, asOf: store.asOf)?.advice.shown
          }
          #expect(advice == [flip.advice, explanation.scorecard.advice.shown], "seed \(seed): \(flip)")
          tried += 1
        }
      }
    }
    #expect(tried > 5)
  }

  private func logs(
    _ change: Explanation.Flip.Change, _ vendor: Vendor.ID, _ day: Day
  ) -> (Int, Incident)? {
    switch change {
    case .standardIncidents(let count):
      (count, Incident(vendor: vendor, day: day, outcome: .bad(.standard), dimension: .reliability))
    case .goodServiceExperiences(let count): (count, Incident(vendor: vendor, day: day, outcome: .good))
    case .ordersWithoutIncident, .quietWeeks: nil
    }
  }

  @Test func `orders without trouble bring clearness`() throws {
    var shop = Shop(["a"], asOf: 100)
    shop.orders(10, 90..<101)
    let flips = try #require(shop.evaluator.explain("a", asOf: shop.asOf, incidents: [])).flips
    // 28 decayed orders, less the 9.8 that were seen.
    let quiet = Explanation.Flip(change: .ordersWithoutIncident(18), advice: .keep)
    #expect(flips.contains(quiet), "\(flips)")
  }

  @Test func `quiet weeks bring clearness`() throws {
    var shop = Shop(["a"], asOf: 6)
    shop.checkIns = [Shop.day(3)]
    let flips = try #require(shop.evaluator.explain("a", asOf: shop.asOf, incidents: [])).flips
    // Two months are 8.7 weeks, one of them nearly seen.
    #expect(flips.contains(Explanation.Flip(change: .quietWeeks(8), advice: .keep)), "\(flips)")
  }
}
