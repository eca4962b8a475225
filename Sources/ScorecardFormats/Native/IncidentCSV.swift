package import ScorecardModel

/// `incidents.csv`: one row an incident.
package enum IncidentCSV: NativeFile {
  /// Bytes that a channel, or another system's key, may have.
  static let longestKey = 200

  static let columns: [NativeColumn<IncidentDraft, IncidentLine>] = [
    .required("date", .pastDay, keep: { $0.day = $1 }, value: { $0.incident.day }),
    .required("vendor", .vendor, keep: { $0.vendor = $1 }, value: { $0.incident.vendor }),
    .required("outcome", .goodOrBad, keep: { $0.isGood = $1 }, value: { $0.incident.outcome == .good }),
    .optional("severity", .severity, keep: { $0.severity = $1 }, value: { $0.incident.outcome.severity }),
    .optional("dimension", .word(), keep: { $0.dimension = $1 }, value: { $0.incident.dimension }),
    .text(
      "summary", limit: Incident.longestText, keep: { $0.summary = $1 }, value: { $0.incident.summary }),
    .optional("resolved", .yesOrNo, keep: { $0.resolved = $1 }, value: { $0.incident.resolved }),
    .optional("mitigated", .yesOrNo, keep: { $0.mitigated = $1 }, value: { $0.incident.mitigated }),
    .optional("attribution", .word(), keep: { $0.attribution = $1 }, value: { $0.incident.attribution }),
    .text("channel", limit: longestKey, keep: { $0.channel = $1 }, value: { $0.incident.channel }),
    .optional("hold_minutes", .minutes, keep: { $0.holdMinutes = $1 }, value: { $0.incident.holdMinutes }),
    .optional(
      "hours_to_resolve", .hours, keep: { $0.hoursToResolve = $1 }, value: { $0.incident.hoursToResolve }),
    .optional("cost", .money, keep: { $0.cost = $1 }, value: { $0.incident.cost }),
    .text("id", limit: longestKey, keep: { $0.id = $1 }, value: { $0.id }),
    .text("event", limit: longestKey, keep: { $0.event = $1 }, value: { $0.event }),
    .optional("kind", .word(), keep: { $0.kind = $1 }, value: { $0.incident.kind }),
    .optional(
      "count", .count,
      keep: { draft, count in
        switch count {
        case .none: draft.isNone = true
        case .some(let count): draft.details.count = count
        }
      },
      value: { row -> RowCount? in
        let count = row.incident.details.count
        return count == .one ? nil : RowCount.some(count)
      }),
    .text(
      "ref", limit: IncidentDetails.longestReference, keep: { $0.details.reference = $1 },
      value: { $0.incident.details.reference ?? "" }),
    .optional(
      "minutes_spent", .minutes, keep: { $0.details.minutesSpent = $1 },
      value: { $0.incident.details.minutesSpent }),
    .optional(
      "claimed", .claim, keep: { $0.details.claimed = $1 }, value: { $0.incident.details.claimed }),
    .optional(
      "recovered", .recovered, keep: { $0.details.recovered = $1 }, value: { $0.incident.details.recovered }),
    .optional("claim_by", .day, keep: { $0.details.claimBy = $1 }, value: { $0.incident.details.claimBy }),
  ]

  package static var header: String { CSVCell.line(names) }
  package static func line(_ line: IncidentLine) -> String { written(line) }
}

/// A row of `incidents.csv` to be written.
package struct IncidentLine {
  let incident: Incident
  /// As ``ExportKey`` gives it.
  let id: String
  /// As ``EventCells`` gives it.
  let event: String

  package init(_ incident: Incident, id: String, event: String) {
    (self.incident, self.id, self.event) = (incident, id, event)
  }
}

/// An incident while the fields of its row are read.
struct IncidentDraft: NativeDraft {
  var day: Day?
  var vendor: Vendor.ID?
  var isGood: Bool?
  var severity: Severity?
  /// nil = as its kind has it.
  var dimension: Dimension?
  var kind: IncidentKind?
  var summary = ""
  var resolved: Bool?
  var mitigated: Bool?
  var attribution = Attribution.vendor
  var channel = ""
  var holdMinutes: Int?
  var hoursToResolve: Double?
  var cost: Money?
  var id = ""
  var event = ""
  /// It stands for nothing: what was told of its key is taken out.
  var isNone = false
  /// Boxed, since few rows have any.
  private var boxed: Box?

  private final class Box {
    var details = IncidentDetails()
  }

  var details: IncidentDetails {
    get { boxed?.details ?? IncidentDetails() }
    set {
      let box = boxed ?? Box()
      box.details = newValue
      boxed = box
    }
  }

  func row(line: Int, _ context: NativeContext) throws(DraftProblem) -> ImportedRow {
    guard let day, let vendor, let isGood else {
      throw DraftProblem(message: "a row without its day, vendor or outcome", columns: [])
    }
    if let kind, kind.isGood != isGood {
      throw DraftProblem(
        message: "kind \(kind.rawValue) is \(kind.outcome.name), the outcome says \(isGood ? "good" : "bad")",
        columns: ["kind"])
    }
    if isGood, severity != nil {
      throw DraftProblem(
        message: "severity of a good experience; leave it empty", columns: ["severity"])
    }
    let severity = severity ?? (isGood ? nil : kind?.outcome.severity)
    guard isGood || severity != nil else {
      throw DraftProblem(
        message: "a bad experience without severity; write 1 (annoyance) to 5 (lost sale or money)",
        columns: ["severity", "outcome"])
    }
    if isNone {
      guard !id.isEmpty else {
        throw DraftProblem(
          message: "a count of 0 takes out what was told under the row's id, and it has none",
          columns: ["count"])
      }
      return .none(ImportKey(source: context.source, id: id), line: line)
    }
    var incident = Incident(
      vendor: vendor, day: day, outcome: severity.map { .bad($0) } ?? .good,
      dimension: dimension ?? kind?.dimension ?? .general, kind: kind, summary: summary, resolved: resolved,
      mitigated: mitigated, attribution: attribution,
      channel: channel, holdMinutes: holdMinutes, hoursToResolve: hoursToResolve, cost: cost,
      source: ImportKey(source: context.source, id: id))
    if boxed != nil { incident.details = details }
    return .incident(incident, confirmed: context.confirmed, line: line)
  }
}
