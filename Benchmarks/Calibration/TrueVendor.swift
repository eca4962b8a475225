import Glibc

/// What is true of a vendor, and what no owner ever sees.
struct TrueVendor {
  /// Standard incidents that an incident of severity 1 to 5 is (Scoring §1).
  static let weights = [0.25, 0.5, 1, 2, 4]
  private static let mix = [3.5, 3, 2, 1, 0.5]
  /// Mean harm of all vendors: .02·E e^(.5z)·E weight.
  static let typicalHarm =
    0.02 * exp(0.125) * zip(mix, weights).reduce(0) { $0 + $1.0 * $1.1 } / mix.reduce(0, +)

  /// Incidents an order.
  var rate: Double
  /// Parts of its incidents that have severity 1 to 5.
  let mix: [Double]

  /// λ = .02·e^(.5z), severities by a Dirichlet around (.35, .30, .20, .10, .05).
  init(_ sampler: inout Sampler) {
    rate = TrueVendor.rate(&sampler)
    mix = sampler.dirichlet(TrueVendor.mix)
  }

  static func rate(_ sampler: inout Sampler) -> Double { 0.02 * exp(0.5 * sampler.normal()) }

  /// Standard incidents an order.
  var harm: Double { rate * zip(mix, TrueVendor.weights).reduce(0) { $0 + $1.0 * $1.1 } }
}
