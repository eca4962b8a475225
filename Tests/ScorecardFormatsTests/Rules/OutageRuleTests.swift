import ScorecardFormats
import ScorecardModel
import Testing

/// Outages that rules tell of.
@Suite struct OutageRuleTests {
  /// - Parameter outage: the clause; the row's columns are When, End, Long, Kind and State.
  private func read(
    _ row: String, _ outage: String, more: String = "", resolved: String? = nil
  ) throws -> Fixture.Reading {
    let resolved = resolved.map { #", "resolved": \#($0)"# } ?? ""
    let rules = """
      {"name": "r", "dates": ["iso"], "vendor": "acme", "day": "When",
       "incidents": [{"severity": 2\(resolved)\(more), "outage": \(outage)}]}
      """
    return try Fixture.read(Array("When,End,Long,Kind,State\n\(row)\n".utf8), rules: rules)
  }

  private func end(_ reading: Fixture.Reading) throws -> OutageEnd? {
    #expect(reading.messages == [])
    return try #require(reading.incidents.first).outageEnd
  }

  private func at(_ time: String) throws -> OutageEnd {
    .known(try #require(Timestamp("2026-09-05T\(time)Z")))
  }

  private static let lengths =
    #"{"start": "When", "end": "End", "duration": {"field": "Long", "unit": "UNIT"}}"#

  @Test(arguments: [
    ("5400", "seconds"), ("90", "minutes"), ("1.5", "hours"), ("0.0625", "days"), ("1:30:00", "text"),
    ("1h 30m", "text"), ("PT1H30M", "text"), ("1 hr 30 mins", "text"),
  ])
  func `an outage with a length and without an end ends by its length`(length: String, unit: String) throws {
    let clause = Self.lengths.replacing("UNIT", with: unit)
    #expect(try end(read("2026-09-05 10:00:00,,\(length),,", clause)) == at("11:30:00"))
    // An end that is written goes before it, and one that goes on has no end yet.
    #expect(
      try end(read("2026-09-05 10:00:00,2026-09-05 10:10:00,\(length),,", clause)) == at("10:10:00"))
    #expect(try end(read("2026-09-05 10:00:00,,\(length),,", clause, resolved: "false")) == .open)
    #expect(try end(read("2026-09-05 10:00:00,,,,", clause)) == .unknown)
  }

  @Test func `the hours of the incident are a length, too`() throws {
    let hours = #", "hours": {"field": "Long", "unit": "minutes"}"#
    #expect(
      try end(read("2026-09-05 10:00:00,,31,,", #"{"from": "When"}"#, more: hours, resolved: "true"))
        == at("10:31:00"))
  }

  @Test func `without an end it goes on only where the rules say so`() throws {
    let clause = #"{"start": "When", "end": "End"}"#
    let row = "2026-09-05 10:00:00,,,,open"
    #expect(try end(read(row, clause)) == .unknown)
    #expect(try end(read(row, clause, resolved: "true")) == .unknown)
    #expect(
      try end(read(row, clause, resolved: #"[{"field": "State", "equals": "open", "not": true}]"#)) == .open)
  }

  @Test(arguments: [
    (
      "2026-09-05 10:00:00,2026-09-05T12:00:00Z,,,", "End: one of two times has a zone and the other has none"
    ),
    (
      "2026-09-05 10:00:00,2026-09-05 09:00:00,,,",
      "End: the outage ends 2026-09-05T09:00:00Z, before it begins"
    ),
    ("2026-09-05,,,,", "When has no time of day, which an outage needs"),
    ("2026-09-05 10:00:00,soon,,,", "End \"soon\" isn't a date. Write YYYY-MM-DD"),
    ("2026-09-05 10:00:00,,a while,,", "Long \"a while\" isn't a duration. Write 1d 2h"),
    ("2026-09-05 10:00:00,,,odd,", "the rules give no impact for Kind \"odd\""),
  ])
  func `what cannot be read refuses the row`(row: String, message: String) throws {
    let clause = """
      {"start": "When", "end": "End", "duration": {"field": "Long", "unit": "text"},
       "impact": {"field": "Kind", "map": {"Down": "major", "": "minor"}}}
      """
    let reading = try read(row, clause)
    #expect(reading.rows.isEmpty)
    #expect(reading.problems.first?.message.hasPrefix(message) == true, "\(reading.messages)")
  }

  @Test func `a map gives the impact`() throws {
    let clause =
      #"{"start": "When", "impact": {"field": "Kind", "map": {"Down": "major"}, "otherwise": "none"}}"#
    for (kind, impact) in [("DOWN", OutageImpact.major), ("slow", .none)] {
      let reading = try read("2026-09-05 10:00:00,,,\(kind),", clause)
      #expect(reading.incidents.first?.details.outage?.impact == impact)
    }
  }

  @Test func `a mix of one zone and none is refused for hours, too`() throws {
    let reading = try read(
      "2026-09-05 10:00:00,2026-09-05T12:00:00Z,,,", #"{"start": "When"}"#,
      more: #", "hours": {"from": "When", "to": "End"}"#)
    #expect(reading.rows.isEmpty && reading.problems.count == 1)
  }

  @Test(arguments: [
    (#"{"end": "End"}"#, "start"), (#"{"start": "When", "from": "When"}"#, "from is the old name of start"),
    (
      #"{"start": "When", "duration": {"field": "Long", "unit": "weeks"}}"#, "unit is seconds, minutes, hours"
    ),
    (#"{"start": "When", "impact": {"field": "Kind", "map": {"a": "huge"}}}"#, "impact is"),
  ])
  func `a clause with a mistake is named`(clause: String, message: String) throws {
    #expect {
      _ = try read("", clause)
    } throws: { error in
      (error as? OwnerFileProblems)?.diagnostics.contains { $0.message.contains(message) } ?? false
    }
  }
}
