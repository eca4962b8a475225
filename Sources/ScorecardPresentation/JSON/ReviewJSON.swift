package import ScorecardModel

extension JSONText {
  /// `imports --json`, the latest first.
  package static func imports(_ imports: [ImportBatch]) -> JSONText {
    list(imports) { batch in
      [
        "number": .integer(batch.number), "at": .string(batch.at.description),
        "summary": .string(batch.summary),
        "incidents": count(batch.incidents), "standing": count(batch.standing), "undone": .bool(batch.undone),
      ]
    }
  }

  /// `due --json`, the nearest first; `kind` is evidence, claim or followUp. `day` is null where the deadline is not
  /// known, and `shortest` true where it is by the shortest of the terms that may apply.
  package static func due(_ items: [DueItem]) -> JSONText {
    list(items) { item in
      [
        "day": optional(item.day?.description), "shortest": .bool(item.isShortest),
        "kind": .string(item.kind.rawValue),
        "amount": optional(item.amount),
        "incident": incident(item.incident),
      ]
    }
  }
}
