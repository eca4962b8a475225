internal import ScorecardLedger
public import ScorecardModel

/// What recording orders came to.
public struct VolumeRecording: Hashable, Sendable {
  /// What was stored: the month, or the part of it that had no orders on record.
  public var volume: Volume
  /// The volume of the same days that it replaced.
  public var replaced: Volume?
  /// Orders of the month that were on record before and still count.
  public var alreadyRecorded: Int
  /// The month is not over: its orders so far.
  public var isRunning: Bool
  /// Orders that imports counted on its days, and that count no more, since what is stated goes before.
  public var counted = 0

  public init(volume: Volume, replaced: Volume?, alreadyRecorded: Int, isRunning: Bool) {
    self.volume = volume
    self.replaced = replaced
    self.alreadyRecorded = alreadyRecorded
    self.isRunning = isRunning
  }
}

extension Workspace {
  /// Stores a volume as it is. Blocks on the disk.
  ///
  /// - Returns: the volume of the same days and vendor that it replaced.
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``; ``LedgerError/overlap(_:)``.
  @discardableResult
  public func recordVolume(_ volume: Volume, at now: Timestamp) throws -> Volume? {
    if let vendor = volume.vendor { _ = try known(vendor) }
    return try ledger.write { try $0.record(volume, at: now) }
  }

  /// Stores all orders of a month; of the running month, those up to today. Blocks on the disk.
  ///
  /// It goes before what imports counted on these days. Orders recorded while the month ran stand: only what came since is added, for the days since. So an
  /// owner may say `volume 120` on the tenth, `volume 260` on the twentieth and `volume 390` in the end.
  /// A number for a named month that does not go with what is on record replaces it, spread over the days.
  ///
  /// - Parameters:
  ///   - month: nil = the running month.
  ///   - isSure: true for a number that is far from the usual all the same.
  /// - Throws: ``WorkspaceError/futureDay(_:today:)``,
  ///   ``WorkspaceError/fewerOrders(month:given:recorded:through:vendor:)``,
  ///   ``WorkspaceError/unusualOrders(_:)``, ``WorkspaceError/moreThanStore(vendor:orders:store:from:through:)``,
  ///   ``WorkspaceError/ordersOutOfRange(_:)``, ``WorkspaceError/unknownVendor(typed:closest:)``,
  ///   ``LedgerError/overlap(_:)``.
  @discardableResult
  public func recordOrders(
    _ orders: Int, month: Month? = nil, vendor: Vendor.ID? = nil, isSure: Bool = false, at now: Timestamp
  ) throws -> VolumeRecording {
    let carrier = try vendor.map { try known($0) }
    guard (0...Volume.mostOrders).contains(orders) else { throw WorkspaceError.ordersOutOfRange(orders) }
    let today = calendar.day(of: now)
    let named = month
    let month = month ?? today.month
    if month > today.month { throw WorkspaceError.futureDay(month.firstDay, today: today) }
    return try ledger.write { transaction in
      let orders = MonthOrders(
        total: orders, month: month, isNamed: named != nil, vendor: vendor, today: today,
        pieces: try transaction.statedVolumes())
      let before = try transaction.volumes()
      var recording = try orders.record(in: transaction, at: now)
      // What is refused here leaves the transaction, and is taken back with it.
      if !isSure, let unusual = orders.unusual(among: before) { throw WorkspaceError.unusualOrders(unusual) }
      if let carrier { try MonthOrders.check(carrier, in: month, try transaction.statedVolumes()) }
      let stands = Set(try transaction.volumes() + transaction.statedVolumes())
      recording.counted = before.filter { !stands.contains($0) && !orders.pieces.contains($0) }
        .reduce(0) { $0 + $1.orders }
      return recording
    }
  }
}

/// All orders of a month, and what is on record of it.
private struct MonthOrders {
  let total: Int
  let month: Month
  /// Whether it was said which month it is.
  let isNamed: Bool
  let vendor: Vendor.ID?
  let today: Day
  let pieces: [Volume]

  init(total: Int, month: Month, isNamed: Bool, vendor: Vendor.ID?, today: Day, pieces: [Volume]) {
    (self.total, self.month, self.isNamed, self.vendor, self.today) = (total, month, isNamed, vendor, today)
    self.pieces = pieces.filter { volume in
      volume.vendor == vendor && volume.from <= month.lastDay && volume.to > month.firstDay
    }.sorted { $0.from < $1.from }
  }

  private var end: Day { min(month.lastDay, today) + 1 }

  /// Days on either side of the month that say what is usual, with what the month had.
  private static let yearAround = 365
  /// Days and orders that are too few to say so.
  private static let leastDays = 14
  private static let leastOrders = 10
  /// A whole month of fewer expected orders may be a tenth of that by chance.
  private static let leastExpected = 50.0

  /// How the number compares with what was on record of the other months, or of this one where there is no other; nil
  /// unless it is ten times as many, or a tenth.
  ///
  /// Days without an order count, too: what is counted has no entry for them.
  func unusual(among volumes: [Volume]) -> UnusualOrders? {
    let around = volumes.filter {
      $0.vendor == vendor
        && $0.from > month.firstDay - Self.yearAround && $0.to < month.lastDay + Self.yearAround
    }
    let elsewhere = around.filter { $0.to <= month.firstDay || $0.from > month.lastDay }
    let others = elsewhere.isEmpty ? around : elsewhere
    guard let first = others.map(\.from).min(), let end = others.map(\.to).max() else { return nil }
    let isBetween = !elsewhere.isEmpty && first < month.firstDay && end > month.lastDay
    let days = end - first - (isBetween ? month.lastDay - month.firstDay + 1 : 0)
    let orders = others.reduce(0) { $0 + $1.orders }
    guard days >= Self.leastDays, orders >= Self.leastOrders else { return nil }
    let usual = Double(orders) / Double(days) * Double(self.end - month.firstDay)
    let isWhole = self.end > month.lastDay
    let isFew =
      isWhole && total > 0 && usual >= Self.leastExpected
      && Double(total) * UnusualOrders.factor <= usual
    guard isFew || Double(total) >= usual * UnusualOrders.factor else { return nil }
    return UnusualOrders(orders: total, usual: usual, month: month, vendor: vendor)
  }

  /// - Throws: ``WorkspaceError/moreThanStore(vendor:orders:store:from:through:)`` where a vendor is said to have carried
  ///   more on the days of a month than the whole store had.
  static func check(_ vendor: Vendor, in month: Month, _ stated: [Volume]) throws(WorkspaceError) {
    let store = stated.filter { $0.vendor == nil }
    let own = stated.filter {
      $0.vendor == vendor.id && $0.from <= month.lastDay && $0.to > month.firstDay
    }
    for volume in own {
      let days = store.reduce(0) { $0 + max(0, min($1.to, volume.to) - max($1.from, volume.from)) }
      guard days == volume.to - volume.from else { continue }
      let all = store.reduce(0.0) { sum, other in
        let shared = max(0, min(other.to, volume.to) - max(other.from, volume.from))
        return sum + Double(other.orders) * Double(shared) / Double(other.to - other.from)
      }
      // What is spread over days may be off by a part of an order.
      guard Double(volume.orders) > all + 1 else { continue }
      throw .moreThanStore(
        vendor: vendor, orders: volume.orders, store: Int(all.rounded()), from: volume.from,
        through: volume.to - 1)
    }
  }

  func record(in transaction: any LedgerTransaction, at now: Timestamp) throws -> VolumeRecording {
    let recorded = recordedStart
    let isRunning = month == today.month && today < month.lastDay
    let goesOn = pieces.allSatisfy { $0.to <= recorded.end || ($0.from == recorded.end && $0.to == end) }
    if isNamed, total < recorded.orders || !goesOn {
      let (volume, replaced) = try replace(in: transaction, at: now)
      return VolumeRecording(volume: volume, replaced: replaced, alreadyRecorded: 0, isRunning: isRunning)
    }
    guard total >= recorded.orders else {
      throw WorkspaceError.fewerOrders(
        month: month, given: total, recorded: recorded.orders, through: recorded.end - 1, vendor: vendor)
    }
    let rest = Volume(from: recorded.end, to: end, orders: total - recorded.orders, vendor: vendor)
    guard let rest else { throw WorkspaceError.ordersOutOfRange(total) }
    return VolumeRecording(
      volume: rest, replaced: try transaction.record(rest, at: now), alreadyRecorded: recorded.orders,
      isRunning: isRunning)
  }

  /// The volumes that fill the month from its first day without a gap, but not to `end`.
  private var recordedStart: (orders: Int, end: Day) {
    var (orders, next) = (0, month.firstDay)
    for volume in pieces where volume.from == next && volume.to < end {
      orders += volume.orders
      next = volume.to
    }
    return (orders, next)
  }

  /// Gives the volumes of a month and the gaps between them their part, by days, of all its orders; as one
  /// change.
  ///
  /// - Returns: what the month has now, and what it had.
  private func replace(
    in transaction: any LedgerTransaction, at now: Timestamp
  ) throws -> (volume: Volume, replaced: Volume?) {
    // One that reaches into another month cannot be changed for this one alone.
    if let wide = pieces.first(where: { $0.from < month.firstDay || $0.to > month.lastDay + 1 }) {
      throw LedgerError.overlap(wide)
    }
    let last = max(end, pieces.last?.to ?? end)
    var ends: [Day] = []
    var next = month.firstDay
    for piece in pieces {
      if piece.from > next { ends.append(piece.from) }
      ends.append(piece.to)
      next = piece.to
    }
    if next < last { ends.append(last) }
    let days = last - month.firstDay
    func upTo(_ day: Day) -> Int {
      Int((Double(total) * Double(day - month.firstDay) / Double(days)).rounded())
    }
    let starts = [month.firstDay] + ends.dropLast()
    let parts = zip(starts, ends).compactMap { start, end in
      Volume(from: start, to: end, orders: upTo(end) - upTo(start), vendor: vendor)
    }
    _ = try transaction.record(parts, at: now)
    let before = pieces.reduce(0) { $0 + $1.orders }
    guard let volume = Volume(from: month.firstDay, to: last, orders: total, vendor: vendor) else {
      throw WorkspaceError.ordersOutOfRange(total)
    }
    return (volume, Volume(from: month.firstDay, to: last, orders: before, vendor: vendor))
  }
}
