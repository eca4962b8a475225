import ScorecardModel
import Testing

@testable import ScorecardFormats

@Suite struct RulesFormatTests {
  /// Rules with these incidents, over the columns When, Who and Key.
  private func rules(_ incidents: String, extra: String = "") -> String {
    """
    {"name": "other", "dates": ["yyyy-MM-dd", "yyyy-MM-dd HH:mm"], "vendor": {"field": "Who"}, "day": "When",
     "id": "Key", \(extra) "incidents": [\(incidents)]}
    """
  }

  private func read(
    _ text: String, _ rules: String, adjust: (inout ImportContext) -> Void = { _ in }
  ) throws -> Fixture.Reading {
    try Fixture.read(Array(text.utf8), latestDay: try Day("2026-10-31"), rules: rules, adjust: adjust)
  }

  // MARK: Conditions

  @Test func `days are compared by the store's calendar where a time is in UTC`() throws {
    let late = """
      {"name": "late", "dates": ["iso"], "vendor": {"field": "Who"}, "day": "Due", "id": "Key", "incidents": [
       {"only": [{"field": "Done", "isAfter": "Due", "days": 0}], "severity": 2,
        "summary": "{days from Due to Done}"}, {"severity": 1, "summary": "in time"}]}
      """
    let text = "Key,Who,Due,Done\n1,acme,2026-09-04T00:00:00Z,2026-09-05T01:00:00Z\n"
    let summaries = { (hoursEast: Int64) in
      try read(text, late) { context in
        context.dayOf = { Day(number: Int(($0.seconds + hoursEast * 3600) / 86_400)) }
      }.incidents.map(\.summary)
    }
    #expect(try summaries(-5) == ["in time"])
    #expect(try summaries(0) == ["1"])
  }

  /// The row has A, B, and the dates Due and Done.
  @Test(arguments: [
    (#"{"field": "A", "equals": "late"}"#, true), (#"{"field": "A", "equals": "lat"}"#, false),
    (#"{"field": "A", "oneOf": ["early", "LATE"]}"#, true), (#"{"field": "A", "contains": "AT"}"#, true),
    (#"{"field": "A", "contains": "x"}"#, false), (#"{"field": "A", "isEmpty": true}"#, false),
    (#"{"field": "A", "isEmpty": false}"#, true), (#"{"field": "E", "isEmpty": true}"#, true),
    (#"{"field": "B", "above": 1234}"#, true), (#"{"field": "B", "above": 1234.5}"#, false),
    (#"{"field": "B", "below": 1235}"#, true), (#"{"field": "E", "above": 0}"#, false),
    (#"{"field": "E", "above": 0, "not": true}"#, true), (#"{"field": "E", "below": 0}"#, false),
    (#"{"field": "Done", "isAfter": "Due"}"#, true),
    (#"{"field": "Done", "isAfter": "Due", "days": 1}"#, true),
    (#"{"field": "Done", "isAfter": "Due", "days": 2}"#, false),
    (#"{"field": "Done", "isAfter": "Due", "hours": 57.9}"#, true),
    (#"{"field": "Done", "isAfter": "Due", "hours": 58}"#, false),
    (#"{"field": "Due", "isBefore": "Done", "days": 1}"#, true),
    (#"{"field": "Due", "isBefore": "Done", "days": 2}"#, false),
    (#"{"field": "Done", "isAfter": "E"}"#, false), (#"{"field": "E", "isAfter": "A"}"#, false),
    (#"{"field": "Done", "isAfter": "E", "not": true}"#, true),
    (#"{"any": [{"field": "A", "above": 0}, {"field": "B", "above": 0}]}"#, true),
    (#"{"field": "A", "above": 0}, {"field": "B", "above": 9999}"#, false),
    (#"{"any": [{"field": "A", "equals": "x"}, {"field": "E", "isEmpty": true}]}"#, true),
    (#"{"any": [{"field": "A", "equals": "x"}, {"field": "E", "isEmpty": false}]}"#, false),
  ])
  func `a condition holds or not`(condition: String, holds: Bool) throws {
    let text = """
      When,Who,Key,A,B,E,Due,Done
      2026-09-21,acme,1, Late ,"1,234.5",,2026-09-18 08:00,2026-09-20 18:00

      """
    let reading = try read(
      text, rules(#"{"severity": 3, "only": [\#(condition)]}"#, extra: #""orders": true,"#))
    #expect(reading.messages == [])
    #expect(reading.incidents.count == (holds ? 1 : 0))
  }

  // MARK: Incidents

  @Test func `the first rule that fits makes the incident`() throws {
    let two =
      #"{"severity": 4, "only": [{"field": "Days", "above": 30}]}, {"severity": 2, "only": [{"field": "Days", "above": 0}]}"#
    let reading = try read(
      "When,Who,Key,Days\n2026-09-21,acme,1,31\n2026-09-21,acme,2,5\n2026-09-21,acme,3,0\n", rules(two))
    #expect(reading.incidents.map(\.outcome.severity?.level) == [4, 2])
    #expect(reading.incidents.map { $0.source?.id } == ["1", "2"])
  }

  @Test func `everything that a rule says is in the incident`() throws {
    let rule = """
      {"severity": {"field": "P", "map": {"High": 4}, "otherwise": 2}, "dimension": "responsiveness",
       "summary": "Case {Key}: {days from When to End} days, {P}", "resolved": [{"field": "End", "isEmpty": false}],
       "mitigated": true, "attribution": "us", "channel": "desk", "hours": {"from": "When", "to": "End"},
       "cost": "Cost", "claimed": "Claim", "recovered": "Back", "claimBy": "By", "key": ":a",
       "outage": {"from": "When", "to": "End", "impact": "Impact"}}
      """
    let text = """
      When,Who,Key,P,End,Cost,Claim,Back,By,Impact
      2026-09-20 10:00,NWF,7,high,2026-09-21 12:30,-12.5,"1,000",3,2026-11-30,Major

      """
    let reading = try read(text, rules(rule))
    #expect(reading.messages == [])
    var wanted = Incident(
      vendor: "northwind", day: try Day("2026-09-20"), outcome: .bad(try Severity(4)),
      dimension: .responsiveness,
      summary: "Case 7: 1 days, high", resolved: true, mitigated: true, attribution: .us, channel: "desk",
      hoursToResolve: 26.5, cost: Money("12.50"), source: ImportKey(source: "other", id: "7:a"))
    wanted.details.claimed = Money("1000")
    wanted.details.recovered = Money("3")
    wanted.details.claimBy = try Day("2026-11-30")
    let start = Timestamp(seconds: Int64(try Day("2026-09-20").number) * 86_400 + 36_000)
    wanted.details.outage = Outage(
      startedAt: start, endedAt: Timestamp(seconds: start.seconds + 95_400), impact: .major)
    #expect(reading.incidents == [wanted])
  }

  @Test func `a count makes one incident stand for many, and none no incident`() throws {
    let reading = try read(
      "When,Who,Key,N\n2026-09-21,acme,1,7.17\n2026-09-21,acme,2,0\n2026-09-21,acme,3,\n",
      rules(#"{"severity": 3, "count": "N"}"#, extra: #""orders": true,"#))
    #expect(reading.incidents.map(\.details.count.thousandths) == [7170])
    #expect(reading.messages == [])
  }

  @Test func `announced work never counts, whatever the call says`() throws {
    let text = "When,Who,Key,Impact\n2026-09-21 10:00,acme,1,maintenance\n2026-09-21 10:00,acme,2,minor\n"
    let outage = rules(#"{"severity": 2, "outage": {"from": "When", "impact": "Impact"}}"#)
    let reading = try read(text, outage) { $0.confirmed = true }
    #expect(reading.single.map(\.confirmed) == [false, true])
  }

  // MARK: Orders

  @Test func `orders are counted by day or by month, of the vendor or the store`() throws {
    let text =
      "When,Who,Key,N\n2026-09-21,acme,1,5\n2026-09-21,NWF,2,1\n2026-09-22,Acme Freight,3,2\n2026-10-01,acme,4,9\n"
    func volumes(_ orders: String) throws -> [String] {
      try read(text, rules("", extra: #""orders": \#(orders),"#)).counted.map {
        "\($0.vendor ?? "store") \($0.from) \($0.to) \($0.orders)"
      }
    }
    #expect(
      try volumes("true") == [
        "acme 2026-09-21 2026-09-22 1", "acme 2026-09-22 2026-09-23 1", "acme 2026-10-01 2026-10-02 1",
        "northwind 2026-09-21 2026-09-22 1",
      ])
    #expect(
      try volumes(#"{"number": "N", "period": "month"}"#) == [
        "acme 2026-09-01 2026-10-01 7", "acme 2026-10-01 2026-11-01 9", "northwind 2026-09-01 2026-10-01 1",
      ])
    #expect(
      try volumes(#"{"number": "N", "period": "month", "of": "store"}"#) == [
        "store 2026-09-01 2026-10-01 8", "store 2026-10-01 2026-11-01 9",
      ])
  }

  // MARK: Bad rows

  @Test(arguments: [
    (
      "2026-13-21,acme,1,5",
      "f.csv:2:1: When \"2026-13-21\" isn't a date written yyyy-MM-dd or yyyy-MM-dd HH:mm"
    ),
    (",acme,1,5", "f.csv:2:1: \"When\" is empty; a row needs its day"),
    ("2027-01-01,acme,1,5", "f.csv:2:1: When: 2027-01-01 is in the future"),
    (
      "2026-09-21,acne,1,5",
      "f.csv:2:12: unknown vendor \"acne\"; closest: Acme Freight. Add it to vendors.json"
    ),
    ("2026-09-21,,1,5", "f.csv:2:12: Who is empty; it names the vendor"),
    ("2026-09-21,acme,1,x", "f.csv:2:19: N \"x\" isn't a number"),
    ("2026-09-21,acme,1,2.5", "f.csv:2:19: N isn't a whole number of orders"),
    ("2026-09-21,acme,1", "f.csv:2:18: 3 fields instead of 4"),
  ])
  func `a wrong row is refused with its place`(row: String, message: String) throws {
    let reading = try read("When,Who,Key,N\n\(row)\n", rules("", extra: #""orders": {"number": "N"},"#))
    #expect(reading.messages == [message])
    #expect(reading.rejected.map { String(decoding: $0.row, as: UTF8.self) } == [row])
    #expect(reading.rows == [])
  }

  @Test func `all missing columns are named at once`() throws {
    let reading = try read("Who,Note\nacme,x\n", rules("", extra: #""orders": true,"#))
    #expect(
      reading.messages == [
        "f.csv:1:1: no column \"When\", \"Key\", which the other rules read. Found: Who, Note"
      ])
  }

  @Test func `rules that match nothing say so`() throws {
    let never = rules(#"{"severity": 3, "only": [{"field": "Who", "equals": "nobody"}]}"#)
    let reading = try read("When,Who,Key\n2026-09-21,acme,1\n2026-09-21,acme,2\n", never)
    #expect(reading.messages == ["f.csv: the other rules match none of its 2 rows"])
  }

  @Test func `rules for a vendor that the catalog lacks say so before any row`() throws {
    let text = rules("", extra: #""orders": true,"#).replacing(#"{"field": "Who"}"#, with: #""nobody""#)
    #expect(
      try read("When,Key\n2026-09-21,1\n", text).messages
        == [
          "the other rules name vendor \"nobody\", which vendors.json does not have. Add it there, or change the rules"
        ])
  }

  // MARK: Vendors

  @Test func `names are mapped, skipped, or proposed`() throws {
    let text = "When,Who,Key\n2026-09-21,UPS Ground,1\n2026-09-22,New Co,2\n2026-09-22,New Co,3\n"
    func rules(_ vendor: String) -> String {
      self.rules("", extra: #""orders": true,"#).replacing(#"{"field": "Who"}"#, with: vendor)
    }
    let map = #"{"field": "Who", "map": {"UPS Ground": "acme"}, "unknown": "skip"}"#
    #expect(try read(text, rules(map)).counted.map(\.vendor) == ["acme"])
    let create = #"{"field": "Who", "map": {"UPS Ground": "acme"}, "unknown": "create", "stage": "shipping"}"#
    #expect(try read(text, rules(create)).unknownVendors == ["New Co"])
    let chosen = try read(text, rules(map)) { $0.vendor = "northwind" }
    #expect(chosen.counted.map(\.vendor) == ["northwind", "northwind"])
    #expect(chosen.counted.map(\.orders) == [1, 2])
  }

  @Test func `what is proposed can be a vendor's name, and is said once`() throws {
    let rules = rules("", extra: #""orders": true,"#).replacing(
      #"{"field": "Who"}"#, with: #"{"field": "Who", "unknown": "create", "stage": "shipping"}"#)
    let long = String(repeating: "x", count: 201)
    let reading = try read(
      "When,Who,Key\n2026-09-21,New Co,1\n2026-09-21,NEW-CO,2\n2026-09-21,\"A\nB\",3\n2026-09-21,\(long),4\n2026-09-21,\u{200B},5\n",
      rules)
    #expect(reading.unknownVendors == ["New Co"])
    let limit = "a vendor's name has one line of at most 200 characters"
    #expect(reading.problems.map(\.line) == [4, 6, 7])
    #expect(reading.messages.first == "f.csv:4:12: Who \"A\nB\": \(limit)")
    #expect(reading.messages.allSatisfy { $0.hasSuffix(limit) })
  }

  // MARK: Shapes of files

  @Test func `a repeated column gives the first that holds anything`() throws {
    let reading = try read(
      "When,Who,Who,Key\n2026-09-21,,acme,1\n2026-09-21,NWF,acme,2\n", rules("", extra: #""orders": true,"#))
    #expect(reading.counted.map(\.vendor) == ["acme", "northwind"])
  }

  @Test func `alternatives are tried in their order`() throws {
    let text = rules("", extra: #""orders": true,"#).replacing(
      #""day": "When""#, with: #""day": "Shipped | When""#)
    let reading = try read("When,Shipped,Who,Key\n2026-09-21,,acme,1\n2026-09-21,2026-09-23,acme,2\n", text)
    #expect(reading.counted.map(\.from) == (try [Day("2026-09-21"), Day("2026-09-23")]))
    #expect(try read("When,Who,Key\n2026-09-21,acme,1\n", text).counted.count == 1)
  }

  @Test func `lists and lines of JSON are read like tables`() throws {
    let text = rules(
      #"{"severity": 3, "summary": "{Deep.first.Text} {Deep.1.Text}", "hours": {"field": "N", "unit": "minutes"}}"#
    )
    let one =
      #"{"When": "2026-09-21", "Who": "acme", "Key": 17, "N": 90, "Deep": [{"Text": "a"}, {"Text": true}], "x": null}"#
    for file in ["[\(one)]", one + "\n" + one.replacing("17", with: "18"), one] {
      let reading = try read(file, text)
      #expect(reading.messages == [])
      #expect(reading.incidents.first?.summary == "a true")
      #expect(reading.incidents.first?.hoursToResolve == 1.5)
      #expect(reading.incidents.first?.source?.id == "17")
    }
    let nested = text.replacing(#""name""#, with: #""list": "data.rows", "name""#)
    #expect(try read(#"{"meta": 1, "data": {"rows": [\#(one)]}}"#, nested).incidents.count == 1)
  }

  @Test func `a wrong element is refused with its place`() throws {
    let reading = try read(
      "[\n {\"When\": \"x\", \"Who\": \"acme\", \"Key\": 1}]", rules("", extra: #""orders": true,"#))
    #expect(
      reading.messages == [
        "f.csv:2:2: element 1: When \"x\" isn't a date written yyyy-MM-dd or yyyy-MM-dd HH:mm"
      ])
    #expect(reading.rejected.isEmpty)
  }

  @Test func `an element is asked about by its number, and its row stands on its line`() throws {
    let element = #"{"When": "2026-09-21", "Who": "acme", "Key": 1}"#
    let list = "[\(element), \(element),\n \(element)]"
    let text = rules(#"{"severity": 3}"#, extra: #""orders": true,"#)
    let reading = try read(list, text)
    #expect(reading.rows.map(\.line) == [1, 1, 2])
    let explained = try read(list, text) { $0.explainedLine = 3 }
    #expect(explained.explanation.contains("When: 2026-09-21"))
  }

  // MARK: Dates that can be read in two ways

  private static let either =
    #"{"name": "o", "dates": {"either": ["M/d/yyyy", "d/M/yyyy"]}, "vendor": "acme", "day": "D", "orders": true}"#

  @Test func `the file tells the order of day and month where it can`() throws {
    #expect(
      try read("D\n3/4/2026\n3/14/2026\n", Self.either).counted.map(\.from) == [
        Day("2026-03-04"), Day("2026-03-14"),
      ])
    #expect(
      try read("D\n3/4/2026\n14/3/2026\n", Self.either).counted.map(\.from) == [
        Day("2026-03-14"), Day("2026-04-03"),
      ])
  }

  @Test func `where it cannot, nothing is read until the owner says it`() throws {
    #expect(throws: AmbiguousDates(file: "f.csv", example: "3/4/2026", patterns: ["M/d/yyyy", "d/M/yyyy"])) {
      try read("D\n3/4/2026\n5/6/2026\n", Self.either)
    }
    let list = #"[{"D": "3/4/2026"}, {"D": "5/6/2026"}]"#
    #expect(throws: AmbiguousDates(file: "f.csv", example: "3/4/2026", patterns: ["M/d/yyyy", "d/M/yyyy"])) {
      try read(list, Self.either)
    }
    let told = #"[{"D": "3/4/2026"}, {"D": "3/14/2026"}]"#
    #expect(try read(told, Self.either).counted.map(\.from) == [Day("2026-03-04"), Day("2026-03-14")])
    let chosen = try read("D\n3/4/2026\n", Self.either) { _ = $0.setDateFormat("d/M/yyyy") }
    #expect(chosen.counted.map(\.from) == (try [Day("2026-04-03")]))
  }

  @Test func `a text that is no date does not decide`() throws {
    let reading = try read("D\nsoon\n3/4/2026\n3/14/2026\n", Self.either)
    #expect(reading.counted.map(\.from) == (try [Day("2026-03-04"), Day("2026-03-14")]))
    #expect(reading.messages == ["f.csv:2:1: D \"soon\" isn't a date written M/d/yyyy"])
  }

  @Test func `a file of both orders is refused as a whole`() throws {
    let text = "D\n3/4/2026\n3/14/2026\n14/3/2026\n"
    let reading = try read(text, Self.either)
    #expect(reading.rows == [])
    #expect(
      reading.messages == [
        "f.csv:4:1: D \"14/3/2026\" has the day first, but \"3/14/2026\" above it the month"
      ])
    let chosen = try read(text, Self.either) { _ = $0.setDateFormat("d/M/yyyy") }
    #expect(chosen.messages == ["f.csv:3:1: D \"3/14/2026\" isn't a date written d/M/yyyy"])
  }

  @Test(arguments: ["D\n3/4/2026", "D\n3/4/2026\n5/6/2026"])
  func `the last row is asked too when no line end is behind it`(text: String) {
    #expect(throws: AmbiguousDates.self) { try read(text, Self.either) }
  }

  // MARK: Explanation

  @Test func `a row is explained by the rules that it met`() throws {
    let two =
      #"{"severity": 4, "only": [{"field": "Days", "above": 30}]}, {"severity": 2, "only": [{"field": "Days", "above": 0}], "summary": "{Days} late"}"#
    let text = "When,Who,Key,Days\n2026-09-21,acme,1,31\n2026-09-21,acme,2,5\n"
    let reading = try read(text, rules(two, extra: #""orders": true,"#)) { $0.explainedLine = 3 }
    #expect(
      reading.explanation == [
        "Who: acme", "When: 2026-09-21", "Key: 2", "Days: 5", "Counts as an order",
        "Incident rule 1 doesn't match, because this is not true: \"Days\" is above 30",
        "Incident rule 2 matches: \"Days\" is above 0",
        "→ 1 order of acme on 2026-09-21; 2026-09-21 acme bad, severity 2, general: 5 late",
      ])
    let wrong = try read("When,Who,Key,Days\nsoon,acme,1,31\n2026-09-21,acme\n", rules(two)) {
      $0.explainedLine = 2
    }
    #expect(wrong.explanation.last?.hasPrefix("→ refused: When \"soon\" isn't a date") == true)
    #expect(wrong.explanation.first == "Who: acme")
    let none = try read("When,Who,Key,Days\n2026-09-21,acme,1,0\n", rules(two)) { $0.explainedLine = 2 }
    #expect(none.messages == [] && none.explanation.last?.hasPrefix("→ nothing") == true)
    let list = try read("[]", rules(two)) { $0.explainedLine = 1 }
    #expect(list.messages == ["f.csv: no element 1; the list has 0"])
    let missing = try read(text, rules(two)) { $0.explainedLine = 9 }
    #expect(
      missing.messages == [
        "f.csv: no row begins on line 9; the header is line 1"
      ])
    let hinted = try read("sep=,\n" + text, rules(two)) { $0.explainedLine = 9 }
    #expect(hinted.messages == ["f.csv: no row begins on line 9; the header is line 2"])
    #expect(hinted.stop?.next == .explainRow(3))
  }
}
