import ScorecardModel
import TestSupport
import Testing
import VendorScorecard

/// Windows of one monitor, imported one after another.
@Suite struct WindowImportTests {
  private let store: SmallStore

  init() throws { store = try SmallStore(vendors: ["Shop", "Other"]) }

  /// Rows of a minute each: `u` up, `d` down.
  private func window(_ hour: Int, _ minute: Int = 0, _ states: String) -> String {
    let rows = states.enumerated().map { index, state in
      let total = hour * 60 + minute + index
      let (hour, minute) = (total / 60, total % 60)
      let time = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
      return "2026-09-01T\(time):00Z,Shop,\(state == "u" ? "up" : "down"),200,1\n"
    }
    return "time,service,status,http_code,response_ms\n" + rows.joined()
  }

  private func take(_ text: String, in store: SmallStore? = nil) throws -> FileImport {
    let store = store ?? self.store
    return try store.take(try store.folder.write("window.csv", text))
  }

  private func outages(_ store: SmallStore? = nil) throws -> [Outage] {
    let standings = Set(IncidentStanding.allCases).subtracting([.retracted])
    return try (store ?? self.store).workspace.incidents(IncidentFilter(standings: standings))
      .compactMap(\.incident.details.outage).sorted { $0.startedAt < $1.startedAt }
  }

  private func moment(_ time: String) throws -> Timestamp {
    try #require(Timestamp("2026-09-01T\(time):00Z"))
  }

  @Test func `windows over one outage are one outage, whatever the order, and again nothing new`() throws {
    let windows = [
      window(10, 0, "uuuudddddd"), window(10, 6, "dddddddddd"), window(10, 12, "ddddddddddd"),
      window(10, 20, "ddduuuuuu"),
    ]
    let whole = Outage(startedAt: try moment("10:04"), endedAt: try moment("10:23"))
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2], [3, 0, 2, 1]] {
      let store = try SmallStore(vendors: ["Shop"])
      for index in order { _ = try take(windows[index], in: store) }
      #expect(try outages(store) == [whole], "\(order)")
      for window in windows {
        let again = try take(window, in: store)
        #expect(again.new == 0 && again.changed == 0, "\(order)")
      }
      let incident = try #require(
        try store.workspace.incidents(IncidentFilter(standings: [])).first?.incident)
      #expect(incident.resolved == true && incident.hoursToResolve == 19.0 / 60)
    }
  }

  @Test func `windows that overlap were watched without a gap, and others with one`() throws {
    func report() throws -> OutageReport? {
      try store.workspace.outages(of: "v1", from: moment("09:00"), to: moment("13:00"))
    }
    #expect(try report() == nil)
    let first = try take(window(10, 0, "uuuuuuuuuuu"))
    #expect(first.watched?.isNew == true && first.watched?.services == 1)
    _ = try take(window(10, 5, "uuuuuuddddu"))
    _ = try take(window(12, 0, "uuuuuuuuuuu"))
    #expect(try take(window(10, 5, "uuuuuu")).watched?.isNew == false)
    let told = try #require(try report())
    #expect(
      told.watched == WatchedTime(from: try moment("10:00"), to: try moment("12:10"), incompleteDays: 1))
    #expect(told.total.watchedMinutes == 25 && told.total.downtimeMinutes == 4)
    #expect(told.total.watchedUptime == 1 - 4.0 / 25)
    let inside = try store.workspace.outages(of: "v1", from: moment("10:02"), to: moment("10:14"))
    #expect(try #require(inside).watched?.incompleteDays == 0)
    #expect(try store.workspace.outages(of: "v1", from: moment("10:30"), to: moment("11:00")) == nil)
    let all = try #require(try store.workspace.outages(of: "v1", from: nil, to: moment("13:00")))
    #expect(try [all.from, all.lastReportedAt] == [moment("10:00"), moment("10:15")])
  }

  @Test func `two outages stay two, and a later one does not end with an earlier`() throws {
    _ = try take(window(10, 0, "uudd"))
    _ = try take(window(10, 2, "dduuuddu"))
    #expect(
      try outages() == [
        Outage(startedAt: try moment("10:02"), endedAt: try moment("10:04")),
        Outage(startedAt: try moment("10:07"), endedAt: try moment("10:09")),
      ])
    // Down again, with an up in between that only this window has seen.
    let other = try SmallStore(vendors: ["Shop"])
    _ = try take(window(10, 0, "uudd"), in: other)
    _ = try take(window(12, 0, "uuddu"), in: other)
    #expect(
      try outages(other) == [
        Outage(start: .at(try moment("10:02")), end: .by(try moment("12:00"))),
        Outage(startedAt: try moment("12:02"), endedAt: try moment("12:04")),
      ])
  }

  @Test func `a later window that was up from its beginning ends what went on`() throws {
    _ = try take(window(10, 0, "uudd"))
    let result = try take(window(14, 0, "uuu"))
    #expect(result.new == 0 && result.changed == 1)
    #expect(try outages() == [Outage(start: .at(try moment("10:02")), end: .by(try moment("14:00")))])
    #expect(try take(window(10, 0, "uudd")).alreadyPresent == 1)
    // What another window knows better goes before.
    #expect(try take(window(10, 2, "dddu")).changed == 1)
    #expect(
      try outages() == [Outage(startedAt: try moment("10:02"), endedAt: try moment("10:05"))])
  }

  @Test func `a window between two others parts what was joined over the gap, and ends what nobody saw end`()
    throws
  {
    let windows = [window(10, 0, "uuuuudd"), window(10, 20, "ddduuu"), window(10, 6, "dduuuuuuuuuuudd")]
    let apart = try [
      Outage(startedAt: moment("10:05"), endedAt: moment("10:08")),
      Outage(startedAt: moment("10:19"), endedAt: moment("10:23")),
    ]
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let store = try SmallStore(vendors: ["Shop"])
      for index in order { _ = try take(windows[index], in: store) }
      #expect(try outages(store) == apart, "\(order)")
    }
    // What the store's owner is told: the part keeps its number, and the other one is new.
    _ = try take(windows[0])
    _ = try take(windows[1])
    #expect(try outages() == [Outage(startedAt: moment("10:05"), endedAt: moment("10:23"))])
    let result = try take(windows[2])
    #expect(result.changed == 1 && result.new == 1 && result.takenBack == 0)
  }

  @Test func `two on record that are one are one again, unless one was edited here`() throws {
    let windows = [window(10, 0, "uuuuudd"), window(10, 20, "ddduuu"), window(10, 10, "uuu")]
    let joining = window(10, 6, "ddddddddddddddd")
    for isEdited in [false, true] {
      let store = try SmallStore(vendors: ["Shop"])
      for text in [windows[0], windows[2], windows[1]] { _ = try take(text, in: store) }
      #expect(try outages(store).count == 2)
      if isEdited {
        _ = try store.workspace.revise(2, at: .noon("2026-09-02")) { $0.summary = "The second one" }
      }
      let result = try take(joining, in: store)
      #expect(try outages(store).count == (isEdited ? 2 : 1))
      #expect(result.takenBack == (isEdited ? 0 : 1))
      #expect(
        result.diagnostics.map(\.message)
          == (isEdited ? ["#2 is part of the same outage as #1 now; take it out"] : []))
    }
  }

  /// What all windows have seen of a minute, in whatever order they came.
  @Test(arguments: 0..<60) func `random windows in any order tell what was seen`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var tape: [Character] = []
    while tape.count < 100 {
      tape += Array(repeating: tape.last == "u" ? "d" : "u", count: 3 + Int(random.next() % 12))
    }
    let windows = (0..<5).map { _ in
      let start = Int(random.next() % 90)
      return start..<min(start + 10 + Int(random.next() % 15), 100)
    }
    var expected: [Outage] = []
    for minute in tape.indices where windows.contains(where: { $0.contains(minute) }) {
      func isShown(_ from: Int, _ to: Int) -> Bool {
        windows.contains { $0.contains(from) && $0.contains(to) }
      }
      let time = Timestamp(seconds: try moment("10:00").seconds + Int64(minute) * 60)
      if tape[minute] == "u" {
        guard let last = expected.last, last.end == nil else { continue }
        expected[expected.count - 1].end = isShown(minute - 1, minute) ? .at(time) : .by(time)
      } else if expected.last.map({ $0.end != nil }) ?? true {
        expected.append(Outage(start: isShown(minute - 1, minute) ? .at(time) : .by(time)))
      }
    }
    let texts = windows.map { window(10, $0.lowerBound, String(tape[$0])) }
    for text in texts.shuffled(using: &random) { _ = try take(text) }
    #expect(try outages() == expected, "\(windows) of \(String(tape))")
    for text in texts {
      let again = try take(text)
      #expect(again.new == 0 && again.changed == 0 && again.takenBack == 0)
    }
  }

  @Test func `a name may hold what stands between names and times`() throws {
    var options = ImportOptions()
    options.vendor = "v1"
    let home = try store.folder.write("a.csv", window(10, 0, "uuddu").replacing("Shop", with: "Shop@home"))
    _ = try store.workspace.importFiles([home], options: options, at: .noon("2026-09-02"))
    let result = try take(window(9, 50, "uuuuuuuuuuddddd"))
    #expect(result.new == 1 && result.changed == 0)
    #expect(try outages().count == 2)
  }

  @Test func `what was known by a monitor's name is known by its number now`() throws {
    func beats(_ more: String) -> String {
      let beats = [(1, "10:00"), (0, "10:01"), (0, "10:02"), (1, "10:03")].map { status, time in
        #"{"name":"Shop","status":\#(status),"time":"2026-09-01 \#(time):00"\#(more)}"#
      }
      return "{\"heartbeats\":[\(beats.joined(separator: ","))]}"
    }
    func take(_ text: String) throws -> FileImport {
      try store.take(try store.folder.write("beats.json", text))
    }
    _ = try take(beats(""))
    let again = try take(beats(#","monitorID":7"#))
    #expect(again.new == 0 && again.alreadyPresent == 1)
    #expect(try outages() == [Outage(startedAt: moment("10:01"), endedAt: moment("10:03"))])
  }

  @Test func `an undone window opens what it ended, which is said, and a later one ends it again`() throws {
    _ = try take(window(10, 0, "uuuddd"))
    _ = try take(window(10, 4, "dduuu"))
    _ = try take(window(10, 6, "uuuu"))
    let batches = try store.workspace.snapshot { try $0.imports() }
    let undo = try store.workspace.undoImport(batches[1].number, at: .noon("2026-09-02"))
    #expect(undo.restored == 1 && undo.reopened == 1)
    #expect(undo.laterImports == [batches[0].number])
    #expect(try outages() == [Outage(startedAt: moment("10:03"))])
    _ = try take(window(10, 6, "uuuu"))
    #expect(try outages() == [Outage(start: .at(try moment("10:03")), end: .by(try moment("10:06")))])
  }

  @Test func `another monitor's outage is another one`() throws {
    _ = try take(window(10, 0, "uudd"))
    _ = try take(window(10, 1, "dduu").replacing("Shop", with: "Other"))
    #expect(try outages().count == 2)
  }

  @Test func `what its owner took out stays out, under its key`() throws {
    _ = try take(window(10, 0, "uudd"))
    _ = try store.workspace.retract(1, reason: "a test", at: .noon("2026-09-02"))
    let result = try take(window(10, 2, "dduu"))
    #expect(result.new == 0 && result.keptLocalCount == 1)
    #expect(try outages().isEmpty)
  }

  @Test func `an import that was undone leaves nothing of its span`() throws {
    _ = try take(window(10, 0, "uudd"))
    _ = try store.workspace.undo(at: .noon("2026-09-02"))
    #expect(try take(window(10, 3, "duu")).new == 1)
    #expect(try outages() == [Outage(start: .by(try moment("10:03")), end: .at(try moment("10:04")))])
  }
}

/// Summaries of a status page, polled one after another.
@Suite struct SummaryPollTests {
  private func summary(_ ids: [String], at time: String) -> String {
    let incidents = ids.map {
      #"{"id":"\#($0)","name":"Down","status":"investigating","impact":"major","started_at":"2026-09-01T10:00:00Z"}"#
    }
    return
      #"{"page":{"id":"p","name":"Shop","updated_at":"2026-09-01T\#(time):00Z"},"status":{"indicator":"x"},"#
      + #""scheduled_maintenances":[],"incidents":[\#(incidents.joined(separator: ","))]}"#
  }

  private func take(_ text: String, in store: SmallStore) throws -> FileImport {
    try store.take(try store.folder.write("summary.json", text))
  }

  private func ends(_ store: SmallStore) throws -> [OutageEnd?] {
    try store.workspace.incidents(IncidentFilter(standings: [])).map(\.incident.outageEnd)
  }

  @Test func `what a later summary no longer lists has ended by then`() throws {
    let store = try SmallStore(vendors: ["Shop", "Other"])
    #expect(try take(summary(["a", "b"], at: "10:05"), in: store).new == 2)
    #expect(try ends(store) == [.open, .open])
    #expect(try take(summary(["b"], at: "10:35"), in: store).changed == 1)
    let latest = try #require(Timestamp("2026-09-01T10:35:00Z"))
    #expect(try ends(store) == [.atLatest(latest), .open])
    // Later polls move nothing, and the earlier one does not open it again.
    for poll in [summary(["b"], at: "11:00"), summary(["a", "b"], at: "10:05")] {
      let again = try take(poll, in: store)
      #expect(again.new == 0 && again.changed == 0)
    }
    #expect(try ends(store) == [.atLatest(latest), .open])
  }

  @Test func `the true end goes before the poll's time, whenever it comes`() throws {
    let store = try SmallStore(vendors: ["Shop"])
    _ = try take(summary(["a"], at: "10:05"), in: store)
    _ = try take(summary([], at: "10:35"), in: store)
    let history = summary(["a"], at: "12:00").replacing(#""status":{"indicator":"x"},"#, with: "")
      .replacing("investigating", with: #"resolved","resolved_at":"2026-09-01T10:20:00Z","x":""#)
    #expect(try take(history, in: store).changed == 1)
    let known = OutageEnd.known(try #require(Timestamp("2026-09-01T10:20:00Z")))
    #expect(try ends(store) == [known])
    _ = try take(summary([], at: "10:35"), in: store)
    #expect(try ends(store) == [known])
  }

  @Test func `an edit of how bad it was leaves its end to the source`() throws {
    let store = try SmallStore(vendors: ["Shop"])
    let worst = try Severity(5)
    _ = try take(summary(["a"], at: "10:05"), in: store)
    _ = try store.workspace.revise(1, at: .noon("2026-09-02")) { $0.outcome = .bad(worst) }
    let result = try take(summary([], at: "10:35"), in: store)
    #expect(result.changed == 1 && result.keptLocalCount == 0)
    let incident = try #require(try store.workspace.incidents(IncidentFilter(standings: [])).first?.incident)
    let latest = try #require(Timestamp("2026-09-01T10:35:00Z"))
    #expect(incident.outageEnd == .atLatest(latest))
    #expect(incident.outcome == .bad(worst) && incident.resolved == true)
    // And what else the page says of it stays as its owner has it.
    let renamed = summary(["a"], at: "10:05").replacing(#""name":"Down""#, with: #""name":"Was down""#)
    #expect(try take(renamed, in: store).keptLocalCount == 1)
  }

  @Test func `a feed that no longer holds the first message moves no beginning`() throws {
    let store = try SmallStore(vendors: ["Shop"])
    func feed(_ messages: (title: String, time: String)...) -> String {
      let items = messages.map { message in
        "<item><title>\(message.title)</title><link>https://status.example/incidents/Ab3x</link><guid>\(message.time)</guid>"
          + "<pubDate>Tue, 01 Sep 2026 \(message.time):00 GMT</pubDate><description>We look at it.</description></item>"
      }
      return "<rss version=\"2.0\"><channel><title>Shop Status</title>\(items.joined())</channel></rss>"
    }
    func take(_ text: String) throws -> FileImport {
      try store.take(try store.folder.write("feed.rss", text))
    }
    _ = try take(feed(("Errors", "10:00")))
    _ = try take(feed(("Resolved: Errors", "12:00"), ("Errors again", "11:00")))
    let incident = try #require(try store.workspace.incidents(IncidentFilter(standings: [])).first?.incident)
    let outage = try #require(incident.details.outage)
    let first = try #require(Timestamp("2026-09-01T10:00:00Z"))
    let last = try #require(Timestamp("2026-09-01T12:00:00Z"))
    #expect(outage.start == .by(first) && outage.end == .by(last))
    #expect(incident.day == (try Day("2026-09-01")))
  }
}
