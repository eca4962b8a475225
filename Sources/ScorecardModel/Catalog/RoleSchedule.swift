/// What each vendor of a catalog is on each day, and which part of the orders it carries: the one place that looks
/// at ``Vendor/periods`` (Scoring §1 "Roles have dates").
///
/// Vendors go by their places in the catalog. Periods are expected as the catalog's reader lets them through: oldest
/// first, and none that lasts beyond the next one's since.
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

    func contains(_ day: Day) -> Bool { from <= day && !isOver(on: day) }
    func isOver(on day: Day) -> Bool { to.map { $0 <= day } ?? false }
  }

  /// Part of its stage's orders that a primary carries that names no share, until the next of these.
  private struct Rest: Hashable, Sendable {
    var from: Day
    var share: Double
  }

  private let spans: [[Span]]
  /// By stage, ascending; one begins wherever the primaries in force change. Kept by stage and not by vendor: a stage
  /// of many that come and go has as many of these as changes, not changes times vendors.
  private let rests: [Stage.ID: [Rest]]
  private let stages: [Stage.ID]

  public init(_ catalog: Catalog) { self.init(catalog.vendors) }

  package init(_ vendors: [Vendor]) {
    let spans = vendors.map { RoleSchedule.spans($0.periods) }
    self.spans = spans
    stages = vendors.map(\.stage)
    rests = Dictionary(grouping: vendors.indices) { vendors[$0].stage }
      .mapValues { RoleSchedule.rests($0.map { spans[$0] }) }
  }

  private static func spans(_ periods: [RolePeriod]) -> [Span] {
    periods.indices.compactMap { index in
      let period = periods[index]
      let next = index + 1 < periods.count ? periods[index + 1].since : nil
      let from = period.since ?? .earliest
      let to = [period.until, next].compactMap(\.self).min()
      guard period.role != .former, to.map({ from < $0 }) ?? true else { return nil }
      return Span(period: period, from: from, to: to)
    }
  }

  // MARK: Roles

  /// Candidate before its first period, former in none.
  public func role(of vendor: Int, on day: Day) -> Role {
    if let period = period(of: vendor, on: day) { return period.role }
    return spans[vendor].first.map { day < $0.from } ?? false ? .candidate : .former
  }

  /// The period that holds a day, as the catalog has it; nil in none.
  public func period(of vendor: Int, on day: Day) -> RolePeriod? { span(of: vendor, on: day)?.period }

  /// When its present period, if there is one, began and ends: `until` is worked out where the next period sets it.
  public func limits(of vendor: Int, on day: Day) -> (since: Day?, until: Day?) {
    let span = span(of: vendor, on: day)
    return (span?.period.since, span?.to)
  }

  /// Whether it is primary on any of these days.
  public func isPrimary(_ vendor: Int, onAnyOf days: ClosedRange<Day>) -> Bool {
    spans[vendor].contains {
      $0.period.role == .primary && $0.from <= days.upperBound && !$0.isOver(on: days.lowerBound)
    }
  }

  /// Days [from, to) on which it is primary, ascending; nil = for good.
  public func primaryDays(of vendor: Int) -> [(from: Day, to: Day?)] {
    spans[vendor].filter { $0.period.role == .primary }.map { ($0.from, $0.to) }
  }

  /// First day of its first period; nil without a period, or when that was always there.
  public func firstSince(of vendor: Int) -> Day? { spans[vendor].first?.period.since }

  /// Whether it has any period: a vendor whose whole role is former has none.
  public func hasPeriod(_ vendor: Int) -> Bool { !spans[vendor].isEmpty }

  /// The day from which on it is not used any more, seen from a day on which it is former; nil when nobody remembers,
  /// and on any other day.
  public func leftOn(_ vendor: Int, asOf day: Day) -> Day? {
    guard role(of: vendor, on: day) == .former else { return nil }
    return spans[vendor].last { $0.isOver(on: day) }?.to
  }

  private func span(of vendor: Int, on day: Day) -> Span? { spans[vendor].last { $0.contains(day) } }

  /// All of it on a day.
  public func standing(of vendor: Int, on day: Day) -> VendorStanding {
    let role = role(of: vendor, on: day)
    let limits = limits(of: vendor, on: day)
    return VendorStanding(
      role: role, since: limits.since, until: role == .former ? leftOn(vendor, asOf: day) : limits.until,
      share: share(of: vendor, on: day), joined: firstSince(of: vendor))
  }

  // MARK: Shares

  /// 0 unless it is primary on that day.
  public func share(of vendor: Int, on day: Day) -> Double {
    guard let period = period(of: vendor, on: day), period.role == .primary else { return 0 }
    return period.share ?? rests[stages[vendor]]?.last { $0.from <= day }?.share ?? 0
  }

  /// Ascending, each as long as can be; days on which it carries nothing are in none.
  public func runs(of vendor: Int) -> [Run] {
    var runs: [Run] = []
    for span in spans[vendor] where span.period.role == .primary {
      for piece in pieces(of: span, in: stages[vendor]) where piece.share > 0 {
        if let last = runs.last, last.to == piece.from, last.share == piece.share {
          runs[runs.count - 1].to = piece.to
        } else {
          runs.append(piece)
        }
      }
    }
    return runs
  }

  /// A primary's period, cut where what the others leave changes.
  private func pieces(of span: Span, in stage: Stage.ID) -> [Run] {
    if let share = span.period.share { return [Run(from: span.from, to: span.to, share: share)] }
    let rests = rests[stage] ?? []
    let own = rests.indices.filter { span.contains(rests[$0].from) }
    return own.map { index in
      let next = index + 1 < rests.count ? rests[index + 1].from : nil
      let to = [span.to, next].compactMap(\.self).min()
      return Run(from: rests[index].from, to: to, share: rests[index].share)
    }
  }

  /// - Parameter members: the spans of each vendor of a stage, in catalog order: their shares are added in it.
  private static func rests(_ members: [[Span]]) -> [Rest] {
    var changes: [(day: Day, member: Int, period: RolePeriod?)] = []
    for (member, spans) in members.enumerated() {
      for span in spans where span.period.role == .primary {
        if let to = span.to { changes.append((to, member, nil)) }
        changes.append((span.from, member, span.period))
      }
    }
    // On one day what ends goes first: the next period of the same vendor may begin on it.
    changes.sort { ($0.day.number, $0.period == nil ? 0 : 1) < ($1.day.number, $1.period == nil ? 0 : 1) }
    var inForce = [RolePeriod?](repeating: nil, count: members.count)
    var rests: [Rest] = []
    for (index, change) in changes.enumerated() {
      inForce[change.member] = change.period
      if index + 1 < changes.count, changes[index + 1].day == change.day { continue }
      let named = inForce.reduce(0) { $0 + ($1?.share ?? 0) }
      let unnamed = inForce.count { $0 != nil && $0?.share == nil }
      let left = 1 - named
      rests.append(Rest(from: change.day, share: left < 1e-9 ? 0 : left / Double(max(1, unnamed))))
    }
    return rests
  }
}

extension Catalog {
  /// Roles and shares by day.
  public var roles: RoleSchedule { RoleSchedule(self) }
}
