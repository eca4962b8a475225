package import ScorecardModel

extension JSONText {
  /// `scores --json`: `asOf`, `policy` and the vendors in the order of the scorecards given.
  package static func scores(_ evaluation: Evaluation, _ scorecards: [Scorecard]? = nil) -> JSONText {
    [
      "asOf": .string(evaluation.asOf.description),
      "policy": policy(evaluation.catalog.policy),
      "vendors": list(scorecards ?? evaluation.scorecards, scorecard),
    ]
  }

  /// `compare --json`: the vendors side by side and how sure each order of two is.
  package static func comparison(
    _ evaluation: Evaluation, _ scorecards: [Scorecard], _ pairings: [Pairing]
  ) -> JSONText {
    scores(evaluation, scorecards.ranked()).adding([
      "pairs": list(pairings) { pair in
        [
          "better": .string(pair.better), "other": .string(pair.other),
          "probability": .number(pair.probability), "settled": .bool(pair.settled),
          "goodLogsToSettle": optional(pair.goodLogsToSettle), "logsOf": optional(pair.logsOf),
        ]
      }
    ])
  }

  /// `explain --json`: the vendor's scorecard and where it comes from.
  package static func explanation(_ explanation: Explanation, asOf: Day) -> JSONText {
    let card = explanation.scorecard
    return [
      "asOf": .string(asOf.description),
      "vendor": scorecard(card),
      "state": .string(card.advice.state.rawValue),
      "reason": .string(AdviceText.reason(card)),
      "recentDisaster": optional(card.advice.recentDisaster?.description),
      "harmRange": ["low": .number(card.harm.low), "high": .number(card.harm.high)],
      "terms": list(explanation.terms, term),
      "influences": list(explanation.influences) {
        ["points": .number($0.points), "incident": incident($0.incident)]
      },
      "flips": list(explanation.flips, flip),
      "reviews": list(card.advice.reviews, review),
    ]
  }

  static func scorecard(_ card: Scorecard) -> JSONText {
    [
      "id": .string(card.vendor.id), "name": .string(card.vendor.name), "stage": .string(card.vendor.stage),
      "role": .string(card.vendor.role.rawValue), "advice": .string(card.advice.shown.rawValue),
      "score": .number(card.score), "low": .number(card.low), "high": .number(card.high),
      "evidence": .number(card.evidence), "reliability": .number(card.reliability),
      "quality": .number(card.quality),
      "dimensions": .object(
        Dimension.service.map { Member($0.rawValue, optional(card.dimensions[$0])) }),
      "exposure": [
        "unit": .string(card.exposure.unit.rawValue), "amount": .number(card.exposure.amount),
      ],
      "harm": [
        "mean": .number(card.harm.mean), "shape": .number(card.harm.shape), "rate": .number(card.harm.rate),
        "sum": .number(card.harm.sum), "sumOfSquares": .number(card.harm.sumOfSquares),
      ],
      "bestProbability": .number(card.bestProbability),
      "switching": [
        "probability": .number(card.switching.probability), "gain": .number(card.switching.gain),
        "alternative": optional(card.switching.alternative),
      ],
      "worsening": [
        "bayesFactor": .number(card.worsening.bayesFactor),
        "badDaysSince": count(card.worsening.badDaysSince), "flagged": .bool(card.worsening.flagged),
      ],
      "logs": count(card.logs),
    ]
  }

  /// The values that the owner may set, by the names of `vendors.json`.
  static func policy(_ policy: ScoringPolicy) -> JSONText {
    [
      "halfLife": .number(policy.halfLife),
      "severityWeights": list(policy.severityWeights) { .number($0) },
      "unresolvedFactor": .number(policy.unresolvedFactor),
      "mitigatedFactor": .number(policy.mitigatedFactor), "weightCap": .number(policy.weightCap),
      "dimensionWeights": .object(
        Dimension.servqual.map { Member($0.rawValue, optional(policy.dimensionWeights[$0])) }),
      "switchingCost": .number(policy.switchingCost), "horizonMonths": .number(policy.horizonMonths),
      "costPerIncident": optional(policy.costPerIncident),
    ]
  }

  private static func term(_ term: Explanation.Term) -> JSONText {
    [
      "dimension": .string(term.dimension.rawValue), "weight": .number(term.weight),
      "value": .number(term.value), "points": .number(term.points), "logs": count(term.logs),
    ]
  }

  private static func flip(_ flip: Explanation.Flip) -> JSONText {
    let (kind, amount) =
      switch flip.change {
      case .ordersWithoutIncident(let orders): ("ordersWithoutIncident", orders)
      case .quietWeeks(let weeks): ("quietWeeks", weeks)
      case .standardIncidents(let incidents): ("standardIncidents", incidents)
      }
    return ["change": .string(kind), "amount": count(amount), "advice": .string(flip.advice.rawValue)]
  }

  private static func review(_ review: Review) -> JSONText {
    [
      "day": .string(review.day.description), "probability": .number(review.probability),
      "gain": .number(review.gain), "state": .string(review.state.rawValue),
    ]
  }
}
