package import ScorecardModel

/// An entry in words, the same for every front end; not escaped.
package enum IncidentText {
  /// `bad 4 reliability`, or `bad 5 lost`, with the dimension where it is another than the kind's.
  package static func kind(_ incident: Incident) -> String {
    let severity = incident.outcome.severity.map { " \($0.level)" } ?? ""
    let dimension = incident.dimension == incident.kind?.dimension ? nil : incident.dimension.rawValue
    let words = [incident.kind?.rawValue, dimension].compactMap { $0 }.joined(separator: ", ")
    return incident.outcome.name + severity + " " + words
  }

  /// `No answer`, `Late, empathy` where the dimension is another than the kind's, `Bad, reliability` without a kind.
  package static func what(_ incident: Incident) -> String {
    let kind = incident.kind.map(KindText.name) ?? incident.outcome.name.capitalizedFirst
    return incident.dimension == incident.kind?.dimension ? kind : kind + ", " + incident.dimension.rawValue
  }

  /// `had to be chased`, `major`: what a severity means, without its explanation.
  package static func howBad(_ severity: Severity) -> String {
    String(severity.meaning.prefix { $0 != ":" })
  }

  package static func standing(_ recorded: RecordedIncident) -> String? {
    switch recorded.standing {
    case .counted: nil
    case .retracted: "taken out"
    case .unconfirmed: "waits for your yes"
    }
  }

  /// `part of #145 (same event): counts once, by its worst severity`; nil for what is no part of one.
  package static func eventText(_ recorded: RecordedIncident) -> String? {
    recorded.event.map { event in
      (event == recorded.id ? "the first of its event" : "part of #\(event) (same event)")
        + ": counts once, by its worst severity"
    }
  }

  package typealias Field = (label: String, value: String?)

  /// The same for every incident; a field without a value is unknown.
  package static func fields(_ incident: Incident, in catalog: Catalog) -> [Field] {
    let outcome = incident.outcome.severity.map { "bad, severity \($0.level): \($0.meaning)" } ?? "good"
    let hours = incident.hoursToResolve.flatMap(DecimalText.exact)
    let source = incident.source.map { $0.source + ($0.id.isEmpty ? "" : ", key " + $0.id) }
    let cause =
      incident.attribution == .vendor ? nil : incident.attribution.inWords + " (counts in no score)"
    let fields: [Field] = [
      ("vendor", catalog.vendorName(incident.vendor)), ("day", DayText.withWeekday(incident.day)),
      ("kind", incident.kind.map { "\($0.rawValue): \($0.meaning)" }),
      ("outcome", outcome), ("dimension", incident.dimension.rawValue),
      ("text", incident.summary.isEmpty ? nil : incident.summary),
      ("resolved", yesNo(incident.resolved)), ("mitigated", yesNo(incident.mitigated)), ("caused by", cause),
      ("channel", incident.channel.isEmpty ? nil : incident.channel),
      ("on hold", incident.holdMinutes.map { NumberText.count($0, "minute") }),
      ("time to resolve", hours.map { $0 + ($0 == "1" ? " hour" : " hours") }),
      ("cost", incident.cost.map { HarmText.money($0, in: catalog) }), ("imported from", source),
    ]
    return fields + self.fields(incident.details, outageEnd: incident.outageEnd, in: catalog)
  }

  private static func fields(
    _ details: IncidentDetails, outageEnd: OutageEnd?, in catalog: Catalog
  ) -> [Field] {
    let outage = details.outage.map { outage in
      let start = (outage.start.isKnown ? "" : "before ") + DayText.moment(outage.startedAt)
      let end = outageEnd.map(end) ?? ""
      return start + " – " + end + ", impact " + outage.impact.rawValue
    }
    let count = DecimalText.exact(Double(details.count.thousandths) / 1000) ?? ""
    return [
      ("stands for", details.count == .one ? nil : count + " entries"), ("outage", outage),
      ("same as", details.sameAs.map { "#\($0)" }),
      ("reference", details.reference),
      ("own time", details.minutesSpent.map { NumberText.count($0, "minute") }),
      ("claimed", details.claimed.map { HarmText.money($0, in: catalog) }),
      ("came back", details.recovered.map { HarmText.money($0, in: catalog) }),
      ("claim by", details.claimBy.map(DayText.withWeekday)),
      ("claim", details.claimDone ? "done: handed in, or not to be made" : nil),
      ("follow up", details.followUp.map(DayText.withWeekday)),
    ]
  }

  private static func end(_ end: OutageEnd) -> String {
    switch end {
    case .known(let moment): DayText.moment(moment)
    case .atLatest(let moment): DayText.moment(moment) + " at the latest"
    case .unknown: "end unknown"
    case .open: "goes on"
    }
  }

  private static func yesNo(_ flag: Bool?) -> String? { flag.map { $0 ? "yes" : "no" } }

  /// What a state says otherwise than the one before; all that the first one says.
  package static func differences(
    _ state: RecordedIncident, from previous: RecordedIncident?, in catalog: Catalog
  ) -> [String] {
    let now = fields(state.incident, in: catalog)
    guard let previous else { return now.compactMap { label, value in value.map { "\(label): \($0)" } } }
    let then = fields(previous.incident, in: catalog)
    var changes = zip(then, now).filter { $0.value != $1.value }.map { old, new in
      "\(new.label): \(old.value ?? "–") → \(new.value ?? "–")"
    }
    if state.standing != previous.standing { changes.append(standing(state) ?? "counts") }
    if state.event != previous.event {
      changes.append(eventText(state) ?? "no longer part of an event: counts by itself")
    }
    return changes
  }
}

extension IncidentText {
  /// What an owner may not expect of an entry that was just saved.
  package struct Note {
    /// `Claim`, `Due`, `Note`.
    package var label: String
    package var text: String
    /// What leads to the step.
    package var lead: String?
    package var step: NextStep?
  }

  /// Money that its owner may not know of, what is due, that it moves nothing, or is older than the vendor's start; nothing
  /// about one that was taken out.
  ///
  /// - Parameters:
  ///   - card: nil for a vendor that the journey lacks.
  ///   - deadline: until when money can be claimed for it; nil = nothing can.
  package static func notes(
    _ recorded: RecordedIncident, of card: Scorecard?, deadline: ClaimDeadline?
  ) -> [Note] {
    let (incident, details) = (recorded.incident, recorded.incident.details)
    if recorded.retracted { return [] }
    var notes: [Note] = []
    if let deadline, details.claimed == nil, details.claimBy == nil, details.recovered == nil {
      let until = deadline.earliest.map { "can be claimed until " + DayText.withWeekday($0) }
      notes.append(
        Note(
          label: "Claim", text: until ?? "may be claimed: look up until when",
          step: .claim(from: incident.vendor)))
    }
    let days = [
      details.claimBy.map { "claim by " + DayText.withWeekday($0) },
      details.followUp.map { "follow up by " + DayText.withWeekday($0) },
    ].compactMap { $0 }
    if !days.isEmpty { notes.append(Note(label: "Due", text: days.joined(separator: ", "))) }
    notes += whyUnmoved(incident)
    if let card, let since = card.standing.joined, incident.day < since {
      let name = card.vendor.name
      notes.append(
        Note(
          label: "Note",
          text: "\(name) has been with the store since \(DayText.short(since)); this is dated earlier"))
    }
    return notes
  }

  private static func whyUnmoved(_ incident: Incident) -> [Note] {
    if incident.attribution != .vendor {
      let cause = incident.attribution.inWords
      return [Note(label: "Note", text: "caused by \(cause): kept on record, counts in no score")]
    }
    if incident.outcome == .good, incident.dimension == .reliability {
      return [
        Note(
          label: "Note",
          text: "an order that went well is credited by the number of orders, not by the entry",
          lead: "Record it", step: .recordOrders())
      ]
    }
    return []
  }
}
