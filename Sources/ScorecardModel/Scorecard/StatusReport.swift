/// What an owner needs to know today.
public struct StatusReport: Hashable, Sendable {
  public var evaluation: Evaluation
  /// Drops, then watches, what saves most first.
  public var verdicts: [QuarterReport.Verdict]
  /// All that waits, the most pressing first.
  public var tasks: [StatusTask]
  /// Of the latest entry by the day; nil without any.
  public var lastEntry: Day?
  /// The latest day of which anything is on record: an entry, a check-in, orders; nil without any.
  public var lastNews: Day?
  /// When the newest backup in the workspace was made; nil without any.
  public var lastBackup: Timestamp?
  /// The day of that by the store's calendar.
  public var lastBackupDay: Day?

  public init(
    evaluation: Evaluation, verdicts: [QuarterReport.Verdict], tasks: [StatusTask], lastEntry: Day?,
    lastNews: Day?, lastBackup: Timestamp?, lastBackupDay: Day?
  ) {
    self.evaluation = evaluation
    self.verdicts = verdicts
    self.tasks = tasks
    self.lastEntry = lastEntry
    self.lastNews = lastNews
    self.lastBackup = lastBackup
    self.lastBackupDay = lastBackupDay
  }

  /// Whether nothing was recorded for so long that scores say little of today.
  public var isStale: Bool { evaluation.isStale(since: lastNews) }
}

extension Evaluation {
  /// Days after which scores without anything new are stale.
  public static let daysUntilStale = 60

  /// Whether all that is on record is so old that scores say little of today.
  public func isStale(since lastNews: Day?) -> Bool {
    lastNews.map { asOf - $0 >= Evaluation.daysUntilStale } ?? false
  }
}

/// Something that waits for the owner.
public enum StatusTask: Hashable, Sendable {
  case decide(QuarterReport.Verdict)
  /// On a day that is known.
  case due(DueItem)
  /// So many entries may be claimed for until a day that nobody noted.
  case findDeadlines(Int)
  /// So many outages were reported, and count only if customers felt them.
  case confirm(Int)
  /// Orders of a month, or of a part of it, are not on record; what is reckoned for a whole month in their place, if
  /// anything.
  case recordOrders(Month, estimated: Double?)
  /// Vendors are known, and nothing is on record about any.
  case begin
  /// No backup yet, or none for long.
  case backUp
  /// Nothing was recorded since a day: log, or check in.
  case goOn(since: Day)
}
