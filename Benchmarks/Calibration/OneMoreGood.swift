import ScorecardModel
import ScorecardScoring

/// What one more good service experience with one vendor does: nothing against that vendor, and next to nothing to the
/// advice on the others.
struct OneMoreGood {
  private var ownHarsher = Tally("its own advice is harsher", of: "vendors", limit: .never)
  private var ownLower = Tally("its own score is lower", of: "vendors", limit: .never)
  private var alternative = Tally(
    "another vendor's alternative is another one", of: "others", limit: .under(0.01))
  private var harsher = Tally("another vendor's advice is harsher", of: "others", limit: .under(0.01))
  private var milder = Tally("another vendor's advice is milder", of: "others")

  var tallies: [Tally] { [ownHarsher, ownLower, alternative, harsher, milder] }

  /// Each vendor in use of each store gets one, on a day of the four weeks up to the look.
  init(stores: Int, seed: UInt64) {
    for number in 0..<stores {
      var store = SimulatedStore.random(seed: seed &+ UInt64(number))
      for _ in 0..<store.sampler.whole(6...SimulatedStore.longestLife) { store.liveMonth() }
      let asOf = store.month.firstDay - 1
      let before = store.evaluator(on: asOf).evaluate(asOf: asOf)
      for card in before.scorecards where card.advice.shown != .left {
        let good = Incident(
          vendor: card.vendor.id, day: asOf - store.sampler.whole(0...27), outcome: .good,
          dimension: (Dimension.service + [.general])[store.sampler.whole(0...4)])
        var evidence = store.evidence(on: asOf)
        evidence.add(good, policy: store.catalog.policy)
        let after = Evaluator(catalog: store.catalog, evidence: evidence).evaluate(asOf: asOf)
        compare(before, after, good)
      }
    }
  }

  private mutating func compare(_ before: Evaluation, _ after: Evaluation, _ good: Incident) {
    for (old, new) in zip(before.scorecards, after.scorecards) where old.advice.shown != .left {
      let change = new.advice.shown.harshness - old.advice.shown.harshness
      let place = "\(before.catalog.store), \(before.asOf), \(good.vendor) on \(good.day): \(old.vendor.id)"
      if old.vendor.id == good.vendor {
        ownHarsher.note(change > 0, place)
        ownLower.note(new.score < old.score - 1e-9, place)
      } else {
        alternative.note(new.switching?.alternative != old.switching?.alternative, place)
        harsher.note(change > 0, place)
        milder.note(change < 0, place)
      }
    }
  }
}
