import ScorecardModel

/// The sections that say what the numbers rest on.
extension ReportPage {
  var evidence: Section {
    let records = report.used.filter { $0.incidentCount > 0 }.map { row -> Part in
      let kinds = row.kinds.isEmpty ? "" : ": " + KindText.counts(row.kinds)
      let entries = NumberText.entries(row.incidentCount) + " in the quarter" + kinds + "."
      return .record(
        vendor: "\(row.scorecard.vendor.name)", extent: RichText(own: entries),
        incidents: row.worst.map { incident($0, "Worst") } + row.best.map { incident($0, "Best") })
    }
    let silent = report.used.filter { $0.incidentCount == 0 }.map(\.scorecard.vendor.name)
    let rest: [Part] =
      silent.isEmpty ? [] : [.paragraph("No entries in the quarter: \(NameList.and(silent).sentence)")]
    return Section(title: "Evidence", parts: records + rest)
  }

  private func incident(_ recorded: RecordedIncident, _ label: RichText) -> RichText {
    let incident = recorded.incident
    let severity = incident.outcome.severity.map { ", severity \($0.level)" } ?? ""
    let facts: [RichText] = [
      "\(strong: label)", RichText(own: DayText.short(incident.day)),
      RichText(own: what(incident) + severity),
    ]
    let summary: [RichText] = Escaping.markdown(incident.summary).isEmpty ? [] : ["\(incident.summary)"]
    return .joined(facts + summary + ["#\(own: "\(recorded.id)")"], by: " · ") + details(incident)
  }

  /// Its kind, and its dimension where the kind is of another one or there is none.
  private func what(_ incident: Incident) -> String {
    guard let kind = incident.kind else { return incident.dimension.rawValue }
    let name = KindText.name(kind).lowercased()
    return incident.dimension == kind.dimension ? name : name + ", " + incident.dimension.rawValue
  }

  private func details(_ incident: Incident) -> RichText {
    let known: [RichText] = [
      incident.attribution == .vendor
        ? nil : "caused by \(own: incident.attribution.inWords), counts in no score",
      incident.mitigated == true ? "mitigated" : nil,
      incident.resolved == false ? "not resolved" : nil,
      incident.cost.map { "cost \(HarmText.money($0, in: catalog))" },
    ].compactMap { $0 }
    return known.isEmpty ? "" : " (\(RichText.joined(known, by: "; ")))"
  }

  var howToRead: Section {
    let halfLife = NumberText.fixed(catalog.policy.halfLife, digits: 0, grouped: true)
    let rules: [RichText] = [
      """
      \(strong: "Score"): 0 to 100, higher is better. \(own: RuleText.score) What happened counts half after
      \(own: halfLife) days.
      """,
      """
      \(strong: "Likely range"): where the true score lies with 90 % probability. The less was seen, the wider it is.
      """,
      """
      \(strong: "Advice"): ● keep, ▲ watch, ■ drop, ○ unclear, ○ left. \(own: RuleText.unclear)
      \(own: RuleText.watch) \(own: RuleText.drop) \(own: RuleText.noNews) \(own: RuleText.better)
      """,
      """
      \(strong: "Trouble"): one worth chasing (severity 3). \(own: RuleText.severity) Others count by their
      severity, less when circumstances excuse them, more when they were left unresolved; what is one event counts
      once. \(own: RuleText.service) \(own: RuleText.neighbours)
      """,
      """
      \(strong: "Leaving"): \(own: RuleText.moving) \(own: RuleText.compare)
      """,
      """
      \(strong: "Not measured"): what nobody writes down. Owners log bad days more often than good ones; orders and
      check-ins correct for that as far as they are recorded. What was not the vendor's doing is kept and
      counts in no score.
      """,
    ]
    let warnings = (EvidenceText.estimates(report.evaluation) + EvidenceText.warnings(report.evaluation)).map
    {
      "\($0)" as RichText
    }
    return Section(
      title: "How to read this",
      parts: [.list(rules)] + (warnings.isEmpty ? [] : [.paragraph("About the data:"), .list(warnings)]))
  }
}
