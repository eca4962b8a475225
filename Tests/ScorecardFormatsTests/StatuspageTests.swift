import ScorecardFormats
import ScorecardModel
import Testing

struct StatuspageTests {
  let page = #""page":{"id":"p1","name":"GitHub","url":"https://www.githubstatus.com","time_zone":"Etc/UTC"}"#

  func incident(
    _ id: String, impact: String = "minor", start: String = "2026-08-20T14:43:00.000Z",
    end: String? = "2026-08-20T16:43:30.000Z", status: String = "resolved", more: String = ""
  ) -> String {
    let end = end.map { "\"\($0)\"" } ?? "null"
    return """
      {"id":"\(id)","name":"API errors","status":"\(status)","created_at":"2026-08-20T14:45:00.123Z","impact":"\(impact)",
       "started_at":"\(start)","resolved_at":\(end),"incident_updates":[{"body":"We \\u00e9 look"}],"components":[]\(more)}
      """
  }

  @Test func `incidents become outages that do not count yet`() throws {
    let reading = try FormatFixture.read("{\(page),\"incidents\":[\(incident("abc", impact: "critical"))]}")
    #expect(reading.format == "statuspage")
    #expect(reading.messages == [])
    #expect(
      reading.told == [
        "1: abc github 2026-08-20 4 2026-08-20T14:43:00Z–2026-08-20T16:43:30Z critical unconfirmed"
      ])
    let only = try #require(reading.incidents.first)
    #expect(only.summary == "API errors" && only.resolved == true && only.dimension == .reliability)
    #expect(only.hoursToResolve == 7230.0 / 3600)
    #expect(only.source == ImportKey(source: "statuspage", id: "abc"))
  }

  @Test(arguments: [
    ("critical", 4), ("major", 3), ("minor", 2), ("none", 1), ("maintenance", 1), ("new word", 2),
  ])
  func `impact decides the severity`(impact: String, severity: Int) throws {
    let reading = try FormatFixture.read(
      "{\(page),\"incidents\":[\(incident("a", impact: impact))]}", confirmed: true)
    #expect(reading.incidents.map { $0.outcome.severity?.level } == [severity])
    // Announced work is no incident, whoever vouches for the file.
    let isCounted = reading.rows.first.map { row in
      if case .incident(_, let confirmed, _) = row { confirmed } else { false }
    }
    #expect(isCounted == (impact != "maintenance"))
  }

  @Test func `an end that no ledger could hold is refused with its incident`() throws {
    let late = incident("a", end: "9999-12-31T23:59:59-12:00")
    #expect(
      try FormatFixture.read("{\(page),\"incidents\":[\(late),\(incident("b"))]}").told.map { $0.prefix(4) }
        == ["2: b"])
  }

  @Test func `an open incident has no end`() throws {
    let open = incident("a", end: nil, status: "monitoring")
    let reading = try FormatFixture.read("{\(page),\"incidents\":[\(open)]}")
    #expect(reading.told == ["1: a github 2026-08-20 2 2026-08-20T14:43:00Z– minor unconfirmed"])
    #expect(reading.incidents.map(\.resolved) == [false])
    #expect(reading.incidents.map(\.hoursToResolve) == [nil])
  }

  @Test func `a summary's maintenance is told once it has begun`() throws {
    let planned = ",\"scheduled_for\":\"2026-08-25T10:00:00Z\",\"scheduled_until\":\"2026-08-25T12:00:00Z\""
    let json = """
      {\(page),"components":[{"id":"c"}],"incidents":[\(incident("a"))],"scheduled_maintenances":[
      \(incident("b", impact: "none", end: "2026-08-25T11:00:00Z", status: "completed", more: planned)),
      \(incident("c", end: nil, status: "scheduled", more: planned))],"status":{}}
      """
    let reading = try FormatFixture.read(json)
    #expect(reading.messages == [])
    #expect(
      reading.told == [
        "1: a github 2026-08-20 2 2026-08-20T14:43:00Z–2026-08-20T16:43:30Z minor unconfirmed",
        "3: b github 2026-08-25 1 2026-08-25T10:00:00Z–2026-08-25T11:00:00Z maintenance unconfirmed",
      ])
  }

  @Test func `a webhook tells of one incident, and of components nothing`() throws {
    let meta = #""meta":{"unsubscribe":"https://x"},"page":{"id":"p1","status_indicator":"none"}"#
    let incident = "{\(meta),\"incident\":\(incident("w"))}"
    let lines =
      incident.replacing("\n", with: " ") + "\n{\(meta),\"component\":{\"id\":\"c\"},\"component_update\":{}}"
    #expect(
      try FormatFixture.read(lines, vendor: "hosty").told == [
        "1: w hosty 2026-08-20 2 2026-08-20T14:43:00Z–2026-08-20T16:43:30Z minor unconfirmed"
      ])
    #expect(
      try FormatFixture.read(incident).messages == [
        "f: the file names no page; give the vendor its statusPage in vendors.json"
      ])
  }

  @Test(arguments: [
    ("Other", "https://GitHubStatus.com/x", "github"), ("hosty", "https://status.x.io", "hosty"),
    ("Other", "https://status.x.io", nil),
  ])
  func `the vendor is told by the page's host, else by its name`(
    name: String, url: String, vendor: String?
  ) throws {
    let page = "\"page\":{\"name\":\"\(name)\",\"url\":\"\(url)\"}"
    let reading = try FormatFixture.read("{\(page),\"incidents\":[\(incident("a"))]}")
    #expect(reading.incidents.first?.vendor == vendor)
    #expect(
      reading.messages
        == (vendor == nil
          ? [
            "f: no vendor has this status page (\"Other\", \"https://status.x.io\"); give the vendor its "
              + "statusPage in vendors.json"
          ] : []))
  }

  @Test(arguments: [
    ("{\"id\":\"a\",\"started_at\":5}", "started_at is a number where a text should be"),
    ("{\"id\":7,\"started_at\":\"2026-08-20T14:43:00Z\"}", "id is a number where a text should be"),
    (
      "{\"started_at\":\"2026-08-20T14:43:00Z\"}",
      "without id, which identifies it; is the file complete?"
    ),
    ("{\"id\":\"a\"}", "without started_at or created_at; is the file complete?"),
    ("{\"id\":\"a\",\"started_at\":\"2026-08-20\"}", "started_at has no time with Z or an offset"),
    (
      "{\"id\":\"a\",\"started_at\":\"2026-02-30T10:00:00Z\"}",
      "started_at \"2026-02-30T10:00:00Z\": no day 30 in 2026-02"
    ),
    ("[]", "a list where an object should be"), ("null", "null where an object should be"),
    (
      "{\"id\":\"\(String(repeating: "x", count: 201))\",\"started_at\":\"2026-08-20T14:43:00Z\"}",
      "a key of 201 bytes; at most 200 fit"
    ),
  ])
  func `an element that is wrong is refused with its line, the others are taken`(
    element: String, message: String
  ) throws {
    let reading = try FormatFixture.read("{\(page),\"incidents\":[\n\(element),\n\(incident("b"))]}")
    #expect(reading.problems.count == 1)
    #expect(reading.problems.first?.message == message)
    #expect(reading.problems.first?.line == 2)
    #expect(reading.refusedLines == [2])
    #expect(reading.incidents.count == 1)
  }

  @Test func `an end before the beginning is left out with a warning`() throws {
    let reading = try FormatFixture.read(
      "{\(page),\"incidents\":[\(incident("a", end: "2026-08-20T14:00:00Z"))]}")
    #expect(reading.problems.map(\.kind) == [.warning])
    #expect(reading.told == ["1: a github 2026-08-20 2 2026-08-20T14:43:00Z– minor unconfirmed"])
  }

  @Test func `a day after today is refused`() throws {
    let json = "{\(page),\"incidents\":[\(incident("a"))]}"
    let reading = try FormatFixture.read(Array(json.utf8), latestDay: try Day("2026-08-19"))
    #expect(reading.problems.map(\.message) == ["2026-08-20 is in the future"])
  }

  @Test func `a download that was cut anywhere, or is an error page, says so`() throws {
    let json = Array("{\(page),\"incidents\":[\(incident("a")),\(incident("b"))]}".utf8)
    for count in stride(from: 140, to: json.count, by: 7) {
      let reading = try FormatFixture.read(Array(json[..<count]))
      #expect(reading.stop?.message.contains("cut short") == true, "\(count) \(reading.messages)")
    }
    let html = try FormatFixture.read("<!DOCTYPE html>\n<html><body>503</body></html>")
    #expect(html.stop?.message == "this is an HTML page, not data; was an error page saved in its place?")
  }
}
