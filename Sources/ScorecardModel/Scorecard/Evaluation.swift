/// Every scorecard of a store on a day, and its journey.
public struct Evaluation: Hashable, Sendable {
  public var asOf: Day
  public var catalog: Catalog
  /// In catalog order.
  public var scorecards: [Scorecard]
  public var journey: JourneyScore
  /// Orders of the days since the last volume: the store's first, then vendors' own.
  public var estimates: [VolumeEstimate]
  /// What the owner should know about the data.
  public var warnings: [EvidenceWarning]

  public init(
    asOf: Day, catalog: Catalog, scorecards: [Scorecard], journey: JourneyScore, estimates: [VolumeEstimate],
    warnings: [EvidenceWarning]
  ) {
    self.asOf = asOf
    self.catalog = catalog
    self.scorecards = scorecards
    self.journey = journey
    self.estimates = estimates
    self.warnings = warnings
  }

  public func scorecard(_ id: Vendor.ID) -> Scorecard? { scorecards.first { $0.vendor.id == id } }
}

/// Orders assumed to continue as before, since months are entered late (Scoring §1 "Exposure").
public struct VolumeEstimate: Hashable, Sendable {
  /// nil = the whole store.
  public var vendor: Vendor.ID?
  /// The days [from, to).
  public var from: Day
  public var to: Day
  /// Orders in 30.4375 days, ≥ 0.
  public var perMonth: Double

  public init(vendor: Vendor.ID?, from: Day, to: Day, perMonth: Double) {
    self.vendor = vendor
    self.from = from
    self.to = to
    self.perMonth = perMonth
  }
}

/// What stands in the way of a fair score.
public enum EvidenceWarning: Hashable, Sendable {
  /// Primary in a stage that counts orders, without any of its own.
  case primariesWithoutOrders([Vendor.ID])
  /// Left without anybody knowing when: its bad days have no orders to stand against.
  case formerWithoutPeriod([Vendor.ID])
  /// On record, and not in the catalog: in no score.
  case uncataloguedVendors([Vendor.ID])
}

/// Why a vendor has the score and the advice it has (Scoring §8). The points are in the scorecard.
public struct Explanation: Hashable, Sendable {
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
      case goodServiceExperiences(Int)

      /// How many of them, ≥ 1.
      public var amount: Int {
        switch self {
        case .ordersWithoutIncident(let amount), .quietWeeks(let amount), .standardIncidents(let amount),
          .goodServiceExperiences(let amount):
          amount
        }
      }
    }
    public var change: Change
    public var advice: Advice
    public init(change: Change, advice: Advice) {
      self.change = change
      self.advice = advice
    }
  }

  public var scorecard: Scorecard
  /// Largest effect first.
  public var influences: [Influence]
  /// Empty when nothing within reach changes it.
  public var flips: [Flip]
  /// What advice was shown on the days of the latest reviews, by today's record; the review alone does not say whether
  /// enough had been seen.
  public var shown: [Day: Advice] = [:]
  /// What was the vendor's doing in the year up to the day, by kind.
  public var kinds: [KindCount] = []

  public init(scorecard: Scorecard, influences: [Influence], flips: [Flip]) {
    self.scorecard = scorecard
    self.influences = influences
    self.flips = flips
  }
}

/// Which of two vendors of a stage gives less trouble, and how sure that is (Scoring §4).
public struct Pairing: Hashable, Sendable {
  public var better: Vendor.ID
  public var other: Vendor.ID
  /// P(the better one gives less trouble), .5...1.
  public var probability: Double
  /// What would settle it at 95 %, about the less known of the two; nil = nothing within reach.
  public var settledBy: Explanation.Flip.Change?
  /// The vendor that this is about.
  public var settledOf: Vendor.ID?

  public init(
    better: Vendor.ID, other: Vendor.ID, probability: Double, settledBy: Explanation.Flip.Change? = nil,
    settledOf: Vendor.ID? = nil
  ) {
    self.better = better
    self.other = other
    self.probability = probability
    self.settledBy = settledBy
    self.settledOf = settledOf
  }

  /// At least 95 % sure.
  public var settled: Bool { probability >= 0.95 }
}
