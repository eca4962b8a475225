import ScorecardModel
import ScorecardScoring

/// What comes of doing for 24 months what a rule says: a stage of two primaries (60 % and 40 % of the orders) and a
/// fallback that sees 5 %, watched for twelve months before; truths that stay; everything is logged.
///
/// At each month's end one vendor at most is left: for the rule's alternative, or for a newcomer. Leaving **pays** when
/// 24 months of the difference of the two true harms exceed K (Scoring §5), a newcomer's being what all have on average.
struct Decisions {
  enum Rule: String, CaseIterable {
    case never = "never leave"
    case model = "version 2: DROP"
    case stars = "under 3 stars"
    case erp = "ERP style under 60"
  }

  struct Row {
    var rule: Rule
    /// Vendors left, and those of them for an alternative that does not pay.
    var left = Tally("left for an alternative that does not pay", of: "vendors left")
    /// Vendors whom leaving would pay at the start, and those of them still there at the end.
    var kept = Tally("kept", of: "vendors whom leaving would pay")
    /// Expected standard incidents over the 24 months, moves included; the least that one move from each of the
    /// first vendors, or none, could have had.
    var cost = 0.0
    var least = 0.0
  }

  private static let history = 12
  private static let horizon = 24

  let orders: Double
  private(set) var rows = Rule.allCases.map { Row(rule: $0) }

  init(orders: Double, stores: Int, seed: UInt64) {
    self.orders = orders
    for number in 0..<stores {
      var store = store(seed &+ UInt64(number))
      for _ in 0..<Self.history { store.liveMonth() }
      for index in rows.indices { follow(&rows[index], store) }
    }
  }

  private func store(_ seed: UInt64) -> SimulatedStore {
    var sampler = Sampler(seed: seed)
    let periods = [
      RolePeriod(role: .primary, share: 0.6), RolePeriod(role: .primary, share: 0.4),
      RolePeriod(role: .fallback),
    ]
    let vendors = periods.enumerated().map {
      Vendor(id: "vendor-\($0.offset)", name: "Vendor \($0.offset)", stage: "stage", periods: [$0.element])
    }
    let members = periods.map {
      SimulatedStore.Member(
        truth: TrueVendor(&sampler), courtesy: sampler.uniform(), trickle: $0.role == .fallback ? 0.05 : 0)
    }
    return SimulatedStore(
      catalog: Catalog(store: "Store", journey: [Stage(id: "stage", name: "Stage")], vendors: vendors),
      members: members, habits: StoreHabits(), orders: orders, from: Month(index: 2023 * 12), sampler: sampler
    )
  }

  // MARK: Following

  private func follow(_ row: inout Row, _ start: SimulatedStore) {
    var store = start
    for place in primaries(store) { row.least += least(store, place) }
    for _ in 0..<Self.horizon {
      if let (old, new) = row.rule.move(in: store) {
        let target = new ?? store.meet("stage")
        let volume = monthlyOrders(store, old)
        let gain = gain(
          store, from: old, toHarm: new.map { store.members[$0].truth.harm } ?? TrueVendor.typicalHarm)
        row.left.note(gain <= 0)
        row.cost += Self.cost(volume)
        store.move(from: old, to: target, on: store.month.firstDay)
      }
      for place in primaries(store) {
        row.cost += monthlyOrders(store, place) * store.members[place].truth.harm
      }
      store.liveMonth()
    }
    let end = Set(primaries(store))
    for place in primaries(start) where bestGain(start, place) > 0 { row.kept.note(end.contains(place)) }
  }

  private func primaries(_ store: SimulatedStore) -> [Int] {
    store.members.indices.filter { monthlyOrders(store, $0) > 0 }
  }

  private func monthlyOrders(_ store: SimulatedStore, _ place: Int) -> Double {
    orders * store.catalog.roles.share(of: place, on: store.month.firstDay)
  }

  /// K.
  private static func cost(_ volume: Double) -> Double { 6 + 3 * TrueVendor.typicalHarm * volume }

  private func gain(_ store: SimulatedStore, from place: Int, toHarm harm: Double) -> Double {
    let volume = monthlyOrders(store, place)
    return Double(Self.horizon) * volume * (store.members[place].truth.harm - harm) - Self.cost(volume)
  }

  private func bestGain(_ store: SimulatedStore, _ place: Int) -> Double {
    let others = store.members.indices.filter { $0 != place }.map { store.members[$0].truth.harm }
    return gain(store, from: place, toHarm: min(TrueVendor.typicalHarm, others.min() ?? .infinity))
  }

  private func least(_ store: SimulatedStore, _ place: Int) -> Double {
    Double(Self.horizon) * monthlyOrders(store, place) * store.members[place].truth.harm
      - max(0, bestGain(store, place))
  }
}

extension Decisions.Rule {
  /// The primary to leave at the end of the last month, and for whom; nil = for a newcomer.
  func move(in store: SimulatedStore) -> (old: Int, new: Int?)? {
    let day = store.month.firstDay - 1
    switch self {
    case .never: return nil
    case .model:
      let cards = store.evaluator(on: day).evaluate(asOf: day).scorecards
      guard
        let worst = cards.indices.filter({ cards[$0].role == .primary && cards[$0].advice.shown == .drop })
          .min(by: { cards[$0].score < cards[$1].score })
      else { return nil }
      return (worst, cards.firstIndex { $0.vendor.id == cards[worst].switching?.alternative })
    case .stars: return move(in: store, on: day, ratings: store.ratings(on: day) { $0.stars }, least: 3)
    case .erp: return move(in: store, on: day, ratings: store.ratings(on: day) { $0.erp }, least: 60)
    }
  }

  /// Leaves the lowest primary under `least` for the highest of the others, if that is higher. One that was taken on
  /// less than three months ago is given time.
  private func move(
    in store: SimulatedStore, on day: Day, ratings: [Int: Double], least: Double
  ) -> (old: Int, new: Int?)? {
    let roles = store.catalog.roles
    let settled = ratings.filter { place, rating in
      rating < least && roles.role(of: place, on: day) == .primary
        && roles.role(of: place, on: day - 90) == .primary
    }
    guard let old = settled.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
    let best = ratings.filter { $0.key != old.key }.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    return (old.key, best.flatMap { $0.value > old.value ? $0.key : nil })
  }
}

extension SimulatedStore {
  /// A rating of each vendor in use, over the twelve months up to a day, by place; none where it has no say.
  func ratings(on day: Day, _ rating: (Ratings) -> Double?) -> [Int: Double] {
    let roles = catalog.roles
    let first = day.month.advanced(by: -11)
    let recent = incidents.filter { $0.day >= first.firstDay && $0.day <= day }
    var found: [Int: Double] = [:]
    for place in members.indices where roles.role(of: place, on: day) != .former {
      let own = recent.filter { $0.vendor == catalog.vendors[place].id }
      found[place] = rating(Ratings(own, from: first))
    }
    return found
  }
}
