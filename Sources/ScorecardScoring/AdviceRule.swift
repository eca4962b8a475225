import Glibc
import ScorecardModel

/// Would switching pay off, for the members of one stage on one day? (Scoring §5)
struct SwitchingRule {
  private let view: StageView
  private let evidence: EvidenceRecord
  private let volumes: [Double]
  /// The two known vendors with the least mean harm, in catalog order on a tie.
  private let candidates: [Int]
  /// Quantiles at the nodes by shape: several vendors are compared with the same alternative.
  private var nodes: [Double: [Double]] = [:]

  init(_ view: StageView, _ evidence: EvidenceRecord) {
    self.view = view
    self.evidence = evidence
    volumes =
      view.unit == .months
      ? view.members.map { _ in 1 }
      : view.members.map { evidence.exposures.ordersPerMonth($0, asOf: view.asOf) }
    let known = view.members.indices.filter { view.credibilities[$0] >= 0.3 }
    candidates = Array(
      known.sorted { (view.posteriors[$0].mean, $0) < (view.posteriors[$1].mean, $1) }.prefix(2))
  }

  /// - Parameter place: of the vendor within the stage.
  mutating func switching(from place: Int) -> Switching {
    let policy = evidence.catalog.policy
    let vendor = evidence.catalog.vendors[view.members[place]]
    let cost = vendor.switchingCost ?? policy.switchingCost
    var alternative = HarmRateFit(view.observations, unit: view.unit, excluding: place).unknown
    var name: Vendor.ID?
    if let best = candidates.first(where: { $0 != place }), view.posteriors[best].mean < alternative.mean {
      alternative = view.posteriors[best]
      name = evidence.catalog.vendors[view.members[best]].id
    }
    let volume = monthlyVolume(place)
    guard volume > 0 else {
      return Switching(probability: 0, gain: -cost, alternative: name, monthlyVolume: 0)
    }
    let orders = policy.horizonMonths * volume
    let current = view.posteriors[place]
    return Switching(
      probability: probability(current, exceeds: alternative, by: cost / orders),
      gain: orders * (current.mean - alternative.mean) - cost, alternative: name, monthlyVolume: volume)
  }

  /// P(H > H_alternative + margin), by quadrature over the alternative's quantiles.
  private mutating func probability(
    _ current: GammaDistribution, exceeds alternative: GammaDistribution, by margin: Double
  ) -> Double {
    let quantiles =
      nodes[alternative.shape] ?? GammaDistribution(shape: alternative.shape, rate: 1).quantiles24()
    nodes[alternative.shape] = quantiles
    var sum = 0.0
    for (node, quantile) in zip(GaussLegendre.nodes24, quantiles) {
      sum += node.weight * current.survival(quantile / alternative.rate + margin)
    }
    return min(max(sum, 0), 1)
  }

  private func monthlyVolume(_ place: Int) -> Double {
    if volumes[place] > 0 { return volumes[place] }
    let others = volumes.enumerated().filter { $0.offset != place && $0.element > 0 }.map(\.element)
    return others.isEmpty ? 0 : others.reduce(0, +) / Double(others.count)
  }
}

/// Where the monthly reviews of one vendor have come to.
struct ReviewState {
  var advice = Advice.keep
  /// The review before was a hit.
  var lastWasHit = false

  /// P ≥ .65 with a gain.
  static func isHit(_ s: Switching) -> Bool { s.probability >= 0.65 && s.gain > 0 }
  /// P ≥ .90 with a gain.
  static func isCertain(_ s: Switching) -> Bool { s.probability >= 0.9 && s.gain > 0 }

  /// - Parameter disaster: an unmitigated severity 5 within the 90 days up to the review.
  mutating func review(_ switching: Switching, disaster: Bool) {
    let p = switching.probability
    let hit = ReviewState.isHit(switching)
    if ReviewState.isCertain(switching) || (hit && lastWasHit) {
      advice = .drop
    } else {
      switch advice {
      case .drop where p < 0.5: advice = p < 0.25 ? .keep : .watch
      case .keep where p >= 0.4: advice = .watch
      case .watch where p < 0.25: advice = .keep
      default: break
      }
    }
    if advice == .keep && disaster { advice = .watch }
    lastWasHit = hit
  }
}

extension AdviceFinding {
  /// The finding of the last review.
  ///
  /// - Parameters:
  ///   - credibility: Z_R.
  ///   - before: the state that the earlier reviews left.
  init(
    switching: Switching, credibility: Double, recentDisaster: Day?, before: ReviewState, earlier: [Review],
    on day: Day
  ) {
    var now = before
    now.review(switching, disaster: recentDisaster != nil)
    let decided = ReviewState.isCertain(switching) || recentDisaster != nil
    let unclear = credibility < 0.3 && !decided
    let reason: AdviceReason =
      switch now.advice {
      case _ where unclear: .tooLittleEvidence(credibility: credibility)
      case .drop where ReviewState.isCertain(switching): .switchPays
      case .drop where ReviewState.isHit(switching) && before.lastWasHit: .switchPaidTwice
      case .watch where switching.probability >= 0.4: .switchMayPay
      case .watch where recentDisaster != nil: .recentDisaster
      case .keep: .stayingPays
      default: .earlierVerdictStands
      }
    let last = Review(
      day: day, probability: switching.probability, gain: switching.gain, state: now.advice)
    self.init(
      shown: unclear ? .unclear : now.advice, state: now.advice, reason: reason,
      recentDisaster: recentDisaster, reviews: earlier + [last])
  }
}

extension EvidenceRecord {
  /// Each month's last day before as-of and not before the store's first incident, the last 24 of them.
  func reviewDays(before asOf: Day) -> [Day] {
    guard let first = firstIncident, first < asOf else { return [] }
    let months = max(first.month.index, asOf.month.index - 25)...asOf.month.index
    return months.map { Month(index: $0).lastDay }.filter { $0 < asOf && $0 >= first }.suffix(24)
  }

  /// An unmitigated severity 5 within the 90 days up to a day.
  func recentDisaster(of vendor: Int, on day: Day) -> Day? {
    timelines[vendor].latestSevereDay(in: (day - 89)...day)
  }

  /// The reviews before the as-of day of these members of a stage, and the states they leave.
  ///
  /// Each recomputes everything, units too, from the evidence up to its day.
  func earlierReviews(
    stage: StageMembers, places: [Int], before asOf: Day
  ) -> [Int: (reviews: [Review], state: ReviewState)] {
    var result: [Int: (reviews: [Review], state: ReviewState)] = [:]
    for place in places { result[place] = ([], ReviewState()) }
    for day in reviewDays(before: asOf) {
      let sums = stage.vendors.map { timelines[$0].sums(asOf: day, decay: decay) }
      var rule = SwitchingRule(StageView(self, stage: stage, asOf: day, sums: sums), self)
      for place in places {
        guard var (reviews, state) = result.removeValue(forKey: place) else { continue }
        let switching = rule.switching(from: place)
        state.review(switching, disaster: recentDisaster(of: stage.vendors[place], on: day) != nil)
        reviews.append(
          Review(
            day: day, probability: switching.probability, gain: switching.gain, state: state.advice))
        result[place] = (reviews, state)
      }
    }
    return result
  }
}
