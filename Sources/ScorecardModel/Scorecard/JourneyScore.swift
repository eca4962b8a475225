/// A mean with its 90 % credible interval, all 0...1.
public struct Estimate: Hashable, Sendable {
  public var mean: Double
  public var low: Double
  public var high: Double
  public init(mean: Double, low: Double, high: Double) {
    self.mean = mean
    self.low = low
    self.high = high
  }
}

/// The chain of stages on a day (Scoring §7).
public struct JourneyScore: Hashable, Sendable {
  /// P(an order passes every counted stage without a standard incident); nil when none is counted.
  public var reliability: Estimate?
  /// Every stage of the catalog, in journey order.
  public var stages: [StageScore]
  /// The vendor with the largest loss; nil when no stage is counted.
  public var weakest: Vendor.ID?

  public init(reliability: Estimate?, stages: [StageScore], weakest: Vendor.ID?) {
    self.reliability = reliability
    self.stages = stages
    self.weakest = weakest
  }
}

public struct StageScore: Hashable, Sendable {
  public var stage: Stage
  /// Counted in orders, with a primary that has exposure.
  public var counted: Bool
  /// P(an order passes); nil when not counted.
  public var reliability: Double?
  /// Mean score of its primaries by share, 0...100; nil without a primary.
  public var score: Double?
  public var primaries: [PrimaryScore]
  /// The fallback that counts.
  public var fallback: FallbackScore?
  /// Counted, and no fallback with failover > 0.
  public var singlePointOfFailure: Bool

  public init(
    stage: Stage, counted: Bool, reliability: Double?, score: Double?, primaries: [PrimaryScore],
    fallback: FallbackScore?, singlePointOfFailure: Bool
  ) {
    self.stage = stage
    self.counted = counted
    self.reliability = reliability
    self.score = score
    self.primaries = primaries
    self.fallback = fallback
    self.singlePointOfFailure = singlePointOfFailure
  }
}

public struct PrimaryScore: Hashable, Sendable {
  public var id: Vendor.ID
  /// Part of the stage's orders, as of the day, 0...1.
  public var share: Double
  /// E[p].
  public var reliability: Double
  /// Birnbaum importance ∂R/∂p; nil when its stage is not counted.
  public var importance: Double?
  /// importance × (1 − p).
  public var loss: Double?
  public init(id: Vendor.ID, share: Double, reliability: Double, importance: Double?, loss: Double?) {
    self.id = id
    self.share = share
    self.reliability = reliability
    self.importance = importance
    self.loss = loss
  }
}

public struct FallbackScore: Hashable, Sendable {
  public var id: Vendor.ID
  /// Part of failures it absorbs, 0...1.
  public var failover: Double
  /// Orders in the chain it saves, as a fraction; nil when its stage is not counted.
  public var worth: Double?
  public init(id: Vendor.ID, failover: Double, worth: Double?) {
    self.id = id
    self.failover = failover
    self.worth = worth
  }
}

/// What replacing one vendor of the chain by another would gain (Scoring §7).
public struct Replacement: Hashable, Sendable {
  public var replaced: Vendor.ID
  public var by: Vendor.ID
  /// Change of the journey's reliability, −1...1.
  public var gain: Double
  /// P(the newcomer gives less trouble).
  public var probabilityBetter: Double
  /// The part of the replaced one's orders that moves, 0...1.
  public private(set) var part = 1.0

  public init(replaced: Vendor.ID, by: Vendor.ID, gain: Double, probabilityBetter: Double) {
    self.replaced = replaced
    self.by = by
    self.gain = gain
    self.probabilityBetter = probabilityBetter
  }

  /// The same when only a part of the orders moves: the journey's reliability is linear in a primary's share (Scoring §7).
  ///
  /// - Parameter part: 0...1.
  public func moving(_ part: Double) -> Replacement {
    var moved = self
    moved.part = part
    moved.gain = gain / self.part * part
    return moved
  }
}
