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
      self.fields(recorded.incident, in: catalog).compactMap { label, value in value.map { (label, $0) } }
      + (eventText(recorded).map { [("event", $0 + others(event))] } ?? [])
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
      "#\($0.id)" + (standing($0).map { " (\($0))" } ?? "")
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
        "\(revision.state.revision). \(moment(revision.at, in: catalog))  \(safe(ChangeWords.kind(revision.kind.name)))\(reason)",
        indent: 0)
      body += differences(revision.state, from: previous?.state, in: catalog)
    }
    return lines(
      [heading(headline(last.state, vendor: name(last.state.incident.vendor, in: catalog)))] + body)
  }

  /// `bad 4 reliability`, or `bad 5 lost`, with the dimension where it is another than the kind's.
  func kind(_ incident: Incident) -> String {
    let severity = incident.outcome.severity.map { " \($0.level)" } ?? ""
    let dimension = incident.dimension == incident.kind?.dimension ? nil : incident.dimension.rawValue
    let words = [incident.kind?.rawValue, dimension].compactMap { $0 }.joined(separator: ", ")
    return incident.outcome.name + severity + " " + words
  }

  private func kindCell(_ incident: Incident) -> TextTable.Cell {
    TextTable.Cell(
      kind(incident), painted: style.advice(incident.outcome == .good ? .keep : .drop, kind(incident)))
  }

  /// `(open) ` before a text; empty when there is nothing to say.
  private func status(_ recorded: RecordedIncident) -> String {
    let facts = [
      standing(recorded), recorded.event.flatMap { $0 == recorded.id ? nil : "same event as #\($0)" },
      recorded.incident.attribution != .vendor ? "not scored" : nil,
      recorded.incident.resolved == false ? "open" : nil,
      recorded.incident.mitigated == true ? "mitigated" : nil,
    ].compactMap { $0 }
    return facts.isEmpty ? "" : "(\(facts.joined(separator: ", "))) "
  }

  private func standing(_ recorded: RecordedIncident) -> String? {
    switch recorded.standing {
    case .counted: nil
    case .retracted: "taken out"
    case .unconfirmed: "waits for your yes"
    }
  }

  /// `part of #145 (same event): counts once, by its worst severity`; nil for what is no part of one.
  func eventText(_ recorded: RecordedIncident) -> String? {
    recorded.event.map { event in
      (event == recorded.id ? "the first of its event" : "part of #\(event) (same event)")
        + ": counts once, by its worst severity"
    }
  }

  private func differences(
    _ state: RecordedIncident, from previous: RecordedIncident?, in catalog: Catalog
  ) -> [String] {
    let now = fields(state.incident, in: catalog)
    guard let previous else {
      return now.flatMap { label, value in value.map { paragraph("\(label): \($0)", indent: 3) } ?? [] }
    }
    let then = fields(previous.incident, in: catalog)
    var changes = zip(then, now).filter { $0.value != $1.value }.map { old, new in
      "\(new.label): \(old.value ?? "–") → \(new.value ?? "–")"
    }
    if state.standing != previous.standing { changes.append(standing(state) ?? "counts") }
    if state.event != previous.event {
      changes.append(eventText(state) ?? "no longer part of an event: counts by itself")
    }
    return changes.flatMap { paragraph($0, indent: 3) }
  }

  private typealias Field = (label: String, value: String?)

  /// The same for every incident; a field without a value is unknown.
  private func fields(_ incident: Incident, in catalog: Catalog) -> [Field] {
    let outcome = incident.outcome.severity.map { "bad, severity \($0.level): \($0.meaning)" } ?? "good"
    let hours = incident.hoursToResolve.flatMap(DecimalText.exact)
    let source = incident.source.map { safe($0.source) + ($0.id.isEmpty ? "" : ", key " + safe($0.id)) }
    let cause =
      incident.attribution == .vendor ? nil : incident.attribution.inWords + " (counts in no score)"
    let fields: [Field] = [
      ("vendor", name(incident.vendor, in: catalog)), ("day", DayText.withWeekday(incident.day)),
      ("kind", incident.kind.map { "\($0.rawValue): \($0.meaning)" }),
      ("outcome", outcome), ("dimension", incident.dimension.rawValue),
      ("text", incident.summary.isEmpty ? nil : safe(incident.summary)),
      ("resolved", yesNo(incident.resolved)), ("mitigated", yesNo(incident.mitigated)), ("caused by", cause),
      ("channel", incident.channel.isEmpty ? nil : safe(incident.channel)),
      ("on hold", incident.holdMinutes.map { NumberText.count($0, "minute") }),
      ("time to resolve", hours.map { $0 + ($0 == "1" ? " hour" : " hours") }),
      ("cost", incident.cost.map { HarmText.money($0, in: catalog) }), ("imported from", source),
    ]
    return fields + self.fields(incident.details, outageEnd: incident.outageEnd, in: catalog)
  }

  private func fields(
    _ details: IncidentDetails, outageEnd: OutageEnd?, in catalog: Catalog
  ) -> [Field] {
    let outage = details.outage.map { outage in
      let start = (outage.start.isKnown ? "" : "before ") + DayText.moment(outage.startedAt)
      let end = outageEnd.map(self.end) ?? ""
      return start + " – " + end + ", impact " + outage.impact.rawValue
    }
    let count = DecimalText.exact(Double(details.count.thousandths) / 1000) ?? ""
    return [
      ("stands for", details.count == .one ? nil : count + " entries"), ("outage", outage),
      ("same as", details.sameAs.map { "#\($0)" }),
      ("reference", details.reference.map(safe)),
      ("own time", details.minutesSpent.map { NumberText.count($0, "minute") }),
      ("claimed", details.claimed.map { HarmText.money($0, in: catalog) }),
      ("came back", details.recovered.map { HarmText.money($0, in: catalog) }),
      ("claim by", details.claimBy.map(DayText.withWeekday)),
      ("claim", details.claimDone ? "done: handed in, or not to be made" : nil),
      ("follow up", details.followUp.map(DayText.withWeekday)),
    ]
  }

  private func end(_ end: OutageEnd) -> String {
    switch end {
    case .known(let moment): DayText.moment(moment)
    case .atLatest(let moment): DayText.moment(moment) + " at the latest"
    case .unknown: "end unknown"
    case .open: "goes on"
    }
  }

  private func yesNo(_ flag: Bool?) -> String? { flag.map { $0 ? "yes" : "no" } }
}
