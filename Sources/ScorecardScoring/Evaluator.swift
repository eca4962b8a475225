import Distributions
public import ScorecardModel

/// Scores and advice from evidence: pure, the same for the same evidence, policy and day.
///
/// Arranging the evidence costs time in proportion to its cells; each as-of day after that costs months.
public struct Evaluator: Sendable {
  let evidence: EvidenceRecord

  /// - Parameter catalog: checked; vendors whose stage the journey lacks are not scored.
  public init(catalog: Catalog, evidence: Evidence) {
    self.evidence = EvidenceRecord(catalog: catalog, evidence: evidence)
  }

  private init(_ evidence: EvidenceRecord) { self.evidence = evidence }

  /// The same store with other evidence, of which only that of some vendors has changed: for less than anew.
  public func with(_ evidence: Evidence, changed: Set<Vendor.ID>) -> Evaluator {
    Evaluator(
      EvidenceRecord(
        catalog: self.evidence.catalog, evidence: evidence, reusing: self.evidence, changed: changed))
  }

  /// Every vendor, in catalog order, and the journey.
  public func evaluate(asOf: Day) -> Evaluation {
    let day = DayView(evidence, asOf: asOf)
    let stages = evidence.stages.map(day.stage)
    let all = Array(evidence.catalog.vendors.indices)
    return Evaluation(
      asOf: asOf, catalog: evidence.catalog, scorecards: scorecards(all, day, stages),
      journey: JourneyScore(stages, day), estimates: day.exposure.estimates, warnings: warnings(stages, day))
  }

  /// One vendor, for less than evaluating all.
  public func scorecard(of vendor: Vendor.ID, asOf: Day) -> Scorecard? {
    guard let index = place(of: vendor),
      let stage = evidence.stages.first(where: { $0.vendors.contains(index) })
    else { return nil }
    return scorecards([index], DayView(evidence, asOf: asOf, only: stage)).first
  }

  /// The score alone of each vendor of which anything was on record by a day: without advice, and so without the reviews
  /// before it, for a small part of evaluating all.
  public func scores(asOf: Day) -> [Vendor.ID: Double] {
    let day = DayView(evidence, asOf: asOf)
    var scores: [Vendor.ID: Double] = [:]
    for view in evidence.stages.map(day.stage) {
      for (place, vendor) in view.members.enumerated() {
        let track = evidence.track(of: vendor, unit: view.unit, day.exposure, asOf: asOf)
        if track.firstDay != nil {
          scores[evidence.catalog.vendors[vendor].id] = view.troubles[place].score
        }
      }
    }
    return scores
  }

  func place(of vendor: Vendor.ID) -> Int? {
    evidence.catalog.vendors.firstIndex { $0.id == vendor }
  }

  /// - Parameters:
  ///   - wanted: places in the catalog, ascending.
  ///   - stages: in journey order, where they are there already.
  func scorecards(_ wanted: [Int], _ day: DayView, _ stages: [StageView]? = nil) -> [Scorecard] {
    let set = Set(wanted)
    let touched = evidence.stages.indices.filter { evidence.stages[$0].vendors.contains(where: set.contains) }
    let only = touched.count == 1 ? evidence.stages[touched[0]] : nil
    let earlier = evidence.reviewDays(before: day.asOf).map { DayView(evidence, asOf: $0, only: only) }
    var found: [Int: Scorecard] = [:]
    for index in touched {
      let members = evidence.stages[index]
      let view = stages?[index] ?? day.stage(members)
      let places = view.members.indices.filter { set.contains(view.members[$0]) }
      let inUse = view.members.indices.filter { !view.left[$0] }
      let best = Dictionary(
        uniqueKeysWithValues: zip(inUse, bestProbabilities(inUse.map { view.troubles[$0].distribution })))
      var reviews = evidence.earlierReviews(members, places: places, before: earlier)
      var rule = SwitchingRule(view, evidence.catalog)
      let facts = reviews.look(view, day, &rule)
      for place in places {
        found[view.members[place]] = scorecard(
          view, place, day, facts: facts[place], state: reviews.states[place] ?? ReviewState(),
          reviews: reviews.reviews[place] ?? [], best: best[place])
      }
    }
    return wanted.compactMap { found[$0] }
  }

  /// - Parameter facts: of the as-of review; nil for a former vendor.
  private func scorecard(
    _ view: StageView, _ place: Int, _ day: DayView, facts: ReviewFacts?, state: ReviewState,
    reviews: [Review], best: Double?
  ) -> Scorecard {
    let vendor = view.members[place]
    let trouble = view.troubles[place]
    let observation = view.observations[place]
    let standing = evidence.roles.standing(of: vendor, on: day.asOf)
    return Scorecard(
      vendor: evidence.catalog.vendors[vendor], standing: standing,
      advice: finding(facts, state, reviews, standing), score: trouble.score, low: trouble.low,
      high: trouble.high, evidence: trouble.prior.credibility(exposure: observation.exposure),
      typical: trouble.prior.mean, seen: view.seen[place], service: trouble.service,
      points: points(trouble, day.sums[vendor]),
      exposure: Exposure(unit: view.unit, amount: observation.exposure),
      track: evidence.track(of: vendor, unit: view.unit, day.exposure, asOf: day.asOf),
      harm: HarmPosterior(
        mean: trouble.harmMean, shape: trouble.harm.shape, rate: trouble.harm.rate, sum: observation.harm,
        sumOfSquares: observation.harmSquared),
      trouble: GammaShape(shape: trouble.distribution.shape, rate: trouble.distribution.rate),
      bestProbability: best, switching: facts?.switching,
      worsening: worsening(of: vendor, asOf: day.asOf),
      incidentCount: evidence.timelines[vendor].incidentCount(asOf: day.asOf))
  }

  private func finding(
    _ facts: ReviewFacts?, _ state: ReviewState, _ reviews: [Review], _ standing: VendorStanding
  ) -> AdviceFinding {
    guard let facts else {
      return AdviceFinding(
        shown: .left, reason: .left(on: standing.until), better: nil, reviews: reviews)
    }
    return AdviceFinding(
      shown: state.advice, reason: state.reason(facts),
      better: facts.isGood && facts.isHit ? facts.switching.alternative : nil, reviews: reviews)
  }

  /// Points lost, in proportion to b·u and S of each dimension, and gained by good service (Scoring §8).
  private func points(_ trouble: Trouble, _ sums: DecayedSums) -> PointSplit {
    let prior = trouble.prior
    let expected = prior.credibilityConstant * prior.mean
    let harms = Dimension.allCases.map { ($0, sums.harm($0)) }
    let whole = expected + harms.reduce(0) { $0 + $1.1 }
    let lost = 100 - trouble.scoreOfHarm
    return PointSplit(
      unknown: lost * expected / whole,
      dimensions: Dictionary(uniqueKeysWithValues: harms.map { ($0, lost * $1 / whole) }),
      gained: trouble.score - trouble.scoreOfHarm)
  }

  /// The last 24 months from the month of the store's first incident, the running month whole.
  private func worsening(of vendor: Int, asOf: Day) -> DeteriorationTest {
    guard let first = evidence.firstIncident, first <= asOf else {
      return DeteriorationTest(badDays: [], from: asOf.month)
    }
    let start = Month(index: max(first.month.index, asOf.month.index - 23))
    return DeteriorationTest(
      badDays: evidence.timelines[vendor].badDays(from: start, through: asOf), from: start)
  }

  private func warnings(_ stages: [StageView], _ day: DayView) -> [EvidenceWarning] {
    let catalog = evidence.catalog
    var primaries: [Vendor.ID] = []
    var former: [Vendor.ID] = []
    for view in stages where view.unit == .orders {
      for (place, vendor) in view.members.enumerated() where view.observations[place].exposure <= 0 {
        if evidence.roles.role(of: vendor, on: day.asOf) == .primary {
          primaries.append(catalog.vendors[vendor].id)
        }
        if !evidence.roles.hasPeriod(vendor), view.observations[place].harm > 0 {
          former.append(catalog.vendors[vendor].id)
        }
      }
    }
    return (primaries.isEmpty ? [] : [.primariesWithoutOrders(primaries)])
      + (former.isEmpty ? [] : [.formerWithoutPeriod(former)])
  }
}
