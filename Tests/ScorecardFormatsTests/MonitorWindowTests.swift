import ScorecardFormats
import ScorecardModel
import Testing

/// What a window of a monitor's checks tells, and what it cannot tell.
@Suite struct MonitorWindowTests {
  private func beats(_ states: [(String, Int)]) -> String {
    let beats = states.map { #"{"status":\#($1),"time":"2026-05-01 \#($0):07.123"}"# }
    return #"{"heartbeatList":{"1":[\#(beats.joined(separator: ","))]},"uptimeList":{}}"#
  }

  private func kuma(_ states: [(String, Int)]) throws -> Fixture.Reading {
    try FormatFixture.read(beats(states), vendor: "hosty")
  }

  private func moment(_ time: String) throws -> Timestamp {
    try #require(Timestamp("2026-05-01T\(time):07Z"))
  }

  private func outages(_ reading: Fixture.Reading) -> [Outage] {
    reading.incidents.compactMap(\.details.outage)
  }

  @Test func `what the first check finds down had begun before`() throws {
    let reading = try kuma([("10:00", 0), ("10:01", 0), ("10:02", 1)])
    #expect(outages(reading) == [Outage(start: .by(try moment("10:00")), end: .at(try moment("10:02")))])
    #expect(reading.incidents.first?.hoursToResolve == nil)
    let seen = try kuma([("09:59", 1), ("10:00", 0), ("10:01", 0), ("10:02", 1)])
    #expect(outages(seen) == [Outage(startedAt: try moment("10:00"), endedAt: try moment("10:02"))])
  }

  @Test func `a window without an outage is told, too`() throws {
    let reading = try kuma([("09:59", 1), ("10:00", 1)])
    #expect(
      reading.rows == [
        .watched(
          MonitorWindow(
            vendor: "hosty", source: "uptime-kuma", keyPrefix: "monitor 1@", first: try moment("09:59"),
            last: try moment("10:00"), watched: [try moment("09:59")..<moment("10:01")], outages: []),
          confirmed: false)
      ])
  }

  @Test func `what was not watched is no downtime, and that is said`() throws {
    let reading = try kuma([("09:59", 1), ("10:00", 0), ("10:01", 0), ("20:00", 1)])
    #expect(outages(reading) == [Outage(startedAt: try moment("10:00"), endedAt: try moment("10:02"))])
    #expect(
      reading.problems.map(\.message) == [
        "\"monitor 1\" was not watched from 2026-05-01T10:01:07Z to 2026-05-01T20:00:07Z; it was down before, which "
          + "counts to its last check and no further"
      ])
    #expect(reading.problems.map(\.kind) == [.warning])
    // Ten intervals are a slow answer, not an absence.
    #expect(try kuma([("09:59", 1), ("10:00", 0), ("10:01", 0), ("10:11", 1)]).messages == [])
    let through = try kuma([("09:59", 1), ("10:00", 0), ("10:01", 0), ("20:00", 0), ("20:01", 1)])
    #expect(outages(through) == [Outage(startedAt: try moment("10:00"), endedAt: try moment("20:01"))])
    #expect(through.problems.count == 1)
  }

  @Test func `what was watched ends an interval after the last check before a silence`() throws {
    func watched(_ states: [(String, Int)]) throws -> [Range<Timestamp>] {
      try kuma(states).windows.flatMap(\.watched)
    }
    let gap = try watched([("09:59", 1), ("10:00", 1), ("10:01", 0), ("20:00", 1), ("20:01", 1)])
    #expect(try gap == [moment("09:59")..<moment("10:02"), moment("20:00")..<moment("20:02")])
    // Nobody knows how usual an interval of a day is.
    let few = try watched([("01:00", 1), ("20:00", 1)])
    #expect(try few == [moment("01:00")..<moment("21:00")])
    // These may all be changes, and one check shows no time.
    #expect(try watched([("09:00", 1), ("10:00", 0), ("10:01", 1)]) == [])
    #expect(try watched([("09:00", 1)]) == [])
  }

  @Test func `rows of changes and a check now and then were watched from the first to the last`() throws {
    let header = "time,service,status,http_code,response_ms\n"
    func row(_ time: String, _ state: String) -> String { "2026-05-01T\(time):07Z,Web,\(state),200,1\n" }
    let some = row("01:00", "up") + row("09:00", "up") + row("09:01", "up") + row("20:00", "down")
    let reading = try FormatFixture.read(header + some, vendor: "hosty")
    #expect(try reading.windows.map(\.watched) == [[moment("01:00")..<moment("20:00")]])
    let changes = row("01:00", "up") + row("09:00", "down") + row("09:01", "up")
    #expect(try FormatFixture.read(header + changes, vendor: "hosty").windows.map(\.watched) == [[]])
  }

  @Test func `a list of changes has no silences`() throws {
    let changes = try kuma([("09:00", 1), ("10:00", 0), ("10:01", 1), ("11:00", 0), ("20:00", 1)])
    #expect(outages(changes).map(\.endedAt) == [try moment("10:01"), try moment("20:00")])
    let table = """
      id,important,monitor_id,status,msg,time,ping,duration,down_count
      1,1,1,0,x,2026-05-01 10:00:07,1,1,0
      2,1,1,3,x,2026-05-01 10:01:07,1,1,0
      3,1,1,1,x,2026-05-01 10:02:07,1,1,0
      4,1,1,0,x,2026-05-01 11:00:07,1,1,0
      5,1,1,1,x,2026-05-01 20:00:07,1,1,0
      """
    let reading = try FormatFixture.read(table, vendor: "hosty")
    #expect(reading.messages == [])
    #expect(
      outages(reading) == [
        Outage(startedAt: try moment("10:00"), endedAt: try moment("10:01")),
        Outage(startedAt: try moment("11:00"), endedAt: try moment("20:00")),
      ])
    #expect(
      try FormatFixture.read(table.replacing("\n5,1,", with: "\n5,0,"), vendor: "hosty").problems.count == 1)
  }

  @Test func `beats that sum up an hour or a day are refused, and fillers are no data`() throws {
    let full = beats([("10:00", 1), ("11:00", 0), ("12:00", 1)]).replacing(":07.123", with: ":00")
    let counted = beats([("10:00", 1)]).replacing("\"status\"", with: "\"up\":58,\"down\":2,\"status\"")
    for text in [full, counted] {
      let reading = try FormatFixture.read(text, vendor: "hosty")
      #expect(reading.incidents.isEmpty && reading.refusedLines == [1])
      #expect(reading.problems.first?.message.hasPrefix("beats that sum up an hour or a day") == true)
    }
    let filled = beats([("10:00", 0), ("10:01", 1)]).replacing("[{", with: "[0,null,{")
    #expect(try FormatFixture.read(filled, vendor: "hosty").messages == [])
    #expect(try FormatFixture.read(filled, vendor: "hosty").incidents.count == 1)
  }

  @Test func `an event of Gatus is a change, however far its results reach`() throws {
    let json = """
      [{"name":"web","group":"","key":"k","results":[
      {"success":true,"timestamp":"2026-05-01T15:10:07Z"},{"success":true,"timestamp":"2026-05-01T15:11:07Z"}],
      "events":[{"type":"UNHEALTHY","timestamp":"2026-05-01T10:00:07Z"},{"type":"HEALTHY","timestamp":"2026-05-01T15:00:07Z"}]}]
      """
    let reading = try FormatFixture.read(json)
    #expect(reading.messages == [])
    #expect(outages(reading) == [Outage(startedAt: try moment("10:00"), endedAt: try moment("15:00"))])
  }

  // MARK: Commits in other words

  private func log(_ lines: [(String, String)]) throws -> Fixture.Reading {
    try FormatFixture.read(
      lines.map { "2026-05-01T\($0):07Z\t\($1) [skip ci] [upptime]\n" }.joined(), vendor: "hosty")
  }

  @Test func `translated commits are known by their mark, after a name that is known, and that is said`()
    throws
  {
    let reading = try log([
      ("11:00", "🟩 Shop front est up (200 en 80 ms)"), ("10:00", "🟥 Shop front est down (500 en 80 ms)"),
      ("09:00", "🟩 Shop front is up (200 in 80 ms)"), ("08:00", "🟩 Shop is up (200 in 80 ms)"),
    ])
    #expect(outages(reading) == [Outage(startedAt: try moment("10:00"), endedAt: try moment("11:00"))])
    #expect(reading.incidents.first?.source?.id == "Shop front@2026-05-01T10:00:07Z")
    #expect(
      reading.problems.map(\.message) == [
        "1 status commit with \"est down\" taken for down, by the mark",
        "1 status commit with \"est up\" taken for up, by the mark",
      ])
  }

  @Test func `commits of which nothing says whose they are are refused`() throws {
    for lines in [
      [("10:00", "🟥 Blog est down (500 en 80 ms)"), ("09:00", "🟩 Shop is up (200 in 80 ms)")],
      [
        ("10:00", "🟥 Shop est down (500 en 80 ms)"), ("09:30", "🟥 Shop front est down (500 en 80 ms)"),
        ("09:00", "🟩 Shop is up (200 in 80 ms)"),
      ],
    ] {
      let reading = try log(lines)
      #expect(reading.incidents.isEmpty && reading.refusedLines == [1])
      #expect(reading.problems.first?.message.contains("in other words than Upptime's") == true)
    }
  }
}
