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

/// Service quality of every vendor of the catalog: Beta–Binomial, relative to how this owner logs
/// (Scoring §3).
struct ServiceQualityFit: Sendable {
  /// One vendor's quality.
  struct Quality: Sendable {
    /// y_c of the four service dimensions, in their order.
    var dimensions: [Double]
    /// X and its variance.
    var mean: Double
    var variance: Double
    /// Z_Q.
    var credibility: Double
  }

  private static let strength = 10.0
  private static let halo = 0.5
  /// Where this owner's own mean is put.
  private static let typical = 0.75

  private let mean: Double
  private let kappa: Double
  private let meanVariance: Double
  private let dimensionMeans: [Double]
  /// ω: the four weights divided by their sum.
  private let weights: [Double]

  init(_ vendors: [DecayedSums], policy: ScoringPolicy) {
    let counts = vendors.map(\.service)
    (mean, kappa, meanVariance) = ServiceQualityFit.vendorLevel(counts)
    var means: [Double] = []
    for dimension in Dimension.service {
      let all = vendors.map { $0.service(dimension) }
      let good = all.reduce(0) { $0 + $1.good }
      let total = all.reduce(0) { $0 + $1.total }
      means.append((5 * mean + good) / (5 + total))
    }
    dimensionMeans = means
    let raw = Dimension.service.map { policy.dimensionWeights[$0] ?? 0 }
    let sum = raw.reduce(0, +)
    weights = raw.map { sum > 0 ? $0 / sum : 0.25 }
  }

  private static func vendorLevel(_ counts: [ServiceCounts]) -> (Double, Double, Double) {
    let seen = counts.filter { $0.total > 0 }
    let vendors = Double(seen.count)
    let sumP = seen.reduce(0) { $0 + $1.good }
    let sumT = seen.reduce(0) { $0 + $1.total }
    let sumT2 = seen.reduce(0) { $0 + $1.total * $1.total }
    let den = sumT - sumT2 / sumT
    let known = seen.count >= 2 && den > 1e-12 * sumT
    let spread = seen.reduce(0) { sum, c in
      let difference = c.good / c.total - sumP / sumT
      return sum + c.total * difference * difference
    }
    var m = (1 + sumP) / (2 + sumT)
    var a = 0.0
    var sumZ = 0.0
    for _ in 0..<2 {
      let q = m * (1 - m)
      let a0 = min(0.04, 0.5 * q)
      a = a0
      if known {
        let between = den / (vendors - 1)
        let estimate = min(0.5 * q, max(0, (spread - (vendors - 1) * q) / den))
        let z = between * a0 / (q + between * a0)
        let df = (vendors - 1) * z * z
        a = (5 * a0 + df * estimate) / (5 + df)
      }
      let kappa = q / a - 1
      sumZ = seen.reduce(0) { $0 + $1.total / (kappa + $1.total) }
      let weighted = seen.reduce(0) { $0 + $1.total / (kappa + $1.total) * ($1.good / $1.total) }
      m = (0.5 + weighted) / (1 + sumZ)
    }
    let q = m * (1 - m)
    a = min(a, 0.5 * q)
    return (m, q / a - 1, a / (1 + sumZ))
  }

  /// - Parameter reliability: R of the vendor; service dimensions move together with it (halo).
  func quality(of sums: DecayedSums, reliability: Double) -> Quality {
    let m = mean
    let counts = sums.service
    let held = min(max(reliability, 0.02), 0.98)
    let prior = expit(logit(m) + Self.halo * (logit(held) - logit(Self.typical)))
    let mu = (kappa * prior + counts.good) / (kappa + counts.total)
    let inherited = kappa / (kappa + counts.total) * mu * (1 - mu) / (m * (1 - m))
    let vendorVariance = mu * (1 - mu) / (kappa + counts.total + 1) + inherited * inherited * meanVariance

    var result = Quality(
      dimensions: [], mean: 0, variance: 0, credibility: counts.total / (kappa + counts.total))
    var own = 0.0
    var common = 0.0
    for (index, dimension) in Dimension.service.enumerated() {
      let c = sums.service(dimension)
      let mc = dimensionMeans[index]
      let dimensionPrior = expit(logit(mu) + logit(mc) - logit(m))
      let x = (Self.strength * dimensionPrior + c.good) / (Self.strength + c.total)
      let v = x * (1 - x) / (Self.strength + c.total + 1)
      let y = expit(logit(x) - logit(mc) + logit(Self.typical))
      let j = y * (1 - y) / (x * (1 - x))
      let w = weights[index]
      result.dimensions.append(y)
      result.mean += w * y
      own += (w * j) * (w * j) * v
      common += w * j * Self.strength / (Self.strength + c.total)
    }
    let bound = 0.95 * result.mean * (1 - result.mean)
    result.variance = min(bound, 1.2 * (own + common * common * vendorVariance))
    return result
  }
}

func logit(_ p: Double) -> Double {
  let held = min(max(p, 1e-6), 1 - 1e-6)
  return log(held / (1 - held))
}

func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
