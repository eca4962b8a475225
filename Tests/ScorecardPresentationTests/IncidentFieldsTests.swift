import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPresentation

@Suite struct IncidentFieldsTests {
  @Test func `JSON and the history of an entry show every field`() throws {
    let records = try ([IncidentFields.complete()] + IncidentFields.others().map(\.incident)).map {
      RecordedIncident(id: 7, incident: $0, recordedAt: Fixture.moment("2026-09-21"), revision: 1)
    }
    #expect(Set(records.map { JSONText.incident($0).document }).count == records.count)
    let histories = records.map {
      Fixture.screen().history(
        [IncidentRevision(state: $0, kind: .recorded, reason: "", at: $0.recordedAt)], in: Fixture.catalog)
    }
    #expect(Set(histories).count == records.count)
  }
}
