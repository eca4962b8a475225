package import ScorecardModel

extension JSONText {
  /// `journey --json`: the chain, and what a replacement would gain when one was asked for.
  package static func journey(_ evaluation: Evaluation, replacement: Replacement? = nil) -> JSONText {
    let object = JSONText.object(
      [Member("asOf", .string(evaluation.asOf.description))] + members(evaluation.journey))
    guard let replacement else { return object }
    return object.adding([
      "replacement": [
        "replaced": .string(replacement.replaced), "by": .string(replacement.by),
        "part": .number(replacement.part), "gain": .number(replacement.gain),
        "probabilityBetter": .number(replacement.probabilityBetter),
      ]
    ])
  }

  static func members(_ journey: JourneyScore) -> [Member] {
    [
      Member(
        "reliability",
        journey.reliability.map {
          ["mean": .number($0.mean), "low": .number($0.low), "high": .number($0.high)]
        } ?? nil),
      Member("stages", list(journey.stages, stage)),
      Member("weakest", optional(journey.weakest)),
    ]
  }

  private static func stage(_ stage: StageScore) -> JSONText {
    [
      "id": .string(stage.stage.id), "counted": .bool(stage.counted),
      "reliability": optional(stage.reliability), "score": optional(stage.score),
      "primaries": list(stage.primaries) { primary in
        [
          "id": .string(primary.id), "share": .number(primary.share),
          "reliability": .number(primary.reliability), "importance": optional(primary.importance),
          "loss": optional(primary.loss),
        ]
      },
      "fallback": stage.fallback.map { ["id": .string($0.id), "failover": .number($0.failover)] } ?? nil,
    ]
  }
}
