/// One vendor's scores and advice on a day. Fractions are 0...1 unless said otherwise.
public struct Scorecard: Hashable, Sendable {
  public var vendor: Vendor
  public var advice: AdviceFinding
  /// 0...100; 75 = a typical vendor.
  public var score: Double
  /// Ends of the 90 % credible interval, 0...100.
  public var low: Double
  public var high: Double
  /// Credibility of the score (Scoring §4 Z): 0 = prior only.
  public var evidence: Double
  /// P(no standard incident in the next 16 orders, or month).
  public var reliability: Double
  /// Credibility of the harm rate, Z_R.
  public var reliabilityCredibility: Double
  /// Service quality X.
  public var quality: Double
  /// y_c of the four service dimensions.
  public var dimensions: [Dimension: Double]
  public var exposure: Exposure
  public var track: TrackRecord
  public var harm: HarmPosterior
  /// P(best of its stage).
  public var bestProbability: Double
  public var switching: Switching
  public var worsening: Worsening
  /// Incidents on record up to the as-of day.
  public var logs: Int
  /// Parameters of the score's Beta posterior on 0...1.
  public var posterior: BetaShape

  public init(
    vendor: Vendor, advice: AdviceFinding, score: Double, low: Double, high: Double, evidence: Double,
    reliability: Double, reliabilityCredibility: Double, quality: Double, dimensions: [Dimension: Double],
    exposure: Exposure, track: TrackRecord, harm: HarmPosterior, bestProbability: Double,
    switching: Switching,
    worsening: Worsening, logs: Int, posterior: BetaShape
  ) {
    self.vendor = vendor
    self.advice = advice
    self.score = score
    self.low = low
    self.high = high
    self.evidence = evidence
    self.reliability = reliability
    self.reliabilityCredibility = reliabilityCredibility
    self.quality = quality
    self.dimensions = dimensions
    self.exposure = exposure
    self.track = track
    self.harm = harm
    self.bestProbability = bestProbability
    self.switching = switching
    self.worsening = worsening
    self.logs = logs
    self.posterior = posterior
  }

  /// Nothing went through it and nothing was logged about it for a year: there is nothing to decide.
  public var isUnused: Bool { track.amountInYear == 0 && track.logsInYear == 0 }
}

extension Sequence<Scorecard> {
  /// Verdict first, then score, then as they came: drop, watch, unclear, keep would bury the pick, so keep
  /// comes first.
  public func ranked() -> [Scorecard] {
    enumerated().sorted { a, b in
      let (first, second) = (a.element, b.element)
      if first.advice.shown != second.advice.shown {
        return first.advice.shown.rank < second.advice.shown.rank
      }
      return first.score != second.score ? first.score > second.score : a.offset < b.offset
    }.map(\.element)
  }
}

/// What is on record of a vendor as it was entered, without decay.
public struct TrackRecord: Hashable, Sendable {
  /// Orders, or observed months, in the unit of the exposure; ≥ 0.
  public var amount: Double
  /// The part of it in the 365 days up to the as-of day.
  public var amountInYear: Double
  /// Logs in these 365 days.
  public var logsInYear: Int
  /// First day with a log, with orders or in an observed week; nil = nothing on record.
  public var firstDay: Day?

  public init(amount: Double, amountInYear: Double, logsInYear: Int, firstDay: Day?) {
    self.amount = amount
    self.amountInYear = amountInYear
    self.logsInYear = logsInYear
    self.firstDay = firstDay
  }
}

/// Parameters α, β > 0 of a Beta distribution.
public struct BetaShape: Hashable, Sendable {
  public var alpha: Double
  public var beta: Double
  public init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
  }
}

/// How much of a vendor was watched, decayed.
public struct Exposure: Hashable, Sendable {
  public enum Unit: String, Sendable, Hashable, Codable {
    case orders
    case months
  }
  public var unit: Unit
  /// ≥ 0.
  public var amount: Double
  public init(unit: Unit, amount: Double) {
    self.unit = unit
    self.amount = amount
  }
}

/// Gamma posterior of the harm rate, in standard incidents per unit of exposure (all dimensions).
public struct HarmPosterior: Hashable, Sendable {
  public var mean: Double
  /// Ends of its 90 % credible interval.
  public var low: Double
  public var high: Double
  public var shape: Double
  public var rate: Double
  /// Decayed S and Q of the vendor.
  public var sum: Double
  public var sumOfSquares: Double
  public init(
    mean: Double, low: Double, high: Double, shape: Double, rate: Double, sum: Double, sumOfSquares: Double
  ) {
    self.mean = mean
    self.low = low
    self.high = high
    self.shape = shape
    self.rate = rate
    self.sum = sum
    self.sumOfSquares = sumOfSquares
  }
}

/// Would switching pay off? (Scoring §5)
public struct Switching: Hashable, Sendable {
  /// P(switch pays).
  public var probability: Double
  /// Standard incidents saved over the horizon, net of the switching cost.
  public var gain: Double
  /// The vendor compared with; nil = an unknown one.
  public var alternative: Vendor.ID?
  /// Orders a month (or 1, in months).
  public var monthlyVolume: Double
  public init(probability: Double, gain: Double, alternative: Vendor.ID?, monthlyVolume: Double) {
    self.probability = probability
    self.gain = gain
    self.alternative = alternative
    self.monthlyVolume = monthlyVolume
  }
}

/// Has it become worse? (Scoring §6)
public struct Worsening: Hashable, Sendable {
  public var bayesFactor: Double
  /// Bad days after the most likely change.
  public var badDaysSince: Int
  /// First month after the most likely change; nil without one.
  public var since: Month?
  public var flagged: Bool
  /// Months looked at, at most 24, and the bad days in them.
  public var months: Int
  public var badDays: Int
  public init(
    bayesFactor: Double, badDaysSince: Int, since: Month?, flagged: Bool, months: Int, badDays: Int
  ) {
    self.bayesFactor = bayesFactor
    self.badDaysSince = badDaysSince
    self.since = since
    self.flagged = flagged
    self.months = months
    self.badDays = badDays
  }
}
