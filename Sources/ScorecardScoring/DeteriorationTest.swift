import Distributions
import Glibc
import ScorecardModel

/// Did a Poisson rate rise? (Scoring §6)
///
/// Bayes factor of one change at an unknown point against none, with the prior Gamma(a, b) on each rate and
/// the second rate above the first; the marginal likelihoods are those of Raftery & Akman (1986), "Bayesian
/// analysis of a Poisson process with a change-point", Biometrika 73.
package struct RateChange: Sendable {
  package var bayesFactor: Double
  /// Number of counts before the most likely change; nil with fewer than two counts.
  package var changeAfter: Int?
  /// Sum of the counts after it.
  package var countSince: Int

  package init(_ counts: [Int], a: Double = 1, b: Double = 4) {
    bayesFactor = 1
    countSince = 0
    guard counts.count >= 2 else { return }
    let all = counts.reduce(0, +)
    let whole = RateChange.logMarginal(all, months: counts.count, a: a, b: b)
    var sum = 0.0
    var best = -Double.infinity
    var before = 0
    for k in 1..<counts.count {
      before += counts[k - 1]
      let (n1, n2) = (Double(before), Double(all - before))
      let (e1, e2) = (Double(k), Double(counts.count - k))
      let evidence =
        RateChange.logMarginal(before, months: k, a: a, b: b)
        + RateChange.logMarginal(all - before, months: counts.count - k, a: a, b: b) - whole
      let rises = regularizedBeta((b + e1) / (2 * b + e1 + e2), a + n1, a + n2)
      let term = exp(evidence) * 2 * rises
      sum += term
      if term > best {
        best = term
        changeAfter = k
        countSince = all - before
      }
    }
    bayesFactor = sum / Double(counts.count - 1)
  }

  /// Log marginal likelihood of n events in `months` under Gamma(a, b), without the factorials that cancel.
  package static func logMarginal(_ n: Int, months: Int, a: Double, b: Double) -> Double {
    let (n, e) = (Double(n), Double(months))
    return a * log(b) - logGamma(a) + logGamma(a + n) - (a + n) * log(b + e)
  }
}

extension DeteriorationTest {
  /// - Parameters:
  ///   - badDays: per month, oldest first.
  ///   - first: the month of the first count.
  init(badDays: [Int], from first: Month) {
    let change = RateChange(badDays)
    self.init(
      bayesFactor: change.bayesFactor, badDaysSince: change.countSince,
      since: change.changeAfter.map { first.advanced(by: $0) },
      flagged: change.bayesFactor >= 20 && change.countSince >= 3, months: badDays.count,
      badDays: badDays.reduce(0, +))
  }
}
