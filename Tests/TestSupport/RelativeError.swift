/// |value − expected| / |expected|; 0 where both are equal, also when both are 0 or infinite.
package func relativeError(_ value: Double, _ expected: Double) -> Double {
  value == expected ? 0 : abs(value - expected) / abs(expected)
}

/// What is promised: 1e-10 for shapes up to 1e5, 1e-8 up to 1e7.
package func promisedError(shape: Double) -> Double { shape <= 1e5 ? 1e-10 : 1e-8 }

/// What is reached, so that a loss of digits is noticed long before the promise breaks.
package let reachedError = 5e-12
