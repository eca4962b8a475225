/// What to do with a vendor; in the order on screen: the pick of a comparison first, and what was left at the end.
public enum Advice: String, CaseIterable, Sendable, Hashable, Codable {
  case keep
  case watch
  case unclear
  case drop
  /// It is no longer used: nothing to decide.
  case left

  /// Its place in that order.
  public var rank: Int { Advice.allCases.firstIndex(of: self) ?? Advice.allCases.count }
}

/// The advice on a day and how the monthly reviews came to it (Scoring §5).
public struct AdviceFinding: Hashable, Sendable {
  public var shown: Advice
  public var reason: AdviceReason
  /// A named vendor to which a switch would still pay, though this one is good.
  public var better: Vendor.ID?
  /// The reviews, oldest first; the last is the as-of day.
  public var reviews: [Review]

  public init(shown: Advice, reason: AdviceReason, better: Vendor.ID?, reviews: [Review]) {
    self.shown = shown
    self.reason = reason
    self.better = better
    self.reviews = reviews
  }
}

/// Which rule holds the advice where it is.
public enum AdviceReason: Hashable, Sendable {
  /// Not used since that day; nil = nobody remembers.
  case left(on: Day?)
  /// UNCLEAR: seen < .5.
  case tooLittleSeen(Double)
  /// UNCLEAR: enough seen, and the likely range still starts below 40.
  case rangeTooWide(low: Double)
  /// KEEP.
  case nothingAgainst
  /// WATCH since a review.
  case watching(WatchCause, since: Day)
  /// DROP since a review: 90 % sure at one, or 65 % sure at two with a new bad day each.
  case leavingPays(sureAtOnce: Bool, since: Day)
}

/// What began a WATCH.
public enum WatchCause: Hashable, Sendable {
  /// Something was lost in the 90 days before: an unmitigated severity 5 on that day.
  case loss(on: Day)
  /// P(switch pays) ≥ .40.
  case leavingMayPay
  /// Score under 60.
  case lowScore
  /// A DROP that no longer holds.
  case afterDrop
}

/// One monthly look at a vendor.
public struct Review: Hashable, Sendable {
  /// What a review changed; nil = nothing.
  public enum Step: Hashable, Sendable {
    case dropLifted
    case watchLifted
    case watchBegun(WatchCause)
    case enoughSeen
    case tooLittleSeen
    case dropped(sureAtOnce: Bool)
  }

  public var day: Day
  /// P(switch pays) and the gain, as of the day.
  public var probability: Double
  public var gain: Double
  /// 0...100, as of the day.
  public var score: Double
  /// A scored bad incident came after the review before.
  public var hasNewBadDay: Bool
  /// The last rule that changed the state.
  public var step: Step?
  /// The state after it.
  public var state: Advice

  public init(
    day: Day, probability: Double, gain: Double, score: Double, hasNewBadDay: Bool, step: Step?, state: Advice
  ) {
    self.day = day
    self.probability = probability
    self.gain = gain
    self.score = score
    self.hasNewBadDay = hasNewBadDay
    self.step = step
    self.state = state
  }
}
