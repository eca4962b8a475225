package import Distributions
import Glibc
package import ScorecardModel

/// What was seen of one vendor: exposure E and decayed sums S and Q of weights.
package struct HarmObservation: Sendable {
  package var exposure: Double
  package var harm: Double
  package var harmSquared: Double

  package init(exposure: Double, harm: Double, harmSquared: Double) {
    self.exposure = exposure
    self.harm = harm
    self.harmSquared = harmSquared
  }
}

/// What the other vendors of a stage let us expect of one: empirical-Bayes Gamma–Poisson (Scoring §2).
///
/// Regularised Bühlmann–Straub credibility (Bühlmann & Gisler 2005, ch. 4) in its conjugate form
/// (Gelman et al., *BDA3*, §2.6–2.7). Rates are standard incidents per unit of exposure.
package struct HarmPrior: Sendable {
  /// Typical harm rate u.
  package let mean: Double
  /// Expected process variance q = disp·u.
  package let processVariance: Double
  /// Variance of the vendors' means a.
  package let structuralVariance: Double
  /// Variance of the estimate of u.
  package let meanVariance: Double

  package init(mean: Double, processVariance: Double, structuralVariance: Double, meanVariance: Double) {
    self.mean = mean
    self.processVariance = processVariance
    self.structuralVariance = structuralVariance
    self.meanVariance = meanVariance
  }

  /// Credibility constant b = q/(a + varm): the exposure at which Z = 1/2.
  package var credibilityConstant: Double { processVariance / (structuralVariance + meanVariance) }

  /// Posterior of a vendor's harm rate, matched by mean M and variance V.
  package func posterior(_ o: HarmObservation) -> GammaDistribution {
    let weight = credibilityConstant + o.exposure
    return GammaDistribution(
      mean: posteriorMean(o),
      variance: (credibilityConstant * processVariance + o.harmSquared) / (weight * weight))
  }

  /// M = (b·u + S)/(b + E); of a vendor of which nothing is known u, to the last bit, for its score is exactly 75.
  package func posteriorMean(_ o: HarmObservation) -> Double {
    guard o.exposure > 0 || o.harm > 0 else { return mean }
    return (credibilityConstant * mean + o.harm) / (credibilityConstant + o.exposure)
  }

  /// A vendor of this stage of which nothing is known.
  package var unknown: GammaDistribution { GammaDistribution(mean: mean, variance: structuralVariance) }

  /// Z = E/(E + b), 0...1.
  package func credibility(exposure: Double) -> Double { exposure / (exposure + credibilityConstant) }
}

/// The vendors of a stage, from which each one's prior is fitted without itself.
///
/// Sums that clip at a multiple of the mean, or divide by it, go over all vendors again for each.
package struct StageHarm {
  private static let dispersion = 1.64
  private static let dispersionWeight = 4.0
  private static let variation = 0.8
  private static let priorStrength = 5.0
  private static let meanStrength = 2.0
  /// Nobody counts for more than this many times the mean.
  private static let clip = 4.0

  /// m0: standard incidents an order or a month.
  package static func expected(_ unit: Exposure.Unit) -> Double { unit == .orders ? 0.018 : 0.25 }

  private let expected: Double
  private var exposures: Lanes
  private var harms: Lanes
  private var rates: Lanes
  private let totals: (e: LeaveOneOut, e2: LeaveOneOut, s: LeaveOneOut, q: LeaveOneOut)
  private let count: Int

  package init(_ observations: [HarmObservation], unit: Exposure.Unit) {
    expected = StageHarm.expected(unit)
    let seen = observations.map {
      $0.exposure > 0 ? $0 : HarmObservation(exposure: 0, harm: 0, harmSquared: 0)
    }
    exposures = Lanes(seen.map(\.exposure))
    harms = Lanes(seen.map(\.harm))
    rates = Lanes(seen.map { $0.exposure > 0 ? $0.harm / $0.exposure : 0 })
    totals = (
      LeaveOneOut(seen.map(\.exposure)), LeaveOneOut(seen.map { $0.exposure * $0.exposure }),
      LeaveOneOut(seen.map(\.harm)), LeaveOneOut(seen.map(\.harmSquared))
    )
    count = seen.count { $0.exposure > 0 }
  }

  /// The prior of the vendor at a place, from the others: its own numbers are 0 for the time being.
  package mutating func prior(without place: Int) -> HarmPrior {
    let own = (exposures[place], harms[place], rates[place])
    defer { (exposures[place], harms[place], rates[place]) = own }
    (exposures[place], harms[place], rates[place]) = (0, 0, 0)
    return fit(
      others: Double(own.0 > 0 ? count - 1 : count), sumE: totals.e.sum(without: place),
      sumE2: totals.e2.sum(without: place), sumS: totals.s.sum(without: place),
      sumQ: totals.q.sum(without: place))
  }

  private func fit(
    others: Double, sumE: Double, sumE2: Double, sumS: Double, sumQ: Double
  ) -> HarmPrior {
    let dispersion =
      (Self.dispersionWeight * Self.dispersion + sumQ) / (Self.dispersionWeight + sumS)
    var m = expected
    for _ in 0..<3 { m = (1 + clippedHarm(at: Self.clip * m)) / (1 / expected + sumE) }
    let den = sumE - sumE2 / sumE
    let tells = others >= 2 && den > 1e-12 * sumE
    let between = tells ? den / (others - 1) : 0
    var a = 0.0
    for _ in 0..<2 {
      let q = dispersion * m
      let a0 = (Self.variation * m) * (Self.variation * m)
      var (estimate, df) = (0.0, 0.0)
      if tells {
        let spread = spread(at: Self.clip * m, sumE: sumE, noise: (others - 1) * dispersion)
        estimate = max(0, spread / den)
        let z = between * a0 / (q + between * a0)
        df = (others - 1) * z * z
      }
      a = (Self.priorStrength * a0 + df * estimate) / (Self.priorStrength + df)
      let (sumZ, weighted) = credibilities(constant: q / a, limit: Self.clip * m)
      m = (Self.meanStrength * expected + weighted) / (Self.meanStrength + sumZ)
    }
    let q = dispersion * m
    let (sumZ, _) = credibilities(constant: q / a, limit: .infinity)
    return HarmPrior(
      mean: m, processVariance: q, structuralVariance: a, meanVariance: a / (Self.meanStrength + sumZ))
  }

  /// Σ min(S, limit·E).
  private func clippedHarm(at limit: Double) -> Double {
    Lanes.sum(harms, exposures) { least($0, limit * $1) }
  }

  /// ΣE(rc − rm)² − noise·rm, noise = (J − 1)·disp.
  private func spread(at limit: Double, sumE: Double, noise: Double) -> Double {
    let most = SIMD4(repeating: limit)
    let mean = Lanes.sum(exposures, rates) { $0 * least($1, most) } / sumE
    let spread = Lanes.sum(exposures, rates) {
      let difference = least($1, most) - mean
      return $0 * difference * difference
    }
    return spread - noise * mean
  }

  /// ΣZ and ΣZ·min(r, limit).
  private func credibilities(constant b: Double, limit: Double) -> (sum: Double, weighted: Double) {
    let most = SIMD4(repeating: limit)
    var sum = SIMD4<Double>.zero
    let weighted = Lanes.sum(exposures, rates) {
      let z = $0 / ($0 + b)
      sum += z
      return z * least($1, most)
    }
    return (sum.sum(), weighted)
  }
}

extension GammaDistribution {
  /// P(no standard incident in the next n units) = e^(−nH): mean (B/(B + n))^A, and variance.
  ///
  /// (B/(B + 2n))^A − mean² as mean²·(e^(A·log(1 + t²/(1 + 2t))) − 1), t = n/B, which keeps its digits when
  /// both terms are near 1.
  package func survival(units n: Double) -> Moments {
    let t = n / rate
    let mean = exp(-shape * log1p(t))
    return Moments(mean: mean, variance: mean * mean * expm1(shape * log1p(t * t / (1 + 2 * t))))
  }

  /// Of the variable times a factor > 0.
  package func scaled(by factor: Double) -> GammaDistribution {
    GammaDistribution(shape: shape, rate: rate / factor)
  }
}
