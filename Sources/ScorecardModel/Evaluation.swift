/// Every scorecard of a store on a day, and its journey.
public struct Evaluation: Hashable, Sendable {
  public var asOf: Day
  public var catalog: Catalog
  /// In catalog order.
  public var scorecards: [Scorecard]
  public var journey: JourneyScore
  /// What the owner should know about the data, such as a primary without volume.
  public var warnings: [String]

  public init(
    asOf: Day, catalog: Catalog, scorecards: [Scorecard], journey: JourneyScore, warnings: [String]
  ) {
    self.asOf = asOf
    self.catalog = catalog
    self.scorecards = scorecards
    self.journey = journey
    self.warnings = warnings
  }

  public func scorecard(_ id: Vendor.ID) -> Scorecard? { scorecards.first { $0.vendor.id == id } }
}

/// Why a vendor has the score and the advice it has (Scoring §8).
public struct Explanation: Hashable, Sendable {
  /// One SERVQUAL dimension's part of the score.
  public struct Term: Hashable, Sendable {
    public var dimension: Dimension
    /// Its weight, 0...1.
    public var weight: Double
    /// R for reliability, y_c for the others, 0...1.
    public var value: Double
    /// 100 · weight · value; the five add up to the score.
    public var points: Double
    /// Incidents on record in it.
    public var logs: Int
    public init(dimension: Dimension, weight: Double, value: Double, points: Double, logs: Int) {
      self.dimension = dimension
      self.weight = weight
      self.value = value
      self.points = points
      self.logs = logs
    }
  }

  /// What an incident does to the score: score − score without it.
  public struct Influence: Hashable, Sendable {
    public var incident: RecordedIncident
    /// Points, negative for what pulls it down.
    public var points: Double
    public init(incident: RecordedIncident, points: Double) {
      self.incident = incident
      self.points = points
    }
  }

  /// What would bring another advice, were it so today.
  public struct Flip: Hashable, Sendable {
    public enum Change: Hashable, Sendable {
      case ordersWithoutIncident(Int)
      case quietWeeks(Int)
      case standardIncidents(Int)
    }
    public var change: Change
    public var advice: Advice
    public init(change: Change, advice: Advice) {
      self.change = change
      self.advice = advice
    }
  }

  public var scorecard: Scorecard
  /// The five dimensions, reliability first.
  public var terms: [Term]
  /// Largest effect first.
  public var influences: [Influence]
  /// Empty when nothing within reach changes it.
  public var flips: [Flip]

  public init(scorecard: Scorecard, terms: [Term], influences: [Influence], flips: [Flip]) {
    self.scorecard = scorecard
    self.terms = terms
    self.influences = influences
    self.flips = flips
  }
}

/// Is one vendor better than another? (Scoring §9: P(H1 < H2))
public struct Pairing: Hashable, Sendable {
  public var better: Vendor.ID
  public var other: Vendor.ID
  /// P(the better one's score is higher).
  public var probability: Double
  /// Further good logs with the less known of the two that would settle it at 95 %; nil = not by that.
  public var goodLogsToSettle: Int?
  /// The vendor those logs would be of.
  public var logsOf: Vendor.ID?

  public init(
    better: Vendor.ID, other: Vendor.ID, probability: Double, goodLogsToSettle: Int?, logsOf: Vendor.ID?
  ) {
    self.better = better
    self.other = other
    self.probability = probability
    self.goodLogsToSettle = goodLogsToSettle
    self.logsOf = logsOf
  }

  /// At least 95 % sure.
  public var settled: Bool { probability >= 0.95 }
}
