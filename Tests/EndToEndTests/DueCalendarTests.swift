import Foundation
import Testing

/// `due --ics`: what runs out, in a calendar.
@Suite struct DueCalendarTests {
  /// Today is 22 September 2026.
  private func store() throws -> Store {
    let contract = "\"contract\": { \"renews\": \"2026-11-30\", \"noticeDays\": 30 }"
    let store = try Store(
      catalog: Store.catalog.replacingOccurrences(
        of: "\"name\": \"Paywell\",", with: "\"name\": \"Paywell\", \(contract),"))
    try store.fine(
      "log", "parcelo", "rude", DueCalendarTests.text, "--follow-up", "2026-09-20", "--ref", "A;1")
    try store.fine("log", "parcelo", "late", "Late", "--claimed", "12.50", "--claim-by", "2026-10-01")
    try store.fine("log", "parcelo", "lost", "No day known")
    return store
  }

  private static let text = "Wörter; mit, Komma \\ 支付蜂支付蜂支付蜂支付蜂支付蜂支付蜂支付蜂支付蜂支付蜂支付蜂支付蜂 🙂 END:VEVENT"

  @Test func `each item with a day is an event of that day, folded and escaped`() throws {
    let store = try store()
    let outcome = try store.fine("due", "--ics")
    #expect(
      outcome.messages
        == "Left out: 1 entry without a known last day. See them: `vendorscore due`\n")
    let text = outcome.output
    #expect(
      text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//vendorscore//due//EN\r\nBEGIN:VEVENT\r\n"))
    #expect(text.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
    for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75, "\(line)") }
    #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains { $0 == "\r" || $0 == "\n" })
    let events = CalendarReader(text).events
    #expect(events.map { $0["DTSTART"] } == ["20260920", "20261001", "20261031"])
    #expect(events.allSatisfy { $0["DTSTAMP"] == "20260922T100000Z" })
    #expect(
      events.map { $0["SUMMARY"] } == [
        "Raise with Parcelo: #1 “\(DueCalendarTests.text)”", "Claim 12.50 USD from Parcelo: #2 “Late”",
        "Decide on Paywell: it renews on 30 Nov 2026 with 30 days' notice",
      ])
    #expect(events[0]["DESCRIPTION"] == "Entry #1 of 22 Sep 2026\nTheir number: A;1")
    #expect(
      events[2]["DESCRIPTION"]
        == "Renews on 30 Nov 2026\nNotice until 31 Oct 2026\nAdvice on 22 Sep 2026: unclear")
    // What is past reminds of nothing.
    #expect(events.map { $0["TRIGGER"] } == [nil, "-P3D", "-P3D"])
  }

  @Test func `an event keeps its name when its day moves, and no other store has it`() throws {
    let store = try store()
    func names() throws -> [String] {
      CalendarReader(try store.fine("due", "--ics").output).events.compactMap { $0["UID"] }
    }
    let before = try names()
    #expect(Set(before).count == 3)
    try store.fine("edit", "1", "--follow-up", "2026-12-01")
    #expect(Set(try names()) == Set(before))
    let second = try Store()
    try second.fine("log", "northwind", "rude", "x", "--follow-up", "2026-09-20")
    let names = CalendarReader(try second.fine("due", "--ics").output).events.compactMap { $0["UID"] }
    #expect(names.count == 1 && Set(names).isDisjoint(with: before))
  }

  @Test func `it goes into a file when one is named`() throws {
    let store = try store()
    let wrote = try store.fine("due", "--ics", "--output", "due.ics")
    #expect(wrote.output == "✓ Wrote due.ics  (3 days to act by)\n")
    #expect(try store.read("due.ics") == store.fine("due", "--ics", "--output", "-").output)
    #expect(
      try Store().fine("due", "--ics").output
        == "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//vendorscore//due//EN\r\nEND:VCALENDAR\r\n")
  }

  /// Another reader than ours.
  @Test(.enabled(if: Python.has("icalendar"), "SKIPPED: no Python with icalendar here"))
  func `Python's icalendar reads the same`() throws {
    let store = try store()
    try store.fine("due", "--ics", "--output", "due.ics")
    let script = """
      import icalendar, sys
      calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
      for event in calendar.walk('VEVENT'):
          alarms = [str(alarm['TRIGGER'].dt) for alarm in event.walk('VALARM')]
          print(event['DTSTART'].dt, str(event['SUMMARY']), alarms, sep=' | ')
      """
    let output = try Python.run(script, store.path + "/due.ics")
    #expect(
      output == """
        2026-09-20 | Raise with Parcelo: #1 “\(DueCalendarTests.text)” | []
        2026-10-01 | Claim 12.50 USD from Parcelo: #2 “Late” | ['-3 days, 0:00:00']
        2026-10-31 | Decide on Paywell: it renews on 30 Nov 2026 with 30 days' notice | \
        ['-3 days, 0:00:00']

        """)
  }
}

/// Reads back what a calendar holds, by RFC 5545: unfolds lines, takes the parameters off, unescapes texts.
struct CalendarReader {
  /// The properties of each event and its alarm.
  let events: [[String: String]]

  init(_ text: String) {
    var events: [[String: String]] = []
    var isAlarm = false
    for line in text.replacingOccurrences(of: "\r\n ", with: "").components(separatedBy: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = String(line[..<colon].prefix { $0 != ";" })
      let value = String(line[line.index(after: colon)...])
      if name == "BEGIN", value == "VEVENT" { events.append([:]) }
      if value == "VALARM" { isAlarm = name == "BEGIN" }
      if events.isEmpty || isAlarm && name != "TRIGGER" { continue }
      events[events.count - 1][name] = CalendarReader.unescaped(value)
    }
    self.events = events
  }

  private static func unescaped(_ value: String) -> String {
    var result = ""
    var isEscaped = false
    for character in value {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}

/// Runs a script in the system's Python.
enum Python {
  /// `VENDORSCORE_PYTHON` names another one than the system's.
  private static let path = ProcessInfo.processInfo.environment["VENDORSCORE_PYTHON"] ?? "/usr/bin/python3"

  static func has(_ module: String) -> Bool {
    guard FileManager.default.isExecutableFile(atPath: path) else { return false }
    return (try? program.run(["-c", "import \(module)"]).status) == 0
  }

  /// What the script wrote.
  static func run(_ script: String, _ argument: String) throws -> String {
    let outcome = try program.run(["-c", script, argument])
    try #require(outcome.status == 0, "\(outcome.messages)")
    return outcome.output
  }

  private static var program: Program {
    var program = Program()
    program.path = path
    return program
  }
}
