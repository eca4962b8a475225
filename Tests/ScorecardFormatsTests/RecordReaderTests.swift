import ScorecardFormats
import ScorecardModel
import Testing

/// Reads the lines of a whole record; `RecordLineTests` holds how they are written.
@Suite struct RecordReaderTests {
  private static let header =
    #"{"format":"vendorscore-record","version":1,"schema":1,"vendors":0,"sources":0,"incidents":0,"#
    + #""volumes":0,"checkIns":0,"changes":0}"#
  private static let incident =
    #"{"kind":"incident","id":7,"revision":2,"change":9,"recordedAt":"2026-09-21T14:13:20Z","standing":"linked","#
    + #""outageOf":3,"imported":true,"date":"2026-09-21","vendor":"northwind","outcome":"bad","severity":4,"#
    + #""dimension":"reliability","summary":"lost, \"again\"\u001b","resolved":false,"mitigated":true,"#
    + #""attribution":"external","channel":"phone","hold_minutes":40,"hours_to_resolve":1.5,"cost":-12.50,"#
    + #""source":"desk","sourceId":"","key":"000000000000000000000000000000ab","count":2.50,"#
    + #""startedAt":"1970-01-01T00:00:00Z","endedAt":"1970-01-01T00:01:00Z","impact":"major","claimed":30,"#
    + #""recovered":0.125,"claimBy":"2026-12-01","followUp":"2026-10-01","checksum":"ffffffffffffffff"}"#
  private static let end = #"{"kind":"end","lines":1,"digest":"0000000000000000"}"#

  private func read(_ lines: String...) throws -> [RecordEntry] {
    var entries: [RecordEntry] = []
    try RecordReader.read(
      ByteSource(Array(lines.joined(separator: "\n").utf8)), fileName: "r.jsonl", knownSchema: 1
    ) { entry, line in
      entries.append(entry)
      #expect(line == entries.count)
    }
    return entries
  }

  /// What is read before the file turns out to have no end.
  private func entry(_ line: String) throws -> RecordEntry? {
    var found: RecordEntry?
    #expect(throws: Diagnostic.self) {
      try RecordReader.read(
        ByteSource(Array((Self.header + "\n" + line).utf8)), fileName: "r.jsonl", knownSchema: 1
      ) { entry, _ in found = entry }
    }
    return found
  }

  @Test func `an incident is read as it was`() throws {
    guard case .incident(let state) = try entry(Self.incident) else {
      Issue.record("no incident")
      return
    }
    let incident = state.record.incident
    #expect(state.record.id == 7 && state.record.revision == 2 && state.change == 9 && state.imported)
    #expect(state.record.standing == .counted && state.record.event == 3 && !state.isVoided)
    // As schema 1 wrote it, where another outage of its event counted for it.
    #expect(state.isLinked)
    #expect(state.key == 0xAB && state.checksum == -1)
    #expect(incident.summary == "lost, \"again\"\u{1b}" && incident.outcome.severity?.level == 4)
    #expect(incident.cost?.thousandths == -12_500 && incident.hoursToResolve == 1.5)
    #expect(incident.source == ImportKey(source: "desk", id: "") && incident.attribution == .external)
    #expect(incident.details.count.thousandths == 2_500 && incident.details.recovered?.thousandths == 125)
    #expect(incident.details.outage?.endedAt == Timestamp(seconds: 60))
    #expect(incident.details.followUp == (try Day("2026-10-01")))
  }

  @Test func `an event, and what it is named the same as, are read`() throws {
    let line = Self.incident.replacing(
      #""standing":"linked","outageOf":3"#, with: #""standing":"counted","event":3"#
    )
    .replacing(#""claimed":30"#, with: #""sameAs":5,"claimed":30"#)
    guard case .incident(let state) = try entry(line) else {
      Issue.record("no incident")
      return
    }
    #expect(state.record.standing == .counted && state.record.event == 3 && !state.isLinked)
    #expect(state.record.incident.details.sameAs == 5)
    for wrong in [#""event":"3""#, #""event":3.5"#, #""outageOf":3,"event":3"#] {
      if case .incident = try entry(line.replacing(#""event":3"#, with: wrong)) { Issue.record("\(wrong)") }
    }
  }

  @Test(arguments: [
    ("", "1: the file ends before its last line. It is not complete"),
    (#"{"format":"vendorscore-record","version":2,"schema":1,"#, "newer"),
    (#"{"format":"vendorscore-record","version":1,"schema":2,"#, "newer"),
  ]) func `a beginning that cannot be taken is refused`(text: String, message: String) throws {
    let rest = text.isEmpty ? "" : String(Self.header.dropFirst(text.utf8.count))
    let error = #expect(throws: Diagnostic.self) { try read(text + rest, Self.end) }
    if text.isEmpty {
      #expect(throws: Diagnostic.self) { try read("") }
    } else {
      #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    }
  }

  @Test(arguments: [
    (#"{"kind":"incident","#, #"{"kind":"parcel","#, #"2:9: unknown kind of line "parcel""#),
    (#""id":7,"#, "", #"2:20: "id" is missing here"#),
    (#""id":7,"#, #""id":7.0,"#, #"2:25: "id" isn't a whole number"#),
    (#""id":7,"#, #""id":1e400,"#, "2:25: "),
    (#""id":7,"#, #""id":99999999999999999999,"#, #"2:25: "id" isn't a whole number"#),
    (#""revision":2"#, #""revision":-2"#, #""revision" isn't a whole number"#),
    ("14:13:20Z", "14:13:60Z", #""recordedAt" isn't a moment such as 2026-09-21T08:30:00Z"#),
    (#""linked""#, #""Linked""#, #""standing" isn't counted, unconfirmed, linked, retracted or withdrawn"#),
    (#""date":"2026-09-21""#, #""date":"2026-02-30""#, #""date" isn't a day such as 2026-09-21"#),
    (#""severity":4"#, #""severity":6"#, #""severity" isn't 1 to 5"#),
    (#""bad","severity":4"#, #""good","severity":4"#, #""dimension" is missing here"#),
    (#""reliability""#, #""reliable""#, #""dimension" isn't one of the dimensions"#),
    (#""resolved":false"#, #""resolved":"no""#, #""resolved" isn't true or false"#),
    ("-12.50", "-12.5001", #""cost" isn't an amount"#), ("-12.50", "1e3", #""cost" isn't an amount"#),
    ("2.50", "0", #""count" isn't a number from 0.001 to 1000000"#),
    (#""sourceId":"","#, "", #""sourceId" is missing here"#),
    ("00ab", "00AB", #""key" isn't a key of 32 hexadecimal digits"#),
    ("ffffffffffffffff", "fffffffffffffff+", #""checksum" isn't a checksum of 16 hexadecimal digits"#),
    (#"ff"}"#, #"ff","more":1}"#, #"no key "more" belongs here"#),
    (#"ff"}"#, #"ff"},"#, "after the end of the value"), (#"ff"}"#, #"ff""#, "r.jsonl:2:"),
    (#"{"kind":"incident","#, #"[{"kind":"incident","#, "r.jsonl:2:"),
  ]) func `a line that is not as it would be written is refused at its place`(
    old: String, new: String, message: String
  ) throws {
    let line = Self.incident.replacing(old, with: new)
    try #require(line != Self.incident)
    let error = #expect(throws: Diagnostic.self) { try read(Self.header, line, Self.end) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    #expect(error?.line == 2)
  }

  @Test(arguments: [("", 1), (Self.header + "\n", 2)])
  func `a byte order mark before a line is no JSON`(before: String, line: Int) {
    let error = #expect(throws: Diagnostic.self) { try read("\u{FEFF}" + before + "\u{FEFF}" + Self.header) }
    #expect(error?.description.hasPrefix("r.jsonl:\(line):1: ") == true, "\(String(describing: error))")
  }

  @Test func `the last line has the number and the digest of those above`() throws {
    var digest = RecordDigest()
    var text = Self.header
    text.withUTF8 { digest.add(line: $0) }
    let hex = String(UInt64(bitPattern: digest.value), radix: 16)
    let good = #"{"kind":"end","lines":1,"digest":"\#(String(repeating: "0", count: 16 - hex.count) + hex)"}"#
    #expect(try read(Self.header, good).count == 1)
    #expect(try read(Self.header, good, "").count == 1)
    let cases = [
      ([Self.header, Self.end], "2:34: lines above were changed since they were written"),
      (
        [Self.header, good.replacing(":1,", with: ":2,")],
        "2:23: lines are missing or repeated: there are 1 above"
      ),
      ([Self.header, good, good], "3: a line after the end of the record"),
    ]
    for (lines, message) in cases {
      let error = #expect(throws: Diagnostic.self) {
        try RecordReader.read(
          ByteSource(Array(lines.joined(separator: "\n").utf8)), fileName: "r.jsonl", knownSchema: 1
        ) { _, _ in }
      }
      #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    }
  }
}
