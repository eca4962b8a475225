package import ScorecardModel

/// The three files of `export`: importing them into an empty workspace gives the same evidence.
///
/// Headers and single records are given apart, so that a large ledger can be written as it is read.
package enum InterchangeCSV {
  package static let incidentHeader = CSVCell.line([
    "date", "vendor", "outcome", "severity", "dimension", "summary", "resolved", "mitigated", "attribution",
    "channel", "hold_minutes", "hours_to_resolve", "cost", "id", "event",
  ])
  package static let volumeHeader = CSVCell.line(["from", "to", "orders", "vendor"])
  package static let checkInHeader = CSVCell.line(["date"])

  /// `incidents.csv` with what counts, in the order given.
  package static func incidents(_ incidents: some Sequence<RecordedIncident>) -> String {
    let counted = incidents.filter { $0.standing == .counted }
    let events = EventCells(counted) { key(of: $0.incident) }
    return counted.reduce(into: incidentHeader) { $0 += record($1, event: events.cell(of: $1)) }
  }

  /// `volumes.csv`, in the order given.
  package static func volumes(_ volumes: some Sequence<Volume>) -> String {
    volumes.reduce(into: volumeHeader) { $0 += record($1) }
  }

  /// `checkins.csv`, in the order given.
  package static func checkIns(_ days: some Sequence<Day>) -> String {
    days.reduce(into: checkInHeader) { $0 += CSVCell.line([$1.description]) }
  }

  /// One line of `incidents.csv`.
  ///
  /// - Parameter event: as ``EventCells`` gives it.
  package static func record(_ recorded: RecordedIncident, event: String) -> String {
    let incident = recorded.incident
    return CSVCell.line([
      incident.day.description, incident.vendor, incident.outcome.name,
      incident.outcome.severity.map { String($0.level) } ?? "", incident.dimension.rawValue,
      incident.summary, yesNo(incident.resolved), yesNo(incident.mitigated), incident.attribution.rawValue,
      incident.channel, incident.holdMinutes.map { String($0) } ?? "",
      incident.hoursToResolve.flatMap(NumberText.decimal) ?? "", incident.cost?.description ?? "",
      key(of: incident), event,
    ])
  }

  /// One line of `volumes.csv`; `to` is exclusive.
  package static func record(_ volume: Volume) -> String {
    CSVCell.line([
      volume.from.description, volume.to.description, String(volume.orders), volume.vendor ?? "",
    ])
  }

  /// The name under which the importer files rows of this format.
  package static let source = "incidents-csv"

  /// The key by which an import of the file knows the row again; empty when it has none.
  ///
  /// Keys of other systems carry that system's name, since two systems may both have a number 1 and the file
  /// has no column for the system: without it the second would pass for a revision of the first.
  package static func key(of incident: Incident) -> String {
    guard let key = incident.source, !key.id.isEmpty else { return "" }
    return key.source == source && !key.id.utf8.contains(UInt8(ascii: ":"))
      ? key.id : key.source + ":" + key.id
  }

  private static func yesNo(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
}

/// The column `event` of a file of incidents: the id of the event's first one that is in the file.
package struct EventCells {
  private struct Event {
    var first: Int64
    var id: String
    var count = 1
  }

  private var events: [Int64: Event] = [:]

  /// - Parameters:
  ///   - incidents: those of the file, in any order.
  ///   - id: what their column `id` says.
  package init(_ incidents: some Sequence<RecordedIncident>, id: (RecordedIncident) -> String) {
    for recorded in incidents {
      guard let number = recorded.event else { continue }
      guard var event = events[number] else {
        events[number] = Event(first: recorded.id, id: id(recorded))
        continue
      }
      event.count += 1
      if recorded.id < event.first { (event.first, event.id) = (recorded.id, id(recorded)) }
      events[number] = event
    }
  }

  /// Empty for what is no part of an event. Those of one without an id share a name, if there are several.
  package func cell(of recorded: RecordedIncident) -> String {
    guard let event = recorded.event.flatMap({ events[$0] }) else { return "" }
    if !event.id.isEmpty { return event.id }
    return event.count > 1 ? "#\(event.first)" : ""
  }
}
