/// What became of one file.
public struct FileImport: Hashable, Sendable {
  /// Diagnostics kept; beyond them problems are counted only.
  public static let mostDiagnostics = 100

  /// As the user gave it.
  public var file: String
  /// Name of the format that it was read as, such as `incidents-csv`.
  public var format = ""
  /// Entries, volumes and check-ins; ``orders`` has the orders that were counted.
  public var new = 0
  /// Same key, other content: a revision.
  public var changed = 0
  /// Of the new ones, those that enter no score until the owner confirms them.
  public var unconfirmed = 0
  /// Of the new ones, those that the vendor did not cause and that so count in no score.
  public var notScored = 0
  public var alreadyPresent = 0
  public var refused = 0
  public var orders = OrderTally()
  /// When monitors watched, if the file tells.
  public var watched: WatchedTally?
  /// Rows that came to nothing, in no other count here.
  public var passedOver = PassedOver()
  /// Where its orders are not the only ones of their days.
  public var orderConflicts: [OrderConflictTotal] = []
  /// Entries that the source no longer has: hidden now.
  public var takenBack = 0
  /// Things of which a newer state is on record, so that nothing was taken of this one.
  public var older = 0
  /// Same key, other content, but edited or retracted here: kept as it is. At most ``mostDiagnostics``.
  public var keptLocal: [Int64] = []
  public var keptLocalCount = 0
  /// The first ``mostDiagnostics``, in the order of the file.
  public var diagnostics: [Diagnostic] = []
  /// What the line that was asked about became, and why.
  public var explanation: [RowExplanation] = []
  /// What a whole record holds, when the file is one; the counts of rows are 0 then.
  public var record: RecordHeader?
  /// Of the refused ones, those that were set aside: rows of a table. What else a file holds, such as elements of a
  /// list or what many rows come to, cannot be.
  public var setAside = 0
  /// Where they are.
  public var rejectedFile: String?
  /// Whether its good rows are in the ledger now: not after a dry run, nor when any row was refused and
  /// not skipped.
  public var stored = false

  /// Whether every row of the file becomes exactly one thing; elsewhere a row may be an order and an incident, or nothing.
  public var countsRows = false
  public var rows: Int { new + changed + alreadyPresent + refused + keptLocalCount }

  public init(file: String) { self.file = file }
}

/// When monitors watched, as one file tells.
public struct WatchedTally: Hashable, Sendable {
  /// Services, each of a vendor.
  public var services = 0
  /// From the first check of any service to the last one; in between there may be gaps.
  public var from: Timestamp
  public var to: Timestamp
  /// Whether any of it was not on record.
  public var isNew = false

  public init(from: Timestamp, to: Timestamp) { (self.from, self.to) = (from, to) }
}

/// Orders that were counted in a file.
public struct OrderTally: Hashable, Sendable {
  public var new = 0
  /// Those that have another number, day or vendor than before, or are none any more.
  public var changed = 0
  public var alreadyPresent = 0

  public init() {}

  public var isEmpty: Bool { new == 0 && changed == 0 && alreadyPresent == 0 }
}
