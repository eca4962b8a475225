import ScorecardModel

/// The sections that say what the numbers rest on.
extension ReportPage {
  var evidence: Section {
    let records = report.used.filter { $0.logs > 0 }.map { row -> Part in
      let logs = NumberText.count(row.logs, "log") + " in the quarter."
      return .record(
        vendor: "\(row.scorecard.vendor.name)", extent: Phrase(own: logs),
        incidents: row.worst.map { incident($0, "Worst") } + row.best.map { incident($0, "Best") })
    }
    let silent = report.used.filter { $0.logs == 0 }.map(\.scorecard.vendor.name)
    let rest: [Part] =
      silent.isEmpty ? [] : [.paragraph("No logs in the quarter: \(NameList.and(silent).sentence)")]
    return Section(title: "Evidence", parts: records + rest)
  }

  private func incident(_ recorded: RecordedIncident, _ label: Phrase) -> Phrase {
    let incident = recorded.incident
    let severity = incident.outcome.severity.map { ", severity \($0.level)" } ?? ""
    let facts: [Phrase] = [
      "\(strong: label)", Phrase(own: DayText.short(incident.day)),
      Phrase(own: incident.dimension.rawValue + severity),
    ]
    let summary: [Phrase] = Escaping.markdown(incident.summary).isEmpty ? [] : ["\(incident.summary)"]
    return .joined(facts + summary + ["#\(own: "\(recorded.id)")"], by: " · ") + details(incident)
  }

  private func details(_ incident: Incident) -> Phrase {
    let known: [Phrase] = [
      incident.attribution == .vendor
        ? nil : "caused by \(own: incident.attribution.inWords), enters no score",
      incident.mitigated == true ? "mitigated" : nil,
      incident.resolved == false ? "not resolved" : nil,
      incident.cost.map { "cost \(HarmText.money($0, in: catalog))" },
    ].compactMap { $0 }
    return known.isEmpty ? "" : " (\(Phrase.joined(known, by: "; ")))"
  }

  var howToRead: Section {
    let halfLife = NumberText.fixed(catalog.policy.halfLife, digits: 0, grouped: true)
    let rules: [Phrase] = [
      """
      \(strong: "Score"): 0 to 100, higher is better; 75 is a typical vendor. It mixes how often a vendor
      fails with how it behaves when you deal with it. Evidence counts half after \(own: halfLife) days.
      """,
      """
      \(strong: "Likely range"): where the true score lies with 90 % probability. Few logs, wide range.
      """,
      """
      \(strong: "Advice"): ● keep, ▲ watch, ■ drop, ○ unclear (too little evidence). Drop means that
      switching pays off with at least 90 % probability, or with at least 65 % in two monthly reviews running.
      Good experiences move the score, not the advice.
      """,
      """
      \(strong: "Standard incident"): one that had to be chased (severity 3). Others count by their severity,
      less when circumstances excuse them, more when they were left unresolved.
      """,
      """
      \(strong: "Not measured"): what nobody logs. Owners log bad days more often than good ones; orders and
      check-ins correct for that as far as they are recorded. What was not the vendor's doing is kept and
      enters no score.
      """,
    ]
    let warnings = report.evaluation.warnings.map { "\($0)" as Phrase }
    return Section(
      title: "How to read this",
      parts: [.list(rules)] + (warnings.isEmpty ? [] : [.paragraph("About the data:"), .list(warnings)]))
  }
}
