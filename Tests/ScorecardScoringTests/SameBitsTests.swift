import ScorecardModel
import ScorecardScoring
import TestSupport
import Testing

@Suite struct `Same evidence, same bits` {
  @Test func `rows in any order, merged from parts`() throws {
    for seed in Stores.seeds(40) {
      let store = try SmallStore(seed: seed)
      var random = SeededGenerator(seed: seed &+ 1000)
      // An event stays in one part.
      let parts = Dictionary(grouping: store.recorded.shuffled(using: &random)) { ($0.event ?? $0.id) % 3 }
      let volumes = store.volumes.shuffled(using: &random)
      var merged = Evidence()
      for part in [2, 0, 1] {
        merged.merge(
          Evidence(
            recorded: parts[Int64(part)] ?? [],
            volumes: volumes.enumerated().filter { $0.offset % 3 == part }.map(\.element),
            checkIns: part > 0 ? store.checkIns.reversed() : [], policy: store.catalog.policy))
      }
      let evidence = store.evidence
      #expect(merged.cells == evidence.cells && merged.passing == evidence.passing, "seed \(seed)")
      #expect(merged.checkIns == evidence.checkIns, "seed \(seed)")
      let evaluation = Evaluator(catalog: store.catalog, evidence: merged).evaluate(asOf: store.asOf)
      #expect(evaluation == store.evaluation, "seed \(seed)")
    }
  }

  /// The short form says one period, which `until` ends; a list says it with a period of the role former after it, or
  /// with the same one cut in two.
  @Test func `a catalog in the short form or in periods`() throws {
    var rewritten = 0
    for seed in Stores.seeds(40, from: 500) {
      var store = try SmallStore(seed: seed)
      let short = store.evaluation
      for index in store.catalog.vendors.indices {
        let vendor = store.catalog.vendors[index]
        store.catalog.vendors[index].listsPeriods = true
        guard vendor.periods.count == 1, var period = vendor.periods.first, period.role != .former else {
          continue
        }
        var periods = [period]
        if let until = period.until {
          periods[0].until = nil
          periods.append(RolePeriod(role: .former, since: until))
        }
        let middle = store.asOf + 5
        if period.since ?? .earliest < middle, period.until ?? .latest > middle {
          period.since = middle
          period.until = nil
          periods.insert(period, at: 1)
        }
        store.catalog.vendors[index].periods = periods
        rewritten += 1
      }
      let long = store.evaluation
      #expect(long.journey == short.journey && long.warnings == short.warnings, "seed \(seed)")
      #expect(long.scorecards.map(\.numbers) == short.scorecards.map(\.numbers), "seed \(seed)")
    }
    #expect(rewritten > 10)
  }

  @Test func `nothing that comes after the as-of day changes anything`() throws {
    for seed in Stores.seeds(40, from: 600) {
      var store = try SmallStore(seed: seed)
      let expected = store.evaluation
      // A week is observed as a whole: roles change from the next Monday on.
      let nextWeek = store.asOf.weekStart + 7
      for index in store.catalog.vendors.indices {
        let vendor = store.catalog.vendors[index]
        store.record(Incident(vendor: vendor.id, day: store.asOf + 1, outcome: .bad(.worst)))
        store.record(Incident(vendor: vendor.id, day: store.asOf + 40, outcome: .good))
        store.volumes +=
          Volume(from: store.asOf + 1, to: store.asOf + 30, orders: 500, vendor: vendor.id).map { [$0] } ?? []
        // Nobody knows when one was left that has no period: a period ahead would tell.
        let role = Role.allCases[index % 4]
        guard let last = vendor.periods.last, last.since ?? .earliest < nextWeek,
          vendor.periods.contains(where: { $0.role != .former })
        else { continue }
        if last.until ?? .latest > nextWeek, role != .former {
          store.catalog.vendors[index].periods[vendor.periods.count - 1].until = nil
        }
        store.catalog.vendors[index].periods.append(RolePeriod(role: role, since: nextWeek))
      }
      store.volumes += Volume(from: store.asOf + 1, to: store.asOf + 2, orders: 9_000).map { [$0] } ?? []
      store.checkIns.append(store.asOf + 1)
      let evaluation = store.evaluation
      #expect(evaluation.scorecards.map(\.numbers) == expected.scorecards.map(\.numbers), "seed \(seed)")
      #expect(evaluation.journey == expected.journey, "seed \(seed)")
      #expect(evaluation.estimates == expected.estimates, "seed \(seed)")
    }
  }
}

extension Scorecard {
  /// Without what the catalog says of the vendor, and when its present period ends.
  var numbers: Scorecard {
    var card = self
    card.vendor = Vendor(id: vendor.id, name: vendor.id, stage: vendor.stage)
    card.standing = VendorStanding(
      role: standing.role, since: nil, until: nil, share: standing.share, joined: nil)
    return card
  }
}
