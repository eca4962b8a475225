import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardScoring

extension Advice {
  /// Unclear counts like keep; nil when it was left.
  var harshness: Int? {
    switch self {
    case .keep, .unclear: 0
    case .watch: 1
    case .drop: 2
    case .left: nil
    }
  }

  func isHarsher(than other: Advice) -> Bool {
    guard let own = harshness, let others = other.harshness else { return false }
    return own > others
  }
}

@Suite struct `Scores and advice move the right way` {
  /// Days on which one more incident of a vendor brings no exposure: on record already, and in a week that counts for
  /// this vendor.
  private func observedDays(of vendor: Int, _ store: SmallStore) -> [Day] {
    let roles = store.catalog.roles
    let id = store.catalog.vendors[vendor].id
    let recorded = Set(store.recorded.map(\.incident.day) + store.checkIns)
    let own = Set(store.incidents(of: id).map(\.day))
    return recorded.filter { day in
      day <= store.asOf
        && (own.contains(day) || roles.isPrimary(vendor, onAnyOf: day.weekStart...day.weekStart + 6))
    }.sorted()
  }

  private func more(
    _ vendor: Int, on day: Day, good: Bool, _ store: SmallStore, _ random: inout SeededGenerator
  ) -> Incident {
    Incident(
      vendor: store.catalog.vendors[vendor].id, day: day, outcome: good ? .good : SmallStore.bad(&random),
      dimension: (good ? Dimension.service + [.general] : Dimension.allCases).randomElement(using: &random)
        ?? .general,
      resolved: [nil, false].randomElement(using: &random) ?? nil)
  }

  @Test func `one more bad experience raises no score and softens no advice, one more good one the reverse`()
    throws
  {
    var compared = 0
    for seed in Stores.seeds(60, from: 1000) {
      let store = try SmallStore(seed: seed)
      var random = SeededGenerator(seed: seed &* 7919)
      let evaluator = store.evaluator
      guard let vendor = store.catalog.vendors.indices.randomElement(using: &random),
        let day = observedDays(of: vendor, store).randomElement(using: &random),
        let before = evaluator.scorecard(of: store.catalog.vendors[vendor].id, asOf: store.asOf)
      else { continue }
      for good in [true, false] {
        let incident = more(vendor, on: day, good: good, store, &random)
        var evidence = store.evidence
        evidence.add(incident, policy: store.catalog.policy)
        let after = try #require(
          Evaluator(catalog: store.catalog, evidence: evidence)
            .scorecard(of: before.vendor.id, asOf: store.asOf))
        let (better, worse) = good ? (after, before) : (before, after)
        #expect(better.exposure == worse.exposure, "seed \(seed)")
        #expect(better.score >= worse.score - 1e-9, "seed \(seed): \(incident)")
        #expect(
          !better.advice.shown.isHarsher(than: worse.advice.shown),
          "seed \(seed): \(incident) \(before.advice.shown) \(after.advice.shown)")
        compared += 1
      }
    }
    #expect(compared > 10)
  }

  /// Of a vendor with orders of its own that was seen enough at every look: below that, more orders can show that it
  /// is to be watched. And moving costs nothing but its three months, so that it pays the same for few orders as for
  /// many: more orders that would move make a cost of moving worth it.
  @Test func `more orders without trouble lower no score and harden no advice`() throws {
    var compared = 0
    for seed in Stores.seeds(250, from: 2000) {
      var store = try SmallStore(seed: seed)
      store.catalog.policy.switchingCost = 0
      for index in store.catalog.vendors.indices { store.catalog.vendors[index].switchingCost = nil }
      let owners = Set(store.volumes.filter { $0.orders > 0 }.compactMap(\.vendor))
      let evaluator = store.evaluator
      for vendor in owners.sorted() {
        var richer = store
        for index in richer.volumes.indices where richer.volumes[index].vendor == vendor {
          richer.volumes[index].orders = 2 * richer.volumes[index].orders + Int(seed % 3) * 40
        }
        let before = try #require(evaluator.scorecard(of: vendor, asOf: store.asOf))
        guard before.exposure.unit == .orders else { continue }
        let after = try #require(richer.evaluator.scorecard(of: vendor, asOf: store.asOf))
        #expect(after.exposure.amount >= before.exposure.amount, "seed \(seed)")
        #expect(after.score >= before.score - 1e-9, "seed \(seed): \(vendor)")
        let enough = before.advice.reviews.allSatisfy {
          evaluator.scorecard(of: vendor, asOf: $0.day)?.seen ?? 0 >= 0.5
        }
        guard enough else { continue }
        #expect(
          !after.advice.shown.isHarsher(than: before.advice.shown),
          "seed \(seed): \(vendor) \(before.advice.shown) \(after.advice.shown)")
        compared += 1
      }
    }
    #expect(compared > 10)
  }

  /// From one review to any later day; between reviews the bad day of the running month still counts as new at its
  /// end. Up to 24 reviews: the first one takes any bad day as new, and with the 25th another one is the first.
  @Test func `without a new bad day the advice gets no harsher`() throws {
    var compared = 0
    for seed in Stores.seeds(60, from: 3000) {
      let store = try SmallStore(seed: seed)
      var random = SeededGenerator(seed: seed &* 31)
      let review = (store.asOf - Int.random(in: 0...300, using: &random)).month.lastDay
      let later = review + Int.random(in: 1...120, using: &random)
      let evaluator = store.evaluator
      let (before, after) = (evaluator.evaluate(asOf: review), evaluator.evaluate(asOf: later))
      for (old, new) in zip(before.scorecards, after.scorecards) where new.advice.reviews.count <= 24 {
        if store.badDays(of: old.vendor.id).contains(where: { review < $0 && $0 <= later }) { continue }
        #expect(
          !new.advice.shown.isHarsher(than: old.advice.shown),
          "seed \(seed): \(old.vendor.id) \(old.advice.shown) \(new.advice.shown)")
        compared += 1
      }
    }
    #expect(compared > 10)
  }
}
