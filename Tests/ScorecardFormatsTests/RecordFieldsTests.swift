import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardFormats

@Suite struct RecordFieldsTests {
  @Test func `a line of a record has every field of an incident, and gives it back`() throws {
    func line(_ incident: Incident) -> RecordEntry {
      let record = RecordedIncident(
        id: 7, incident: incident, recordedAt: Timestamp(seconds: 1_790_000_000), revision: 1)
      return .incident(
        IncidentState(
          record: record, isVoided: false, isLinked: false, change: 9, imported: false, key: nil, checksum: 1)
      )
    }
    let incidents = try [IncidentFields.complete()] + IncidentFields.others().map(\.incident)
    #expect(Set(incidents.map { RecordLine(line($0)).text }).count == incidents.count)
    for incident in incidents { #expect(try read(RecordLine(line(incident)).text) == line(incident)) }
  }

  /// What is read before the file turns out to have no end.
  private func read(_ line: String) throws -> RecordEntry? {
    let header = RecordLine(.header(RecordHeader(schema: 1))).text
    var found: RecordEntry?
    #expect(throws: Diagnostic.self) {
      try RecordReader.read(
        ByteSource(Array("\(header)\n\(line)".utf8)), fileName: "r.jsonl", knownSchema: 1
      ) { entry, _ in found = entry }
    }
    return found
  }
}
