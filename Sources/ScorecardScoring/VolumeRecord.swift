import ScorecardModel

/// The volumes of a vendor, or of the whole store.
struct VolumeRecord: Sendable {
  /// Orders that were stated, or are estimated, for the days [from, to).
  struct Stated: Hashable, Sendable {
    var from: Int
    var to: Int
    var perDay: Double
    /// All of them.
    var orders: Double
  }

  /// The window whose rate goes on, the least days it takes, and how long it is taken to go on.
  private static let window = 91
  private static let leastWindow = 28
  private static let longest = 62

  /// Ascending.
  private let stated: [Stated]

  init(_ volumes: [Volume]) {
    stated = volumes.sorted { ($0.from, $0.to, $0.orders) < ($1.from, $1.to, $1.orders) }.map {
      Stated(
        from: $0.from.number, to: $0.to.number, perDay: Double($0.orders) / Double($0.to - $0.from),
        orders: Double($0.orders))
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
    let (perDay, to) = (orders / Double(end - start), min(day + 1, end + Self.longest))
    return Stated(from: end, to: to, perDay: perDay, orders: perDay * Double(to - end))
  }
}
