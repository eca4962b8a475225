package import ScorecardModel

extension JSONText {
  /// `scores --json`: `asOf`, `policy`, what is estimated, and the vendors in the order of the scorecards given.
  package static func scores(_ evaluation: Evaluation, _ scorecards: [Scorecard]? = nil) -> JSONText {
    [
      "asOf": .string(evaluation.asOf.description),
      "policy": policy(evaluation.catalog.policy),
      "estimated": estimate(evaluation.estimates.first { $0.vendor == nil }),
      "vendors": list(scorecards ?? evaluation.scorecards) { card in
        scorecard(card).adding([
          "estimated": estimate(evaluation.estimates.first { $0.vendor == card.vendor.id })
        ])
      },
    ]
  }

  /// Orders that were not stated: from which day on, and how many a month they are taken for.
  private static func estimate(_ estimate: VolumeEstimate?) -> JSONText {
    estimate.map { ["from": .string($0.from.description), "perMonth": .number($0.perMonth)] } ?? nil
  }

  /// `compare --json`: the vendors side by side and how sure each order of two is.
  package static func comparison(
    _ evaluation: Evaluation, _ scorecards: [Scorecard], _ pairings: [Pairing]
  ) -> JSONText {
    scores(evaluation, scorecards.ranked()).adding([
      "pairs": list(pairings) { pair in
        [
          "better": .string(pair.better), "than": .string(pair.other),
          "probability": .number(pair.probability), "settled": .bool(pair.settled),
          "settledBy": pair.settledBy.map {
            ["change": .string(name($0)), "amount": count($0.amount), "vendor": optional(pair.settledOf)]
          } ?? nil,
        ]
      }
    ])
  }

  /// `explain --json`: the vendor's scorecard and where it comes from.
  package static func explanation(_ explanation: Explanation, in evaluation: Evaluation) -> JSONText {
    let card = explanation.scorecard
    return [
      "asOf": .string(evaluation.asOf.description),
      "vendor": scorecard(card),
      "reason": .string(AdviceText.reason(card, in: evaluation.catalog)),
      "rule": .string(RuleText.holding(card)),
      "kinds": kinds(explanation.kinds),
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
      "role": .string(card.role.rawValue), "advice": .string(card.advice.shown.rawValue),
      "better": optional(card.advice.better),
      "score": .number(card.score), "low": .number(card.low), "high": .number(card.high),
      "evidence": .number(card.evidence), "typical": .number(card.typical), "seen": .number(card.seen),
      "service": [
        "factor": .number(card.service.factor), "quality": .number(card.service.quality),
        "contacts": .number(card.service.contacts),
        "dimensions": .object(
          Dimension.service.map { Member($0.rawValue, optional(card.service.dimensions[$0])) }),
      ],
      "pointsLost": .object(
        [Member("unknown", .number(card.points.unknown))]
          + [Dimension.reliability, .general, .responsiveness, .assurance, .empathy, .tangibles].map {
            Member($0.rawValue, optional(card.points.dimensions[$0]))
          }),
      "pointsGained": .number(card.points.gained),
      "exposure": exposure(card.exposure), "harm": harm(card.harm),
      "bestProbability": optional(card.bestProbability),
      "switching": card.switching.map { switching in
        [
          "probability": .number(switching.probability), "gain": .number(switching.gain),
          "alternative": optional(switching.alternative), "cost": .number(switching.cost),
          "volume": .number(switching.monthlyVolume),
        ]
      } ?? nil,
      "worsening": [
        "bayesFactor": .number(card.worsening.bayesFactor),
        "badDaysSince": count(card.worsening.badDaysSince), "flagged": .bool(card.worsening.flagged),
      ],
      "logs": count(card.incidentCount),
    ]
  }

  static func exposure(_ exposure: Exposure) -> JSONText {
    ["unit": .string(exposure.unit.rawValue), "amount": .number(exposure.amount)]
  }

  static func harm(_ harm: HarmPosterior) -> JSONText {
    [
      "mean": .number(harm.mean), "shape": .number(harm.shape), "rate": .number(harm.rate),
      "sum": .number(harm.sum), "sumOfSquares": .number(harm.sumOfSquares),
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
        Dimension.service.map { Member($0.rawValue, optional(policy.dimensionWeights[$0])) }),
      "switchingCost": .number(policy.switchingCost), "horizonMonths": .number(policy.horizonMonths),
      "costPerTrouble": optional(policy.costPerTrouble),
    ]
  }

  private static func flip(_ flip: Explanation.Flip) -> JSONText {
    [
      "change": .string(name(flip.change)), "amount": count(flip.change.amount),
      "advice": .string(flip.advice.rawValue),
    ]
  }

  private static func name(_ change: Explanation.Flip.Change) -> String {
    switch change {
    case .ordersWithoutIncident: "ordersWithoutIncident"
    case .quietWeeks: "quietWeeks"
    case .standardIncidents: "standardIncidents"
    case .goodServiceExperiences: "goodServiceExperiences"
    }
  }

  private static func review(_ review: Review) -> JSONText {
    [
      "day": .string(review.day.description), "probability": .number(review.probability),
      "gain": .number(review.gain), "score": .number(review.score),
      "newBadDay": .bool(review.hasNewBadDay), "state": .string(review.state.rawValue),
    ]
  }
}

extension JSONText {
  /// `scores --since --json`: null where nothing was on record by then.
  package static func trend(_ trend: ScoreTrend, of vendors: [Vendor.ID]) -> JSONText {
    list(Array(trend.columns.enumerated())) { index, column in
      [
        "quarter": .string(column.quarter.description), "asOf": .string(column.asOf.description),
        "vendors": list(vendors) { id in
          let point = trend.row(id)?.points[index]
          return [
            "id": .string(id), "advice": optional(point?.advice.rawValue),
            "score": optional(point?.range.score), "low": optional(point?.range.low),
            "high": optional(point?.range.high),
          ]
        },
      ]
    }
  }
}
