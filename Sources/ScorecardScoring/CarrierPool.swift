import Distributions
public import ScorecardModel

/// The evidence of many shops, added by stage and carrier, and scored as one ledger's is.
///
/// Sums of entries are whole numbers and add exactly. Exposure adds as each shop reckons it: a vendor's own orders, its
/// share of the store's, and its estimates; in months the observed weeks of each shop, so that ten shops that watch a
/// carrier for a month are ten months. Shops may come in any order: the same shops give the same bits.
public struct CarrierPool: Sendable {
  public let asOf: Day
  /// Apart, since whether a stage counts in orders is known only when the last shop was added.
  private var pools: [Exposure.Unit: UnitPool] = [.orders: UnitPool(), .months: UnitPool()]

  public init(asOf: Day) { self.asOf = asOf }

  /// Adds what a shop has on record up to the as-of day.
  public mutating func add(_ shop: Evaluator) {
    let record = shop.evidence
    let exposure = record.exposures.on(asOf)
    for stage in record.stages {
      let isCounted = stage.vendors.contains { exposure.orders($0) > 0 }
      let unit = isCounted ? Exposure.Unit.orders : .months
      for (carrier, members) in Dictionary(
        grouping: stage.vendors, by: { record.catalog.vendors[$0].carrierID })
      {
        let key = CarrierKey(stage: stage.stage.id, carrier: carrier)
        pools[unit, default: UnitPool()].add(members, as: key, record, exposure, unit, asOf: asOf)
      }
    }
  }

  /// Orders as soon as one shop counts the stage in orders.
  public func unit(of stage: Stage.ID) -> Exposure.Unit {
    pools[.orders]?.carriers.keys.contains { $0.stage == stage } ?? false ? .orders : .months
  }

  /// Every carrier, by stage and then by its letters.
  ///
  /// - Parameter policy: what all the shops score by.
  public func scores(by policy: ScoringPolicy) -> [CarrierScore] {
    let carriers = pools.flatMap { unit, pool in
      pool.carriers.filter { self.unit(of: $0.key.stage) == unit }
    }.sorted { $0.key < $1.key }
    let catalog = Catalog(
      store: "", journey: Set(carriers.map(\.key.stage)).sorted().map { Stage(id: $0) },
      vendors: carriers.map { Vendor(id: $0.key.text, name: $0.value.name, stage: $0.key.stage) },
      policy: policy)
    var evidence = Evidence()
    for (_, carrier) in carriers { evidence.merge(carrier.evidence) }
    let record = EvidenceRecord(catalog: catalog, evidence: evidence)
    let exposure = ExposureView(
      asOf: asOf.number, decay: record.decay, roles: record.roles,
      pieces: carriers.map { ExposureView.Pieces($0.value.pieces) }, estimates: [],
      weeks: carriers.map(\.value.observedWeeks))
    let day = DayView(record, asOf: asOf, exposure: exposure)
    return record.stages.flatMap { stage in
      let view = day.stage(stage)
      return view.members.indices.map { place in
        let (key, carrier) = carriers[view.members[place]]
        return score(key, carrier, view, place, day)
      }
    }
  }

  private func score(
    _ key: CarrierKey, _ carrier: PooledCarrier, _ view: StageView, _ place: Int, _ day: DayView
  ) -> CarrierScore {
    let (vendor, trouble, observation) = (view.members[place], view.troubles[place], view.observations[place])
    return CarrierScore(
      stage: key.stage, carrier: key.carrier, name: carrier.name, shops: carrier.shops,
      score: trouble.score, low: trouble.low, high: trouble.high,
      evidence: trouble.prior.credibility(exposure: observation.exposure), typical: trouble.prior.mean,
      service: trouble.service, exposure: Exposure(unit: view.unit, amount: observation.exposure),
      amount: day.exposure.track(vendor, unit: view.unit).amount,
      harm: HarmPosterior(
        mean: trouble.harmMean, shape: trouble.harm.shape, rate: trouble.harm.rate, sum: observation.harm,
        sumOfSquares: observation.harmSquared),
      trouble: GammaShape(shape: trouble.distribution.shape, rate: trouble.distribution.rate),
      incidentCount: day.evidence.timelines[vendor].incidentCount(asOf: asOf))
  }

  /// P(trouble of the one < trouble of the other) (Scoring §4).
  public static func probability(_ trouble: GammaShape, lessThan other: GammaShape) -> Double {
    GammaDistribution.probabilityLess(
      GammaDistribution(shape: trouble.shape, rate: trouble.rate),
      than: GammaDistribution(shape: other.shape, rate: other.rate))
  }
}

/// A carrier in a stage: scores of different stages are not compared, and so not added.
struct CarrierKey: Hashable, Comparable, Sendable {
  var stage: Stage.ID
  var carrier: String

  /// As the id of a vendor; ids have no slash.
  var text: String { stage + "/" + carrier }

  static func < (a: CarrierKey, b: CarrierKey) -> Bool { (a.stage, a.carrier) < (b.stage, b.carrier) }
}

/// What shops brought that count a stage in one unit.
private struct UnitPool: Sendable {
  private(set) var carriers: [CarrierKey: PooledCarrier] = [:]

  /// - Parameter members: a shop's vendors of the carrier; places in its catalog.
  mutating func add(
    _ members: [Int], as key: CarrierKey, _ record: EvidenceRecord, _ exposure: ExposureView,
    _ unit: Exposure.Unit, asOf: Day
  ) {
    // In place: a copy of the sums for each shop would take longer than all else.
    carriers[key, default: PooledCarrier()].add(members, as: key.text, record, exposure, unit, asOf: asOf)
  }
}
