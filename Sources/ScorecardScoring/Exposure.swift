import ScorecardModel

/// How much of each vendor was watched, on any day (Scoring §1 "Exposure").
struct ExposureRecord: Sendable {
  /// Orders that count for one vendor on the days [from, to).
  private struct CountedVolume: Sendable {
    var from: Int
    var to: Int
    var ordersPerDay: Double

    func daysSeen(asOf: Int) -> Int { min(to, asOf + 1) - from }
  }

  private struct VendorRecord: Sendable {
    /// Its own volumes; once one has begun, only these count.
    var own: [CountedVolume] = []
    /// Its share of the store's.
    var shared: [CountedVolume] = []
    /// Weeks that count in months.
    var weeks: [ObservedWeek] = []

    func volumes(asOf: Int) -> [CountedVolume] {
      let counted = own.contains { $0.from <= asOf } ? own : shared
      return counted.filter { $0.from <= asOf }
    }
  }

  /// A week with evidence, from its first day on which something was recorded.
  struct ObservedWeek: Hashable, Sendable {
    var start: Int
    var firstObservation: Int
  }

  static let weekInMonths = 7 / 30.4375
  static let daysInMonth = 30.4375
  /// The year up to a day, itself included (Scoring §5 Y).
  static let daysInYear = 365

  private let records: [VendorRecord]
  private let decay: Decay

  /// - Parameters:
  ///   - observed: of each vendor the days with an incident on record, in catalog order.
  ///   - strangers: days with an incident of a vendor that the catalog no longer knows.
  init(
    catalog: Catalog, volumes: [Volume], observed: [[Int]], strangers: [Int], checkIns: [Day], decay: Decay
  ) {
    self.decay = decay
    let storeWeeks = ExposureRecord.weeks(observed.flatMap { $0 } + strangers + checkIns.map(\.number))
    let shares = ExposureRecord.shares(of: catalog)
    let ordered = volumes.sorted { ($0.from, $0.to, $0.orders) < ($1.from, $1.to, $1.orders) }
    let own = Dictionary(grouping: ordered.filter { $0.vendor != nil }, by: { $0.vendor ?? "" })
    let store = ordered.filter { $0.vendor == nil }
    records = catalog.vendors.enumerated().map { index, vendor in
      let since = vendor.since ?? .earliest
      var record = VendorRecord()
      record.own = (own[vendor.id] ?? []).map { ExposureRecord.counted($0, share: 1, since: .earliest) }
      if vendor.role == .primary {
        record.shared = store.filter { $0.to > since }
          .map { ExposureRecord.counted($0, share: shares[index], since: since) }
      }
      let weeks = vendor.role == .primary ? storeWeeks : ExposureRecord.weeks(observed[index])
      record.weeks = weeks.filter { $0.start >= since.weekStart.number }
      return record
    }
  }

  /// Decayed orders of a vendor.
  func orders(_ vendor: Int, asOf: Day) -> Double {
    let day = asOf.number
    var sum = 0.0
    for volume in records[vendor].volumes(asOf: day) {
      let seen = volume.daysSeen(asOf: day)
      // Aged from the middle of the days seen, hence half days.
      sum += decay(halfDays: 2 * (day - volume.from) - (seen - 1)) * volume.ordersPerDay * Double(seen)
    }
    return sum
  }

  /// Decayed months of a vendor.
  func months(_ vendor: Int, asOf: Day) -> Double {
    var sum = 0.0
    for week in records[vendor].weeks where week.firstObservation <= asOf.number {
      sum += decay(days: asOf.number - (week.start + 3))
    }
    return sum * ExposureRecord.weekInMonths
  }

  /// Orders a month over the year up to a day, 0 without volume (Scoring §5 Y).
  func ordersPerMonth(_ vendor: Int, asOf: Day) -> Double {
    let day = asOf.number
    let counted = records[vendor].volumes(asOf: day)
    guard let first = counted.map(\.from).min() else { return 0 }
    let start = max(first, day - Self.daysInYear + 1)
    var orders = 0.0
    for volume in counted {
      let days = min(volume.to, day + 1) - max(volume.from, day - Self.daysInYear + 1)
      if days > 0 { orders += volume.ordersPerDay * Double(days) }
    }
    return orders / (Double(day - start + 1) / ExposureRecord.daysInMonth)
  }

  /// What is on record without decay; its logs are not known here.
  func track(_ vendor: Int, unit: Exposure.Unit, asOf: Day) -> TrackRecord {
    let (day, yearStart) = (asOf.number, asOf.number - Self.daysInYear + 1)
    var track = TrackRecord(amount: 0, amountInYear: 0, logsInYear: 0, firstDay: nil)
    var first: Int?
    switch unit {
    case .orders:
      for volume in records[vendor].volumes(asOf: day) where volume.ordersPerDay > 0 {
        let end = min(volume.to, day + 1)
        track.amount += volume.ordersPerDay * Double(end - volume.from)
        track.amountInYear += volume.ordersPerDay * Double(max(0, end - max(volume.from, yearStart)))
        first = min(first ?? volume.from, volume.from)
      }
    case .months:
      for week in records[vendor].weeks where week.firstObservation <= day {
        track.amount += Self.weekInMonths
        if week.start + 6 >= yearStart { track.amountInYear += Self.weekInMonths }
        first = min(first ?? week.firstObservation, week.firstObservation)
      }
    }
    track.firstDay = first.flatMap { Day(number: $0) }
    return track
  }

  private static func counted(_ volume: Volume, share: Double, since: Day) -> CountedVolume {
    CountedVolume(
      from: max(volume.from, since).number, to: volume.to.number,
      ordersPerDay: share * Double(volume.orders) / Double(volume.to - volume.from))
  }

  /// Primaries without a share split what the others of their stage leave.
  static func shares(of catalog: Catalog) -> [Double] {
    var named: [Stage.ID: Double] = [:]
    var unnamed: [Stage.ID: Int] = [:]
    for vendor in catalog.vendors where vendor.role == .primary {
      if let share = vendor.share { named[vendor.stage, default: 0] += share }
      if vendor.share == nil { unnamed[vendor.stage, default: 0] += 1 }
    }
    return catalog.vendors.map { vendor in
      guard vendor.role == .primary else { return 0 }
      let rest = max(0, 1 - (named[vendor.stage] ?? 0))
      return vendor.share ?? rest / Double(unnamed[vendor.stage] ?? 1)
    }
  }

  /// The weeks that hold these days, ascending.
  private static func weeks(_ days: [Int]) -> [ObservedWeek] {
    guard let first = days.min(), let last = days.max() else { return [] }
    func week(_ day: Int) -> Int { Int((Double(day + 3) / 7).rounded(.down)) }  // Day 0 was a Thursday.
    let start = week(first)
    var observed = [Int](repeating: .max, count: week(last) - start + 1)
    for day in days { observed[week(day) - start] = min(observed[week(day) - start], day) }
    return observed.enumerated().filter { $0.element != .max }.map {
      ObservedWeek(start: (start + $0.offset) * 7 - 3, firstObservation: $0.element)
    }
  }
}
