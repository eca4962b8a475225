package import ScorecardModel

/// What a row of a file became, in one line.
package enum RowExplanationText {
  package static func line(_ explanation: RowExplanation) -> String {
    switch explanation {
    case .byRules(let text): text
    case .incident(let incident, let confirmed):
      "→ \(incident.day) \(incident.vendor) \(incident.outcome.name)"
        + (incident.outcome.severity.map { ", severity \($0.level)" } ?? "") + ", "
        + incident.dimension.rawValue + (confirmed ? "" : ", waits for your yes")
        + (incident.summary.isEmpty ? "" : ": " + incident.summary)
    case .none: "→ nothing; what was told under its id is taken out"
    case .orders(let volume):
      "→ \(NumberText.count(volume.orders, "order")), \(volume.from) to \(volume.to - 1)"
    case .checkIn(let day): "→ nothing happened on \(day)"
    case .refused(let diagnostic): "→ refused: " + diagnostic.message
    }
  }
}
