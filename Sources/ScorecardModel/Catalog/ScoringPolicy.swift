/// What the owner may change about scoring; everything else is fixed by the model (Scoring article).
public struct ScoringPolicy: Hashable, Sendable {
  /// Days after which evidence counts half, 1...36 500.
  public var halfLife: Double
  /// Weight of severity 1...5 in standard incidents, each 0...100.
  public var severityWeights: [Double]
  /// A bad incident that was not resolved weighs this much more, 1...10.
  public var unresolvedFactor: Double
  /// A mitigated one weighs this much less, 0...1.
  public var mitigatedFactor: Double
  /// Largest weight before mitigation, in standard incidents, 0...100.
  public var weightCap: Double
  /// Weights of the four service dimensions, each 0...1, not all 0; what counts is each one's part of their sum.
  public var dimensionWeights: [Dimension: Double]
  /// Standard incidents that a switch costs, ≥ 0.
  public var switchingCost: Double
  /// Months over which a switch has to pay off.
  public var horizonMonths: Double
  /// Money that one standard incident costs, in the store's currency; nil = not shown in money.
  public var costPerTrouble: Double?

  public static let standard = ScoringPolicy(
    halfLife: 180, severityWeights: [0.25, 0.5, 1, 2, 4], unresolvedFactor: 1.5, mitigatedFactor: 0.5,
    weightCap: 6,
    dimensionWeights: [.responsiveness: 0.22, .assurance: 0.19, .empathy: 0.16, .tangibles: 0.11],
    switchingCost: 6, horizonMonths: 24, costPerTrouble: nil)

  /// Weight of a bad incident, in 1/10 000 of a standard incident (Scoring §1).
  public func weight(severity: Severity, resolved: Bool?, mitigated: Bool?) -> Int64 {
    let raw = severityWeights[severity.level - 1] * (resolved == false ? unresolvedFactor : 1)
    let weight = min(weightCap, raw) * (mitigated == true ? mitigatedFactor : 1)
    return Int64((weight * 10_000).rounded())
  }

  /// What the evidence sums depend on: when this text changes, they are rebuilt. It begins with the version of
  /// what the sums hold.
  public var evidenceKey: String {
    let parts = severityWeights + [unresolvedFactor, mitigatedFactor, weightCap]
    return "2;" + parts.map { "\($0)" }.joined(separator: ",")
  }

  /// All that scores depend on, as one line; it begins with the version of the model.
  public var key: String {
    let weights = Dimension.service.map { "\(dimensionWeights[$0] ?? 0)" }.joined(separator: ",")
    return "2;\(halfLife);\(evidenceKey);\(weights);\(switchingCost);\(horizonMonths)"
  }
}

extension ScoringPolicy {
  /// The standard policy with what an ``evidenceKey`` says; nil when it is none of this version of the model.
  public init?(evidenceKey key: String) {
    guard key.hasPrefix("2;") else { return nil }
    let parts = key.dropFirst(2).split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    let numbers = parts.compactMap(\.self)
    var policy = ScoringPolicy.standard
    let weights = policy.severityWeights.count
    guard numbers.count == parts.count, numbers.count == weights + 3 else { return nil }
    policy.severityWeights = Array(numbers.prefix(weights))
    policy.unresolvedFactor = numbers[weights]
    policy.mitigatedFactor = numbers[weights + 1]
    policy.weightCap = numbers[weights + 2]
    guard policy.evidenceKey == key else { return nil }
    self = policy
  }
}
