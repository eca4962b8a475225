import ScorecardModel

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
      /// What it carries of them in all; from whole numbers without a detour by the day, so that shops add up exactly.
      var orders: Double
    }

    private(set) var list: [Piece] = []

    /// Those of one carrier, of all shops.
    init(_ list: [Piece]) { self.list = list }

    /// - Parameters:
    ///   - own: its volumes, estimated too, ascending.
    ///   - store: the store's, ascending.
    ///   - runs: of its share.
    init(own: [VolumeRecord.Stated], store: [VolumeRecord.Stated], runs: [RoleSchedule.Run]) {
      list.reserveCapacity(own.count + store.count * runs.count)
      for volume in own {
        list.append(
          Piece(
            from: volume.from, to: volume.to, perDay: volume.perDay, share: 1, isOwn: true,
            orders: volume.orders))
      }
      for volume in store {
        for run in runs {
          let to = min(volume.to, run.to?.number ?? .max)
          addUncovered(max(volume.from, run.from.number), to, volume, run.share, own)
        }
      }
    }

    /// The days of [from, to) that no volume of its own covers.
    private mutating func addUncovered(
      _ from: Int, _ to: Int, _ volume: VolumeRecord.Stated, _ share: Double, _ own: [VolumeRecord.Stated]
    ) {
      var from = from
      func add(until end: Int) {
        guard from < end else { return }
        let orders = volume.orders * share * Double(end - from) / Double(volume.to - volume.from)
        list.append(
          Piece(
            from: from, to: end, perDay: volume.perDay, share: share, isOwn: false, orders: orders))
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
    var track = TrackRecord(amount: 0, amountInYear: 0, incidentsInYear: 0, firstDay: nil)
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
