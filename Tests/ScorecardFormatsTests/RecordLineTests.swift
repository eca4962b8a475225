import ScorecardModel
import Testing

@testable import ScorecardFormats

/// The lines of a whole record, as the article Record shows them; `RecordReaderTests` reads the same.
@Suite struct RecordLineTests {
  @Test func `an incident says all that it has, in one order`() throws {
    var incident = Incident(
      vendor: "northwind", day: try Day("2026-09-21"), outcome: .bad(try Severity(4)),
      dimension: .reliability,
      summary: "lost, \"again\"\u{1b}", resolved: false, mitigated: true, attribution: .external,
      channel: "phone",
      holdMinutes: 40, hoursToResolve: 1.5, cost: Money(thousandths: -12_500),
      source: ImportKey(source: "desk", id: ""))
    incident.details.count = try #require(IncidentCount(thousandths: 2_500))
    incident.details.outage = Outage(
      startedAt: Timestamp(seconds: 0), endedAt: Timestamp(seconds: 60), impact: .major)
    incident.details.sameAs = 5
    incident.details.claimed = Money(thousandths: 30_000)
    incident.details.recovered = Money(thousandths: 125)
    incident.details.claimBy = try Day("2026-12-01")
    incident.details.followUp = try Day("2026-10-01")
    let state = IncidentState(
      record: RecordedIncident(
        id: 7, incident: incident, recordedAt: Timestamp(seconds: 1_790_000_000), revision: 2,
        event: 3),
      isVoided: false, isLinked: true, change: 9, imported: true, key: 0xAB, checksum: -1)
    #expect(
      RecordLine(.incident(state)).text == #"""
        {"kind":"incident","id":7,"revision":2,"change":9,"recordedAt":"2026-09-21T14:13:20Z","standing":"linked",\#
        "event":3,"imported":true,"date":"2026-09-21","vendor":"northwind","outcome":"bad","severity":4,\#
        "dimension":"reliability","summary":"lost, \"again\"\u001b","resolved":false,"mitigated":true,\#
        "attribution":"external","channel":"phone","hold_minutes":40,"hours_to_resolve":1.5,"cost":-12.50,\#
        "source":"desk","sourceId":"","key":"000000000000000000000000000000ab","count":2.50,\#
        "startedAt":"1970-01-01T00:00:00Z","endedAt":"1970-01-01T00:01:00Z","impact":"major","sameAs":5,"claimed":30,\#
        "recovered":0.125,"claimBy":"2026-12-01","followUp":"2026-10-01","checksum":"ffffffffffffffff"}
        """#)
  }

  @Test func `what an incident does not have is left out`() throws {
    let record = RecordedIncident(
      id: 1, incident: Incident(vendor: "a", day: try Day("2026-09-21"), outcome: .good),
      recordedAt: Timestamp(seconds: 0), revision: 1, standing: .retracted)
    let state = IncidentState(
      record: record, isVoided: true, change: 1, imported: false, key: nil, checksum: 10)
    #expect(
      RecordLine(.incident(state)).text == #"""
        {"kind":"incident","id":1,"revision":1,"change":1,"recordedAt":"1970-01-01T00:00:00Z",\#
        "standing":"withdrawn","date":"2026-09-21","vendor":"a","outcome":"good","dimension":"general",\#
        "summary":"","attribution":"vendor","checksum":"000000000000000a"}
        """#)
  }

  @Test func `the other lines are as short`() throws {
    let volume = try #require(
      Volume(from: try Day("2026-09-01"), to: try Day("2026-10-01"), orders: 410, vendor: "parcelo"))
    let change = ChangeRow(
      number: 4, action: "edited", summary: "#1 a", reason: "why", at: Timestamp(seconds: 0), undoes: 2,
      digest: 3,
      chain: 4)
    var header = RecordHeader(schema: 1)
    header.changes = 4
    let lines: [(RecordEntry, String)] = [
      (
        .header(header),
        #"{"format":"vendorscore-record","version":1,"schema":1,"vendors":0,"sources":0,"incidents":0,"#
          + #""volumes":0,"checkIns":0,"changes":4}"#
      ),
      (.vendor("a"), #"{"kind":"vendor","id":"a"}"#), (.source("d\"e"), #"{"kind":"source","name":"d\"e"}"#),
      (
        .volume(VolumeRevision(change: 1, volume: volume, isVoided: false, checksum: 1)),
        #"{"kind":"volume","change":1,"from":"2026-09-01","to":"2026-10-01","vendor":"parcelo","orders":410,"#
          + #""checksum":"0000000000000001"}"#
      ),
      (
        .volume(VolumeRevision(change: 1, volume: volume, isVoided: true, checksum: 1)),
        #"{"kind":"volume","change":1,"from":"2026-09-01","to":"2026-10-01","vendor":"parcelo","#
          + #""checksum":"0000000000000001"}"#
      ),
      (
        .sourceRecord(
          SourceRecordState(
            id: 1, revision: 1, change: 1, source: "m", key: 10, stateAt: nil, orders: nil,
            watched: WatchedSpan(of: "a", from: Timestamp(seconds: 0), to: Timestamp(seconds: 60)),
            incidents: [],
            isVoided: false, checksum: 1)),
        #"{"kind":"record","id":1,"revision":1,"change":1,"source":"m","key":"0000000000000000000000000000000a","#
          + #""watchedFrom":"1970-01-01T00:00:00Z","watchedTo":"1970-01-01T00:01:00Z","watchedVendor":"a","#
          + #""checksum":"0000000000000001"}"#
      ),
      (
        .checkIn(CheckInRevision(change: 2, day: try Day("2026-09-01"), isVoided: true, checksum: 2)),
        #"{"kind":"checkIn","change":2,"date":"2026-09-01","takenBack":true,"checksum":"0000000000000002"}"#
      ),
      (
        .change(change),
        ##"{"kind":"change","number":4,"action":"edited","summary":"#1 a","reason":"why","##
          + ##""at":"1970-01-01T00:00:00Z","undoes":2,"digest":"0000000000000003","chain":"0000000000000004"}"##
      ),
    ]
    for (entry, line) in lines { #expect(RecordLine(entry).text == line) }
    #expect(
      RecordLine(endOf: RecordDigest()).text == #"{"kind":"end","lines":0,"digest":"cbf29ce484222325"}"#)
  }
}
