import ScorecardModel

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
  let passing: [PassingHarm]
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
