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
  ///   - uncatalogued: days with an incident of a vendor that the catalog no longer knows.
  init(
    catalog: Catalog, roles: RoleSchedule, volumes: [Volume], observed: [[Int]], uncatalogued: [Int],
    checkIns: [Day], decay: Decay
  ) {
    self.catalog = catalog
    self.roles = roles
    self.decay = decay
    let byVendor = Dictionary(grouping: volumes, by: \.vendor)
    store = VolumeRecord(byVendor[nil] ?? [])
    own = catalog.vendors.map { VolumeRecord(byVendor[$0.id] ?? []) }
    runs = catalog.vendors.indices.map(roles.runs)
    recorded = ExposureRecord.distinct(observed + [uncatalogued, checkIns.map(\.number)])
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
