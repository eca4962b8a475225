/// One vendor's scores and advice on a day. Fractions are 0...1 unless said otherwise.
public struct Scorecard: Hashable, Sendable {
  public var vendor: Vendor
  public var standing: VendorStanding
  public var advice: AdviceFinding
  /// 0...100; 75 = what to expect of a vendor about which nothing is known.
  public var score: Double
  /// Ends of the 90 % credible interval, 0...100.
  public var low: Double
  public var high: Double
  /// Credibility Z of the harm rate: 0 = prior only.
  public var evidence: Double
  /// Typical harm rate u, in standard incidents per unit of exposure.
  public var typical: Double
  /// E·m0: .5 is 28 decayed orders, or two months; ≥ 0.
  public var seen: Double
  public var service: ServiceFactor
  public var points: PointSplit
  public var exposure: Exposure
  public var track: TrackRecord
  public var harm: HarmPosterior
  /// Trouble T = harm × service factor, in standard incidents per unit of exposure.
  public var trouble: GammaShape
  /// P(least trouble of its stage's vendors in use); nil when it was left.
  public var bestProbability: Double?
  /// nil when it was left.
  public var switching: Switching?
  public var worsening: DeteriorationTest
  /// Incidents on record up to the as-of day.
  public var incidentCount: Int

  public init(
    vendor: Vendor, standing: VendorStanding, advice: AdviceFinding, score: Double, low: Double, high: Double,
    evidence: Double, typical: Double, seen: Double, service: ServiceFactor, points: PointSplit,
    exposure: Exposure, track: TrackRecord, harm: HarmPosterior, trouble: GammaShape,
    bestProbability: Double?, switching: Switching?, worsening: DeteriorationTest, incidentCount: Int
  ) {
    self.vendor = vendor
    self.standing = standing
    self.advice = advice
    self.score = score
    self.low = low
    self.high = high
    self.evidence = evidence
    self.typical = typical
    self.seen = seen
    self.service = service
    self.points = points
    self.exposure = exposure
    self.track = track
    self.harm = harm
    self.trouble = trouble
    self.bestProbability = bestProbability
    self.switching = switching
    self.worsening = worsening
    self.incidentCount = incidentCount
  }

  public var role: Role { standing.role }

  /// Nothing went through it and nothing was logged about it for a year: there is nothing to decide.
  public var isUnused: Bool { track.amountInYear == 0 && track.incidentsInYear == 0 }
}

extension Sequence<Scorecard> {
  /// Verdict first, the pick's on top, then score, then as they came.
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
  /// Entries in these 365 days.
  public var incidentsInYear: Int
  /// First day with an entry, with orders or in an observed week; nil = nothing on record.
  public var firstDay: Day?

  public init(amount: Double, amountInYear: Double, incidentsInYear: Int, firstDay: Day?) {
    self.amount = amount
    self.amountInYear = amountInYear
    self.incidentsInYear = incidentsInYear
    self.firstDay = firstDay
  }
}

/// Shape and rate > 0 of a Gamma distribution.
public struct GammaShape: Hashable, Sendable {
  public var shape: Double
  public var rate: Double
  public var mean: Double { shape / rate }

  public init(shape: Double, rate: Double) {
    self.shape = shape
    self.rate = rate
  }
}

/// What a vendor is to the store on the as-of day.
public struct VendorStanding: Hashable, Sendable {
  public var role: Role
  /// First day of the period that holds the day; nil = from the beginning, or in none.
  public var since: Day?
  /// First day on which that period no longer holds; of a former vendor the day on which it was left, nil = nobody
  /// remembers.
  public var until: Day?
  /// Part of the store's orders that it carries, 0...1.
  public var share: Double
  /// First day of its first period; nil = from the beginning, or without a period.
  public var joined: Day?

  public init(role: Role, since: Day?, until: Day?, share: Double, joined: Day?) {
    self.joined = joined
    self.role = role
    self.since = since
    self.until = until
    self.share = share
  }
}

/// How a vendor treats its owner, against how that owner logs the others (Scoring §3).
public struct ServiceFactor: Hashable, Sendable {
  /// φ, .8...1: what good service leaves of trouble.
  public var factor: Double
  /// X, 0...1; .75 = like the others.
  public var quality: Double
  /// Decayed good experiences P and all experiences T with its service, ≥ 0.
  public var good: Double
  public var contacts: Double
  /// y_c of the four service dimensions, 0...1.
  public var dimensions: [Dimension: Double]

  public init(
    factor: Double, quality: Double, good: Double, contacts: Double, dimensions: [Dimension: Double]
  ) {
    self.factor = factor
    self.quality = quality
    self.good = good
    self.contacts = contacts
    self.dimensions = dimensions
  }
}

/// Where the points of a score went: 100 − unknown − Σ dimensions + gained = score (Scoring §8).
public struct PointSplit: Hashable, Sendable {
  /// Lost to what is not known yet: typical trouble, until it is.
  public var unknown: Double
  /// Lost to trouble on record, by all six dimensions.
  public var dimensions: [Dimension: Double]
  /// Gained by good service, ≥ 0.
  public var gained: Double

  public init(unknown: Double, dimensions: [Dimension: Double], gained: Double) {
    self.unknown = unknown
    self.dimensions = dimensions
    self.gained = gained
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
  public var shape: Double
  public var rate: Double
  /// Decayed S and Q of the vendor.
  public var sum: Double
  public var sumOfSquares: Double
  public init(mean: Double, shape: Double, rate: Double, sum: Double, sumOfSquares: Double) {
    self.mean = mean
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
  /// K: standard incidents that the move costs.
  public var cost: Double
  /// Orders a month (or 1, in months); what others carry where it carries none itself.
  public var monthlyVolume: Double
  public init(
    probability: Double, gain: Double, alternative: Vendor.ID?, cost: Double, monthlyVolume: Double
  ) {
    self.probability = probability
    self.gain = gain
    self.alternative = alternative
    self.cost = cost
    self.monthlyVolume = monthlyVolume
  }
}

/// Has it become worse? (Scoring §6)
public struct DeteriorationTest: Hashable, Sendable {
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
