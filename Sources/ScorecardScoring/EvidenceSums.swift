import ScorecardModel

/// Decayed sums of one vendor on a day (Scoring §1).
struct DecayedSums: Sendable {
  /// By dimension (a literal, since Swift asks for one): Σ d·P, Σ d·2N (what counts in service), Σ d·S in 1/10 000, Σ d·Q in 1/100 000 000 (d, not d²). One
  /// vector operation adds a cell; a year of a busy store is a hundred thousand of them.
  private var lanes: InlineArray<6, SIMD4<Double>> = .init(repeating: .zero)

  init() { assert(lanes.count == Dimension.count) }

  /// What these sums of one day and dimension weigh at decay `d`.
  init(_ sums: EvidenceSums, _ dimension: Dimension, decay d: Double) {
    add(sums, dimension, decay: d)
  }

  mutating func add(_ sums: EvidenceSums, _ dimension: Dimension, decay d: Double) {
    lanes[dimension.index] +=
      d
      * SIMD4(
        Double(sums.goods), Double(sums.halfBads - sums.repeatedHalfBads), Double(sums.harm),
        Double(sums.harmSquared))
  }

  mutating func add(_ passing: PassingHarm, decay d: Double) {
    lanes[passing.dimension.index] += d * SIMD4(0, 0, Double(passing.harm), Double(passing.harmSquared))
  }

  mutating func add(_ other: DecayedSums, decay d: Double) {
    for i in lanes.indices { lanes[i] += d * other.lanes[i] }
  }

  /// Undecayed additions, for "what if".
  mutating func add(goods: Double, _ dimension: Dimension) { lanes[dimension.index][0] += goods }
  mutating func add(standardIncidents: Double, _ dimension: Dimension) {
    lanes[dimension.index] += SIMD4(0, 2, 1e4, 1e8) * standardIncidents
  }

  /// Removing what was added leaves rounding dust; evidence is never negative.
  mutating func clamp() {
    for i in lanes.indices { lanes[i].replace(with: 0, where: lanes[i] .< 1e-9) }
  }

  /// Σ d·P over all dimensions.
  var goods: Double { lanes.indices.reduce(0) { $0 + lanes[$1][0] } }

  /// S and Q over all dimensions.
  func observation(exposure: Double) -> HarmObservation {
    var sum = SIMD4<Double>.zero
    for i in lanes.indices { sum += lanes[i] }
    return HarmObservation(exposure: exposure, harm: sum[2] / 1e4, harmSquared: sum[3] / 1e8)
  }

  /// S of one dimension.
  func harm(_ dimension: Dimension) -> Double { lanes[dimension.index][2] / 1e4 }

  /// Good and all experiences with a service dimension or none, P and T of Scoring §3.
  var service: ServiceCounts {
    var counts = ServiceCounts(good: 0, total: 0)
    for dimension in Dimension.allCases where dimension != .reliability {
      let own = service(dimension)
      counts.good += own.good
      counts.total += own.total
    }
    return counts
  }
  func service(_ dimension: Dimension) -> ServiceCounts {
    let own = lanes[dimension.index]
    return ServiceCounts(good: own[0], total: own[0] + own[1] / 2)
  }
}

/// One vendor's cells with the sums of whole months, so that any as-of day costs months, not days.
struct VendorTimeline: Sendable {
  private struct MonthSums: Sendable {
    var lastDay: Day
    var cells: Range<Int>
    /// Decayed to the month's last day.
    var sums: DecayedSums
    /// Incidents on record before the month.
    var incidentsBefore: Int64
  }

  private(set) var cells: [EvidenceCell]
  /// Ascending by (day, dimension, until); few.
  private let passing: [PassingHarm]
  private var months: [MonthSums] = []
  /// Days with a scored bad incident, ascending.
  private(set) var badDays: [Day] = []
  /// Days with an unmitigated severity 5, ascending.
  private var severeDays: [Day] = []

  /// - Parameter cells: ascending by (day, dimension).
  init(cells: [EvidenceCell], passing: [PassingHarm], decay: Decay) {
    self.cells = cells
    self.passing = passing
    var start = 0
    var incidentCount: Int64 = 0
    while start < cells.count {
      let lastDay = cells[start].day.month.lastDay
      var month = MonthSums(
        lastDay: lastDay, cells: start..<start, sums: DecayedSums(), incidentsBefore: incidentCount)
      var end = start
      while end < cells.count, cells[end].day <= lastDay {
        let cell = cells[end]
        month.sums.add(cell.sums, cell.dimension, decay: decay(days: lastDay - cell.day))
        incidentCount += cell.sums.incidentCount
        if cell.sums.halfBads > 0, badDays.last != cell.day { badDays.append(cell.day) }
        if cell.sums.severe > 0, severeDays.last != cell.day { severeDays.append(cell.day) }
        end += 1
      }
      month.cells = start..<end
      months.append(month)
      start = end
    }
  }

  var firstObservedDay: Day? { cells.first { $0.sums.incidentCount > 0 }?.day }

  /// Days ascending within a month, then month by month: the same data give the same bits.
  func sums(asOf: Day, decay: Decay) -> DecayedSums {
    var total = DecayedSums()
    for month in months {
      if month.lastDay <= asOf {
        total.add(month.sums, decay: decay(days: asOf - month.lastDay))
        continue
      }
      var running = DecayedSums()
      for cell in cells[month.cells] where cell.day <= asOf {
        running.add(cell.sums, cell.dimension, decay: decay(days: asOf - cell.day))
      }
      total.add(running, decay: 1)
      break
    }
    for passing in passing where passing.day <= asOf && asOf < passing.until {
      total.add(passing, decay: decay(days: asOf - passing.day))
    }
    return total
  }

  /// Incidents on record up to a day.
  func incidentCount(asOf: Day) -> Int {
    guard
      let month = months.last(where: {
        $0.cells.lowerBound < cells.count && cells[$0.cells.lowerBound].day <= asOf
      })
    else { return 0 }
    var count = month.incidentsBefore
    for cell in cells[month.cells] where cell.day <= asOf { count += cell.sums.incidentCount }
    return Int(count)
  }

  /// The latest day in the range with an unmitigated severity 5.
  func latestSevereDay(in range: ClosedRange<Day>) -> Day? {
    VendorTimeline.places(of: range, in: severeDays).last.map { severeDays[$0] }
  }

  /// Days in the range with at least one scored bad incident.
  func badDays(in range: ClosedRange<Day>) -> ArraySlice<Day> {
    badDays[VendorTimeline.places(of: range, in: badDays)]
  }

  /// The same, per month.
  func badDays(from first: Month, through asOf: Day) -> [Int] {
    var counts = [Int](repeating: 0, count: max(0, asOf.month.index - first.index + 1))
    guard first.firstDay <= asOf else { return counts }
    for day in badDays(in: first.firstDay...asOf) { counts[day.month.index - first.index] += 1 }
    return counts
  }

  private static func places(of range: ClosedRange<Day>, in days: [Day]) -> Range<Int> {
    /// How many of the days lie before one.
    func count(before day: Day) -> Int {
      var (low, high) = (0, days.count)
      while low < high {
        let middle = (low + high) / 2
        if days[middle] < day { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = count(before: range.lowerBound)
    return start..<max(start, range.upperBound == .latest ? days.count : count(before: range.upperBound + 1))
  }
}
