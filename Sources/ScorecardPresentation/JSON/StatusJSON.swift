package import ScorecardModel

extension JSONText {
  /// `status --json`: what waits with its `kind` (decide, due, deadlines, confirm, orders, backup, goOn) and words, the verdicts by
  /// number of vendors, and how fresh the record is.
  package static func status(_ report: StatusReport) -> JSONText {
    let text = StatusText(report)
    let cards = report.evaluation.scorecards.filter { !$0.isUnused }
    func number(_ advice: Advice) -> JSONText { count(cards.count { $0.advice.shown == advice }) }
    return [
      "asOf": .string(report.evaluation.asOf.description), "store": .string(report.evaluation.catalog.store),
      "headline": .string(text.headline),
      "toDo": list(report.tasks) { task in
        [
          "kind": .string(kind(task)), "text": .string(text.task(task)), "vendor": optional(vendor(task)),
          "entry": optional(entry(task)),
        ]
      },
      "reliability": optional(report.evaluation.journey.reliability?.mean),
      "verdicts": [
        "keep": number(.keep), "watch": number(.watch), "drop": number(.drop), "unclear": number(.unclear),
        "left": number(.left),
      ],
      "lastEntry": optional(report.lastEntry?.description),
      "lastBackup": optional(report.lastBackup?.description),
      "stale": .bool(report.isStale),
    ]
  }

  private static func kind(_ task: StatusTask) -> String {
    switch task {
    case .decide: "decide"
    case .due: "due"
    case .findDeadlines: "deadlines"
    case .confirm: "confirm"
    case .recordOrders: "orders"
    case .backUp: "backup"
    case .goOn: "goOn"
    case .begin: "begin"
    }
  }

  private static func vendor(_ task: StatusTask) -> Vendor.ID? {
    switch task {
    case .decide(let verdict): verdict.vendor
    case .due(let item): item.vendor
    case .findDeadlines, .confirm, .recordOrders, .backUp, .goOn, .begin: nil
    }
  }

  private static func entry(_ task: StatusTask) -> Int64? {
    if case .due(let item) = task { item.entry?.incident.id } else { nil }
  }
}
