import ScorecardModel

/// The sections that say what the numbers rest on.
extension MarkdownReport {
  var evidence: String {
    let parts = report.rows.map { row -> String in
      let name = Escaping.markdown(row.scorecard.vendor.name)
      let logs = (row.logs == 0 ? "No logs" : NumberText.count(row.logs, "log")) + " in the quarter"
      let list = incidents(row.worst, "Worst") + incidents(row.best, "Best")
      return "\n### \(name)\n\n\(logs).\n" + (list.isEmpty ? "" : "\n" + list)
    }
    let none = "\nNo vendors yet.\n"
    return "## Evidence\n" + (parts.isEmpty ? none : parts.joined())
  }

  private func incidents(_ incidents: [RecordedIncident], _ label: String) -> String {
    incidents.map { recorded in
      let incident = recorded.incident
      let severity = incident.outcome.severity.map { ", severity \($0.level)" } ?? ""
      let summary = Escaping.markdown(incident.summary)
      let facts = ["**\(label)**", DayText.short(incident.day), incident.dimension.rawValue + severity]
      return "- "
        + (facts + (summary.isEmpty ? [] : [summary]) + ["#\(recorded.id)"]).joined(separator: " · ")
        + details(incident) + "\n"
    }.joined()
  }

  private func details(_ incident: Incident) -> String {
    let known = [
      incident.attribution == .vendor ? nil : "caused by \(incident.attribution.inWords), enters no score",
      incident.mitigated == true ? "mitigated" : nil,
      incident.resolved == false ? "not resolved" : nil,
      incident.cost.map { "cost " + Escaping.markdown(HarmText.money($0, in: catalog)) },
    ].compactMap { $0 }
    return known.isEmpty ? "" : " (\(known.joined(separator: "; ")))"
  }

  var howToRead: String {
    let policy = catalog.policy
    let halfLife = NumberText.fixed(policy.halfLife, digits: 0, grouped: true)
    let warnings = report.evaluation.warnings.map { "- \(Escaping.markdown($0))\n" }.joined()
    return """
      ## How to read this

      - **Score**: 0 to 100, higher is better; 75 is a typical vendor. It mixes how often a vendor fails with how
        it behaves when you deal with it. Evidence counts half after \(halfLife) days.
      - **Likely range**: where the true score lies with 90 % probability. Few logs, wide range.
      - **Advice**: ● keep, ▲ watch, ■ drop, ○ unclear (too little evidence). Drop means that switching pays off
        with at least 90 % probability, or with at least 65 % in two monthly reviews running. One bad day never
        drops anyone. Good experiences move the score, not the advice.
      - **Standard incident**: one that had to be chased (severity 3). Others count by their severity, less when
        circumstances excuse them, more when they were left unresolved.
      - **Not measured**: what nobody logs. Owners log bad days more often than good ones; orders and check-ins
        correct for that as far as they are recorded. What was not the vendor's doing is kept and enters no score.

      """ + (warnings.isEmpty ? "" : "\nAbout the data:\n\n" + warnings)
  }
}
