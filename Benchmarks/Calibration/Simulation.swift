import Glibc
import ScorecardModel
import ScorecardScoring

/// Stores whose truth is known: λ = .02·exp(.5z) incidents an order, severities by Dirichlet(10·mix), orders
/// (n̄/.02)·exp(.8z − .32) a vendor over twelve months.
struct Simulation {
  struct Row {
    var method: String
    /// Share of pairs of vendors in the wrong order; a tie is half wrong.
    var wrong: Double
    /// (harm of the pick − least harm) ÷ mean harm of the store's vendors.
    var regret: Double
    var coverage: Double?
  }

  private struct Vendor {
    /// True standard incidents an order.
    var harm: Double
    var orders: Double
    /// Incidents by month and severity.
    var months: [[Int]]

    func total(_ value: (Int) -> Double) -> Double {
      months.reduce(0) { sum, month in
        sum + month.enumerated().reduce(0) { $0 + Double($1.element) * value($1.offset) }
      }
    }
  }

  static let vendors = 8
  static let methods = ["harm model", "raw rate", "net score", "5-star mean", "ERP style"]
  private static let weights = [0.25, 0.5, 1, 2, 4]
  private static let mix = [3.5, 3, 2, 1, 0.5]

  private let meanIncidents: Double
  private var sampler: Sampler

  init(meanIncidents: Double, seed: UInt64) {
    self.meanIncidents = meanIncidents
    sampler = Sampler(seed: seed)
  }

  mutating func run(_ replicates: Int) -> [Row] {
    var rows = Self.methods.map { Row(method: $0, wrong: 0, regret: 0) }
    var covered = 0
    for _ in 0..<replicates {
      let store = (0..<Self.vendors).map { _ in vendor() }
      let observations = store.map {
        HarmObservation(
          exposure: $0.orders, harm: $0.total { Self.weights[$0] },
          harmSquared: $0.total { Self.weights[$0] * Self.weights[$0] })
      }
      let fit = HarmRateFit(observations, unit: .orders)
      let posteriors = observations.map(fit.posterior)
      covered +=
        zip(store, posteriors).filter {
          $1.quantile(0.05) <= $0.harm && $0.harm <= $1.quantile(0.95)
        }.count
      let estimates = [
        posteriors.map(\.mean), observations.map { $0.harm / $0.exposure }, observations.map(\.harm),
        store.map { 5 - Self.stars($0) }, store.map { 100 - Self.erpScore($0) },
      ]
      for (index, estimate) in estimates.enumerated() {
        rows[index].wrong += Self.wrongPairs(estimate, store.map(\.harm)) / Double(replicates)
        rows[index].regret += Self.regret(estimate, store.map(\.harm)) / Double(replicates)
      }
    }
    rows[0].coverage = Double(covered) / Double(replicates * Self.vendors)
    return rows
  }

  private mutating func vendor() -> Vendor {
    let rate = 0.02 * exp(0.5 * sampler.normal())
    let mix = sampler.dirichlet(Self.mix)
    let orders = meanIncidents / 0.02 * exp(0.8 * sampler.normal() - 0.32)
    var months = [[Int]](repeating: [0, 0, 0, 0, 0], count: 12)
    for _ in 0..<sampler.poisson(rate * orders) {
      months[Int.random(in: 0..<12, using: &sampler)][sampler.index(mix)] += 1
    }
    let weight = zip(mix, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
    return Vendor(harm: rate * weight, orders: orders, months: months)
  }

  /// Mean of 5 stars for severity 1 to 1 star for severity 5; 3 without a log.
  private static func stars(_ vendor: Vendor) -> Double {
    let count = vendor.total { _ in 1 }
    return count > 0 ? vendor.total { Double(5 - $0) } / count : 3
  }

  /// Mean of monthly max(0, 100 − 10·severity points), weighted (12 − k)/12 for the month k months ago.
  private static func erpScore(_ vendor: Vendor) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for (k, month) in vendor.months.enumerated() {
      let points = month.enumerated().reduce(0) { $0 + $1.element * ($1.offset + 1) }
      let weight = Double(12 - k) / 12
      sum += weight * Double(max(0, 100 - 10 * points))
      weights += weight
    }
    return sum / weights
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
