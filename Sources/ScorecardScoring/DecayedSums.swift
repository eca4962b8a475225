import ScorecardModel

/// Decayed sums of one vendor on a day (Scoring §1).
struct DecayedSums: Sendable {
  /// By dimension (a literal, since Swift asks for one): Σ d·P, Σ d·2N (what counts in service), Σ d·S in 1/10 000, Σ d·Q in 1/100 000 000 (d, not d²). One
  /// vector operation adds a cell; a year of a busy store is a hundred thousand of them.
  private var lanes: InlineArray<6, SIMD4<Double>> = .init(repeating: .zero)

  init() { assert(lanes.count == Dimension.count) }

  /// What these sums of one day and dimension weigh at decay `d`.
  init(_ sums: EvidenceSums, _ dimension: Dimension, decay d: Double) {
    add(sums, dimension, decay: d)
  }

  mutating func add(_ sums: EvidenceSums, _ dimension: Dimension, decay d: Double) {
    lanes[dimension.index] +=
      d
      * SIMD4(
        Double(sums.goods), Double(sums.halfBads - sums.repeatedHalfBads), Double(sums.harm),
        Double(sums.harmSquared))
  }

  mutating func add(_ passing: PassingHarm, decay d: Double) {
    lanes[passing.dimension.index] += d * SIMD4(0, 0, Double(passing.harm), Double(passing.harmSquared))
  }

  mutating func add(_ other: DecayedSums, decay d: Double) {
    for i in lanes.indices { lanes[i] += d * other.lanes[i] }
  }

  /// Undecayed additions, for "what if".
  mutating func add(goods: Double, _ dimension: Dimension) { lanes[dimension.index][0] += goods }
  mutating func add(standardIncidents: Double, _ dimension: Dimension) {
    lanes[dimension.index] += SIMD4(0, 2, 1e4, 1e8) * standardIncidents
  }

  /// Removing what was added leaves rounding dust; evidence is never negative.
  mutating func clamp() {
    for i in lanes.indices { lanes[i].replace(with: 0, where: lanes[i] .< 1e-9) }
  }

  /// Σ d·P over all dimensions.
  var goods: Double { lanes.indices.reduce(0) { $0 + lanes[$1][0] } }

  /// S and Q over all dimensions.
  func observation(exposure: Double) -> HarmObservation {
    var sum = SIMD4<Double>.zero
    for i in lanes.indices { sum += lanes[i] }
    return HarmObservation(exposure: exposure, harm: sum[2] / 1e4, harmSquared: sum[3] / 1e8)
  }

  /// S of one dimension.
  func harm(_ dimension: Dimension) -> Double { lanes[dimension.index][2] / 1e4 }

  /// Good and all experiences with a service dimension or none, P and T of Scoring §3.
  var service: ServiceCounts {
    var counts = ServiceCounts(good: 0, total: 0)
    for dimension in Dimension.allCases where dimension != .reliability {
      let own = service(dimension)
      counts.good += own.good
      counts.total += own.total
    }
    return counts
  }
  func service(_ dimension: Dimension) -> ServiceCounts {
    let own = lanes[dimension.index]
    return ServiceCounts(good: own[0], total: own[0] + own[1] / 2)
  }
}
