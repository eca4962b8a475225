/// One carrier over all shops that have it on record, scored as one vendor is (Scoring §2–§4).
public struct CarrierScore: Hashable, Sendable {
  public var stage: Stage.ID
  /// ``Vendor/carrierID`` of its vendors.
  public var carrier: String
  /// What most shops call it; of equally many the first by its letters.
  public var name: String
  /// Shops that brought entries, orders or observed weeks of it, ≥ 0.
  public var shops: Int
  /// 0...100; 75 = what to expect of a carrier about which nothing is known.
  public var score: Double
  /// Ends of the 90 % credible interval, 0...100.
  public var low: Double
  public var high: Double
  /// Credibility Z of the harm rate: 0 = prior only.
  public var evidence: Double
  /// Typical harm rate u, in standard incidents per unit of exposure.
  public var typical: Double
  public var service: ServiceFactor
  public var exposure: Exposure
  /// Orders, or months of a shop, as they were entered, without decay; ≥ 0.
  public var amount: Double
  public var harm: HarmPosterior
  /// Trouble T = harm × service factor, in standard incidents per unit of exposure.
  public var trouble: GammaShape
  /// Entries of all these shops up to the as-of day.
  public var incidentCount: Int

  public init(
    stage: Stage.ID, carrier: String, name: String, shops: Int, score: Double, low: Double, high: Double,
    evidence: Double, typical: Double, service: ServiceFactor, exposure: Exposure, amount: Double,
    harm: HarmPosterior, trouble: GammaShape, incidentCount: Int
  ) {
    self.stage = stage
    self.carrier = carrier
    self.name = name
    self.shops = shops
    self.score = score
    self.low = low
    self.high = high
    self.evidence = evidence
    self.typical = typical
    self.service = service
    self.exposure = exposure
    self.amount = amount
    self.harm = harm
    self.trouble = trouble
    self.incidentCount = incidentCount
  }
}
