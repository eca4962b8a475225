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

/// Harm rates of one stage: empirical-Bayes Gamma–Poisson (Scoring §2).
///
/// Regularised Bühlmann–Straub credibility (Bühlmann & Gisler 2005, ch. 4) in its conjugate form
/// (Gelman et al., *BDA3*, §2.6–2.7). Rates are standard incidents per unit of exposure.
package struct HarmRateFit: Sendable {
  /// Collective mean m.
  package let mean: Double
  /// Expected process variance q = disp·m.
  package let processVariance: Double
  /// Variance of the vendors' means a.
  package let structuralVariance: Double
  /// Credibility constant b = q/a: the exposure at which Z = 1/2.
  package let credibilityConstant: Double
  /// Variance of the estimate of m.
  package let meanVariance: Double

  package init(
    mean: Double, processVariance: Double, structuralVariance: Double, meanVariance: Double
  ) {
    self.mean = mean
    self.processVariance = processVariance
    self.structuralVariance = structuralVariance
    self.meanVariance = meanVariance
    credibilityConstant = processVariance / structuralVariance
  }

  /// - Parameter excluded: index of a vendor to leave out, for the unknown alternative to it.
  package init(_ observations: [HarmObservation], unit: Exposure.Unit, excluding excluded: Int? = nil) {
    let m0 = unit == .orders ? 0.018 : 0.25
    let (disp0, cv0, nu0, z0) = (1.64, 0.8, 5.0, 1.0)
    var (count, sumE, sumE2, sumS, sumQ) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, o) in observations.enumerated() where o.exposure > 0 && index != excluded {
      count += 1
      sumE += o.exposure
      sumE2 += o.exposure * o.exposure
      sumS += o.harm
      sumQ += o.harmSquared
    }
    var m = (1 + sumS) / (1 / m0 + sumE)
    let disp = (disp0 + sumQ) / (1 + sumS)
    let (between, estimate, known) = HarmRateFit.betweenVendors(
      observations, excluding: excluded, count: count, sumE: sumE, sumE2: sumE2, pooled: sumS / sumE,
      disp: disp)
    var a = 0.0
    var sumZ = 0.0
    for _ in 0..<2 {
      let q = disp * m
      let a0 = (cv0 * m) * (cv0 * m)
      let z = between * a0 / (q + between * a0)
      let df = known ? (count - 1) * z * z : 0
      a = (nu0 * a0 + df * estimate) / (nu0 + df)
      let b = q / a
      var weighted = 0.0
      sumZ = 0
      for (index, o) in observations.enumerated() where o.exposure > 0 && index != excluded {
        let z = o.exposure / (o.exposure + b)
        sumZ += z
        weighted += z * (o.harm / o.exposure)
      }
      m = (z0 * m0 + weighted) / (z0 + sumZ)
    }
    let q = disp * m
    let b = q / a
    sumZ = 0
    for (index, o) in observations.enumerated() where o.exposure > 0 && index != excluded {
      sumZ += o.exposure / (o.exposure + b)
    }
    self.init(mean: m, processVariance: q, structuralVariance: a, meanVariance: a / (z0 + sumZ))
  }

  /// Eb, ah of Scoring §2 and whether there is enough to tell vendors apart.
  private static func betweenVendors(
    _ observations: [HarmObservation], excluding excluded: Int?, count: Double, sumE: Double, sumE2: Double,
    pooled: Double, disp: Double
  ) -> (between: Double, estimate: Double, known: Bool) {
    let den = sumE - sumE2 / sumE
    guard count >= 2, den > 1e-12 * sumE else { return (0, 0, false) }
    var spread = 0.0
    for (index, o) in observations.enumerated() where o.exposure > 0 && index != excluded {
      let difference = o.harm / o.exposure - pooled
      spread += o.exposure * difference * difference
    }
    return (den / (count - 1), max(0, (spread - (count - 1) * disp * pooled) / den), true)
  }

  /// Posterior of one vendor's harm rate, matched by mean and variance.
  package func posterior(_ o: HarmObservation) -> GammaDistribution {
    let b = credibilityConstant
    let weight = b + o.exposure
    let mean = (b * self.mean + o.harm) / weight
    let prior = b / weight
    let variance =
      (b * processVariance + o.harmSquared) / (weight * weight) + prior * prior * meanVariance
    return GammaDistribution(mean: mean, variance: variance)
  }

  /// A vendor of this stage of which nothing is known.
  package var unknown: GammaDistribution {
    GammaDistribution(mean: mean, variance: structuralVariance)
  }

  /// Z = E/(E + b), 0...1.
  package func credibility(exposure: Double) -> Double { exposure / (exposure + credibilityConstant) }
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
}
