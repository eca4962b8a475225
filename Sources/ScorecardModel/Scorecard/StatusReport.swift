/// What an owner needs to know today.
public struct StatusReport: Hashable, Sendable {
  public var evaluation: Evaluation
  /// Drops, then watches, what saves most first.
  public var decisions: [QuarterReport.Decision]
  /// All that waits, the most pressing first.
  public var tasks: [StatusTask]
  /// Of the latest entry; nil without any.
  public var lastEntry: Day?
  /// When the newest backup in the workspace was made; nil without any.
  public var lastBackup: Timestamp?

  public init(
    evaluation: Evaluation, decisions: [QuarterReport.Decision], tasks: [StatusTask], lastEntry: Day?,
    lastBackup: Timestamp?
  ) {
    self.evaluation = evaluation
    self.decisions = decisions
    self.tasks = tasks
    self.lastEntry = lastEntry
    self.lastBackup = lastBackup
  }

  /// Whether nothing was recorded for so long that scores say little of today.
  public var isStale: Bool { evaluation.isStale(since: lastEntry) }
}

extension Evaluation {
  /// Days after which scores without a new entry are stale.
  public static let daysUntilStale = 60

  /// Whether the latest entry is so old that scores say little of today.
  public func isStale(since lastEntry: Day?) -> Bool {
    lastEntry.map { asOf - $0 >= Evaluation.daysUntilStale } ?? false
  }
}

/// Something that waits for the owner.
public enum StatusTask: Hashable, Sendable {
  case decide(QuarterReport.Decision)
  /// On a day that is known.
  case due(DueItem)
  /// So many entries may be claimed for until a day that nobody noted.
  case findDeadlines(Int)
  /// So many outages were reported, and count only if customers felt them.
  case confirm(Int)
  /// A month's orders of the whole store are not on record; what is reckoned for it in their place, if anything.
  case recordOrders(Month, estimated: Double?)
  /// No backup yet, or none for long.
  case backUp
  /// Nothing was recorded since a day: log, or check in.
  case goOn(since: Day)
}
