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

  static func + (a: ServiceCounts, b: ServiceCounts) -> ServiceCounts {
    ServiceCounts(good: a.good + b.good, total: a.total + b.total)
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

  private let counts: [ServiceCounts]
  /// By dimension, then vendor.
  private let dimensions: [[ServiceCounts]]
  /// ω: the four weights divided by their sum.
  private let weights: [Double]

  /// - Parameter vendors: of the whole catalog.
  init(_ vendors: [DecayedSums], policy: ScoringPolicy) {
    counts = vendors.map(\.service)
    dimensions = Dimension.service.map { dimension in vendors.map { $0.service(dimension) } }
    let raw = Dimension.service.map { policy.dimensionWeights[$0] ?? 0 }
    let sum = raw.reduce(0, +)
    weights = raw.map { sum > 0 ? $0 / sum : 0.25 }
  }

  /// What one vendor's service makes of its trouble.
  func factor(of vendor: Int) -> ServiceFactor {
    let (m, kappa) = vendorLevel(without: vendor)
    let own = counts[vendor]
    let mu = (kappa * m + own.good) / (kappa + own.total)
    var values: [Dimension: Double] = [:]
    var quality = 0.0
    for (index, dimension) in Dimension.service.enumerated() {
      let others = sum(dimensions[index], without: vendor)
      let c = dimensions[index][vendor]
      let mc = (5 * m + others.good) / (5 + others.total)
      let prior = expit(logit(mu) + logit(mc) - logit(m))
      let x = (Self.dimensionStrength * prior + c.good) / (Self.dimensionStrength + c.total)
      let y = expit(logit(x) - logit(mc) + logit(Self.typical))
      values[dimension] = y
      quality += weights[index] * y
    }
    let odds = Self.typical / (1 - Self.typical) * (1 - quality) / quality
    return ServiceFactor(
      factor: min(1, max(Self.leastFactor, pow(odds, 1.0 / 6))), quality: quality, good: own.good,
      contacts: own.total, dimensions: values)
  }

  private func sum(_ counts: [ServiceCounts], without vendor: Int) -> ServiceCounts {
    var sum = ServiceCounts(good: 0, total: 0)
    for index in counts.indices where index != vendor { sum = sum + counts[index] }
    return sum
  }

  /// m and κ of the others.
  private func vendorLevel(without vendor: Int) -> (mean: Double, strength: Double) {
    var (vendors, sumP, sumT, sumT2) = (0.0, 0.0, 0.0, 0.0)
    for (index, c) in counts.enumerated() where index != vendor && c.total > 0 {
      vendors += 1
      sumP += c.good
      sumT += c.total
      sumT2 += c.total * c.total
    }
    let den = sumT - sumT2 / sumT
    let tells = vendors >= 2 && den > 1e-12 * sumT
    var spread = 0.0
    for (index, c) in counts.enumerated() where index != vendor && c.total > 0 {
      let difference = c.good / c.total - sumP / sumT
      spread += c.total * difference * difference
    }
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
      let kappa = q / a - 1
      var (sumZ, weighted) = (0.0, 0.0)
      for (index, c) in counts.enumerated() where index != vendor && c.total > 0 {
        let z = c.total / (kappa + c.total)
        sumZ += z
        weighted += z * (c.good / c.total)
      }
      m = (0.5 + weighted) / (1 + sumZ)
    }
    let q = m * (1 - m)
    return (m, q / min(a, 0.5 * q) - 1)
  }
}

func logit(_ p: Double) -> Double {
  let held = min(max(p, 1e-6), 1 - 1e-6)
  return log(held / (1 - held))
}

func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
