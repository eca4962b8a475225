import ScorecardModel
import Synchronization
import VendorScorecard

/// What Home and every page's frame say, as of one moment.
struct Overview: Sendable {
  let catalog: Catalog
  let status: StatusReport
  /// The end of the quarter before, and each vendor's score then.
  let quarterBefore: Quarter
  let scoresBefore: [Vendor.ID: Double]
  let lastTrouble: [Vendor.ID: Day]
  /// The newest entries, the newest first.
  let latest: [RecordedIncident]
  let entryCount: Int
  let lastChange: Change?
  /// How many things the month's review has.
  let waiting: Int
  /// The last day of which the store's orders are known; any vendor's, where the store's are nowhere on record.
  let ordersUntil: Day?

  static let latestShown = 5
  /// The shortest time over which a change of a score is shown.
  private static let daysOfChange = 30

  init(_ snapshot: Snapshot, asOf day: Day) throws {
    catalog = snapshot.catalog
    status = try snapshot.status(asOf: day)
    let previous = Quarter(of: day).previous
    // Right after its end nothing has changed since.
    quarterBefore = day - previous.lastDay < Overview.daysOfChange ? previous.previous : previous
    scoresBefore = try snapshot.scores(at: quarterBefore)
    lastTrouble = try snapshot.lastTrouble(asOf: day)
    latest = try snapshot.incidents(IncidentFilter(through: day, limit: Overview.latestShown)).reversed()
    waiting = try snapshot.monthReview(asOf: day).count
    lastChange = try snapshot.changes(limit: 1).first
    entryCount = try snapshot.entryCount(asOf: day)
    let orders = try snapshot.volumes().filter { $0.from <= day && $0.orders > 0 }
    let own = orders.filter { $0.vendor == nil }
    ordersUntil = (own.isEmpty ? orders : own).map { min($0.to - 1, day) }.max()
  }
}

/// The last overview, for as long as nothing changed.
final class OverviewCache: Sendable {
  private struct Key: Equatable {
    let workspace: ObjectIdentifier
    let mark: LedgerMark?
    let day: Day
    /// Of which no change of the ledger tells.
    let lastBackup: Timestamp?
  }

  private let kept = Mutex<(key: Key, overview: Overview)?>(nil)

  /// As of one moment; blocks on the disk.
  func overview(_ workspace: Workspace, asOf day: Day) throws -> Overview {
    try workspace.snapshot { snapshot in
      let key = key(workspace, try snapshot.mark(), day)
      if let kept = kept.withLock({ $0?.key == key ? $0?.overview : nil }) { return kept }
      let overview = try Overview(snapshot, asOf: day)
      kept.withLock { $0 = (key, overview) }
      return overview
    }
  }

  /// The last one, if it is still right; computes nothing. Blocks on the disk.
  func current(_ workspace: Workspace, asOf day: Day) throws -> Overview? {
    let key = key(workspace, try workspace.snapshot { try $0.mark() }, day)
    return kept.withLock { $0?.key == key ? $0?.overview : nil }
  }

  private func key(_ workspace: Workspace, _ mark: LedgerMark?, _ day: Day) -> Key {
    Key(
      workspace: ObjectIdentifier(workspace), mark: mark, day: day,
      lastBackup: workspace.lastBackup)
  }
}
