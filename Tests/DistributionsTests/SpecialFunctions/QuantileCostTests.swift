import Testing

@testable import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A law that counts how often it is asked.
private struct CountedLaw<Law: LogConcaveLaw>: LogConcaveLaw {
  final class Count {
    var value = 0
  }

  let law: Law
  let count = Count()

  func evaluate(_ t: Double) -> LawAtPoint {
    count.value += 1
    return law.evaluate(t)
  }
}

@Suite struct QuantileCostTests {
  static let probabilities = [1e-250, 1e-12, 1e-4, 0.05, 0.3, 0.5, 0.7, 0.95, 1 - 1e-4, 1 - 1e-12]

  static func gammaCost(_ p: Double, _ shape: Double) -> Int {
    let counted = CountedLaw(law: IncompleteGamma(shape: shape))
    let target = TailTarget(p)
    _ = counted.quantile(target, start: counted.law.start(target, logP: log(p)), bracket: counted.law.bracket)
    return counted.count.value
  }

  static func betaCost(_ p: Double, _ a: Double, _ b: Double) -> Int {
    let counted = CountedLaw(law: IncompleteBeta(a, b))
    let target = TailTarget(p)
    _ = counted.quantile(target, start: counted.law.start(target, p), bracket: IncompleteBeta.bracket)
    return counted.count.value
  }

  @Test(arguments: [0.01, 0.3, 0.6, 1, 2.7778, 20, 1e3, 1e7])
  func `a gamma quantile takes few evaluations`(shape: Double) {
    let costs = Self.probabilities.map { Self.gammaCost($0, shape) }
    #expect(costs.allSatisfy { $0 <= 3 }, "\(costs)")
  }

  @Test(arguments: [0.01, 0.3, 1, 2.7778, 20, 1e3, 1e7])
  func `a beta quantile takes few evaluations`(a: Double) {
    for b in [0.01, 0.3, 1, 5, 100, 1e5, 1e7] {
      let costs = Self.probabilities.map { Self.betaCost($0, a, b) }
      #expect(costs[0] <= 15 && costs[1...].allSatisfy { $0 <= 3 }, "\(b): \(costs)")
    }
  }
}
