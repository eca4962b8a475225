import ScorecardModel
import ScorecardScoring

/// How a store is run, and how often its world changes.
struct StoreHabits {
  /// Part of the incidents that are logged.
  var diligence = 1.0
  /// Good experiences logged a month with a vendor of perfect service.
  var praise = 0.5
  /// Part of the incidents that were not put right; half as many are mitigated, and half as many somebody else's doing.
  var excuses = 0.0
  /// Whether orders are entered at all; else the owner checks in.
  var countsOrders = true
  /// Days after a month's end on which its orders are entered.
  var delay = 0
  /// Chance of a check-in a week.
  var checkIns = 0.0
  /// Chance that a vendor's true rate becomes another one, a month.
  var drift = 0.0
}

/// A store that lives month by month among vendors whose truth is known, and what its owner has on record.
struct SimulatedStore {
  struct Member {
    var truth: TrueVendor
    /// Part of its service experiences that are good.
    var courtesy: Double
    /// Part of the store's orders that it gets beside the primaries while it is fallback or candidate.
    var trickle = 0.0
    /// Whether its own orders are entered, not only the store's.
    var countsOwn = false
  }

  private static let badDimensions = [0.4, 0.1, 0.1, 0.1, 0.1, 0.2]
  private static let goodDimensions = [0.1, 0.15, 0.15, 0.15, 0.15, 0.3]

  private(set) var catalog: Catalog
  /// In catalog order.
  private(set) var members: [Member]
  let habits: StoreHabits
  /// A month, on average.
  let orders: Double
  /// The next month to live.
  private(set) var month: Month
  private(set) var incidents: [Incident] = []
  private var evidence = Evidence()
  private var volumes: [(entered: Day, volume: Volume)] = []
  var sampler: Sampler

  init(
    catalog: Catalog, members: [Member], habits: StoreHabits, orders: Double, from month: Month,
    sampler: Sampler
  ) {
    self.catalog = catalog
    self.members = members
    self.habits = habits
    self.orders = orders
    self.month = month
    self.sampler = sampler
  }

  /// What the owner has entered by a day; what happened after it is not looked at by an evaluation.
  func evidence(on day: Day) -> Evidence {
    var known = evidence
    known.volumes = volumes.filter { $0.entered <= day }.map(\.volume)
    return known
  }

  func evaluator(on day: Day) -> Evaluator { Evaluator(catalog: catalog, evidence: evidence(on: day)) }

  /// Days with a scored bad incident, in no order.
  func badDays(of vendor: Vendor.ID, through day: Day) -> [Day] {
    incidents.filter {
      $0.vendor == vendor && $0.day <= day && $0.outcome != .good && $0.attribution == .vendor
    }.map(\.day)
  }

  // MARK: Living

  mutating func liveMonth() {
    let days = (0...(month.lastDay - month.firstDay)).map { month.firstDay + $0 }
    let whole = (orders * (0.8 + 0.4 * sampler.uniform())).rounded()
    enter(whole, of: nil)
    let roles = catalog.roles
    for place in members.indices {
      if sampler.chance(habits.drift) { members[place].truth.rate = TrueVendor.rate(&sampler) }
      var carried = 0.0
      for day in days {
        let share = share(of: place, on: day, roles)
        carried += share * whole / Double(days.count)
        for _ in 0..<sampler.poisson(members[place].truth.rate * share * whole / Double(days.count)) {
          logBad(place, day)
        }
      }
      let isInUse = carried > 0
      if isInUse, members[place].countsOwn || members[place].trickle > 0 {
        enter(carried.rounded(), of: place)
      }
      for _ in 0..<sampler.poisson(habits.praise * members[place].courtesy * (isInUse ? 1 : 0.25)) {
        logGood(place, days[sampler.whole(0...days.count - 1)])
      }
    }
    evidence.checkIns += days.filter { $0.weekday == 1 && sampler.chance(habits.checkIns) }
    month = month.advanced(by: 1)
  }

  private func share(of place: Int, on day: Day, _ roles: RoleSchedule) -> Double {
    switch roles.role(of: place, on: day) {
    case .primary: roles.share(of: place, on: day)
    case .fallback, .candidate: members[place].trickle
    case .former: 0
    }
  }

  private mutating func enter(_ orders: Double, of place: Int?) {
    guard habits.countsOrders,
      let volume = Volume(
        from: month.firstDay, to: month.lastDay + 1, orders: Int(orders),
        vendor: place.map { catalog.vendors[$0].id })
    else { return }
    volumes.append((month.lastDay + habits.delay, volume))
  }

  private mutating func logBad(_ place: Int, _ day: Day) {
    guard let severity = try? Severity(sampler.index(members[place].truth.mix) + 1) else { return }
    let dimension = Dimension.allCases[sampler.index(Self.badDimensions)]
    guard sampler.chance(habits.diligence) else { return }
    log(
      Incident(
        vendor: catalog.vendors[place].id, day: day, outcome: .bad(severity), dimension: dimension,
        resolved: sampler.chance(habits.excuses) ? false : nil, mitigated: sampler.chance(habits.excuses / 2),
        attribution: sampler.chance(habits.excuses / 2) ? .external : .vendor))
  }

  private mutating func logGood(_ place: Int, _ day: Day) {
    log(
      Incident(
        vendor: catalog.vendors[place].id, day: day, outcome: .good,
        dimension: Dimension.allCases[sampler.index(Self.goodDimensions)]))
  }

  private mutating func log(_ incident: Incident) {
    incidents.append(incident)
    evidence.add(incident, policy: catalog.policy)
  }

  // MARK: Moving

  /// From a day on, another vendor carries what this one does, who is left for good.
  mutating func move(from old: Int, to new: Int, on day: Day) {
    let roles = catalog.roles
    let shares = [old, new].map { roles.share(of: $0, on: day) }
    change(old, to: RolePeriod(role: .former, since: day))
    change(new, to: RolePeriod(role: .primary, since: day, share: min(1, shares[0] + shares[1])))
  }

  /// A vendor of which nothing is known.
  ///
  /// - Returns: its place.
  mutating func meet(_ stage: Stage.ID) -> Int {
    let id = "newcomer-\(members.count)"
    catalog.vendors.append(Vendor(id: id, name: id, stage: stage, role: .candidate))
    members.append(Member(truth: TrueVendor(&sampler), courtesy: sampler.uniform()))
    return members.count - 1
  }

  private mutating func change(_ place: Int, to period: RolePeriod) {
    var vendor = catalog.vendors[place]
    vendor.periods.removeAll { $0.since == period.since }
    vendor.periods.append(period)
    vendor.listsPeriods = true
    catalog.vendors[place] = vendor
  }
}
