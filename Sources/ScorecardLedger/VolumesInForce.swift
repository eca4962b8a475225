import ScorecardModel

/// Which numbers of orders stand where several are on record for the same days of one vendor, or of the whole store.
///
/// What the owner states goes before what is counted. Of several sources that count a day the one with the most orders
/// stands. A count over several days, such as a month's total, stands when it is more than what is counted of its single
/// days, and no part of it is stated. What an earlier version counted, without a key, gives way to any other count of
/// its day; over several days it is one count among others.
struct VolumesInForce {
  /// By (vendor, from), the whole store first; of one vendor no two overlap.
  private(set) var volumes: [Volume] = []
  /// What does not count, by (vendor, from).
  private(set) var conflicts: [OrderConflict] = []

  /// - Parameters:
  ///   - stated: of one vendor no two overlap.
  ///   - counted: from records; a source counts a range of days once.
  ///   - earlier: of one vendor no two overlap, nor does one overlap what is stated.
  init(stated: [Volume], counted: [OrderCount], earlier: [Volume]) {
    if counted.isEmpty, earlier.isEmpty {
      volumes = VolumeBook(stated).all
      return
    }
    let counts = counted + earlier.map { OrderCount(source: nil, volume: $0) }
    let stated = Dictionary(grouping: stated, by: \.vendor)
    let counted = Dictionary(grouping: counts, by: \.volume.vendor)
    let vendors = Set(stated.keys).union(counted.keys).sorted { a, b in
      guard let a, let b else { return a == nil && b != nil }
      return a < b
    }
    for vendor in vendors {
      var settled = OneVendor(stated: stated[vendor] ?? [], counted: counted[vendor] ?? [])
      settled.settle()
      volumes += settled.standing.values.map(\.volume).sorted { $0.from < $1.from }
      conflicts += settled.conflicts.sorted {
        ($0.loser.volume.from, $0.loser.volume.to) < ($1.loser.volume.from, $1.loser.volume.to)
      }
    }
  }
}

/// The numbers for one vendor, or for the whole store.
private struct OneVendor {
  let stated: [Volume]
  let counted: [OrderCount]
  /// By first day.
  private(set) var standing: [Day: (volume: Volume, winner: OrderConflict.Winner)] = [:]
  private(set) var conflicts: [OrderConflict] = []

  init(stated: [Volume], counted: [OrderCount]) {
    self.stated = stated.sorted { $0.from < $1.from }
    self.counted = counted
  }

  mutating func settle() {
    settleDays()
    settleRanges()
    for volume in stated { standing[volume.from] = (volume, .stated) }
  }

  /// Counts of one day, but for those that are stated.
  private mutating func settleDays() {
    let days = Dictionary(grouping: counted.filter { $0.volume.isOneDay }, by: \.volume.from)
    for (day, counts) in days {
      guard !isStated(counts[0].volume) else {
        conflicts += counts.map { OrderConflict($0, winner: .stated) }
        continue
      }
      let keyed = counts.filter { $0.source != nil }
      let best = (keyed.isEmpty ? counts : keyed).max { a, b in
        (a.volume.orders, b.source ?? "") < (b.volume.orders, a.source ?? "")
      }
      guard let best else { continue }
      standing[day] = (best.volume, .source(best.source))
      conflicts += counts.filter { $0 != best }.map { OrderConflict($0, winner: .source(best.source)) }
    }
  }

  /// Counts of several days: the largest first, each against what stands on its days by then.
  private mutating func settleRanges() {
    let ranges = counted.filter { !$0.volume.isOneDay }.sorted { a, b in
      (b.volume.orders, a.volume.from, a.volume.to, a.source ?? "")
        < (a.volume.orders, b.volume.from, b.volume.to, b.source ?? "")
    }
    var taken: [OrderCount] = []
    for range in ranges {
      if isStated(range.volume) {
        conflicts.append(OrderConflict(range, winner: .stated))
      } else if let other = taken.first(where: { $0.volume.overlaps(range.volume) }) {
        conflicts.append(OrderConflict(range, winner: .source(other.source)))
      } else if let winner = source(of: range) {
        conflicts.append(OrderConflict(range, winner: winner))
      } else {
        for day in days(within: range.volume) {
          guard let lost = standing.removeValue(forKey: day), case .source(let source) = lost.winner else {
            continue
          }
          conflicts.append(
            OrderConflict(OrderCount(source: source, volume: lost.volume), winner: .source(range.source)))
        }
        taken.append(range)
      }
    }
    for range in taken { standing[range.volume.from] = (range.volume, .source(range.source)) }
  }

  /// The source of the single days within a range, when they have as many orders as it has.
  private func source(of range: OrderCount) -> OrderConflict.Winner? {
    let inside = days(within: range.volume).compactMap { standing[$0] }
    guard let first = inside.first, inside.reduce(0, { $0 + $1.volume.orders }) >= range.volume.orders else {
      return nil
    }
    return first.winner
  }

  private func days(within range: Volume) -> [Day] {
    (0..<(range.to - range.from)).map { range.from + $0 }.filter { standing[$0]?.volume.isOneDay == true }
  }

  private func isStated(_ volume: Volume) -> Bool {
    var (low, high) = (0, stated.count)
    while low < high {
      let middle = (low + high) / 2
      if stated[middle].to <= volume.from { low = middle + 1 } else { high = middle }
    }
    return low < stated.count && stated[low].from < volume.to
  }
}

extension Volume {
  fileprivate var isOneDay: Bool { to == from + 1 }
  fileprivate func overlaps(_ other: Volume) -> Bool { from < other.to && other.from < to }
}
