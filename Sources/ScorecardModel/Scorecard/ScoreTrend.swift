/// Scores quarter by quarter, as they stand by today's record.
public struct ScoreTrend: Hashable, Sendable {
  /// A quarter, seen on its last day, or on the as-of day while it runs.
  public struct Column: Hashable, Sendable {
    public var quarter: Quarter
    public var asOf: Day

    public init(quarter: Quarter, asOf: Day) {
      self.quarter = quarter
      self.asOf = asOf
    }
  }

  public struct Point: Hashable, Sendable {
    public var range: ScoreRange
    public var advice: Advice

    public init(_ card: Scorecard) {
      range = ScoreRange(card)
      advice = card.advice.shown
    }
  }

  public struct Row: Hashable, Sendable {
    public var vendor: Vendor.ID
    /// One a column; nil where nothing was on record by then.
    public var points: [Point?]

    public init(vendor: Vendor.ID, points: [Point?]) {
      self.vendor = vendor
      self.points = points
    }
  }

  /// Oldest first.
  public var columns: [Column]
  /// In catalog order.
  public var rows: [Row]

  public init(columns: [Column], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }

  public func row(_ vendor: Vendor.ID) -> Row? { rows.first { $0.vendor == vendor } }
}
