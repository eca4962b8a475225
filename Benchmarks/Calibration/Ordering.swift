import Distributions
import Glibc
import ScorecardModel
import ScorecardScoring

/// How often each way of scoring orders two vendors wrongly, what its pick costs, and whether the likely ranges hold
/// the truth: stages of eight vendors, (n̄/.02)·e^(.8z − .32) orders each over twelve months.
struct Ordering {
  struct Row {
    var method: String
    /// Share of pairs of vendors in the wrong order; a tie is half wrong.
    var wrong = 0.0
    /// (harm of the pick − least harm) ÷ mean harm of the stage's vendors.
    var regret = 0.0
    /// Share of vendors whose truth is in the 90 % range: of the harm rate, and of the score.
    var coverage: (harm: Double, score: Double)?
  }

  private struct Observed {
    let truth: TrueVendor
    let orders: Double
    /// Incidents by month, oldest first, and severity.
    var months = [[Int]](repeating: [0, 0, 0, 0, 0], count: 12)

    init(meanIncidents: Double, _ sampler: inout Sampler) {
      truth = TrueVendor(&sampler)
      orders = meanIncidents / 0.02 * exp(0.8 * sampler.normal() - 0.32)
      for _ in 0..<sampler.poisson(truth.rate * orders) {
        months[11 - sampler.whole(0...11)][sampler.index(truth.mix)] += 1
      }
    }

    func sum(_ value: (Double) -> Double) -> Double {
      months.joined().enumerated().reduce(0) {
        $0 + Double($1.element) * value(TrueVendor.weights[$1.offset % 5])
      }
    }
    var observation: HarmObservation {
      HarmObservation(exposure: orders, harm: sum { $0 }, harmSquared: sum { $0 * $0 })
    }
  }

  static let vendors = 8
  private static let methods = [
    "version 2: trouble", "version 2: score", "raw rate", "net score", "5-star mean", "ERP style",
  ]

  private let meanIncidents: Double
  private var sampler: Sampler

  init(meanIncidents: Double, seed: UInt64) {
    self.meanIncidents = meanIncidents
    sampler = Sampler(seed: seed)
  }

  mutating func run(_ replicates: Int) -> [Row] {
    var rows = Self.methods.map { Row(method: $0) }
    var covered = (harm: 0.0, score: 0.0)
    let all = Double(replicates)
    for _ in 0..<replicates {
      let stage = (0..<Self.vendors).map { _ in Observed(meanIncidents: meanIncidents, &sampler) }
      let truth = stage.map(\.truth.harm)
      let (estimates, held) = estimates(stage)
      covered.harm += held.harm / all
      covered.score += held.score / all
      for (index, estimate) in estimates.enumerated() {
        rows[index].wrong += Self.wrongPairs(estimate, truth) / all
        rows[index].regret += Self.regret(estimate, truth) / all
      }
    }
    rows[0].coverage = covered
    return rows
  }

  /// What each method takes a vendor's trouble to be, in whatever unit, and the parts of the truth that the ranges hold.
  private func estimates(_ stage: [Observed]) -> ([[Double]], held: (harm: Double, score: Double)) {
    let observations = stage.map(\.observation)
    var fit = StageHarm(observations, unit: .orders)
    let priors = observations.indices.map { fit.prior(without: $0) }
    let posteriors = zip(priors, observations).map { $0.posterior($1) }
    var held = (harm: 0.0, score: 0.0)
    for (prior, (posterior, vendor)) in zip(priors, zip(posteriors, stage)) {
      let range = posterior.quantile(0.05)...posterior.quantile(0.95)
      if range.contains(vendor.truth.harm) { held.harm += 1 / Double(stage.count) }
      // A score is read against what is typical: the true one against what truly is.
      let relative = vendor.truth.harm * prior.mean / TrueVendor.typicalHarm
      if range.contains(relative) { held.score += 1 / Double(stage.count) }
    }
    let estimates = [
      posteriors.map(\.mean), zip(posteriors, priors).map { $0.mean / $1.mean },
      observations.map { $0.harm / $0.exposure }, observations.map(\.harm),
      stage.map { -(Ratings(months: $0.months).stars ?? 3) }, stage.map { -Ratings(months: $0.months).erp },
    ]
    return (estimates, held)
  }

  private static func wrongPairs(_ estimate: [Double], _ truth: [Double]) -> Double {
    var wrong = 0.0
    for i in estimate.indices {
      for j in 0..<i {
        let product = (estimate[i] - estimate[j]) * (truth[i] - truth[j])
        wrong += product < 0 ? 1 : (product == 0 ? 0.5 : 0)
      }
    }
    return wrong / Double(estimate.count * (estimate.count - 1) / 2)
  }

  /// Of the lowest estimate; the mean of those that tie for it.
  private static func regret(_ estimate: [Double], _ truth: [Double]) -> Double {
    guard let lowest = estimate.min(), let best = truth.min() else { return 0 }
    let picks = zip(estimate, truth).filter { $0.0 == lowest }.map(\.1)
    let pick = picks.reduce(0, +) / Double(picks.count)
    return (pick - best) / (truth.reduce(0, +) / Double(truth.count))
  }
}
