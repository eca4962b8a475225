/// What another system says of one thing that it knows by a key, such as a parcel, a payment or a ticket.
///
/// It replaces what that system said before, as a whole: the orders that the thing counts for, and its incidents. A
/// monitor's checks are such a thing, too: they tell when it watched.
public struct SourceRecord: Hashable, Sendable {
  /// The system, and its key of the thing; with an empty id it has none, and is known by ``content``.
  public var key: ImportKey
  /// What the source may have called it before its key had several parts: the first part alone. What is on record
  /// under that id of the same vendor and day is this thing, and gives way to it.
  public var formerID: String?
  /// Stands for all that was read of a thing without a key.
  public var content: UInt128?
  /// When it came to be as it is told here, by the system's own clock; nil = it does not say.
  public var stateAt: Timestamp?
  /// What it counts as; nil = no order.
  public var orders: Volume?
  /// When a monitor watched; such a record counts no orders, its key is the monitor's, and with the beginning of the span
  /// it is the record's.
  public var watched: WatchedSpan?
  public var incidents: [ReportedIncident]
  public var extent = Extent.whole

  /// How much of its thing it tells.
  public enum Extent: Hashable, Sendable {
    /// All: what it does not tell is told no more.
    case whole
    /// Nothing of incidents, as an export without their columns: those on record stay.
    case orders
    /// A part, such as a month of a dispute: its incidents are joined with those on record, and it is never older.
    case part
    /// That its thing is none of those that count. What an earlier file told of the thing is told no more; of one that is
    /// not on record, or that the same file tells otherwise, nothing is stored.
    case nothing
  }

  /// One of its incidents.
  public struct ReportedIncident: Hashable, Sendable {
    public var incident: Incident
    /// Whether it counts at once; false for what a vendor or a monitor reports of itself.
    public var confirmed: Bool

    public init(_ incident: Incident, confirmed: Bool) {
      self.incident = incident
      self.confirmed = confirmed
    }
  }

  public init(
    key: ImportKey, formerID: String? = nil, content: UInt128? = nil, stateAt: Timestamp? = nil,
    orders: Volume? = nil,
    watched: WatchedSpan? = nil, incidents: [ReportedIncident] = []
  ) {
    self.key = key
    self.formerID = formerID
    self.content = content
    self.stateAt = stateAt
    self.orders = orders
    self.watched = watched
    self.incidents = incidents
  }
}

/// Orders that a source's records count, over a range of days of one vendor, or of the whole store.
public struct OrderCount: Hashable, Sendable {
  /// nil for what was counted by a version that kept no records.
  public var source: String?
  public var volume: Volume

  public init(source: String?, volume: Volume) {
    self.source = source
    self.volume = volume
  }
}

/// Orders on record: those in force, and those that are left out since others stand.
public struct OrderList: Hashable, Sendable {
  /// In force, by (vendor, from), the whole store first; of one vendor no two overlap.
  public var volumes: [Volume]
  /// Of them, those that were counted from records and not stated.
  public var counted: Set<Volume>
  public var leftOut: [OrderConflictTotal]

  public init(volumes: [Volume], counted: Set<Volume>, leftOut: [OrderConflictTotal]) {
    (self.volumes, self.counted, self.leftOut) = (volumes, counted, leftOut)
  }
}

/// Counts that one file's orders met with, of one vendor, put together.
public struct OrderConflictTotal: Hashable, Sendable {
  /// nil = the whole store.
  public var vendor: Vendor.ID?
  /// Of the orders that do not count.
  public var loser: String?
  public var winner: OrderConflict.Winner
  /// Orders that do not count.
  public var orders = 0
  public var firstDay: Day
  public var lastDay: Day

  /// By (vendor, first day), each pair of sources once.
  public static func totals(of conflicts: [OrderConflict]) -> [OrderConflictTotal] {
    var totals: [OrderConflictTotal] = []
    for conflict in conflicts {
      let (loser, volume) = (conflict.loser.source, conflict.loser.volume)
      let known = totals.firstIndex {
        $0.vendor == volume.vendor && $0.loser == loser && $0.winner == conflict.winner
      }
      guard let known else {
        totals.append(
          OrderConflictTotal(
            vendor: volume.vendor, loser: loser, winner: conflict.winner, orders: volume.orders,
            firstDay: volume.from, lastDay: volume.to - 1))
        continue
      }
      totals[known].orders += volume.orders
      totals[known].firstDay = min(totals[known].firstDay, volume.from)
      totals[known].lastDay = max(totals[known].lastDay, volume.to - 1)
    }
    return totals.sorted { ($0.vendor ?? "", $0.firstDay) < ($1.vendor ?? "", $1.firstDay) }
  }
}

/// A range of days on which several numbers of orders are on record, of which one stands.
public struct OrderConflict: Hashable, Sendable {
  public enum Winner: Hashable, Sendable {
    /// The owner stated it.
    case stated
    /// This source counts the most; nil as in ``OrderCount/source``.
    case source(String?)

    public var source: String? { if case .source(let name) = self { name } else { nil } }
  }

  /// What does not count; its days may be fewer than those of what stands.
  public var loser: OrderCount
  public var winner: Winner

  public init(_ loser: OrderCount, winner: Winner) {
    self.loser = loser
    self.winner = winner
  }
}
