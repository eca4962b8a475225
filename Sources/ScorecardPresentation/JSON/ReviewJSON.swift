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

  /// `due --json`, the nearest first; `kind` is evidence, claim, followUp or contract. `day` is null where the deadline is not
  /// known, and `shortest` true where it is by the shortest of the terms that may apply. `incident` is null for a contract,
  /// `contract` and `advice` for all else.
  package static func due(_ items: [DueItem]) -> JSONText { list(items, due) }

  static func due(_ item: DueItem) -> JSONText {
    let (entry, contract) = (item.entry, item.contract)
    return [
      "day": optional(item.day?.description), "shortest": .bool(entry?.isShortest ?? false),
      "kind": .string(entry?.kind.rawValue ?? "contract"), "vendor": .string(item.vendor),
      "amount": optional(entry?.amount),
      "incident": entry.map { incident($0.incident) } ?? .null,
      "contract": contract.map(self.contract) ?? .null, "advice": optional(contract?.advice?.rawValue),
    ]
  }

  private static func contract(_ due: DueContract) -> JSONText {
    [
      "renews": .string(due.contract.renews.description), "noticeDays": count(due.contract.noticeDays),
      "decideBy": .string(due.contract.decideBy.description), "state": .string(due.state.rawValue),
    ]
  }
}
