import Glibc
import ScorecardModel

/// Decayed good experiences P and all experiences T.
package struct ServiceCounts: Sendable {
  package var good: Double
  package var total: Double

  package init(good: Double, total: Double) {
    self.good = good
    self.total = total
  }
}

/// How each vendor treats its owner, against how that owner logs the others: Beta–Binomial (Scoring §3).
///
/// Owners log complaints far more readily than praise, so a vendor is never held against a fixed share of praise.
struct ServiceFit: Sendable {
  /// Where this owner's own mean is put: t.
  private static let typical = 0.75
  private static let dimensionStrength = 10.0
  private static let priorStrength = 5.0
  private static let leastFactor = 0.8

  /// Good and all experiences of each vendor, over all that counts in service or in one dimension.
  private struct Counts: Sendable {
    let own: [ServiceCounts]
    let good: LeaveOneOut
    let total: LeaveOneOut

    init(_ own: [ServiceCounts]) {
      self.own = own
      good = LeaveOneOut(own.map(\.good))
      total = LeaveOneOut(own.map(\.total))
    }
  }

  private let counts: Counts
  private let dimensions: [Counts]
  private let squares: LeaveOneOut
  private let totals: Lanes
  /// P/T; 0 without any.
  private let parts: Lanes
  private let seen: Int
  /// ω: the four weights divided by their sum.
  private let weights: [Double]

  /// - Parameter vendors: of the whole catalog.
  init(_ vendors: [DecayedSums], policy: ScoringPolicy) {
    let all = vendors.map(\.service)
    counts = Counts(all)
    dimensions = Dimension.service.map { dimension in Counts(vendors.map { $0.service(dimension) }) }
    squares = LeaveOneOut(all.map { $0.total * $0.total })
    totals = Lanes(all.map(\.total))
    parts = Lanes(all.map { $0.total > 0 ? $0.good / $0.total : 0 })
    seen = all.count { $0.total > 0 }
    let raw = Dimension.service.map { policy.dimensionWeights[$0] ?? 0 }
    let sum = raw.reduce(0, +)
    weights = raw.map { sum > 0 ? $0 / sum : 0.25 }
  }

  /// What one vendor's service makes of its trouble.
  func factor(of vendor: Int) -> ServiceFactor {
    let (m, kappa) = vendorLevel(without: vendor)
    let own = counts.own[vendor]
    guard own.total > 0 else {
      // What follows comes to the same, but for rounding: a vendor without service on record is like the others.
      let typical = Dictionary(uniqueKeysWithValues: Dimension.service.map { ($0, Self.typical) })
      return ServiceFactor(factor: 1, quality: Self.typical, good: 0, contacts: 0, dimensions: typical)
    }
    let mu = (kappa * m + own.good) / (kappa + own.total)
    var values: [Dimension: Double] = [:]
    var quality = 0.0
    for (index, dimension) in Dimension.service.enumerated() {
      let c = dimensions[index]
      let mc = (5 * m + c.good.sum(without: vendor)) / (5 + c.total.sum(without: vendor))
      let prior = expit(logit(mu) + logit(mc) - logit(m))
      let x =
        (Self.dimensionStrength * prior + c.own[vendor].good) / (Self.dimensionStrength + c.own[vendor].total)
      let y = expit(logit(x) - logit(mc) + logit(Self.typical))
      values[dimension] = y
      quality += weights[index] * y
    }
    let odds = Self.typical / (1 - Self.typical) * (1 - quality) / quality
    return ServiceFactor(
      factor: min(1, max(Self.leastFactor, pow(odds, 1.0 / 6))), quality: quality, good: own.good,
      contacts: own.total, dimensions: values)
  }

  /// m and κ of the others.
  private func vendorLevel(without vendor: Int) -> (mean: Double, strength: Double) {
    let (sumP, sumT) = (counts.good.sum(without: vendor), counts.total.sum(without: vendor))
    let vendors = Double(counts.own[vendor].total > 0 ? seen - 1 : seen)
    let den = sumT - squares.sum(without: vendor) / sumT
    let tells = vendors >= 2 && den > 1e-12 * sumT
    var total = totals
    total[vendor] = 0
    let spread = tells ? self.spread(total, around: sumP / sumT) : 0
    var m = (1 + sumP) / (2 + sumT)
    var a = 0.0
    for _ in 0..<2 {
      let q = m * (1 - m)
      let a0 = min(0.04, 0.5 * q)
      a = a0
      if tells {
        let between = den / (vendors - 1)
        let estimate = min(0.5 * q, max(0, (spread - (vendors - 1) * q) / den))
        let z = between * a0 / (q + between * a0)
        let df = (vendors - 1) * z * z
        a = (Self.priorStrength * a0 + df * estimate) / (Self.priorStrength + df)
      }
      let (sumZ, weighted) = credibilities(total, strength: q / a - 1)
      m = (0.5 + weighted) / (1 + sumZ)
    }
    let q = m * (1 - m)
    return (m, q / min(a, 0.5 * q) - 1)
  }

  /// ΣT(P/T − mean)².
  private func spread(_ total: Lanes, around mean: Double) -> Double {
    Lanes.sum(total, parts) {
      let difference = $1 - mean
      return $0 * difference * difference
    }
  }

  /// ΣZ and ΣZ·P/T.
  private func credibilities(_ total: Lanes, strength: Double) -> (sum: Double, weighted: Double) {
    var sum = SIMD4<Double>.zero
    let weighted = Lanes.sum(total, parts) {
      let z = $0 / (strength + $0)
      sum += z
      return z * $1
    }
    return (sum.sum(), weighted)
  }
}

func logit(_ p: Double) -> Double {
  let held = min(max(p, 1e-6), 1 - 1e-6)
  return log(held / (1 - held))
}

func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
