package import ScorecardModel

/// What is due in sentences, the same for every front end; not escaped.
package struct DueText {
  private let catalog: Catalog
  private let today: Day

  /// - Parameter today: from which days are counted.
  package init(in catalog: Catalog, asOf today: Day) {
    self.catalog = catalog
    self.today = today
  }

  /// `Claim 120 USD from Northwind Freight by 15 Dec 2026, 17 days: #214 “Parcel lost”`.
  package func sentence(_ item: DueItem) -> String {
    text(item, by: item.day.map { " by " + DayText.short($0) + when($0) } ?? "")
  }

  /// The same without its day and without today's advice, for what is read on another day.
  func task(_ item: DueItem) -> String {
    guard case .contract(var contract) = item else { return text(item, by: "") }
    contract.advice = nil
    return text(contract, by: "")
  }

  private func text(_ item: DueItem, by: String) -> String {
    switch item {
    case .entry(let entry): text(entry, by: by)
    case .contract(let contract): text(contract, by: by)
    }
  }

  private func text(_ entry: DueEntry, by: String) -> String {
    let incident = entry.incident.incident
    let name = catalog.vendorName(incident.vendor)
    let amount = entry.amount.map { HarmText.money($0, in: catalog) + " " } ?? ""
    let number = "#\(entry.incident.id)"
    let about = incident.summary.isEmpty ? number : number + " “\(incident.summary)”"
    switch entry.kind {
    case .evidence where incident.attribution == .customer:
      return "Send your evidence \(amount.isEmpty ? "" : "on " + amount)to \(name)\(by): \(about)"
    case .evidence: return "Claim \(amount)from \(name)\(by): \(about)"
    case .claim: return "Decide whether to claim \(amount)from \(name)\(by): \(about)"
    case .followUp where entry.amount != nil: return "Ask \(name) for the \(amount)claimed\(by): \(about)"
    case .followUp: return "Raise with \(name)\(by): \(about)"
    }
  }

  private func text(_ due: DueContract, by: String) -> String {
    let name = catalog.vendorName(due.vendor)
    if due.state == .renewed {
      return "\(name)'s contract renewed on \(DayText.short(due.contract.renews)): \(Self.nextDate)"
    }
    return "Decide on \(name)\(by): it \(renewal(due))"
  }

  static let nextDate = "write the next date into \(WorkspaceLayout.catalogName)"

  /// `renews on 30 Nov 2026 with 30 days' notice; today's advice is watch`.
  func renewal(_ due: DueContract) -> String {
    let days = due.contract.noticeDays
    let notice = days > 0 ? " with \(NumberText.count(days, "day"))\(days == 1 ? "'s" : "'") notice" : ""
    let advice = due.advice.map { "; today's advice is \($0.rawValue)" } ?? ""
    return "renews on \(DayText.short(due.contract.renews))\(notice)\(advice)"
  }

  private func when(_ day: Day) -> String {
    switch day - today {
    case ..<0: ", missed"
    case 0: ", today"
    case 1: ", tomorrow"
    case let days: ", \(days) days"
    }
  }

  /// What is to be done, as the head of a line.
  package static func kind(_ item: DueItem) -> String {
    switch item {
    case .entry(let entry): kind(entry) + (entry.isShortest ? ", by the shortest terms" : "")
    case .contract(let contract): contract.state == .renewed ? "contract renewed" : "decide on the contract"
    }
  }

  private static func kind(_ entry: DueEntry) -> String {
    switch entry.kind {
    case .evidence where entry.incident.incident.attribution == .customer: "send your evidence"
    case .evidence: "hand in the claim"
    case .claim: "can be claimed"
    case .followUp: entry.amount == nil ? "raise with vendor" : "ask for the money"
    }
  }

  /// What to do about it.
  package static func step(_ item: DueItem) -> NextStep {
    switch item {
    case .entry(let entry): .show(entry.incident.id)
    case .contract(let contract): contract.state == .renewed ? .checkVendors : .explain(contract.vendor)
    }
  }
}
