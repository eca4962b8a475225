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

  public init(volume: Volume, replaced: Volume?, alreadyRecorded: Int, isRunning: Bool) {
    self.volume = volume
    self.replaced = replaced
    self.alreadyRecorded = alreadyRecorded
    self.isRunning = isRunning
  }
}

extension Workspace {
  /// Stores a volume as it is.
  ///
  /// - Returns: the volume of the same days and vendor that it replaced.
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``; ``LedgerError/overlap(_:)``.
  public func recordVolume(_ volume: Volume, at now: Timestamp) throws -> Volume? {
    if let vendor = volume.vendor { _ = try known(vendor) }
    return try ledger.record(volume, at: now)
  }

  /// Stores all orders of a month; of the running month, those up to today.
  ///
  /// Orders recorded while the month ran stand: only what came since is added, for the days since. So an
  /// owner may say `volume 120` on the tenth, `volume 260` on the twentieth and `volume 390` in the end.
  ///
  /// - Parameter month: nil = the running month.
  /// - Throws: ``WorkspaceError/futureDay(_:today:)``,
  ///   ``WorkspaceError/fewerOrders(month:given:recorded:through:)``,
  ///   ``WorkspaceError/ordersOutOfRange(_:)``, ``WorkspaceError/unknownVendor(typed:closest:)``,
  ///   ``LedgerError/overlap(_:)``.
  public func recordOrders(
    _ orders: Int, month: Month?, vendor: Vendor.ID?, at now: Timestamp
  ) throws -> VolumeRecording {
    if let vendor { _ = try known(vendor) }
    guard (0...Volume.mostOrders).contains(orders) else { throw WorkspaceError.ordersOutOfRange(orders) }
    let today = calendar.day(of: now)
    let month = month ?? today.month
    if month > today.month { throw WorkspaceError.futureDay(month.firstDay, today: today) }
    let end = min(month.lastDay, today) + 1
    let recorded = recordedStart(of: month, before: end, vendor: vendor, try ledger.volumes())
    guard orders >= recorded.orders else {
      throw WorkspaceError.fewerOrders(
        month: month, given: orders, recorded: recorded.orders, through: recorded.end - 1)
    }
    let rest = Volume(from: recorded.end, to: end, orders: orders - recorded.orders, vendor: vendor)
    guard let rest else { throw WorkspaceError.ordersOutOfRange(orders) }
    return VolumeRecording(
      volume: rest, replaced: try ledger.record(rest, at: now), alreadyRecorded: recorded.orders,
      isRunning: month == today.month && today < month.lastDay)
  }

  /// The volumes that fill the month from its first day without a gap, but not to `end`.
  private func recordedStart(
    of month: Month, before end: Day, vendor: Vendor.ID?, _ volumes: [Volume]
  ) -> (orders: Int, end: Day) {
    var (orders, next) = (0, month.firstDay)
    for volume in volumes.sorted(by: { $0.from < $1.from })
    where volume.vendor == vendor && volume.from == next && volume.to < end {
      orders += volume.orders
      next = volume.to
    }
    return (orders, next)
  }
}
