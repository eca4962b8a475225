import ScorecardModel

extension SimulatedStore {
  /// Longest life, in months.
  static let longestLife = 36

  /// One to four stages of two to five vendors, some of them switched midway, run in one way or another.
  static func random(seed: UInt64) -> SimulatedStore {
    var sampler = Sampler(seed: seed)
    let first = Month(index: 2023 * 12 + sampler.whole(0...11))
    var journey: [Stage] = []
    var vendors: [Vendor] = []
    var members: [Member] = []
    for stage in 0..<sampler.whole(1...4) {
      journey.append(Stage(id: "stage-\(stage)", name: "Stage \(stage)"))
      for periods in plan(sampler.whole(2...5), from: first, &sampler) {
        let id = "vendor-\(vendors.count)"
        vendors.append(Vendor(id: id, name: id, stage: "stage-\(stage)", periods: periods))
        members.append(
          Member(
            truth: TrueVendor(&sampler), courtesy: sampler.uniform(),
            trickle: sampler.chance(0.4) ? sampler.size(0.01, 0.2) : 0, countsOwn: sampler.chance(0.1)))
      }
    }
    return SimulatedStore(
      catalog: Catalog(store: "Store \(seed)", journey: journey, vendors: vendors), members: members,
      habits: habits(&sampler), orders: sampler.size(20, 2000), from: first, sampler: sampler)
  }

  private static func habits(_ sampler: inout Sampler) -> StoreHabits {
    StoreHabits(
      diligence: 0.5 + 0.5 * sampler.uniform(), praise: sampler.size(0.1, 3),
      excuses: sampler.chance(0.5) ? 0.2 * sampler.uniform() : 0, countsOrders: sampler.chance(0.75),
      delay: sampler.chance(0.3) ? sampler.whole(1...20) : 0, checkIns: sampler.uniform(),
      drift: sampler.chance(0.5) ? 0.03 : 0)
  }

  /// The periods of each vendor of a stage: one or two primaries, at times one that takes over, the rest waiting.
  private static func plan(_ count: Int, from first: Month, _ sampler: inout Sampler) -> [[RolePeriod]] {
    let share = sampler.chance(0.5) ? 0.3 + 0.6 * sampler.uniform() : nil
    var plan = [[RolePeriod(role: .primary, share: share)]]
    if share != nil || sampler.chance(0.2) { plan.append([RolePeriod(role: .primary)]) }
    if plan.count < count, sampler.chance(0.5) {
      let day = first.advanced(by: sampler.whole(3...30)).firstDay + sampler.whole(0...27)
      let after: Role = sampler.chance(0.5) ? .former : .fallback
      let before: Role = sampler.chance(0.5) ? .candidate : .fallback
      plan[0].append(RolePeriod(role: after, since: day))
      plan.append([RolePeriod(role: before), RolePeriod(role: .primary, since: day, share: share)])
    }
    while plan.count < count { plan.append([RolePeriod(role: sampler.chance(0.5) ? .fallback : .candidate)]) }
    return plan
  }
}
