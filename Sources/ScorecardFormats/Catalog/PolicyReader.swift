internal import ScorecardModel

/// Reads the scoring policy of a catalog; what it leaves out stays standard.
enum PolicyReader {
  static let keys = [
    "halfLifeDays", "severityWeights", "unresolvedFactor", "mitigatedFactor", "weightCap", "dimensionWeights",
    "switchingCost", "horizonMonths", "costPerTrouble",
  ]
  static let dimensionKeys = Dimension.service.map(\.rawValue)
  private static let renamed = ["costPerIncident": "costPerIncident is now called costPerTrouble; rename it"]
  private static let gone = [
    "reliability":
      "reliability has no weight in service: what failed is trouble, whatever its dimension; remove it"
  ]

  static func read(_ value: JSONValue, _ findings: inout JSONFindings) -> ScoringPolicy? {
    guard let fields = findings.fields(value, "policy", keys: keys, gone: renamed) else { return nil }
    var policy = ScoringPolicy.standard
    let numbers: [(String, ClosedRange<Double>, WritableKeyPath<ScoringPolicy, Double>)] = [
      ("halfLifeDays", 1...36_500, \.halfLife), ("unresolvedFactor", 1...10, \.unresolvedFactor),
      ("mitigatedFactor", 0...1, \.mitigatedFactor), ("weightCap", 0...100, \.weightCap),
      ("switchingCost", VendorReader.switchingCosts, \.switchingCost),
      ("horizonMonths", 1...600, \.horizonMonths),
    ]
    for (key, range, path) in numbers {
      if let number = fields[key].flatMap({ findings.number($0, key, in: range) }) {
        policy[keyPath: path] = number
      }
    }
    policy.costPerTrouble = fields["costPerTrouble"].flatMap { costPerTrouble($0, &findings) }
    if let weights = fields["severityWeights"].flatMap({ severityWeights($0, &findings) }) {
      policy.severityWeights = weights
    }
    if let weights = fields["dimensionWeights"].flatMap({ dimensionWeights($0, &findings) }) {
      policy.dimensionWeights = weights
    }
    return policy
  }

  static func costPerTrouble(_ value: JSONValue, _ findings: inout JSONFindings) -> Double? {
    findings.number(value, "costPerTrouble", in: 0...1_000_000_000)
  }

  private static func severityWeights(_ value: JSONValue, _ findings: inout JSONFindings) -> [Double]? {
    guard let list = findings.list(value, "severityWeights") else { return nil }
    guard list.count == 5 else {
      findings.note("severityWeights has \(list.count) numbers, not 5 (severity 1 to 5)", at: value.position)
      return nil
    }
    let weights = list.compactMap { findings.number($0, "weight", in: 0...100) }
    return weights.count == 5 ? weights : nil
  }

  private static func dimensionWeights(
    _ value: JSONValue, _ findings: inout JSONFindings
  ) -> [Dimension: Double]? {
    guard let fields = findings.fields(value, "dimensionWeights", keys: dimensionKeys, gone: gone)
    else { return nil }
    var weights: [Dimension: Double] = [:]
    for dimension in Dimension.service {
      weights[dimension] = findings.required(dimension.rawValue, in: fields).flatMap {
        findings.number($0, dimension.rawValue, in: 0...1)
      }
    }
    guard weights.count == Dimension.service.count else { return nil }
    if weights.values.contains(where: { $0 > 0 }) { return weights }
    findings.note("the dimension weights are all 0; one has to be more", at: value.position)
    return nil
  }
}
