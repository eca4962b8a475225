import ScorecardModel
import Testing

/// Scoring §1 "Roles have dates".
struct RoleScheduleTests {
  let march: Day
  let august: Day

  init() throws { (march, august) = (try Day("2026-03-01"), try Day("2026-08-15")) }

  func schedule(_ vendors: [RolePeriod]...) -> RoleSchedule {
    let vendors = vendors.enumerated().map {
      Vendor(id: "v\($0.offset)", name: "V\($0.offset)", stage: "shipping", periods: $0.element)
    }
    return Catalog(store: "S", journey: [Stage(id: "shipping", name: "Shipping")], vendors: vendors).roles
  }

  /// From and to, … for the beginning and for good, and the share.
  func runs(_ schedule: RoleSchedule, _ vendor: Int) -> [String] {
    schedule.runs(of: vendor).map { run in
      "\(run.from == .earliest ? "…" : "\(run.from)")–\(run.to.map { "\($0)" } ?? "…") \(run.share)"
    }
  }

  // MARK: Roles

  @Test func `a period lasts until the next one's since, the last for good`() {
    let roles = schedule([
      RolePeriod(role: .primary, share: 0.6), RolePeriod(role: .fallback, since: march),
      RolePeriod(role: .former, since: august),
    ])
    let days = [Day.earliest, march - 1, march, august - 1, august, .latest]
    #expect(
      days.map { roles.role(of: 0, on: $0) }
        == [.primary, .primary, .fallback, .fallback, .former, .former])
    #expect(days.map { roles.share(of: 0, on: $0) } == [0.6, 0.6, 0, 0, 0, 0])
    #expect(roles.limits(of: 0, on: march - 1) == (nil, march))
    #expect(roles.limits(of: 0, on: march) == (march, august))
    #expect(roles.limits(of: 0, on: august) == (nil, nil))
    #expect(roles.period(of: 0, on: march) == RolePeriod(role: .fallback, since: march))
    #expect(roles.period(of: 0, on: august) == nil)
  }

  @Test func `before its first period a vendor is a candidate, in a gap and afterwards former`() {
    let roles = schedule([
      RolePeriod(role: .primary, since: march, until: march + 10),
      RolePeriod(role: .fallback, since: august, until: august + 1),
    ])
    let days = [
      Day.earliest, march - 1, march, march + 9, march + 10, august - 1, august, august + 1, .latest,
    ]
    #expect(
      days.map { roles.role(of: 0, on: $0) } == [
        .candidate, .candidate, .primary, .primary, .former, .former, .fallback, .former, .former,
      ])
    #expect(
      days.map { roles.leftOn(0, asOf: $0) } == [
        nil, nil, nil, nil, march + 10, march + 10, nil, august + 1, august + 1,
      ])
    #expect(roles.firstSince(of: 0) == march)
  }

  @Test func `a period of the role former is a gap`() {
    let gap = schedule([
      RolePeriod(role: .primary, until: march), RolePeriod(role: .primary, since: august),
    ])
    let former = schedule([
      RolePeriod(role: .primary), RolePeriod(role: .former, since: march),
      RolePeriod(role: .primary, since: august),
    ])
    for day in [march - 1, march, august - 1, august] {
      #expect(gap.role(of: 0, on: day) == former.role(of: 0, on: day))
      #expect(gap.leftOn(0, asOf: day) == former.leftOn(0, asOf: day))
    }
    #expect(runs(gap, 0) == ["…–2026-03-01 1.0", "2026-08-15–… 1.0"])
    #expect(runs(former, 0) == runs(gap, 0))
  }

  @Test func `a vendor whose whole role is former has no period, and nobody remembers when it left`() {
    let roles = schedule([RolePeriod(role: .former)], [RolePeriod(role: .primary)])
    #expect(!roles.hasPeriod(0))
    #expect(roles.hasPeriod(1))
    #expect(roles.role(of: 0, on: .earliest) == .former)
    #expect(roles.role(of: 0, on: .latest) == .former)
    #expect(roles.leftOn(0, asOf: march) == nil)
    #expect(roles.firstSince(of: 0) == nil)
    #expect(roles.runs(of: 0) == [])
  }

  @Test func `a vendor is primary in a week of which one day is its own`() {
    let roles = schedule([
      RolePeriod(role: .primary, since: march, until: march + 7), RolePeriod(role: .fallback, since: august),
    ])
    #expect(!roles.isPrimary(0, onAnyOf: march - 7...march - 1))
    #expect(roles.isPrimary(0, onAnyOf: march - 7...march))
    #expect(roles.isPrimary(0, onAnyOf: march + 6...march + 12))
    #expect(!roles.isPrimary(0, onAnyOf: march + 7...march + 13))
    #expect(!roles.isPrimary(0, onAnyOf: august...(.latest)))
  }

  @Test func `dates may lie ahead, to the last day there is`() {
    let roles = schedule([
      RolePeriod(role: .candidate, until: .latest), RolePeriod(role: .primary, since: .latest),
    ])
    #expect(roles.role(of: 0, on: .latest - 1) == .candidate)
    #expect(roles.role(of: 0, on: .latest) == .primary)
    #expect(runs(roles, 0) == ["9999-12-31–… 1.0"])
  }

  // MARK: Shares

  @Test func `a switch has the same date twice and leaves no day without a carrier or with two`() {
    let roles = schedule(
      [RolePeriod(role: .primary, until: march)], [RolePeriod(role: .primary, since: march)],
      [RolePeriod(role: .fallback)])
    #expect(runs(roles, 0) == ["…–2026-03-01 1.0"])
    #expect(runs(roles, 1) == ["2026-03-01–… 1.0"])
    #expect(runs(roles, 2) == [])
  }

  @Test func `what the named leave is split anew wherever the primaries change`() {
    let roles = schedule(
      [RolePeriod(role: .primary)],
      [RolePeriod(role: .primary, until: march, share: 0.5), RolePeriod(role: .primary, since: august)],
      [RolePeriod(role: .primary, since: march, share: 0.25)])
    #expect(runs(roles, 0) == ["…–2026-03-01 0.5", "2026-03-01–2026-08-15 0.75", "2026-08-15–… 0.375"])
    #expect(runs(roles, 1) == ["…–2026-03-01 0.5", "2026-08-15–… 0.375"])
    #expect(runs(roles, 2) == ["2026-03-01–… 0.25"])
  }

  @Test func `days of one and the same share are one run, whatever changes beside it`() {
    let roles = schedule(
      [RolePeriod(role: .primary, share: 0.5), RolePeriod(role: .primary, since: march)],
      [RolePeriod(role: .primary, until: march)],
      [RolePeriod(role: .primary, since: march, until: august, share: 0.5)],
      [RolePeriod(role: .primary, since: august)])
    #expect(runs(roles, 0) == ["…–… 0.5"])
  }

  @Test func `a share of zero is in no run, and neither is what a full sum leaves`() {
    let roles = schedule(
      [RolePeriod(role: .primary, share: 0), RolePeriod(role: .primary, since: august, share: 0.25)],
      [RolePeriod(role: .primary)],
      [RolePeriod(role: .primary, since: march, until: august, share: 1 - 0.9e-9)])
    #expect(runs(roles, 0) == ["2026-08-15–… 0.25"])
    #expect(runs(roles, 1) == ["…–2026-03-01 1.0", "2026-08-15–… 0.75"])
    #expect(roles.share(of: 1, on: march) == 0)
    #expect(roles.role(of: 1, on: march) == .primary)
  }

  @Test func `stages do not share`() {
    let vendors = ["cart", "shipping", "cart"].enumerated().map {
      Vendor(id: "v\($0.offset)", name: "V\($0.offset)", stage: $0.element)
    }
    let roles = Catalog(store: "S", journey: [], vendors: vendors).roles
    #expect((0..<3).map { roles.share(of: $0, on: march) } == [0.5, 1, 0.5])
  }

  @Test func `shares are added in catalog order`() {
    func left(_ shares: [Double]) -> Double {
      let named = shares.map { Vendor(id: "\($0)", name: "\($0)", stage: "s", share: $0) }
      let rest = Vendor(id: "rest", name: "Rest", stage: "s")
      return Catalog(store: "S", journey: [], vendors: [rest] + named).roles.share(of: 0, on: march)
    }
    #expect(left([0.1, 0.2, 0.3]) == 1 - (0.1 + 0.2 + 0.3))
    #expect(left([0.3, 0.2, 0.1]) == 1 - (0.3 + 0.2 + 0.1))
    #expect(left([0.1, 0.2, 0.3]) != left([0.3, 0.2, 0.1]))
  }

  // MARK: Any catalog

  @Test(arguments: UInt64(0)..<200)
  func `every day has the role and share that reading the periods one by one gives`(seed: UInt64) {
    let catalog = RandomCatalog(seed: seed).catalog
    let roles = catalog.roles
    for (place, vendor) in catalog.vendors.enumerated() {
      for day in RandomCatalog.days {
        #expect(roles.role(of: place, on: day) == vendor.role(on: day), "\(vendor) on \(day)")
        #expect(roles.share(of: place, on: day) == catalog.share(of: vendor, on: day), "\(vendor) on \(day)")
        #expect(
          roles.isPrimary(place, onAnyOf: day...day + 6)
            == (0...6).contains { vendor.role(on: day + $0) == .primary })
      }
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func `runs hold every day of a share above 0, and are as long as can be`(seed: UInt64) {
    let catalog = RandomCatalog(seed: seed).catalog
    let roles = catalog.roles
    for (place, vendor) in catalog.vendors.enumerated() {
      let runs = roles.runs(of: place)
      for day in RandomCatalog.days {
        let holding = runs.filter { run in run.from <= day && run.to.map { day < $0 } ?? true }
        let share = catalog.share(of: vendor, on: day)
        #expect(holding.map(\.share) == (share > 0 ? [share] : []), "\(vendor) on \(day)")
      }
      for (run, next) in zip(runs, runs.dropFirst()) {
        #expect(run.to.map { $0 < next.from || ($0 == next.from && run.share != next.share) } ?? false)
      }
      #expect(runs.allSatisfy { run in run.to.map { run.from < $0 } ?? true })
    }
  }

  @Test(arguments: UInt64(0)..<50)
  func `the short form says the same as a list of one period`(seed: UInt64) {
    let catalog = RandomCatalog(seed: seed, mostPeriods: 1).catalog
    var short = catalog
    short.vendors = catalog.vendors.map { vendor in
      let period = vendor.periods[0]
      return Vendor(
        id: vendor.id, name: vendor.name, stage: vendor.stage, role: period.role, since: period.since,
        until: period.until, share: period.share)
    }
    #expect(short.vendors.allSatisfy { !$0.listsPeriods })
    #expect(short.roles == catalog.roles)
  }
}

// MARK: - Read one by one

extension Vendor {
  /// Of its periods the latest that has begun, if it still lasts.
  fileprivate func holding(_ day: Day) -> RolePeriod? {
    let begun = periods.last { $0.since ?? .earliest <= day }
    return begun.flatMap { $0.role != .former && day < $0.until ?? .latest + 1 ? $0 : nil }
  }

  fileprivate func role(on day: Day) -> Role {
    if let period = holding(day) { return period.role }
    let used = periods.filter { $0.role != .former }
    return used.isEmpty || used.contains { $0.since ?? .earliest <= day } ? .former : .candidate
  }
}

extension Catalog {
  fileprivate func share(of vendor: Vendor, on day: Day) -> Double {
    guard let own = vendor.holding(day), own.role == .primary else { return 0 }
    if let share = own.share { return share }
    let primaries = vendors(in: vendor.stage).compactMap { $0.holding(day) }.filter { $0.role == .primary }
    let rest = 1 - primaries.compactMap(\.share).reduce(0, +)
    return rest < 1e-9 ? 0 : rest / Double(primaries.filter { $0.share == nil }.count)
  }
}

/// A catalog whose vendors change roles and shares, often on the same days.
private struct RandomCatalog {
  static let base = Day.earliest + 700_000
  static let days = (-2...34).map { base + $0 }

  /// SplitMix64, as in the support of the other tests.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  let catalog: Catalog

  init(seed: UInt64, mostPeriods: Int = 4) {
    var random = Generator(state: seed)
    let vendors = (0..<Int.random(in: 1...7, using: &random)).map { place in
      Vendor(
        id: "v\(place)", name: "V\(place)", stage: Bool.random(using: &random) ? "a" : "b",
        periods: RandomCatalog.periods(Int.random(in: 1...mostPeriods, using: &random), &random))
    }
    catalog = Catalog(store: "S", journey: [], vendors: vendors)
  }

  /// As the reader lets them through, but that shares may add up to anything.
  private static func periods(_ count: Int, _ random: inout Generator) -> [RolePeriod] {
    let sinces = (0..<7).map { $0 * 5 }.shuffled(using: &random).prefix(count).sorted().map { base + $0 }
    return sinces.indices.map { index in
      let isFirst = index == 0 && Bool.random(using: &random)
      let role = ([.primary, .primary] + Role.allCases).randomElement(using: &random) ?? .primary
      var period = RolePeriod(role: role, since: isFirst ? nil : sinces[index])
      if Int.random(in: 0..<3, using: &random) == 0 {
        let last = index + 1 < sinces.count ? sinces[index + 1] : base + 33
        period.until = sinces[index] + Int.random(in: 1...max(1, last - sinces[index]), using: &random)
      }
      if period.role == .primary, Bool.random(using: &random) {
        period.share = [0, 0.1, 0.25, 1.0 / 3, 0.5].randomElement(using: &random)
      }
      return period
    }
  }
}
