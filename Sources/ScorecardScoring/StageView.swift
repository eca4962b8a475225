import ScorecardModel

/// What might be different on the as-of day, to ask "what if". By place in the catalog.
struct Hypothesis: Sendable {
  /// Added to a vendor's decayed sums.
  var sums: [Int: DecayedSums] = [:]
  /// Added to a vendor's exposure.
  var exposure: [Int: Double] = [:]
  /// Vendors that have a bad incident on the as-of day.
  var badToday: Set<Int> = []
}

/// The trouble of one stage's vendors on a day.
struct StageView: Sendable {
  let unit: Exposure.Unit
  /// Places in the catalog.
  let members: [Int]
  let observations: [HarmObservation]
  let troubles: [Trouble]
  /// E·m0.
  let seen: [Double]
  /// Whether each is former.
  let left: [Bool]
  /// Y before any is filled in; 1 in months.
  let volumes: [Double]

  init(_ stage: EvidenceRecord.StageMembers, _ day: DayView, hypothesis: Hypothesis?) {
    members = stage.vendors
    var amounts = members.map(day.exposure.orders)
    let inOrders = amounts.contains { $0 > 0 }
    let unit = inOrders ? Exposure.Unit.orders : .months
    self.unit = unit
    if !inOrders { amounts = members.map(day.exposure.months) }
    if let more = hypothesis?.exposure {
      for (place, vendor) in members.enumerated() { amounts[place] += more[vendor] ?? 0 }
    }
    let observations = zip(members, amounts).map { day.sums[$0].observation(exposure: $1) }
    var harm = StageHarm(observations, unit: unit)
    troubles = members.enumerated().map { place, vendor in
      Trouble(
        prior: harm.prior(without: place), observation: observations[place],
        service: day.service.factor(of: vendor))
    }
    self.observations = observations
    seen = amounts.map { $0 * StageHarm.expected(unit) }
    left = members.map { day.evidence.roles.role(of: $0, on: day.asOf) == .former }
    volumes = members.map { inOrders ? day.exposure.ordersPerMonth($0) : 1 }
  }
}

/// What all stages read of a day.
struct DayView: Sendable {
  let evidence: EvidenceRecord
  let asOf: Day
  /// In catalog order.
  let sums: [DecayedSums]
  let exposure: ExposureView
  let service: ServiceFit
  private let hypothesis: Hypothesis?

  /// - Parameter stage: the only one whose members will be asked for; nil = all.
  init(_ evidence: EvidenceRecord, asOf: Day, only stage: EvidenceRecord.StageMembers? = nil) {
    self.init(
      evidence, asOf: asOf, sums: evidence.timelines.map { $0.sums(asOf: asOf, decay: evidence.decay) },
      exposure: evidence.exposures.on(asOf, of: stage?.vendors), hypothesis: nil)
  }

  /// With an exposure that was put together elsewhere.
  init(_ evidence: EvidenceRecord, asOf: Day, exposure: ExposureView) {
    self.init(
      evidence, asOf: asOf, sums: evidence.timelines.map { $0.sums(asOf: asOf, decay: evidence.decay) },
      exposure: exposure, hypothesis: nil)
  }

  private init(
    _ evidence: EvidenceRecord, asOf: Day, sums: [DecayedSums], exposure: ExposureView,
    hypothesis: Hypothesis?
  ) {
    self.evidence = evidence
    self.asOf = asOf
    self.sums = sums
    self.exposure = exposure
    self.hypothesis = hypothesis
    service = ServiceFit(sums, policy: evidence.catalog.policy)
  }

  /// The same day, were the evidence different.
  func assuming(_ hypothesis: Hypothesis) -> DayView {
    var changed = sums
    for (vendor, more) in hypothesis.sums {
      changed[vendor].add(more, decay: 1)
      changed[vendor].clamp()
    }
    return DayView(evidence, asOf: asOf, sums: changed, exposure: exposure, hypothesis: hypothesis)
  }

  func stage(_ members: EvidenceRecord.StageMembers) -> StageView {
    StageView(members, self, hypothesis: hypothesis)
  }
}
