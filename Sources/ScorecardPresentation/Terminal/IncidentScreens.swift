package import ScorecardModel

extension Screen {
  /// `incidents`: one line each, in the order given.
  package func incidents(_ incidents: [RecordedIncident], in catalog: Catalog) -> String {
    var table = TextTable([.right, .left, .left, .left, .left], flexible: 4)
    for recorded in incidents {
      let incident = recorded.incident
      table.add([
        .init("#\(recorded.id)"), .init(DayText.short(incident.day)),
        .init(name(incident.vendor, in: catalog)), kindCell(incident),
        .init(status(recorded) + safe(incident.summary)),
      ])
    }
    return lines(table.lines(columns: columns) + [style.dim(total(of: incidents))])
  }

  /// `12 entries, 3 waiting for your yes, 1 taken out`: only the first are in the scores.
  private func total(of incidents: [RecordedIncident]) -> String {
    func number(_ standing: IncidentStanding) -> Int { incidents.count { $0.standing == standing } }
    let counted = number(.counted)
    let others = [
      (number(.unconfirmed), "waiting for your yes"), (number(.retracted), "taken out"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return ((counted > 0 ? [NumberText.entries(counted)] : []) + others).joined(separator: ", ")
  }

  /// `incidents` without any; those that await the owner's confirmation are mentioned.
  ///
  /// - Parameter others: whether there are entries that the filters leave out.
  package func noIncidents(unconfirmed: Int, others: Bool) -> String {
    guard unconfirmed > 0 else {
      return lines([
        others ? hinted("No entry matches", "See all", .entries()) : hinted("No entries here yet", .log())
      ])
    }
    let waiting =
      NumberText.count(unconfirmed, "reported outage")
      + (unconfirmed == 1 ? " awaits" : " await") + " your confirmation"
    return lines([hinted("No entries that count yet. \(waiting)", "See all", .unconfirmedEntries)])
  }

  /// `show ID`: all that is on record of one incident.
  ///
  /// - Parameters:
  ///   - recordedAt: when it was put on record, by the store's clock.
  ///   - event: the others of its event, by their numbers.
  package func incident(
    _ recorded: RecordedIncident, in catalog: Catalog, recordedAt: String, event: [RecordedIncident] = []
  ) -> String {
    let title = headline(recorded, vendor: name(recorded.incident.vendor, in: catalog))
    let retracted = recorded.retracted ? ["  Taken out: kept on record, counts in no score"] : []
    let fields =
      IncidentText.fields(recorded.incident, in: catalog).compactMap { label, value in
        value.map { (label, safe($0)) }
      }
      + (IncidentText.eventText(recorded).map { [("event", $0 + others(event))] } ?? [])
      + [("recorded", safe(recordedAt) + changes(recorded.revision - 1))]
    let label = fields.map { DisplayWidth.of($0.0) }.max() ?? 0
    let body = fields.flatMap { name, value in
      let wrapped = paragraph(value, indent: label + 4)
      let head = "  " + name + String(repeating: " ", count: label - DisplayWidth.of(name) + 2)
      return [head + (wrapped.first?.dropFirst(label + 4) ?? "")] + wrapped.dropFirst()
    }
    return lines(
      [heading(title)] + retracted + body
        + next([("History", .history(of: recorded.id)), ("Edit", .edit(recorded.id))], indent: 2))
  }

  /// `, changed 2 times since`.
  private func changes(_ number: Int) -> String {
    switch number {
    case ..<1: ""
    case 1: ", changed once since"
    default: ", changed \(NumberText.count(number, "time")) since"
    }
  }

  /// `. With #145 and #147`, those that don't count said to be so.
  private func others(_ event: [RecordedIncident]) -> String {
    if event.isEmpty { return "" }
    let named = event.prefix(20).map {
      "#\($0.id)" + (IncidentText.standing($0).map { " (\($0))" } ?? "")
    }
    return ". With " + named.joined(separator: ", ") + (event.count > 20 ? ", …" : "")
  }

  /// `history ID`: every state, oldest first, with what changed.
  ///
  /// - Parameter revisions: with their times by the store's clock.
  package func history(_ revisions: [IncidentRevision], in catalog: Catalog) -> String {
    guard let last = revisions.last else {
      return lines([hinted("Nothing on record under this number", .entries())])
    }
    var previous: IncidentRevision?
    var body: [String] = []
    for revision in revisions {
      defer { previous = revision }
      // What a change has made of its event is a state of its own.
      if let before = previous, before.at == revision.at, before.kind == revision.kind,
        before.state.incident == revision.state.incident, before.state.standing == revision.state.standing
      {
        body += differences(revision.state, from: before.state, in: catalog)
        continue
      }
      let reason = revision.reason.isEmpty ? "" : ": " + safe(revision.reason)
      body += paragraph(
        "\(revision.state.revision). \(moment(revision.at, in: catalog))  \(safe(ChangeWords.kind(revision.kind.name)))\(by(revision.author))\(reason)",
        indent: 0)
      body += differences(revision.state, from: previous?.state, in: catalog)
    }
    return lines(
      [heading(headline(last.state, vendor: name(last.state.incident.vendor, in: catalog)))] + body)
  }

  /// ` by ann`.
  func by(_ author: String?) -> String { author.map { " by " + safe($0) } ?? "" }

  private func kindCell(_ incident: Incident) -> TextTable.Cell {
    TextTable.Cell(
      IncidentText.kind(incident),
      painted: style.advice(incident.outcome == .good ? .keep : .drop, IncidentText.kind(incident)))
  }

  /// `(open) ` before a text; empty when there is nothing to say.
  private func status(_ recorded: RecordedIncident) -> String {
    let facts = [
      IncidentText.standing(recorded),
      recorded.event.flatMap { $0 == recorded.id ? nil : "same event as #\($0)" },
      recorded.incident.attribution != .vendor ? "not scored" : nil,
      recorded.incident.resolved == false ? "open" : nil,
      recorded.incident.mitigated == true ? "mitigated" : nil,
    ].compactMap { $0 }
    return facts.isEmpty ? "" : "(\(facts.joined(separator: ", "))) "
  }

  private func differences(
    _ state: RecordedIncident, from previous: RecordedIncident?, in catalog: Catalog
  ) -> [String] {
    IncidentText.differences(state, from: previous, in: catalog).flatMap { paragraph(safe($0), indent: 3) }
  }
}
