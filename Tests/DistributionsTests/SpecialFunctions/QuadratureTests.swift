import TestSupport
import Testing

@testable import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct QuadratureTests {
  @Test func `24 nodes integrate every power up to the 47th`() {
    for degree in 0...47 {
      let integral = GaussLegendre.integrate01 { pow($0, Double(degree)) }
      #expect(relativeError(integral, 1 / Double(degree + 1)) < 2e-15, "degree \(degree)")
    }
  }

  @Test func `nodes ascend and mirror about 1/2`() {
    let nodes = GaussLegendre.nodes24
    #expect(nodes.count == 24)
    for (left, right) in zip(nodes, nodes.reversed()) {
      #expect(abs(left.node + right.node - 1) < 2e-16)
      #expect(left.weight == right.weight)
    }
    #expect(zip(nodes, nodes.dropFirst()).allSatisfy { $0.node < $1.node })
  }

  @Test func `the normal quantiles belong to the nodes`() {
    for (node, z) in zip(GaussLegendre.nodes24, GaussLegendre.normalQuantiles24) {
      #expect(relativeError(erfc(-z / 2.0.squareRoot()) / 2, node.node) < 1e-14)
    }
  }

  @Test func `an error in the integrand reaches the caller`() {
    struct Refused: Error {}
    #expect(throws: Refused.self) { try GaussLegendre.integrate01 { _ in throw Refused() } }
  }
}
