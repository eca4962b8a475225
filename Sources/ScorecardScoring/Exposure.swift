import ScorecardModel

/// How much of each vendor was watched, on any day (Scoring §1 "Exposure").
struct ExposureRecord: Sendable {
  /// A week with evidence that counts for a vendor, from its first day on which something was recorded.
  struct ObservedWeek: Hashable, Sendable {
    var start: Int
    var firstObservation: Int
  }

  static let weekInMonths = 7 / 30.4375
  static let daysInMonth = 30.4375
  /// The year up to a day, itself included (Scoring §5 Y).
  static let daysInYear = 365

  private let catalog: Catalog
  private let roles: RoleSchedule
  private let decay: Decay
  private let store: VolumeRecord
  /// In catalog order.
  private let own: [VolumeRecord]
  private let runs: [[RoleSchedule.Run]]
  private let weeks: [[ObservedWeek]]
  /// Days with an incident of any vendor or a check-in, ascending.
  private let recorded: [Int]

  /// - Parameters:
  ///   - observed: of each vendor the days with an incident on record, in catalog order.
  ///   - strangers: days with an incident of a vendor that the catalog no longer knows.
  init(
    catalog: Catalog, roles: RoleSchedule, volumes: [Volume], observed: [[Int]], strangers: [Int],
    checkIns: [Day], decay: Decay
  ) {
    self.catalog = catalog
    self.roles = roles
    self.decay = decay
    let byVendor = Dictionary(grouping: volumes, by: \.vendor)
    store = VolumeRecord(byVendor[nil] ?? [])
    own = catalog.vendors.map { VolumeRecord(byVendor[$0.id] ?? []) }
    runs = catalog.vendors.indices.map(roles.runs)
    recorded = ExposureRecord.distinct(observed + [strangers, checkIns.map(\.number)])
    let storeWeeks = ExposureRecord.weeks(recorded)
    weeks = catalog.vendors.indices.map { vendor in
      let since = roles.firstSince(of: vendor)?.weekStart.number ?? .min
      let ownWeeks = Dictionary(
        uniqueKeysWithValues: ExposureRecord.weeks(observed[vendor]).map { ($0.start, $0) })
      return storeWeeks.compactMap { week in
        guard week.start >= since, let monday = Day(number: week.start) else { return nil }
        return roles.isPrimary(vendor, onAnyOf: monday...monday + 6) ? week : ownWeeks[week.start]
      }
    }
  }

  /// Everything as it stands on a day.
  ///
  /// - Parameter wanted: the vendors that will be asked for; nil = all.
  func on(_ day: Day, of wanted: [Int]? = nil) -> ExposureView {
    func estimate(_ record: VolumeRecord) -> VolumeRecord.Stated? {
      record.estimate(asOf: day.number) { from in
        let place = recorded.firstIndex { $0 >= from }
        return place.map { recorded[$0] <= day.number } ?? false
      }
    }
    let storeEstimate = estimate(store)
    let storeVolumes = store.volumes(asOf: day.number) + (storeEstimate.map { [$0] } ?? [])
    var estimates: [VolumeEstimate] = []
    func note(_ stated: VolumeRecord.Stated?, _ vendor: Vendor.ID?) {
      guard let stated, let from = Day(number: stated.from), let to = Day(number: stated.to) else { return }
      estimates.append(
        VolumeEstimate(
          vendor: vendor, from: from, to: to, perMonth: stated.perDay * ExposureRecord.daysInMonth))
    }
    note(storeEstimate, nil)
    var vendors = catalog.vendors.map { _ in ExposureView.Pieces(own: [], store: [], runs: []) }
    for vendor in wanted ?? Array(catalog.vendors.indices) {
      let ownEstimate = estimate(own[vendor])
      note(ownEstimate, catalog.vendors[vendor].id)
      let stated = own[vendor].volumes(asOf: day.number) + (ownEstimate.map { [$0] } ?? [])
      vendors[vendor] = ExposureView.Pieces(own: stated, store: storeVolumes, runs: runs[vendor])
    }
    return ExposureView(
      asOf: day.number, decay: decay, roles: roles, pieces: vendors, estimates: estimates, weeks: weeks)
  }

  /// All days of these lists, ascending, each once.
  private static func distinct(_ lists: [[Int]]) -> [Int] {
    guard let first = lists.compactMap({ $0.min() }).min(), let last = lists.compactMap({ $0.max() }).max()
    else { return [] }
    // Days of one store lie close together: a mark for each is quicker than a set of them.
    var isRecorded = [Bool](repeating: false, count: last - first + 1)
    for list in lists {
      for day in list { isRecorded[day - first] = true }
    }
    return isRecorded.indices.filter { isRecorded[$0] }.map { first + $0 }
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

/// The volumes of a vendor, or of the whole store.
struct VolumeRecord: Sendable {
  /// Orders that were stated, or are estimated, for the days [from, to).
  struct Stated: Hashable, Sendable {
    var from: Int
    var to: Int
    var perDay: Double
  }

  /// The window whose rate goes on, the least days it takes, and how long it is taken to go on.
  private static let window = 91
  private static let leastWindow = 28
  private static let longest = 62

  /// Ascending.
  private let stated: [Stated]

  init(_ volumes: [Volume]) {
    stated = volumes.sorted { ($0.from, $0.to, $0.orders) < ($1.from, $1.to, $1.orders) }.map {
      Stated(from: $0.from.number, to: $0.to.number, perDay: Double($0.orders) / Double($0.to - $0.from))
    }
  }

  func volumes(asOf day: Int) -> [Stated] { stated.filter { $0.from <= day } }

  /// The days since the last volume, at the rate of the 91 days before its end: months are entered late.
  ///
  /// - Parameter isRecorded: whether anything was recorded from a day on, up to the as-of day.
  func estimate(asOf day: Int, isRecorded: (_ from: Int) -> Bool) -> Stated? {
    let known = volumes(asOf: day)
    guard let first = known.first?.from, let end = known.map(\.to).max(), end <= day, isRecorded(end) else {
      return nil
    }
    let start = max(first, end - Self.window)
    guard end - start >= Self.leastWindow else { return nil }
    let orders = known.reduce(0.0) { sum, volume in
      sum + volume.perDay * Double(max(0, volume.to - max(volume.from, start)))
    }
    return Stated(from: end, to: min(day + 1, end + Self.longest), perDay: orders / Double(end - start))
  }
}

/// Exposure of every vendor as it stands on a day.
struct ExposureView: Sendable {
  /// What counts for one vendor.
  struct Pieces: Sendable {
    /// A run of days [from, to) with the orders a day of the whole store, or of itself (share 1).
    struct Piece: Sendable {
      var from: Int
      var to: Int
      var perDay: Double
      var share: Double
      var isOwn: Bool
    }

    private(set) var list: [Piece] = []

    /// - Parameters:
    ///   - own: its volumes, estimated too, ascending.
    ///   - store: the store's, ascending.
    ///   - runs: of its share.
    init(own: [VolumeRecord.Stated], store: [VolumeRecord.Stated], runs: [RoleSchedule.Run]) {
      list.reserveCapacity(own.count + store.count * runs.count)
      for volume in own {
        list.append(Piece(from: volume.from, to: volume.to, perDay: volume.perDay, share: 1, isOwn: true))
      }
      for volume in store {
        for run in runs {
          let to = min(volume.to, run.to?.number ?? .max)
          addUncovered(max(volume.from, run.from.number), to, volume.perDay, run.share, own)
        }
      }
    }

    /// The days of [from, to) that no volume of its own covers.
    private mutating func addUncovered(
      _ from: Int, _ to: Int, _ perDay: Double, _ share: Double, _ own: [VolumeRecord.Stated]
    ) {
      var from = from
      func add(until end: Int) {
        guard from < end else { return }
        list.append(Piece(from: from, to: end, perDay: perDay, share: share, isOwn: false))
      }
      for covered in own where covered.to > from && covered.from < to {
        add(until: covered.from)
        from = covered.to
      }
      add(until: to)
    }
  }

  let asOf: Int
  let decay: Decay
  let roles: RoleSchedule
  let pieces: [Pieces]
  /// The store's, then those of vendors in catalog order.
  let estimates: [VolumeEstimate]
  /// Of each vendor, the weeks that count once their first observation is there.
  let weeks: [[ExposureRecord.ObservedWeek]]

  /// Decayed orders of a vendor.
  func orders(_ vendor: Int) -> Double {
    var sum = 0.0
    for piece in pieces[vendor].list where piece.from <= asOf {
      let seen = min(piece.to, asOf + 1) - piece.from
      // Aged from the middle of the days seen, hence half days.
      let weight = decay(halfDays: 2 * (asOf - piece.from) - (seen - 1))
      sum += weight * piece.perDay * piece.share * Double(seen)
    }
    return sum
  }

  /// Decayed months of a vendor.
  func months(_ vendor: Int) -> Double {
    var sum = 0.0
    for week in weeks[vendor] where week.firstObservation <= asOf {
      sum += decay(days: asOf - (week.start + 3))
    }
    return sum * ExposureRecord.weekInMonths
  }

  /// Orders a month over the year up to the day, at the share of the day; 0 without any (Scoring §5 Y).
  func ordersPerMonth(_ vendor: Int) -> Double {
    let yearStart = asOf - ExposureRecord.daysInYear + 1
    guard let today = Day(number: asOf) else { return 0 }
    let share = roles.share(of: vendor, on: today)
    var (first, orders) = (Int.max, 0.0)
    var own: [(Int, Int)] = []
    for piece in pieces[vendor].list where piece.from <= asOf {
      first = min(first, piece.from)
      let days = min(piece.to, asOf + 1) - max(piece.from, yearStart)
      guard days > 0 else { continue }
      orders += piece.perDay * (piece.isOwn ? 1 : share) * Double(days)
      if piece.isOwn { own.append((piece.from, piece.to)) }
    }
    guard first <= asOf else { return 0 }
    let start = max(first, yearStart)
    let primary = roles.primaryDays(of: vendor).map { ($0.from.number, $0.to?.number ?? .max) }
    let days = ExposureView.union(own + primary, from: start, through: asOf)
    return days > 0 ? orders / (Double(days) / ExposureRecord.daysInMonth) : 0
  }

  /// How many days of start...end lie in any of these ranges [from, to).
  private static func union(_ ranges: [(from: Int, to: Int)], from start: Int, through end: Int) -> Int {
    var covered = start
    var days = 0
    for range in ranges.sorted(by: { $0.from < $1.from }) where range.to > covered && range.from <= end {
      let from = max(range.from, covered)
      covered = min(range.to, end + 1)
      days += max(0, covered - from)
    }
    return days
  }

  /// What is on record without decay; its logs are not known here.
  func track(_ vendor: Int, unit: Exposure.Unit) -> TrackRecord {
    let yearStart = asOf - ExposureRecord.daysInYear + 1
    var track = TrackRecord(amount: 0, amountInYear: 0, logsInYear: 0, firstDay: nil)
    var first: Int?
    switch unit {
    case .orders:
      for piece in pieces[vendor].list where piece.from <= asOf && piece.perDay > 0 {
        let end = min(piece.to, asOf + 1)
        track.amount += piece.perDay * piece.share * Double(end - piece.from)
        track.amountInYear += piece.perDay * piece.share * Double(max(0, end - max(piece.from, yearStart)))
        first = min(first ?? piece.from, piece.from)
      }
    case .months:
      for week in weeks[vendor] where week.firstObservation <= asOf {
        track.amount += ExposureRecord.weekInMonths
        if week.start + 6 >= yearStart { track.amountInYear += ExposureRecord.weekInMonths }
        first = min(first ?? week.firstObservation, week.firstObservation)
      }
    }
    track.firstDay = first.flatMap { Day(number: $0) }
    return track
  }
}
