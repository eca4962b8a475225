public import ScorecardModel

/// Tells, while a vendor's incidents are read newest first, when no earlier one can be among the heaviest any more: so
/// that explaining a score takes as long with a million of them as with some hundred.
///
/// For incidents that are no event with others and stand for one each: of such, age alone makes them lighter. Good ones
/// and bad ones are read one after the other, since a good one never weighs as much as the worst.
public struct InfluenceSieve {
  private let evaluator: Evaluator
  private let asOf: Day
  /// What a good and a bad one of today weigh at most.
  private let mostOfGood: Double
  private let mostOfBad: Double
  /// Of those read so far, the heaviest, ascending.
  private var weights: [Double] = []

  /// - Parameter asOf: the day that ``Evaluator/explain(_:asOf:incidents:)`` is asked for.
  public init(_ evaluator: Evaluator, asOf: Day) {
    self.evaluator = evaluator
    self.asOf = asOf
    let bad = (1...5).compactMap { try? Severity($0) }.map(Outcome.bad)
    mostOfGood = InfluenceSieve.most(of: [.good], evaluator, asOf: asOf)
    mostOfBad = InfluenceSieve.most(of: bad, evaluator, asOf: asOf)
  }

  /// - Parameter incident: no newer than the one before of the same outcome, good or bad.
  /// - Returns: whether it, or an earlier one of the same outcome, could be among the heaviest.
  public mutating func lets(_ incident: Incident) -> Bool {
    let most = incident.outcome == .good ? mostOfGood : mostOfBad
    // A little more for what is lost in rounding.
    let possible = most * evaluator.evidence.decay(days: asOf - incident.day) * (1 + 1e-9)
    let isFull = weights.count == Evaluator.influencesTried
    if isFull, let lightest = weights.first, possible < lightest { return false }
    let weight = InfluenceSieve.weight(of: incident, evaluator, asOf: asOf)
    weights.insert(weight, at: weights.firstIndex { $0 >= weight } ?? weights.endIndex)
    if weights.count > Evaluator.influencesTried { weights.removeFirst() }
    return true
  }

  private static func weight(of incident: Incident, _ evaluator: Evaluator, asOf: Day) -> Double {
    let sums = EvidenceSums(of: incident, policy: evaluator.evidence.catalog.policy)
    let decay = evaluator.evidence.decay(days: asOf - incident.day)
    return Evaluator.weight(of: DecayedSums(sums, incident.dimension, decay: decay))
  }

  private static func most(of outcomes: [Outcome], _ evaluator: Evaluator, asOf: Day) -> Double {
    let weights = outcomes.flatMap { outcome in
      [nil, false, true].map { resolved in
        weight(
          of: Incident(vendor: "", day: asOf, outcome: outcome, resolved: resolved), evaluator, asOf: asOf)
      }
    }
    return weights.max() ?? 0
  }
}
