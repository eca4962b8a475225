import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// All that is on record of one entry, and what can be done about it.
struct EntryPage: View {
  struct Fact: Encodable {
    let label: String
    let value: String
  }

  struct Step: Encodable {
    let title: String
    let changes: [String]
  }

  /// What a change did to a score, for whoever has just made it.
  struct Effect: Sendable, Encodable {
    let sentence: String
    /// A second vendor's, whose entry it was before.
    let former: String?
    let advice: String
    let stage: String?
    let vendor: String
    /// The change that an undo takes back.
    let change: String?
    let notes: [String]
  }

  let template = "entry"
  let frame: Frame
  let title: String
  let vendor: String
  /// Of the vendor's page; nil where the catalog lacks it.
  let vendorAddress: String?
  let facts: [Fact]
  let event: String?
  let history: [Step]
  let effect: Effect?
  let address: String
  let canResolve: Bool
  let canRetract: Bool
  let canConfirm: Bool
  let isGone: Bool
  let hasSteps: Bool
  /// The number of the change that made this page's effect.
  let undo: String?
  let recordedAt: String

  init(
    _ recorded: RecordedIncident, history: [IncidentRevision], event: [RecordedIncident], effect: Effect?,
    in workspace: Workspace, frame: Frame
  ) {
    let (incident, catalog) = (recorded.incident, workspace.catalog)
    self.frame = frame
    self.effect = effect
    address = Link.entry(recorded.id)
    vendor = catalog.vendorName(incident.vendor)
    vendorAddress = catalog.vendor(incident.vendor).map { Link.vendor($0.id) }
    title = "#\(recorded.id): \(vendor), \(DayText.short(incident.day))"
    facts = IncidentText.fields(incident, in: catalog).compactMap { label, value in
      value.map { Fact(label: label.capitalizedFirst, value: $0) }
    }
    let others = event.map { "#\($0.id)" }
    self.event = IncidentText.eventText(recorded).map {
      $0.capitalizedFirst + (others.isEmpty ? "" : ". With " + others.joined(separator: ", ")) + "."
    }
    let zone = DayText.zone(catalog.timeZone)
    func moment(_ moment: Timestamp) -> String {
      DayText.moment(workspace.calendar.local(moment), zone: zone)
    }
    recordedAt = moment(recorded.recordedAt)
    self.history = zip(history, [nil] + history.map(Optional.some)).map { revision, before in
      let reason = revision.reason.isEmpty ? "" : ": " + revision.reason
      return Step(
        title: "\(moment(revision.at)), \(ChangeWords.kind(revision.kind.name))"
          + (revision.author.map { " by " + $0 } ?? "") + reason,
        // What it said first, it says above, but for what these changes name.
        changes: before.map { IncidentText.differences(revision.state, from: $0.state, in: catalog) } ?? [])
    }
    let mayChange = !frame.isReadOnly && !recorded.retracted
    isGone = recorded.retracted
    canResolve = mayChange && incident.outcome != .good && incident.resolved != true
    canRetract = mayChange
    undo = frame.isReadOnly ? nil : effect?.change
    hasSteps = mayChange
    canConfirm = mayChange && recorded.standing == .unconfirmed && !incident.isMaintenance
  }
}

extension EntryPage.Effect {
  init(_ done: String, _ result: RecordingResult, note: String? = nil, in catalog: Catalog) {
    let recorded = result.recorded
    vendor = catalog.vendorName(recorded.incident.vendor)
    stage = catalog.vendor(recorded.incident.vendor).map { Link.stage($0.stage) }
    change = result.change.map { String($0) }
    sentence =
      "\(done) #\(recorded.id). " + (result.after.map { ScoreMove.sentence(result.before, $0) } ?? "")
    former = result.former.flatMap { former in former.after.map { ScoreMove.sentence(former.before, $0) } }
    advice = result.after.map { ScoreMove.advice(result.before, $0) } ?? ""
    notes =
      [note].compactMap { $0 }
      + IncidentText.notes(
        recorded, of: result.after, deadline: catalog.claimDeadline(recorded.incident)
      ).map { "\($0.label): \($0.text)".sentence }
  }
}
