import ScorecardModel
import ScorecardPresentation

/// An entry as a line of a table.
struct EntryRow: Encodable {
  let number: String
  let address: String
  let day: String
  let vendor: String
  let vendorAddress: String?
  let what: String
  let isGood: Bool
  let howBad: String
  let words: String
  let state: String?
  let resolved: String
  let money: String

  init(_ recorded: RecordedIncident, in catalog: Catalog) {
    let incident = recorded.incident
    number = "#\(recorded.id)"
    address = Link.entry(recorded.id)
    day = DayText.short(incident.day)
    vendor = catalog.vendorName(incident.vendor)
    vendorAddress = catalog.vendor(incident.vendor).map { Link.vendor($0.id) }
    what = IncidentText.what(incident)
    howBad = incident.outcome.severity.map(IncidentText.howBad) ?? ""
    isGood = incident.outcome == .good
    words = incident.summary
    let facts = [
      IncidentText.standing(recorded),
      recorded.event.flatMap { $0 == recorded.id ? nil : "same event as #\($0)" },
      incident.attribution != .vendor ? "not scored" : nil,
    ].compactMap { $0 }
    state = facts.isEmpty ? nil : facts.joined(separator: ", ")
    resolved =
      incident.outcome == .good ? "" : incident.resolved.map { $0 ? "yes" : "not yet" } ?? ""
    money = (incident.details.claimed ?? incident.cost).map { HarmText.money($0, in: catalog) } ?? ""
  }
}
