import ScorecardModel

/// What one review sees of a vendor (Scoring §5).
struct ReviewFacts {
  var day: Day
  var score: Double
  /// Lower end of the likely range; only asked for where a rule needs it.
  var low: () -> Double
  var seen: Double
  var switching: Switching
  /// A scored bad incident came after the review before.
  var isNew: Bool
  /// At least 3 bad days in 365, the first and the last at least 7 days apart.
  var isMany: Bool
  /// The last unmitigated severity 5 of the 90 days up to the review.
  var loss: Day?

  var isGood: Bool { score >= 75 }
  /// P ≥ .65 with a gain.
  var isHit: Bool { switching.probability >= 0.65 && switching.gain > 0 }
}

/// Where the monthly reviews of one vendor have come to: a pure function of what each of them sees.
struct ReviewState {
  private(set) var advice = Advice.unclear
  /// Hits with a new bad day in a row.
  private(set) var hits = 0
  /// How the present advice began, and when; nil at the start.
  private(set) var begun: (step: Review.Step, day: Day)?

  /// Goes through the rules in their order, each on what the one before left.
  ///
  /// - Returns: the last rule that changed the advice.
  mutating func review(_ facts: ReviewFacts) -> Review.Step? {
    let p = facts.switching.probability
    hits = facts.isHit ? hits + (facts.isNew ? 1 : 0) : 0
    let before = advice
    var step: Review.Step?
    func become(_ next: Advice, _ by: Review.Step) {
      advice = next
      step = by
    }
    if advice == .drop, p < 0.5 || facts.isGood { become(.watch, .dropLifted) }
    if advice == .watch, p < 0.25 && facts.score >= 60 || facts.score >= 80 { become(.keep, .watchLifted) }
    if advice == .keep || advice == .unclear, facts.isNew, !facts.isGood, let cause = watchCause(facts) {
      become(.watch, .watchBegun(cause))
    }
    if advice == .unclear, facts.seen >= 0.5, facts.low() >= 40 { become(.keep, .enoughSeen) }
    if advice == .keep, facts.seen < 0.25 || facts.low() < 30 { become(.unclear, .tooLittleSeen) }
    if facts.isNew, facts.isMany, !facts.isGood {
      let isSure = facts.isHit && p >= 0.9
      if isSure || hits >= 2 { become(.drop, .dropped(sureAtOnce: isSure)) }
    }
    if advice == before { return nil }
    if let step { begun = (step, facts.day) }
    return step
  }

  private func watchCause(_ facts: ReviewFacts) -> WatchCause? {
    if let loss = facts.loss { return .loss(on: loss) }
    guard facts.seen >= 0.5 || facts.isMany else { return nil }
    if facts.switching.probability >= 0.4 { return .leavingMayPay }
    return facts.score < 60 ? .lowScore : nil
  }

  /// Which rule holds the advice after the as-of review.
  func reason(_ facts: ReviewFacts) -> AdviceReason {
    switch (advice, begun?.step) {
    case (.drop, .dropped(let sure)?): .leavingPays(sureAtOnce: sure, since: begun?.day ?? facts.day)
    case (.watch, .watchBegun(let cause)?): .watching(cause, since: begun?.day ?? facts.day)
    case (.watch, _): .watching(.afterDrop, since: begun?.day ?? facts.day)
    case (.unclear, _): facts.seen < 0.5 ? .tooLittleSeen(facts.seen) : .rangeTooWide(low: facts.low())
    default: .nothingAgainst
    }
  }
}

/// The reviews of some members of a stage up to a day, and the state that they left.
struct StageReviews {
  private(set) var reviews: [Int: [Review]] = [:]
  private(set) var states: [Int: ReviewState] = [:]
  private var lastDay: Day?

  /// - Parameter places: within the stage.
  init(_ places: [Int]) {
    for place in places {
      reviews[place] = []
      states[place] = ReviewState()
    }
  }

  /// What the next review sees of a member; it is not entered.
  ///
  /// - Parameter badToday: as if it had one more bad incident on the day.
  func facts(
    of place: Int, _ view: StageView, _ day: DayView, _ rule: inout SwitchingRule, badToday: Bool = false
  ) -> ReviewFacts {
    let timeline = day.evidence.timelines[view.members[place]]
    let since = lastDay.map { $0 + 1 } ?? .earliest
    var days = Array(timeline.badDays(in: (day.asOf - 364)...day.asOf))
    if badToday, days.last != day.asOf { days.append(day.asOf) }
    var isMany = false
    if let first = days.first, let last = days.last { isMany = days.count >= 3 && last - first >= 7 }
    let trouble = view.troubles[place]
    return ReviewFacts(
      day: day.asOf, score: trouble.score, low: { trouble.low }, seen: view.seen[place],
      switching: rule.switching(from: place),
      isNew: badToday || since <= day.asOf && !timeline.badDays(in: since...day.asOf).isEmpty, isMany: isMany,
      loss: timeline.latestSevereDay(in: (day.asOf - 89)...day.asOf))
  }

  /// One more look at each.
  mutating func look(_ view: StageView, _ day: DayView, _ rule: inout SwitchingRule) -> [Int: ReviewFacts] {
    var seen: [Int: ReviewFacts] = [:]
    for place in states.keys.sorted() {
      guard !view.left[place] else {
        states[place] = ReviewState()
        continue
      }
      let facts = facts(of: place, view, day, &rule)
      seen[place] = facts
      let step = states[place]?.review(facts)
      reviews[place]?.append(
        Review(
          day: day.asOf, probability: facts.switching.probability, gain: facts.switching.gain,
          score: facts.score, hasNewBadDay: facts.isNew, step: step.flatMap(\.self),
          state: states[place]?.advice ?? .unclear))
    }
    lastDay = day.asOf
    return seen
  }
}

extension EvidenceRecord {
  /// Each month's last day before as-of and not before the store's first incident, the last 24 of them.
  func reviewDays(before asOf: Day) -> [Day] {
    guard let first = firstIncident, first < asOf else { return [] }
    let months = max(first.month.index, asOf.month.index - 25)...asOf.month.index
    return months.map { Month(index: $0).lastDay }.filter { $0 < asOf && $0 >= first }.suffix(24)
  }

  /// The reviews before the as-of day of these members of a stage. Each recomputes everything, units and roles too,
  /// from the evidence up to its day.
  func earlierReviews(
    _ stage: StageMembers, places: [Int], before days: [DayView]
  ) -> StageReviews {
    var reviews = StageReviews(places)
    for day in days {
      let view = day.stage(stage)
      var rule = SwitchingRule(view, catalog)
      _ = reviews.look(view, day, &rule)
    }
    return reviews
  }
}
