import Foundation
import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct UpptimeTests {
  let header = "time,service,status,http_code,response_ms\n"

  @Test func `an outage lasts from the first down to the next up, whatever the order of the rows`() throws {
    let rows = [
      "2026-03-01T10:00:00Z,Shop front,up,200,80", "2026-03-01T11:00:00Z,Shop front,down,500,80",
      "2026-03-01T11:05:00Z,Shop front,degraded,200,9000", "2026-03-01T11:10:00Z,Shop front,down,500,80",
      "2026-03-01T11:40:30Z,Shop front,up,200,80", "2026-03-02T00:00:00Z,Shop front,degraded,200,9000",
      "2026-03-02T10:00:00Z,\"Shop front\",down,0,0", "2026-03-02T13:00:00Z,Shop front,degraded,200,9000",
      "2026-03-02T12:59:00Z,Shop front,down,0,0",
    ]
    for rows in [rows, rows.reversed(), rows.sorted { $0.hashValue < $1.hashValue }] {
      let reading = try FormatFixture.read(header + rows.joined(separator: "\n"))
      #expect(reading.format == "upptime")
      #expect(reading.messages == [])
      #expect(
        reading.told.map { $0.drop { $0 != " " } } == [
          " Shop front@2026-03-01T11:00:00Z hosty 2026-03-01 2 2026-03-01T11:00:00Z–2026-03-01T11:40:30Z unknown unconfirmed",
          " Shop front@2026-03-02T10:00:00Z hosty 2026-03-02 3 2026-03-02T10:00:00Z– unknown unconfirmed",
        ])
      #expect(reading.incidents.map(\.resolved) == [true, false])
      #expect(reading.incidents.map(\.hoursToResolve) == [2430.0 / 3600, nil])
    }
  }

  @Test(arguments: [("00:59:59", 2), ("01:00:00", 3), ("07:59:59", 3), ("08:00:00", 4)])
  func `length decides the severity`(end: String, severity: Int) throws {
    let reading = try FormatFixture.read(
      header + "2026-03-01T00:00:00Z,web,down,0,0\n2026-03-01T\(end)Z,web,up,200,1\n", confirmed: true)
    #expect(reading.incidents.map { $0.outcome.severity?.level } == [severity])
    #expect(reading.told.first?.hasSuffix("unconfirmed") == false)
  }

  @Test func `a service that is no vendor is named once, and of one that was up that it is left out`() throws
  {
    let rows =
      "2026-03-01T00:00:00Z,Blog,down,0,0\n2026-03-01T01:00:00Z,Blog,up,200,1\n2026-03-01T02:00:00Z,Blog,down,0,0\n"
      + "2026-03-01T00:00:00Z,Other,up,200,1\n"
    #expect(
      try FormatFixture.read(header + rows).messages == [
        "f:2: no vendor for service \"Blog\" (2 outages); add it as an alias in vendors.json"
      ])
    let quiet = "2026-03-01T00:00:00Z,Other,up,200,1\n2026-03-01T01:00:00Z,Other,up,200,1\n"
    let left = try FormatFixture.read(header + quiet)
    #expect(left.rows.isEmpty && left.problems.map(\.kind) == [.warning])
    #expect(
      left.messages == [
        "f: no vendor for service \"Other\", which had no outage; that it was watched is left out"
      ])
    let two = try FormatFixture.read(header + quiet + quiet.replacing("Other", with: "More"))
    #expect(
      two.messages.first?.hasPrefix("f: no vendor for 2 services without an outage, such as \"More\"") == true
    )
    #expect(
      try FormatFixture.read(header + rows, vendor: "github").incidents.map(\.vendor) == ["github", "github"])
  }

  @Test(arguments: [
    ("2026-03-01T00:00:00Z,web,gone,0,0", "f:2:26: status \"gone\" isn't up, down or degraded"),
    ("yesterday,web,up,0,0", "f:2:1: time \"yesterday\" isn't a date. Write YYYY-MM-DD"),
    ("2026-03-01,web,up,0,0", "f:2:1: time \"2026-03-01\" has no time with Z or an offset"),
    ("2026-03-01T00:00:00Z,,up,0,0", "f:2:22: without a service"),
    ("2026-03-01T00:00:00Z,web,up", "f:2:28: 3 fields instead of 5"),
  ])
  func `a row that is wrong is refused`(row: String, message: String) throws {
    let reading = try FormatFixture.read(header + row + "\n2026-03-01T01:00:00Z,web,down,0,0\n")
    #expect(reading.messages == [message])
    #expect(reading.rejected.map { String(decoding: $0.row, as: UTF8.self) } == [row])
    #expect(reading.incidents.count == 1)
  }

  @Test func `the log of a repository is read, newest first, and other commits are passed over`() throws {
    let log = """
      2026-03-01T12:00:00+02:00\tRevert "🟥 x"
      2026-03-01T12:00:00+02:00\t🟩 web is up (200 in 74 ms) [skip ci] [upptime]
      2026-03-01T12:00:00+02:00\t🟥 web is down (0 in 0 ms) [skip ci] [upptime]
      2026-03-01T11:30:00+02:00\t🟨 web is degraded (200 in 9074 ms) [skip ci] [upptime]
      2026-03-01T11:00:00+02:00\t🟥 web is down (500 in 4 ms) [skip ci] [upptime]
      2026-02-01T11:00:00+02:00\t📗 Update graphs [skip ci] [upptime]
      """
    let reading = try FormatFixture.read(log)
    #expect(reading.format == "upptime")
    #expect(reading.messages == [])
    #expect(
      reading.told == [
        "5: web@2026-03-01T09:00:00Z hosty 2026-03-01 3 2026-03-01T09:00:00Z–2026-03-01T10:00:00Z unknown unconfirmed"
      ])
    let odd = try FormatFixture.read("soon\t🟥 web is down (0 in 0 ms) [upptime]\n" + log)
    #expect(odd.messages == ["f:1: time \"soon\" isn't a date. Write YYYY-MM-DD"])
    let torn = try FormatFixture.read(log.replacing("🟩 web", with: "🟩 \0web"))
    #expect(torn.stop == Diagnostic(file: "f", line: 2, message: "a NUL byte; is this a text file?"))
  }

  @Test func `a summary tells minutes by day`() throws {
    let json = """
      [{"name":"Web","slug":"web","url":"https://x","dailyMinutesDown":{"2026-04-10":500,"2026-04-09":12.5,"2026-04-11":0}},
       {"name":"Blog","slug":"blog","dailyMinutesDown":{}},
       {"name":"Blog","slug":"blog","dailyMinutesDown":{"2026-04-09":1}},
       {"name":"Web","slug":"web","dailyMinutesDown":{"2026-04-31":1,"2026-04-12":1441,"2026-04-13":"3"}},
       {"name":"Web","slug":"web","dailyMinutesDown":[1]}, {"slug":"web"}]
      """
    let reading = try FormatFixture.read(json)
    #expect(
      reading.told == [
        "1: Web@2026-04-09 hosty 2026-04-09 2 2026-04-09T00:00:00Z–2026-04-09T00:12:30Z unknown unconfirmed",
        "1: Web@2026-04-10 hosty 2026-04-10 4 2026-04-10T00:00:00Z–2026-04-10T08:20:00Z unknown unconfirmed",
      ])
    #expect(
      reading.problems.map { "\($0.line ?? 0): \($0.message)" } == [
        "3: no vendor for service \"Blog\"; add it as an alias in vendors.json",
        "4: minutes of a day that aren't a number from 0 to 1440",
        "4: minutes of a day that aren't a number from 0 to 1440",
        "4: \"2026-04-31\": no day 31 in 2026-04", "5: dailyMinutesDown is a list where an object should be",
        "5: without name, which identifies it; is the file complete?",
      ])
  }

  @Test(arguments: DataSet.monitors)
  func `check rows give the outages and minutes of an independent program`(_ monitor: DataSet.Monitor) throws
  {
    let (set, folder) = (monitor.set, monitor.folder)
    let reading = try FormatFixture.read(try set.bytes(folder + "/checks.csv"), vendor: "hosty")
    #expect(reading.messages == [])
    let reference = try set.object(folder + "/reference.json")["from_checks"] as? [String: [String: Any]]
    for (service, expected) in try #require(reference) {
      let outages = reading.incidents.filter { $0.source?.id.hasPrefix(service + "@") == true }
        .compactMap(\.details.outage)
      #expect(outages.count == expected["down_episodes"] as? Int)
      // The reference adds minutes that are rounded to a tenth.
      let minutes = outages.reduce(0.0) { sum, outage in
        let seconds = (outage.endedAt?.seconds ?? outage.startedAt.seconds) - outage.startedAt.seconds
        return sum + (Double(String(format: "%.1f", Double(seconds) / 60)) ?? 0)
      }
      #expect(abs(minutes - (expected["down_minutes"] as? Double ?? -1)) < 0.051, "\(service)")
    }
    let expected = try set.lines(folder + "/down_episodes.csv").dropFirst().map { line in
      line.split(separator: ",").prefix(3).joined(separator: " ")
    }
    #expect(!expected.isEmpty)
    let found = reading.incidents.compactMap { incident -> String? in
      guard let outage = incident.details.outage, let key = incident.source?.id else { return nil }
      return "\(key.prefix { $0 != "@" }) \(outage.startedAt) \(outage.endedAt?.description ?? "")"
    }
    #expect(found.sorted() == expected.sorted())
  }

  @Test(arguments: DataSet.monitors) func `a monitor's own summary is read`(_ monitor: DataSet.Monitor) throws
  {
    let bytes = try monitor.set.bytes(monitor.folder + "/history/summary.json")
    let reading = try FormatFixture.read(bytes, vendor: "hosty")
    #expect(reading.format == "upptime" && reading.messages == [])
    let services = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    let minutes = try services.flatMap { try #require($0["dailyMinutesDown"] as? [String: Double]).values }
    #expect(minutes.contains { $0 > 0 } && reading.incidents.count == minutes.count { $0 > 0 })
  }
}

struct UptimeKumaTests {
  func beat(_ status: Int, _ time: String, monitor: Int = 1) -> String {
    "{\"monitorID\":\(monitor),\"status\":\(status),\"time\":\"2026-05-01 \(time)\",\"msg\":\"secret\",\"ping\":9}"
  }

  let told = [
    "2: monitor 1@2026-05-01T10:00:00Z hosty 2026-05-01 2 2026-05-01T10:00:00Z–2026-05-01T10:20:00Z unknown unconfirmed"
  ]

  @Test func `pending changes nothing, and maintenance ends an outage`() throws {
    let beats = [
      beat(1, "09:00:00.123"), beat(0, "10:00:00"), beat(2, "10:10:00"), beat(3, "10:20:00"),
      beat(3, "11:00:00"),
      beat(1, "12:00:00"),
    ].joined(separator: ",\n")
    #expect(try FormatFixture.read("[\(beats)]", vendor: "hosty").told == told)
    #expect(try FormatFixture.read("{\"heartbeats\":[\(beats)]}", vendor: "hosty").told == told)
    #expect(
      try FormatFixture.read("{\"heartbeatList\":{\"1\":[\(beats)]},\"uptimeList\":{}}", vendor: "hosty").told
        == told)
    #expect(try FormatFixture.read("[\(beats)]", vendor: "hosty").format == "uptime-kuma")
  }

  @Test func `the table is read as well, and named monitors are vendors`() throws {
    let csv = """
      id,important,monitor_id,status,msg,time,ping,duration,down_count
      1,1,1,0,x,2026-05-01 10:00:00.500,1,1,0
      2,1,1,1,x,2026-05-01 10:20:00,1,1,0
      3,1,1,4,x,2026-05-01 10:30:00,1,1,0
      """
    let reading = try FormatFixture.read(csv, vendor: "hosty")
    #expect(reading.format == "uptime-kuma")
    #expect(reading.told == told)
    #expect(
      reading.messages == ["f:4:7: status \"4\" isn't 0 (down), 1 (up), 2 (pending) or 3 (maintenance)"])
    let named = beat(0, "10:00:00").replacing("\"ping\"", with: "\"name\":\"Shop front\",\"ping\"")
    #expect(
      try FormatFixture.read("[\(named)]").told == [
        "1: monitor 1@2026-05-01T10:00:00Z hosty 2026-05-01 2 2026-05-01T10:00:00Z– unknown unconfirmed"
      ])
  }

  @Test func `two monitors of one name are two`() throws {
    func named(_ status: Int, _ time: String, monitor: Int) -> String {
      beat(status, time, monitor: monitor).replacing("\"ping\"", with: "\"name\":\"Shop front\",\"ping\"")
    }
    let beats = [
      named(0, "10:00:00", monitor: 1), named(1, "10:00:10", monitor: 2), named(0, "10:01:00", monitor: 1),
      named(1, "10:01:10", monitor: 2), named(1, "10:02:00", monitor: 1),
    ]
    let reading = try FormatFixture.read("[\(beats.joined(separator: ","))]")
    #expect(reading.incidents.map(\.summary) == ["Shop front was down"])
    #expect(reading.windows.map(\.keyPrefix) == ["monitor 1@", "monitor 2@"])
    #expect(reading.windows.map(\.formerPrefix) == ["Shop front@", "Shop front@"])
    let table = """
      id,important,monitor_id,monitor_name,status,msg,time,ping,duration,down_count
      1,0,1,Shop front,0,x,2026-05-01 10:00:00,1,1,0
      2,0,2,Shop front,1,x,2026-05-01 10:00:10,1,1,0
      """
    #expect(try FormatFixture.read(table).windows.map(\.keyPrefix) == ["monitor 1@", "monitor 2@"])
  }

  @Test(arguments: [
    (
      "{\"monitorID\":1,\"status\":\"0\",\"time\":\"2026-05-01 10:00:00\"}",
      "status isn't 0 (down), 1 (up), 2 (pending) or 3 (maintenance)"
    ),
    (
      "{\"monitorID\":1,\"status\":1e30,\"time\":\"2026-05-01 10:00:00\"}",
      "status isn't 0 (down), 1 (up), 2 (pending) or 3 (maintenance)"
    ),
    ("{\"monitorID\":1,\"status\":0,\"time\":7}", "time is a number where a text should be"),
    ("{\"monitorID\":1,\"status\":0}", "without time; is the file complete?"),
    ("{\"status\":0,\"time\":\"2026-05-01 10:00:00\"}", "without monitorID; which monitor is it of?"),
    ("3", "a number where an object should be"),
  ])
  func `a heartbeat that is wrong is refused`(json: String, message: String) throws {
    let reading = try FormatFixture.read("[\(beat(1, "09:00:00")),\n\(json)]", vendor: "hosty")
    #expect(reading.problems.map(\.message) == [message])
    #expect(reading.refusedLines == [2])
  }
}

struct GatusTests {
  func endpoint(_ results: String, events: String = "", name: String = "front", group: String = "web")
    -> String
  {
    "{\"name\":\"\(name)\",\"group\":\"\(group)\",\"key\":\"web_front\",\"results\":[\(results)],\"events\":[\(events)]}"
  }

  func result(_ isUp: Bool, _ time: String) -> String {
    "{\"status\":200,\"hostname\":\"h\",\"duration\":12345678,\"errors\":[\"x\"],\"success\":\(isUp),\"timestamp\":\"2026-06-01T\(time)\"}"
  }

  @Test func `results become outages of the endpoint, else of its group`() throws {
    let json = endpoint(
      [result(true, "08:00:00.123456789Z"), result(false, "10:05:00+02:00"), result(true, "08:35:00Z")]
        .joined(separator: ","))
    let reading = try FormatFixture.read("[\(json)]")
    #expect(reading.format == "gatus")
    #expect(reading.messages == [])
    #expect(
      reading.told == [
        "1: web/front@2026-06-01T08:05:00Z hosty 2026-06-01 2 2026-06-01T08:05:00Z–2026-06-01T08:35:00Z unknown unconfirmed"
      ])
    #expect(
      try FormatFixture.read(endpoint(result(false, "08:00:00Z"), name: "GitHub")).incidents.first?.vendor
        == "github")
  }

  @Test func `events reach further back than results`() throws {
    let events = [("START", "06:00:00Z"), ("HEALTHY", "06:00:01Z"), ("UNHEALTHY", "07:00:00Z")].map {
      type, time in
      "{\"type\":\"\(type)\",\"timestamp\":\"2026-06-01T\(time)\"}"
    }
    let json = endpoint(result(false, "08:00:00Z"), events: events.joined(separator: ","))
    #expect(
      try FormatFixture.read("[\(json)]").told == [
        "1: web/front@2026-06-01T07:00:00Z hosty 2026-06-01 3 2026-06-01T07:00:00Z– unknown unconfirmed"
      ])
  }

  @Test(arguments: [
    (
      "{\"success\":\"no\",\"timestamp\":\"2026-06-01T08:00:00Z\"}",
      "a result whose success isn't true or false"
    ),
    ("{\"success\":false}", "a result without a timestamp; is the file complete?"),
    (
      "{\"success\":false,\"timestamp\":\"0001-01-01T00:00:00Z\"}",
      "a result without a timestamp; is the file complete?"
    ),
    (
      "{\"success\":false,\"timestamp\":\"2026-06-01T08:00:00\"}", "timestamp has no time with Z or an offset"
    ),
  ])
  func `a result that is wrong refuses its endpoint`(json: String, message: String) throws {
    let reading = try FormatFixture.read("[\n\(endpoint(result(false, "07:00:00Z") + "," + json))]")
    #expect(reading.problems.map(\.message) == [message])
    #expect(reading.refusedLines == [2])
    #expect(reading.rows.isEmpty)
  }
}
