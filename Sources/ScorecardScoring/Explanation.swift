public import ScorecardModel

extension Evaluator {
  /// Most incidents whose influence is computed exactly; the heaviest are tried.
  static let influencesTried = 60

  /// Why a vendor has its score and advice (Scoring §8).
  ///
  /// - Parameter incidents: of this vendor, all or those that an ``InfluenceSieve`` let through; those after the as-of
  ///   day and what does not count are passed over.
  /// - Returns: nil when the catalog has no such vendor.
  public func explain(_ vendor: Vendor.ID, asOf: Day, incidents: [RecordedIncident]) -> Explanation? {
    guard let index = place(of: vendor),
      let stage = evidence.stages.firstIndex(where: { $0.vendors.contains(index) }),
      let place = evidence.stages[stage].vendors.firstIndex(of: index)
    else { return nil }
    let day = DayView(evidence, asOf: asOf, only: evidence.stages[stage])
    guard let scorecard = scorecards([index], day).first else { return nil }
    let member = Member(vendor: index, stage: evidence.stages[stage], place: place)
    return Explanation(
      scorecard: scorecard, influences: influences(of: member, incidents, scorecard.score, day),
      flips: flips(of: member, scorecard, day))
  }

  /// A vendor by its place in the catalog, and within its stage.
  private struct Member {
    var vendor: Int
    var stage: EvidenceRecord.StageMembers
    var place: Int
  }

  // MARK: What each incident does

  /// Score − score without the incident, its week staying observed; largest effect first.
  private func influences(
    of member: Member, _ incidents: [RecordedIncident], _ score: Double, _ day: DayView
  ) -> [Explanation.Influence] {
    let known = incidents.filter { $0.standing == .counted && $0.incident.day <= day.asOf }
    let events = Dictionary(grouping: known.filter { $0.event != nil }, by: \.event)
    let weighed = known.compactMap { recorded -> (RecordedIncident, DecayedSums, Double)? in
      let event = recorded.event.flatMap { events[$0] } ?? [recorded]
      let sums = without(recorded, of: event, asOf: day.asOf)
      let weight = Self.weight(of: sums)
      return weight > 0 ? (recorded, sums, weight) : nil
    }
    let heaviest = weighed.sorted { ($0.2, $1.0.id) > ($1.2, $0.0.id) }.prefix(Self.influencesTried)
    let influences = heaviest.map { recorded, sums, _ in
      let changed = day.assuming(Hypothesis(sums: [member.vendor: sums])).stage(member.stage)
      return Explanation.Influence(
        incident: recorded, points: score - changed.troubles[member.place].score)
    }
    return influences.sorted { (abs($0.points), $1.incident.id) > (abs($1.points), $0.incident.id) }
  }

  /// By which the heaviest are chosen.
  static func weight(of sums: DecayedSums) -> Double {
    [sums.observation(exposure: 0).harm, sums.goods, sums.service.total / 10].map(abs).max() ?? 0
  }

  /// How the decayed sums change when an incident is taken out of its event: another may bear the harm then.
  private func without(_ gone: RecordedIncident, of event: [RecordedIncident], asOf: Day) -> DecayedSums {
    var sums = DecayedSums()
    for (members, sign) in [(event, -1.0), (event.filter { $0.id != gone.id }, 1.0)] {
      let share = EventShare(members.map { ($0.id, $0.incident) }, policy: evidence.catalog.policy)
      for cell in share.cells {
        sums.add(cell.sums, cell.dimension, decay: sign * evidence.decay(days: asOf - cell.day))
      }
    }
    return sums
  }

  // MARK: What would change the advice

  /// The smallest change of each kind, dated as-of, that brings another advice; none for what was left.
  private func flips(of member: Member, _ now: Scorecard, _ day: DayView) -> [Explanation.Flip] {
    if now.advice.shown == .left { return [] }
    let earlier = evidence.reviewDays(before: day.asOf).map {
      DayView(evidence, asOf: $0, only: member.stage)
    }
    let reviews = evidence.earlierReviews(member.stage, places: [member.place], before: earlier)
    func advice(_ hypothesis: Hypothesis) -> Advice {
      let changed = day.assuming(hypothesis)
      let view = changed.stage(member.stage)
      var rule = SwitchingRule(view, evidence.catalog)
      var state = reviews.states[member.place] ?? ReviewState()
      _ = state.review(
        reviews.facts(
          of: member.place, view, changed, &rule, badToday: hypothesis.badToday.contains(member.vendor)))
      return state.advice
    }
    func flip(
      upTo limit: Int, _ change: (Int) -> Explanation.Flip.Change, _ hypothesis: (Int) -> Hypothesis
    ) -> Explanation.Flip? {
      let found = Evaluator.smallest(upTo: limit) { advice(hypothesis($0)) != now.advice.shown }
      return found.map { Explanation.Flip(change: change($0), advice: advice(hypothesis($0))) }
    }
    let quiet =
      now.exposure.unit == .orders
      ? flip(upTo: 1_000_000, { .ordersWithoutIncident($0) }) {
        Hypothesis(exposure: [member.vendor: Double($0)])
      }
      : flip(upTo: 520, { .quietWeeks($0) }) { quietWeeks($0, member.stage, day.asOf) }
    let bad = flip(upTo: 1000, { .standardIncidents($0) }) { count in
      var sums = DecayedSums()
      sums.add(standardIncidents: Double(count), .reliability)
      return Hypothesis(sums: [member.vendor: sums], badToday: [member.vendor])
    }
    let good = flip(upTo: 1000, { .goodServiceExperiences($0) }) { count in
      var sums = DecayedSums()
      sums.add(goods: Double(count), .general)
      return Hypothesis(sums: [member.vendor: sums])
    }
    return [quiet, bad, good].compactMap(\.self)
  }

  /// A quiet week counts for every primary of the stage; for a fallback or candidate it counts nothing.
  private func quietWeeks(
    _ weeks: Int, _ stage: EvidenceRecord.StageMembers, _ asOf: Day
  ) -> Hypothesis {
    var hypothesis = Hypothesis()
    for vendor in stage.vendors where evidence.roles.role(of: vendor, on: asOf) == .primary {
      hypothesis.exposure[vendor] = Double(weeks) * ExposureRecord.weekInMonths
    }
    return hypothesis
  }

  /// The smallest n in 1...limit that passes: doubling, then bisection.
  static func smallest(upTo limit: Int, _ passes: (Int) -> Bool) -> Int? {
    var failed = 0
    var n = 1
    while !passes(n) {
      if n == limit { return nil }
      failed = n
      n = min(2 * n, limit)
    }
    while n - failed > 1 {
      let middle = (n + failed) / 2
      if passes(middle) { n = middle } else { failed = middle }
    }
    return n
  }
}
