import ScorecardModel
import TestSupport
import Testing

@Suite struct ReportHashTests {
  /// JSON shows each of them.
  @Test func `every field of an incident has a part in the hash of a report`() throws {
    let catalog = Catalog(store: "Sheds", journey: [], vendors: [])
    let (end, now) = (try Day("2026-09-30"), Timestamp(seconds: 1_790_000_000))
    var incidents = try [IncidentFields.complete()] + IncidentFields.others().map(\.incident)
    var imported = incidents[0]
    imported.source = ImportKey(source: "desk", id: "7")
    incidents.append(imported)
    let hashes = incidents.map { incident in
      let recorded = RecordedIncident(id: 7, incident: incident, recordedAt: now, revision: 1)
      return ReportHash(catalog, Evidence(), [recorded], uncataloguedVendors: [], through: end, asOf: nil)
        .description
    }
    #expect(Set(hashes).count == hashes.count)
  }
}
