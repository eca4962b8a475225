/// One entry of a ledger's whole record: what is on record now, every earlier state, and every change.
///
/// A record has its header first, then vendors and sources in the order of their numbers, incidents by (number,
/// revision), what other systems say of their own things the same way, volumes and check-ins in the order in which they
/// came, and the changes. The same ledger always gives the
/// same entries, and an empty ledger that takes them is the same ledger again.
public enum RecordEntry: Hashable, Sendable {
  case header(RecordHeader)
  /// The next number belongs to this vendor; numbers begin at 1.
  case vendor(Vendor.ID)
  /// The next number belongs to this source of imported incidents.
  case source(String)
  case incident(IncidentState)
  case sourceRecord(SourceRecordState)
  case volume(VolumeRevision)
  case checkIn(CheckInRevision)
  case change(ChangeRow)
}

/// How much a record holds.
public struct RecordHeader: Hashable, Sendable {
  /// Of the ledger that the record was taken from.
  public var schema: Int
  public var vendors = 0
  public var sources = 0
  /// States, earlier ones too.
  public var incidents = 0
  /// States, earlier ones too.
  public var sourceRecords = 0
  /// States, earlier ones too.
  public var volumes = 0
  /// Those taken back too.
  public var checkIns = 0
  public var changes = 0
  /// The last change by a version that kept no records of other systems' things: volumes that imports brought until then
  /// may have been counted. 0 = none was.
  public var countedUntil: Int64 = 0
  /// That of all money on record; nil = none is, or nobody said so.
  public var currency: String?

  public init(schema: Int) { self.schema = schema }
}

/// One state of an incident, current or earlier.
public struct IncidentState: Hashable, Sendable {
  public var record: RecordedIncident
  /// Hidden because the change that brought it was undone; otherwise a hidden one was retracted by its owner.
  public var isVoided: Bool
  /// Stored by schema 1, in which another outage of its event counted for it; it is in force like any other.
  public var isLinked: Bool
  /// Number of the change that brought this state.
  public var change: Int64
  /// Whether an import brought this state, so that an import may change it.
  public var imported: Bool
  /// What an import recognises it by; nil when its source and id tell that, or it has none.
  public var key: UInt128?
  public var checksum: Int64

  public init(
    record: RecordedIncident, isVoided: Bool, isLinked: Bool = false, change: Int64, imported: Bool,
    key: UInt128?, checksum: Int64
  ) {
    self.record = record
    self.isVoided = isVoided
    self.isLinked = isLinked
    self.change = change
    self.imported = imported
    self.key = key
    self.checksum = checksum
  }
}

/// One state of what another system says of one thing, current or earlier.
public struct SourceRecordState: Hashable, Sendable {
  /// From 1 on, in the order in which the things came.
  public var id: Int64
  /// From 1 on.
  public var revision: Int64
  /// Number of the change that brought this state.
  public var change: Int64
  /// The system.
  public var source: String
  /// Stands for the system's key of the thing, or for what was read of one without.
  public var key: UInt128
  /// See ``SourceRecord/stateAt``.
  public var stateAt: Timestamp?
  public var orders: Volume?
  public var watched: WatchedSpan?
  /// Numbers of the incidents that it has or once had, ascending.
  public var incidents: [Int64]
  /// Whether the change that brought the thing was undone: it counts for nothing.
  public var isVoided: Bool
  public var checksum: Int64

  public init(
    id: Int64, revision: Int64, change: Int64, source: String, key: UInt128, stateAt: Timestamp?,
    orders: Volume?, watched: WatchedSpan?, incidents: [Int64], isVoided: Bool, checksum: Int64
  ) {
    self.id = id
    self.revision = revision
    self.change = change
    self.source = source
    self.key = key
    self.stateAt = stateAt
    self.orders = orders
    self.watched = watched
    self.incidents = incidents
    self.isVoided = isVoided
    self.checksum = checksum
  }
}

/// One state of the orders in a range of days; the last one of a range is in force.
public struct VolumeRevision: Hashable, Sendable {
  public var change: Int64
  /// Its days and vendor; with 0 orders when they were taken back.
  public var volume: Volume
  public var isVoided: Bool
  public var checksum: Int64

  public init(change: Int64, volume: Volume, isVoided: Bool, checksum: Int64) {
    self.change = change
    self.volume = volume
    self.isVoided = isVoided
    self.checksum = checksum
  }
}

/// A check-in, or its taking back.
public struct CheckInRevision: Hashable, Sendable {
  public var change: Int64
  public var day: Day
  public var isVoided: Bool
  public var checksum: Int64

  public init(change: Int64, day: Day, isVoided: Bool, checksum: Int64) {
    self.change = change
    self.day = day
    self.isVoided = isVoided
    self.checksum = checksum
  }
}
