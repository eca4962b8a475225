/// What to do with a vendor.
public enum Advice: String, CaseIterable, Sendable, Hashable, Codable {
  case keep
  case watch
  case unclear
  case drop

  /// Order on screen: keep, watch, unclear, drop (as in a comparison: the pick first).
  public var rank: Int {
    switch self {
    case .keep: 0
    case .watch: 1
    case .unclear: 2
    case .drop: 3
    }
  }
}

/// The advice on a day and how the monthly reviews came to it.
public struct AdviceFinding: Hashable, Sendable {
  /// What is shown.
  public var shown: Advice
  /// What the reviews arrived at; differs from `shown` only when that is unclear. Never unclear itself.
  public var state: Advice
  public var reason: AdviceReason
  /// Day of the last unmitigated severity 5 within 90 days, which keeps a vendor on watch.
  public var recentDisaster: Day?
  /// The reviews, oldest first; the last is the as-of day.
  public var reviews: [Review]

  public init(
    shown: Advice, state: Advice, reason: AdviceReason, recentDisaster: Day?, reviews: [Review]
  ) {
    self.shown = shown
    self.state = state
    self.reason = reason
    self.recentDisaster = recentDisaster
    self.reviews = reviews
  }
}

/// Why the advice is what it is.
public enum AdviceReason: Hashable, Sendable {
  /// Switching would not pay off.
  case stayingPays
  /// P(switch pays) is high enough to look closer, not to leave.
  case switchMayPay
  /// A severity 5 within 90 days.
  case recentDisaster
  /// P ≥ .90.
  case switchPays
  /// P ≥ .65 at two monthly reviews in a row.
  case switchPaidTwice
  /// An earlier verdict stands: P has not fallen far enough to lift it.
  case earlierVerdictStands
  /// Too little evidence: credibility of the harm rate below .3.
  case tooLittleEvidence(credibility: Double)
}

/// One monthly look at a vendor.
public struct Review: Hashable, Sendable {
  public var day: Day
  public var probability: Double
  public var gain: Double
  /// The state after it.
  public var state: Advice
  public init(day: Day, probability: Double, gain: Double, state: Advice) {
    self.day = day
    self.probability = probability
    self.gain = gain
    self.state = state
  }
}
