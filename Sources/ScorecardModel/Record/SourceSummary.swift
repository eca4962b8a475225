/// What one source has told so far, to see which of them has gone quiet.
public struct SourceSummary: Hashable, Sendable {
  /// nil = logged by hand, or from files whose rows have no ids.
  public var name: String?
  /// Incidents on record that are not hidden.
  public var entries: Int
  /// Orders and parcels that it counted.
  public var orders: Int
  /// The latest day that it told anything of; nil when it told of none.
  public var newest: Day?
  /// When the latest incident was put on record; nil when it told of none.
  public var lastRecorded: Timestamp?

  public init(name: String?, entries: Int, orders: Int, newest: Day?, lastRecorded: Timestamp?) {
    self.name = name
    self.entries = entries
    self.orders = orders
    self.newest = newest
    self.lastRecorded = lastRecorded
  }

  /// Days after its newest row from which a source is stale: what comes every month is a week late by then.
  public static let daysUntilStale = 38

  /// How many days ago its newest row was, when that is too long ago.
  public func staleDays(on day: Day) -> Int? {
    newest.flatMap { day - $0 >= SourceSummary.daysUntilStale ? day - $0 : nil }
  }
}
