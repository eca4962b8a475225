package import ScorecardModel

/// One state of an incident as the file holds it, current or earlier.
package struct IncidentRow {
  package var id: Int64
  package var revision: Int64
  /// Number of the change that brought this state.
  package var change: Int64
  package var recordedAt: Timestamp
  package var standing: Standing
  package var vendor: Int64
  package var source: Int64?
  package var incident: Incident
  /// What makes an import recognise it; nil when it was recorded here.
  package var key: KeyHash?
  /// Whether an import brought this state; one that was made here is kept from imports.
  package var imported: Bool
  /// The smallest number of those that are one event with it; nil when it is alone.
  package var event: Int64?

  package var recorded: RecordedIncident {
    RecordedIncident(
      id: id, incident: incident, recordedAt: recordedAt, revision: Int(revision),
      standing: standing.shown, event: event)
  }

  /// What may link it.
  var node: EventLinks.Node {
    EventLinks.Node(id: id, incident: incident, standing: standing, event: event)
  }

  /// Of every stored column but itself.
  package var checksum: Int64 {
    var sum = Checksum()
    sum.add(id)
    sum.add(revision)
    sum.add(change)
    sum.add(recordedAt.seconds)
    sum.add(standing.rawValue)
    sum.add(vendor)
    sum.add(contentOf: incident)
    sum.add(source)
    sum.add(incident.source?.id ?? "")
    sum.add(key?.high)
    sum.add(key?.low)
    sum.add(imported)
    sum.add(event)
    return sum.value
  }

  var reported: ReportedIncident { ReportedIncident(incident, standing, imported: imported) }

  /// As it is stored; nil without details.
  package var detailsText: String? {
    incident.hasDetails ? DetailsCoding.encode(incident.details) : nil
  }
}
