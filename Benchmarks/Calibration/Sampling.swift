import Glibc

/// A seeded generator (SplitMix64) with the distributions that the simulation draws from.
struct Sampler: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func uniform() -> Double { Double.random(in: 0..<1, using: &self) }

  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// Log-uniform: as likely between 20 and 200 as between 200 and 2,000.
  mutating func size(_ low: Double, _ high: Double) -> Double { low * pow(high / low, uniform()) }

  mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Box–Muller.
  mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * Double.pi * uniform())
  }

  /// Marsaglia & Tsang (2000), boosted for shapes below one.
  mutating func gamma(shape: Double) -> Double {
    if shape < 1 { return gamma(shape: shape + 1) * pow(1 - uniform(), 1 / shape) }
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = 1 + c * x
      if v > 0, log(1 - uniform()) < 0.5 * x * x + d - d * v * v * v + 3 * d * log(v) { return d * v * v * v }
    }
  }

  mutating func dirichlet(_ shapes: [Double]) -> [Double] {
    let draws = shapes.map { gamma(shape: $0) }
    let sum = draws.reduce(0, +)
    return draws.map { $0 / sum }
  }

  /// Exponential gaps: exact, and quick enough for means of some thousands.
  mutating func poisson(_ mean: Double) -> Int {
    var count = 0
    var time = -log(1 - uniform())
    while time < mean {
      count += 1
      time -= log(1 - uniform())
    }
    return count
  }

  mutating func index(_ weights: [Double]) -> Int {
    var left = uniform()
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }
}
