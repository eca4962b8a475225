import ScorecardModel
import Testing

@testable import ScorecardFormats

/// What is there and cannot be read is refused, in every place where rules read it.
@Suite struct UnreadableValueTests {
  private func rules(_ incidents: String, extra: String = "") -> String {
    """
    {"name": "parcels", "dates": ["iso"], "vendor": {"field": "Who", "unknown": "skip"}, "day": "Sent", \(extra)
     "incidents": [\(incidents)]}
    """
  }

  private func read(
    _ text: String, _ rules: String, adjust: (inout ImportContext) -> Void = { _ in }
  ) throws -> Fixture.Reading {
    try Fixture.read(Array(text.utf8), rules: rules, adjust: adjust)
  }

  // MARK: Conditions

  @Test(arguments: [
    (#"{"field": "X", "above": 0}"#, "many", "isn't a number"),
    (#"{"field": "X", "below": 0}"#, "12 kg", "isn't a number"),
    (#"{"field": "X", "above": 0, "not": true}"#, "9.4E+21", "isn't a number"),
    (#"{"field": "X", "isAfter": "Sent"}"#, "soon", "isn't a date. Write YYYY-MM-DD"),
    (#"{"field": "Sent", "isBefore": "X"}"#, "9/9/2026", "isn't a date written YYYY-MM-DD"),
    (
      #"{"field": "X", "isAfter": "Sent", "hours": 2}"#, "2026-09-09 15:00 EST",
      "isn't a time. Write 2026-09-21T23:30:00Z"
    ),
    (#"{"any": [{"field": "X", "above": 0}, {"field": "Who", "equals": "x"}]}"#, "?", "isn't a number"),
  ])
  func `a condition on what cannot be read refuses the row, at its column`(
    condition: String, value: String, reason: String
  ) throws {
    let reading = try read(
      "Who,Sent,X\nacme,2026-09-01,\(value)\n", rules(#"{"severity": 2, "only": [\#(condition)]}"#))
    #expect(reading.rows == [])
    #expect(reading.messages == ["f.csv:2:17: X \"\(value)\" \(reason)"])
    #expect(reading.rejected.count == 1)
  }

  @Test(arguments: [
    #"{"only": [{"field": "X", "above": 0}, {"field": "Who", "equals": "nobody"}], "severity": 2}"#,
    #"{"only": [{"field": "Who", "equals": "nobody"}, {"field": "X", "above": 0}], "severity": 2}"#,
    #"{"severity": 2}, {"only": [{"field": "X", "above": 0}], "severity": 3}"#,
    #"{"only": [{"any": [{"field": "X", "above": 0}, {"field": "Who", "equals": "acme"}]}], "severity": 2}"#,
  ])
  func `what decides nothing may be unreadable`(incidents: String) throws {
    let reading = try read("Who,Sent,X\nacme,2026-09-01,many\n", rules(incidents, extra: #""orders": true,"#))
    #expect(reading.messages == [])
    #expect(!reading.rows.isEmpty)
  }

  @Test func `a row about nobody's vendor is passed over, whatever it holds`() throws {
    let reading = try read(
      "Who,Sent,X\nacme,2026-09-01,1\nstranger,2026-09-01,many\n",
      rules(#"{"severity": 2, "only": [{"field": "X", "above": 0}]}"#))
    #expect(reading.messages == [])
    #expect(reading.incidents.count == 1)
  }

  @Test func `the explanation says which value it was`() throws {
    let reading = try read(
      "Who,Sent,X\nacme,2026-09-01,many\n", rules(#"{"severity": 2, "only": [{"field": "X", "above": 0}]}"#)
    ) { $0.explainedLine = 2 }
    #expect(reading.explanation.last == #"→ refused: X "many" isn't a number"#)
  }

  // MARK: Values

  @Test(arguments: [
    (#""hours": {"from": "Sent", "to": "X"}"#, "soon", "X \"soon\" isn't a date. Write YYYY-MM-DD"),
    (
      #""hours": {"from": "Sent", "to": "X"}"#, "2026-08-31",
      "hours to resolve by \"X\": -24, and there are 0 to 100000"
    ),
    (
      #""hours": {"field": "X", "unit": "days"}"#, "5000",
      "hours to resolve by \"X\": 120000, and there are 0 to 100000"
    ),
    (#""claimBy": "X""#, "next week", "X \"next week\" isn't a date. Write YYYY-MM-DD"),
    (#""day": "X""#, "30.9.", "X \"30.9.\" isn't a date. Write YYYY-MM-DD"),
    (#""outage": {"from": "X"}"#, "noon", "X \"noon\" isn't a date. Write YYYY-MM-DD"),
    (#""outage": {"from": "Sent", "to": "X"}"#, "2026-09-01T25:00Z", "X \"2026-09-01T25:00Z\": no hour 25"),
    (#""summary": "{days from Sent to X} days""#, "later", "X \"later\" isn't a date. Write YYYY-MM-DD"),
    (#""resolved": [{"field": "X", "isAfter": "Sent"}]"#, "yes", "X \"yes\" isn't a date. Write YYYY-MM-DD"),
    (#""cost": "X""#, "a lot", "X \"a lot\" isn't a number"),
    (#""claimed": "X""#, "5.00 EUR", "X \"5.00 EUR\" isn't in USD, the store's currency"),
  ])
  func `a value that cannot be read or kept refuses the row`(rule: String, value: String, message: String)
    throws
  {
    let reading = try read(
      "Who,Sent,X\nacme,2026-09-01T10:00:00,\(value)\n", rules(#"{"severity": 2, \#(rule)}"#))
    let both = try read("Who,Sent,X\nacme,2026-09-01,\(value)\n", rules(#"{"severity": 2, \#(rule)}"#))
    #expect(reading.rows == [] && both.rows == [])
    #expect(
      (both.messages + reading.messages).contains { $0.hasSuffix(": " + message) }, "\(reading.messages)")
  }

  @Test func `an empty value is only left out`() throws {
    let all = #"""
      {"severity": 2, "hours": {"from": "Sent", "to": "X"}, "claimBy": "X", "outage": {"from": "X"}, "cost": "X",
       "summary": "{days from Sent to X} days"}
      """#
    let reading = try read("Who,Sent,X\nacme,2026-09-01, \n", rules(all))
    #expect(reading.messages == [])
    #expect(reading.incidents.map(\.summary) == ["? days"])
    #expect(reading.incidents.first?.hoursToResolve == nil && reading.incidents.first?.hasDetails == false)
  }

  // MARK: Times

  @Test(arguments: [
    ("2026-01-02 00:00:00", "2026-01-02 10:00:00", true, "(comparing times)"),
    ("2026-01-02 10:00:00", "2026-01-02 10:00:00", false, "(comparing times)"),
    ("2026-01-02T23:00:00-05:00", "2026-01-03T02:00:00Z", false, "(comparing times)"),
    ("2026-01-02", "2026-01-02 10:00:00", false, "(comparing days)"),
    ("2026-01-02", "2026-01-03", true, "(comparing days)"),
    ("2026-01-02T10:00:00Z", "2026-01-02 12:00:00", false, "(comparing days)"),
  ])
  func `times are compared where both have one, else days, and the explanation says which`(
    promised: String, done: String, isLate: Bool, how: String
  ) throws {
    let late = rules(
      #"{"severity": 2, "only": [{"field": "Done", "isAfter": "Sent"}]}"#, extra: #""orders": true,"#)
    let text = "Who,Sent,Done\nacme,\(promised),\(done)\n"
    #expect(try read(text, late).incidents.count == (isLate ? 1 : 0))
    let explained = try read(text, late) { $0.explainedLine = 2 }.explanation
    #expect(explained.contains { $0.hasSuffix(how) }, "\(explained)")
    let byDays = rules(
      #"{"severity": 2, "only": [{"field": "Done", "isAfter": "Sent", "days": 0}]}"#,
      extra: #""orders": true,"#)
    let isNextDay = done.prefix(10) > promised.prefix(10)
    #expect(try read(text, byDays).incidents.count == (isNextDay ? 1 : 0))
  }

  @Test func `hours between a time with a zone and one without cannot be known`() throws {
    let reading = try read(
      "Who,Sent,X\nacme,2026-09-01T10:00:00Z,2026-09-01T12:00:00\n",
      rules(#"{"severity": 2, "hours": {"from": "Sent", "to": "X"}}"#))
    #expect(
      reading.messages == [
        "f.csv:2:27: of \"Sent\" and \"X\" one has a time zone and one has none: the hours between them can't be known"
      ])
  }

  // MARK: Currency

  @Test func `amounts of a row in another currency are left out, and counted`() throws {
    let reading = try read(
      "Who,Sent,X,C\nacme,2026-09-01,5,EUR\nacme,2026-09-01,6,usd\nacme,2026-09-01,7,\nacme,2026-09-01,,EUR\n",
      rules(#"{"severity": 2, "cost": "X"}"#, extra: #""currency": "C","#))
    #expect(reading.incidents.map { $0.cost?.description } == [nil, "6", "7", nil])
    #expect(reading.messages == ["f.csv: 1 row is in another currency than USD: without amounts"])
  }

  @Test(arguments: [#""days": 1.5"#, #""days": 1, "hours": 2"#])
  func `a lag of two kinds, or of half a day, is a mistake of the rules`(lag: String) {
    let text = rules(#"{"severity": 2, "only": [{"field": "X", "isAfter": "Sent", \#(lag)}]}"#)
    #expect(throws: OwnerFileProblems.self) { try RulesReader.read(Array(text.utf8), fileName: "r.json") }
  }
}
