/// Sums of a number of each vendor, in catalog order, over all but one: nothing is subtracted, so that no digit is
/// lost where one vendor outweighs the others.
struct LeaveOneOut: Sendable {
  /// Σ of those before a place, and from it on.
  private var before: [Double] = [0]
  private var from: [Double]

  init(_ values: [Double]) {
    for value in values { before.append(before[before.count - 1] + value) }
    from = [Double](repeating: 0, count: values.count + 1)
    for index in values.indices.reversed() { from[index] = from[index + 1] + values[index] }
  }

  /// Σ of all but one.
  func sum(without place: Int) -> Double { before[place] + from[place + 1] }
}

/// A number for each vendor, in catalog order, four side by side; the places that are left over hold 0.
///
/// Sums go over the four lanes first, always in the same places: the same numbers give the same bits.
struct Lanes: Sendable {
  private var fours: [SIMD4<Double>]

  init(_ values: [Double]) {
    fours = [SIMD4<Double>](repeating: .zero, count: (values.count + 3) / 4)
    for (index, value) in values.enumerated() { self[index] = value }
  }

  subscript(index: Int) -> Double {
    get { fours[index / 4][index % 4] }
    set { fours[index / 4][index % 4] = newValue }
  }

  /// Σ f(a, b), by fours.
  @inline(__always)
  static func sum(
    _ a: Lanes, _ b: Lanes, _ f: (SIMD4<Double>, SIMD4<Double>) -> SIMD4<Double>
  ) -> Double {
    var sum = SIMD4<Double>.zero
    a.fours.withUnsafeBufferPointer { a in
      b.fours.withUnsafeBufferPointer { b in
        for i in 0..<a.count { sum += f(a[i], b[i]) }
      }
    }
    return sum.sum()
  }
}

/// The smaller one of each two; the library's own function is not inlined.
@inline(__always)
func least(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> { a.replacing(with: b, where: a .> b) }
