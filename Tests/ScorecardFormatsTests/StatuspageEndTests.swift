import ScorecardFormats
import ScorecardModel
import Testing

/// Ends that a status page's interface tells only between the lines.
@Suite struct StatuspageEndTests {
  private func read(_ incident: String) throws -> Fixture.Reading {
    try FormatFixture.read(
      #"{"page":{"id":"p","name":"Hosty","url":"https://s.example"},"incidents":[{"id":"a","name":"x",\#(incident)}]}"#
    )
  }

  private func update(_ status: String, _ time: String) -> String {
    #"{"status":"\#(status)","body":"secret","created_at":"2026-09-09T09:00:00Z","display_at":"\#(time)"}"#
  }

  @Test func `resolved without a time, it ended with its resolving update`() throws {
    let updates = [
      update("postmortem", "2026-08-09T09:00:00Z"), update("resolved", "2026-08-05T12:00:00Z"),
      update("investigating", "2026-08-05T10:00:00Z"),
    ].joined(separator: ",")
    let reading = try read(
      #""status":"postmortem","started_at":"2026-08-05T10:00:00Z","resolved_at":null,"incident_updates":[\#(updates)]"#
    )
    #expect(reading.messages == [])
    #expect(reading.incidents.first?.hoursToResolve == 2)
  }

  @Test func `resolved without a time and such an update, its length is unknown`() throws {
    let reading = try read(
      #""status":"resolved","created_at":"2026-08-05T10:00:00Z","updated_at":"2026-08-15T10:00:00Z","resolved_at":null"#
    )
    #expect(reading.incidents.first?.outageEnd == .unknown)
    #expect(reading.incidents.first?.resolved == true)
  }

  @Test func `one that was entered afterwards began when its first update is shown`() throws {
    let updates = [update("resolved", "2026-09-03T17:28:00Z"), update("identified", "2026-09-03T17:25:00Z")]
      .joined(separator: ",")
    let reading = try read(
      #""status":"resolved","created_at":"2026-09-08T09:35:23Z","resolved_at":"2026-09-03T17:28:00Z","#
        + #""incident_updates":[\#(updates)]"#)
    #expect(reading.messages == [])
    #expect(reading.incidents.first?.hoursToResolve == 0.05)
    #expect(reading.incidents.first?.day.description == "2026-09-03")
  }

  private func summary(_ url: String, status: String = #""status":{"indicator":"none"},"#) -> String {
    #"{"page":{"id":"p","name":"x","url":"\#(url)","updated_at":"2026-09-01T10:35:00Z"},"components":[],\#(status)"#
      + #""scheduled_maintenances":[{"id":"m","status":"scheduled","created_at":"2026-09-01T10:00:00Z"}],"incidents":[]}"#
  }

  @Test func `a summary is a list of all that goes on at its page`() throws {
    let reading = try FormatFixture.read(summary("https://www.githubstatus.com"))
    let asOf = try #require(Timestamp("2026-09-01T10:35:00Z"))
    #expect(
      reading.rows == [
        .unresolved(
          UnresolvedList(
            vendor: "github", source: "statuspage", ids: ["m"], holdsMaintenance: true, asOf: asOf))
      ])
  }

  @Test func `what is no summary, or of a page that is not known as the vendor's, ends nothing`() throws {
    #expect(try FormatFixture.read(summary("https://www.githubstatus.com", status: "")).rows.isEmpty)
    #expect(try FormatFixture.read(summary("https://else.example")).rows.isEmpty)
    // Whether or not the vendor has a page in the catalog.
    #expect(try FormatFixture.read(summary("https://else.example"), vendor: "hosty").rows.isEmpty)
    let other = try FormatFixture.read(summary("https://else.example"), vendor: "github")
    #expect(other.rows.isEmpty)
    #expect(
      other.problems.map(\.message) == [
        "this page is not the statusPage of github in vendors.json, so that what it lists no longer is left as it is"
      ])
  }
}
