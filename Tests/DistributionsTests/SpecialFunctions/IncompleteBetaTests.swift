import Distributions
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct IncompleteBetaTests {
  @Test func `both tails meet the reference table`() {
    for row in ReferenceTables.betaQuantiles where row[4] > 0 {
      let (a, b, p, x, tail) = (row[0], row[1], row[2], row[3], row[4])
      let (small, large) =
        p <= 0.5
        ? (regularizedBeta(x, a, b), regularizedBetaComplement(x, a, b))
        : (regularizedBetaComplement(x, a, b), regularizedBeta(x, a, b))
      #expect(relativeError(small, tail) < reachedError, "\(row)")
      #expect(relativeError(large, 1 - tail) < reachedError, "\(row)")
    }
  }

  @Test func `far tails keep their digits down to 1e-300`() {
    for row in ReferenceTables.betaFarTails {
      let (a, b, x, tail) = (row[0], row[1], row[2], row[3])
      let value = min(regularizedBeta(x, a, b), regularizedBetaComplement(x, a, b))
      #expect(relativeError(value, tail) < reachedError, "\(row)")
    }
  }

  @Test(arguments: [0.01, 0.25, 0.5, 0.9, 0.999])
  func `a shape of 1 is a power and shapes of 1/2 are the arcsine law`(x: Double) {
    for shape in [0.01, 0.7, 3, 250, 1e4] {
      #expect(relativeError(regularizedBeta(x, shape, 1), exp(shape * log(x))) < 1e-12)
      #expect(relativeError(regularizedBetaComplement(x, 1, shape), exp(shape * log1p(-x))) < 1e-12)
    }
    #expect(relativeError(regularizedBeta(x, 0.5, 0.5), 2 / .pi * asin(x.squareRoot())) < 1e-13)
  }

  @Test func `published percentage points of t and F`() {
    // Abramowitz & Stegun tables 26.10 (t, ν = 1 and 10, two-sided 5 %) and 26.9 (F of 5 and 10, upper 5 %).
    #expect(abs(regularizedBeta(1 / (1 + 12.706 * 12.706), 0.5, 0.5) - 0.05) < 1e-5)
    #expect(abs(regularizedBeta(10 / (10 + 2.228 * 2.228), 5, 0.5) - 0.05) < 5e-5)
    #expect(abs(regularizedBetaComplement(5 * 3.33 / (10 + 5 * 3.33), 2.5, 5) - 0.05) < 2e-4)
  }

  @Test func `integer shapes are a binomial sum`() {
    // P(Bin(10, .3) ≥ 4) = 1 − Σ_{k<4} C(10,k) .3^k .7^(10−k)
    let below = [1.0, 10, 45, 120].enumerated().reduce(0.0) { sum, term in
      sum + term.element * pow(0.3, Double(term.offset)) * pow(0.7, Double(10 - term.offset))
    }
    #expect(relativeError(regularizedBeta(0.3, 4, 7), 1 - below) < 1e-14)
  }

  @Test(arguments: [
    (0.01, 0.01), (0.5, 3), (3, 0.5), (20, 20), (499.8, 700), (600, 500.2), (2, 1e5), (1e5, 2), (1e6, 1e7),
  ])
  func `the two ends mirror each other`(a: Double, b: Double) {
    for z in [-6, -1, 0, 1, 6.0] {
      // Both x and 1 − x exact in Double.
      let centre = a / (a + b) + z * (a * b / (a + b)).squareRoot() / (a + b)
      let x = 1 - (1 - min(max(centre, 1e-9), 1 - 1e-9))
      #expect(relativeError(regularizedBeta(x, a, b), regularizedBetaComplement(1 - x, b, a)) < 1e-13)
      #expect(abs(regularizedBeta(x, a, b) + regularizedBetaComplement(x, a, b) - 1) < 1e-15)
    }
  }

  @Test(arguments: [(1.5, 1.5), (1.2, 300), (500.5, 500.5), (500.5, 9000), (12, 500.5)])
  func `neighbours satisfy their recurrence, across methods`(a: Double, b: Double) {
    // DLMF 8.17.12: I_x(a, b) = x I_x(a − 1, b) + (1 − x) I_x(a, b − 1)
    for z in [-2, 0, 2.0] {
      let x = a / (a + b) * (1 + z * 0.02)
      let sum = x * regularizedBeta(x, a - 1, b) + (1 - x) * regularizedBeta(x, a, b - 1)
      #expect(relativeError(regularizedBeta(x, a, b), sum) < 1e-12)
    }
  }

  @Test(arguments: [1e-6, 1e-2, 0.5, 1, 499, 501, 1e7])
  func `every x gives two probabilities that sum to 1`(a: Double) {
    for b in [1e-6, 1e-2, 1, 30, 501, 1e7] {
      for x in [.leastNonzeroMagnitude, 1e-300, 1e-9, a / (a + b), 0.3, 0.5, 0.9, 1 - 1e-16] {
        let (p, q) = (regularizedBeta(x, a, b), regularizedBetaComplement(x, a, b))
        #expect((0...1).contains(p) && (0...1).contains(q) && abs(p + q - 1) < 1e-15, "b = \(b), x = \(x)")
      }
      #expect(regularizedBeta(-0.1, a, b) == 0)
      #expect(regularizedBetaComplement(0, a, b) == 1)
      #expect(regularizedBeta(1, a, b) == 1)
      #expect(regularizedBetaComplement(1.1, a, b) == 0)
    }
  }
}
