/// What each vendor of a catalog is on each day, and which part of the orders it carries: the one place that looks
/// at ``Vendor/periods`` (Scoring §1 "Roles have dates").
///
/// Vendors go by their places in the catalog.
public struct RoleSchedule: Hashable, Sendable {
  /// Days [from, to) on which a vendor's share of its stage's orders is one and the same number > 0.
  public struct Run: Hashable, Sendable {
    public var from: Day
    /// Exclusive; nil = for good.
    public var to: Day?
    public var share: Double
  }

  /// A period with its ends worked out; never of the role former, which is the same as no period.
  private struct Span: Hashable, Sendable {
    var period: RolePeriod
    var from: Day
    var to: Day?

    func contains(_ day: Day) -> Bool { from <= day && to.map { day < $0 } ?? true }
  }

  private let spans: [[Span]]
  private let runs: [[Run]]

  public init(_ catalog: Catalog) {
    let spans = catalog.vendors.map { RoleSchedule.spans($0.periods) }
    self.spans = spans
    var runs = catalog.vendors.map { _ in [Run]() }
    let stages = Dictionary(grouping: catalog.vendors.indices) { catalog.vendors[$0].stage }
    for members in stages.values { RoleSchedule.addRuns(of: members, spans, to: &runs) }
    self.runs = runs
  }

  private static func spans(_ periods: [RolePeriod]) -> [Span] {
    periods.indices.compactMap { index in
      let period = periods[index]
      let next = index + 1 < periods.count ? periods[index + 1].since : nil
      guard period.role != .former else { return nil }
      return Span(period: period, from: period.since ?? .earliest, to: period.until ?? next)
    }
  }

  // MARK: Roles

  /// Candidate before its first period, former in none.
  public func role(of vendor: Int, on day: Day) -> Role {
    if let period = period(of: vendor, on: day) { return period.role }
    return first(vendor).map { day < $0.from } ?? false ? .candidate : .former
  }

  /// The period that holds a day, as the catalog has it; nil in none.
  public func period(of vendor: Int, on day: Day) -> RolePeriod? {
    spans[vendor].last { $0.contains(day) }?.period
  }

  /// When its present period, if there is one, began and ends: `until` is worked out where the next period sets it.
  public func limits(of vendor: Int, on day: Day) -> (since: Day?, until: Day?) {
    guard let span = spans[vendor].last(where: { $0.contains(day) }) else { return (nil, nil) }
    return (span.period.since, span.to)
  }

  /// Whether it is primary on any of these days.
  public func isPrimary(_ vendor: Int, onAnyOf days: ClosedRange<Day>) -> Bool {
    spans[vendor].contains { span in
      span.period.role == .primary && span.from <= days.upperBound
        && span.to.map { days.lowerBound < $0 } ?? true
    }
  }

  /// Days [from, to) on which it is primary, ascending; nil = for good.
  public func primaryDays(of vendor: Int) -> [(from: Day, to: Day?)] {
    spans[vendor].filter { $0.period.role == .primary }.map { ($0.from, $0.to) }
  }

  /// First day of its first period; nil without a period, or when that was always there.
  public func firstSince(of vendor: Int) -> Day? { first(vendor)?.period.since }

  /// Whether it has any period: a vendor whose whole role is former has none.
  public func hasPeriod(_ vendor: Int) -> Bool { !spans[vendor].isEmpty }

  /// The day from which on it is not used any more, seen from a day on which it is former; nil when nobody remembers.
  public func leftOn(_ vendor: Int, asOf day: Day) -> Day? {
    spans[vendor].last { $0.to.map { $0 <= day } ?? false }?.to
  }

  private func first(_ vendor: Int) -> Span? { spans[vendor].first }

  /// All of it on a day.
  public func standing(of vendor: Int, on day: Day) -> VendorStanding {
    let role = role(of: vendor, on: day)
    let limits = limits(of: vendor, on: day)
    return VendorStanding(
      role: role, since: limits.since, until: role == .former ? leftOn(vendor, asOf: day) : limits.until,
      share: share(of: vendor, on: day))
  }

  // MARK: Shares

  /// 0 unless it is primary on that day.
  public func share(of vendor: Int, on day: Day) -> Double {
    runs[vendor].last { $0.from <= day && $0.to.map { day < $0 } ?? true }?.share ?? 0
  }

  /// Ascending; days on which it carries nothing are in none.
  public func runs(of vendor: Int) -> [Run] { runs[vendor] }

  private static func addRuns(of members: [Int], _ spans: [[Span]], to runs: inout [[Run]]) {
    let primaries = members.map { member in spans[member].filter { $0.period.role == .primary } }
    let ends = Set(primaries.joined().flatMap { [$0.from, $0.to].compactMap(\.self) }).sorted()
    for (index, from) in ends.enumerated() {
      let to = index + 1 < ends.count ? ends[index + 1] : nil
      let inForce = primaries.map { $0.last { $0.contains(from) }?.period }
      let named = inForce.reduce(0) { $0 + ($1?.share ?? 0) }
      let unnamed = inForce.count { $0 != nil && $0?.share == nil }
      let rest = 1 - named
      for (member, period) in zip(members, inForce) {
        guard let period else { continue }
        let share = period.share ?? (rest < 1e-9 ? 0 : rest / Double(unnamed))
        guard share > 0 else { continue }
        if let last = runs[member].last, last.to == from, last.share == share {
          runs[member][runs[member].count - 1].to = to
        } else {
          runs[member].append(Run(from: from, to: to, share: share))
        }
      }
    }
  }
}

extension Catalog {
  /// Roles and shares by day.
  public var roles: RoleSchedule { RoleSchedule(self) }
}
