import ScorecardModel
import ScorecardScoring

/// Does what an owner reads contradict itself, on any of many days of many stores?
///
/// Looked at are each month's end, a day within every third month or so, and three month ends after the last entry. A
/// *stage-day* is a stage on such a day, a *vendor-day* a vendor in use on one. Harsher is KEEP < WATCH < DROP; UNCLEAR,
/// which says nothing against a vendor, is no harsher than KEEP. A bad day is one with a scored bad incident.
struct Contradictions {
  private var dropAtGood = Tally("DROP with a score of 75 or more", of: "vendor-days", limit: .never)
  private var keepUnder60 = Tally("KEEP with a score under 60", of: "vendor-days", limit: .never)
  private var harsherWithoutNews = Tally(
    "harsher than at the last month's end, no bad day since", of: "vendor-days", limit: .never)
  private var pickNotCompared = Tally(
    "the pick is not what the comparison holds against each other one", of: "stage-days", limit: .never)
  private var betterBesideLower = Tally(
    "better advice (KEEP, WATCH, DROP) beside a score lower by more than 3", of: "stage-days",
    limit: .under(0.02))
  private var harsherByWindow = Tally(
    "so, but by a bad day that the oldest of the 24 looks takes for new", of: "vendor-days")
  private var harsherByLateOrders = Tally(
    "so, but because orders of months before were entered since", of: "vendor-days")
  private var harsherThanWithin = Tally(
    "harsher than on a day within the month, no bad day since", of: "vendor-days")
  private var sameAdviceAhead = Tally(
    "another one with the pick's advice more likely gives less trouble", of: "stage-days")
  private var unclearAhead = Tally(
    "an UNCLEAR one more likely gives less trouble than a pick that is not", of: "stage-days")

  /// Points from which on a score is clearly lower than another.
  private static let clearly = 3.0

  /// What evaluations before said of each vendor in use.
  private struct Look {
    var day: Day
    var advice: [Vendor.ID: Advice]

    var isReview: Bool { day == day.month.lastDay }
  }

  var tallies: [Tally] {
    [
      dropAtGood, keepUnder60, harsherWithoutNews, pickNotCompared, betterBesideLower, harsherByWindow,
      harsherByLateOrders, harsherThanWithin, sameAdviceAhead, unclearAhead,
    ]
  }

  /// Stores of the seeds from `seed` on.
  init(stores: Int, seed: UInt64) {
    for number in 0..<stores { live(seed &+ UInt64(number)) }
  }

  /// One store, from its first month to three months after its last entry.
  private mutating func live(_ seed: UInt64) {
    var store = SimulatedStore.random(seed: seed)
    var review: Look?
    for _ in 0..<store.sampler.whole(12...SimulatedStore.longestLife) {
      let month = store.month
      store.liveMonth()
      let within =
        store.sampler.chance(0.35)
        ? look(at: store, on: month.firstDay + store.sampler.whole(0...26), after: [review]) : nil
      review = look(at: store, on: month.lastDay, after: [review, within])
    }
    for later in 0..<3 {
      review = look(at: store, on: store.month.advanced(by: later).lastDay, after: [review])
    }
  }

  private mutating func look(at store: SimulatedStore, on day: Day, after looks: [Look?]) -> Look {
    let evaluator = store.evaluator(on: day)
    let cards = evaluator.evaluate(asOf: day).scorecards.filter { $0.advice.shown != .left }
    for card in cards {
      let place = "\(store.catalog.store), \(day), \(card.vendor.id)"
      dropAtGood.note(card.advice.shown == .drop && card.score >= 75, place)
      keepUnder60.note(card.advice.shown == .keep && card.score < 60, place)
      let badDays = store.badDays(of: card.vendor.id, through: day)
      for look in looks.compactMap(\.self) where !badDays.contains(where: { $0 > look.day }) {
        compare(card, with: look, evaluator, place)
      }
    }
    for stage in store.catalog.journey {
      let members = cards.filter { $0.vendor.stage == stage.id }
      if members.count < 2 { continue }
      let place = "\(store.catalog.store), \(day), \(stage.id)"
      betterBesideLower.note(isBetterBesideLower(members), place)
      if day.month.index % 3 == 0 {
        comparePick(members, evaluator.pairings(members.map(\.vendor.id), asOf: day), place)
      }
    }
    return Look(
      day: day,
      advice: Dictionary(uniqueKeysWithValues: cards.map { ($0.vendor.id, $0.advice.shown) }))
  }

  private mutating func compare(_ card: Scorecard, with look: Look, _ evaluator: Evaluator, _ place: String) {
    guard let before = look.advice[card.vendor.id] else { return }
    let now = card.advice.shown.harshness
    let isHarsher = now > before.harshness
    guard look.isReview else { return harsherThanWithin.note(isHarsher, place) }
    // What the earlier look would have said, had it known what is known now.
    let isByLateOrders =
      isHarsher
      && evaluator.scorecard(of: card.vendor.id, asOf: look.day).map { $0.advice.shown.harshness >= now }
        ?? false
    let isByWindow = isHarsher && !isByLateOrders && card.advice.isOfOldestReview
    harsherWithoutNews.note(isHarsher && !isByLateOrders && !isByWindow, place)
    harsherByWindow.note(isByWindow, place)
    harsherByLateOrders.note(isByLateOrders, place)
  }

  private func isBetterBesideLower(_ members: [Scorecard]) -> Bool {
    let decided = members.filter { $0.advice.shown != .unclear }
    return decided.contains { a in
      decided.contains { b in
        a.advice.shown.harshness < b.advice.shown.harshness && a.score < b.score - Self.clearly
      }
    }
  }

  /// The pick: the first of keep, watch, unclear, drop, then the highest score.
  private mutating func comparePick(_ members: [Scorecard], _ pairings: [Pairing], _ place: String) {
    func rank(_ card: Scorecard) -> (Int, Double) { (card.advice.shown.rank, -card.score) }
    guard let pick = members.min(by: { rank($0) < rank($1) }) else { return }
    let others = Set(members.map(\.vendor.id)).subtracting([pick.vendor.id])
    let compared = pairings.map { $0.better == pick.vendor.id ? $0.other : $0.better }
    pickNotCompared.note(
      compared.count != others.count || Set(compared) != others
        || pairings.contains { $0.better != pick.vendor.id && $0.other != pick.vendor.id }, place)
    let ahead = Set(pairings.filter { $0.better != pick.vendor.id }.map(\.better))
    let advice = members.filter { ahead.contains($0.vendor.id) }.map(\.advice.shown)
    sameAdviceAhead.note(advice.contains(pick.advice.shown), place)
    unclearAhead.note(advice.contains { $0 == .unclear && pick.advice.shown != .unclear }, place)
  }
}

extension AdviceFinding {
  /// It began at the oldest of the 24 reviews that are replayed, to which every bad day before is a new one.
  fileprivate var isOfOldestReview: Bool {
    guard reviews.count == 25, let oldest = reviews.first else { return false }
    switch reason {
    case .watching(_, let since), .leavingPays(_, let since): return since == oldest.day
    case .left, .tooLittleSeen, .rangeTooWide, .nothingAgainst: return false
    }
  }
}

extension Advice {
  /// KEEP and UNCLEAR, WATCH, DROP.
  var harshness: Int {
    switch self {
    case .keep, .unclear, .left: 0
    case .watch: 1
    case .drop: 2
    }
  }
}
