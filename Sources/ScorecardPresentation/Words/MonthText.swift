package import ScorecardModel

/// What waits in the month, a line each; not escaped.
package struct MonthText {
  private let catalog: Catalog
  private let day: Day
  private let due: DueText

  package init(_ review: MonthReview, in catalog: Catalog) {
    (self.catalog, day) = (catalog, review.day)
    due = DueText(in: catalog, asOf: review.day)
  }

  package func line(_ entry: DueEntry) -> String { due.sentence(.entry(entry)) }
  package func line(_ contract: DueContract) -> String { due.sentence(.contract(contract)) }

  /// `#3 Paywell, 3 Sep 2026: Payments slow`.
  package func line(_ recorded: RecordedIncident) -> String {
    let incident = recorded.incident
    let what = incident.summary.isEmpty ? incident.kind?.rawValue ?? incident.outcome.name : incident.summary
    return "#\(recorded.id) \(catalog.vendorName(incident.vendor)), \(DayText.short(incident.day)): \(what)"
  }

  package func orders(_ month: Month, _ estimated: Double?) -> String {
    let reckoned =
      estimated.map { " (reckoned as \(NumberText.fixed($0, digits: 0, grouped: true)) for now)" } ?? ""
    return "Orders of \(DayText.month(month)) are missing\(reckoned)"
  }

  package func silence(since day: Day) -> String {
    "Nothing on record since \(DayText.short(day)), neither an entry nor a quiet week"
  }

  /// The groups in their order, with a line for each thing in them.
  package static func groups(_ review: MonthReview, in catalog: Catalog) -> [(title: String, lines: [String])]
  {
    let text = MonthText(review, in: catalog)
    let orders = review.gaps.orders.map { [text.orders($0.month, $0.estimated)] } ?? []
    let silence = review.gaps.lastNews.map { [text.silence(since: $0)] } ?? []
    return [
      ("Claims", review.claims.map(text.line)),
      ("Follow-ups that are due", review.followUps.map(text.line)),
      ("Contracts to decide", review.contracts.map(text.line)),
      ("Outages to confirm", review.outages.map(text.line)),
      ("Not resolved for \(MonthReview.daysUnresolved) days", review.unresolved.map(text.line)),
      ("What we lack", orders + silence),
    ]
  }

  /// `Done for September. 4 answered, 2 left for later.`
  package static func end(_ day: Day, answered: Int, left: Int, isStopped: Bool) -> String {
    let head = isStopped ? "Stopped" : "Done for \(name(day))"
    return "\(head). \(NumberText.grouped(answered)) answered, \(NumberText.grouped(left)) left for later."
  }

  /// `September`.
  package static func name(_ day: Day) -> String { monthNames[day.components.month - 1] }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
}
