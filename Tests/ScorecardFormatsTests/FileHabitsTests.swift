import ScorecardModel
import Testing

@testable import ScorecardFormats

/// How a file writes dates and numbers, which every reader asks in the same way.
@Suite struct FileHabitsTests {
  private func read(
    _ text: String, rules: String? = nil, adjust: (inout ImportContext) -> Void = { _ in }
  ) throws -> Fixture.Reading {
    try Fixture.read(Array(text.utf8), rules: rules, adjust: adjust)
  }

  private static let stripe = "id,Created (UTC),Amount,Currency,Status,Disputed Amount,Dispute Status\n"
  private static let shopify =
    "Name,Financial Status,Paid at,Fulfillment Status,Created at,Lineitem quantity,Lineitem name,Cancelled at\n"

  private func stripe(_ rows: String, adjust: (inout ImportContext) -> Void = { _ in }) throws
    -> Fixture.Reading
  {
    try read(Self.stripe + rows) {
      $0.vendor = "acme"
      adjust(&$0)
    }
  }

  // MARK: Numbers

  @Test func `one number tells how the others are meant`() throws {
    let comma = try stripe("ch_1,2026-02-01 10:00,\"10,50\",usd,Paid,\"1.234\",lost\n")
    #expect(comma.messages == [] && comma.incidents.map(\.details.claimed) == [Money("1234")])
    let point = try stripe("ch_1,2026-02-01 10:00,10.50,usd,Paid,\"1,234\",lost\n")
    #expect(point.messages == [] && point.incidents.map(\.details.claimed) == [Money("1234")])
  }

  @Test func `where none tells, the row is refused until the owner says it`() throws {
    let row = "ch_1,2026-02-01 10:00,\"5,000\",usd,Paid,\"1,234\",lost\n"
    let asked = try stripe(row)
    #expect(
      asked.rows == [] && asked.messages == ["f.csv:2:40: Disputed Amount \"1,234\" can be 1234 or 1.234"])
    #expect(asked.problems.map(\.next) == [.chooseNumberFormat(["1,234.50", "1.234,50"])])
    for (format, amount) in [("1,234.50", "1234"), ("1.234,50", "1.234"), ("1 234,50", "1.234")] {
      let reading = try stripe(row) { _ = $0.setNumberFormat(format) }
      #expect(reading.incidents.map(\.details.claimed) == [Money(amount)], "\(format)")
    }
    var context = ImportContext(catalog: Fixture.catalog) { _ in nil }
    let isFormat = context.setNumberFormat("1234.50")
    #expect(!isFormat && context.numberFormat == nil)
  }

  @Test func `a file that writes numbers in two ways is refused as a whole`() throws {
    let reading = try read(
      "date,vendor,outcome,severity,cost\n2026-02-01,acme,bad,3,\"1,234.50\"\n2026-02-01,acme,bad,3,\"1.234,50\"\n"
    )
    #expect(reading.rows == [])
    #expect(
      reading.messages == [
        "f.csv:3:23: cost \"1.234,50\" is written as 1.234,50, but \"1,234.50\" above it as 1,234.50"
      ])
    #expect(reading.stop?.next == .chooseNumberFormat(["1,234.50", "1.234,50"]))
  }

  @Test func `this program's own files are read in either way`() throws {
    let header = "date;vendor;outcome;severity;hold_minutes;hours_to_resolve;cost\n"
    let comma = try read(header + "2026-02-01;acme;bad;3;1.200;2,5;1.234,50 USD\n")
    #expect(comma.messages == [])
    #expect(comma.incidents.map(\.holdMinutes) == [1200] && comma.incidents.map(\.hoursToResolve) == [2.5])
    #expect(comma.incidents.map(\.cost) == [Money("1234.50")])
    let volumes = try read("from,to,orders\n2026-02-01,2026-03-01,\"1,200\"\n") {
      _ = $0.setNumberFormat("1,234.50")
    }
    #expect(volumes.stated.map(\.orders) == [1200])
    #expect(try read("from,to,orders\n2026-02-01,2026-03-01,\"1,200\"\n").rows == [])
  }

  @Test func `an export of three decimals comes back as it was`() throws {
    let incident = Incident(
      vendor: "acme", day: try Day("2026-02-01"), outcome: .good, hoursToResolve: 1.234, cost: Money("2.345"))
    let text = IncidentCSV.header + IncidentCSV.line(IncidentLine(incident, id: "1", event: ""))
    let reading = try read(text)
    #expect(reading.messages == [])
    #expect(
      reading.incidents.map(\.hoursToResolve) == [1.234] && reading.incidents.map(\.cost) == [Money("2.345")])
  }

  @Test func `rules may say it, and the call says it louder`() throws {
    func rules(_ extra: String) -> String {
      #"{"name": "o", "dates": ["iso"], \#(extra) "vendor": "acme", "day": "D", "incidents": [{"severity": 2, "cost": "N"}]}"#
    }
    let text = "D,N\n2026-02-01,\"1,234\"\n"
    #expect(try read(text, rules: rules("")).rows == [])
    #expect(
      try read(text, rules: rules(#""numbers": "1.234,50","#)).incidents.map(\.cost) == [Money("1.234")])
    let chosen = try read(text, rules: rules(#""numbers": "1.234,50","#)) {
      _ = $0.setNumberFormat("1,234.50")
    }
    #expect(chosen.incidents.map(\.cost) == [Money("1234")])
    #expect(throws: OwnerFileProblems.self) { try read(text, rules: rules(#""numbers": "1234","#)) }
  }

  @Test func `a number of JSON is what it says, a text of it is read like a table's`() throws {
    let rules =
      #"{"name": "o", "dates": ["iso"], "vendor": "acme", "day": "D", "incidents": [{"severity": 2, "cost": "N"}]}"#
    let list = try read(
      #"[{"D": "2026-02-01", "N": 1.234}, {"D": "2026-02-01", "N": "10,5"}, {"D": "2026-02-01", "N": "1.234"}]"#,
      rules: rules)
    #expect(list.messages == [])
    #expect(list.incidents.map(\.cost) == [Money("1.234"), Money("10.5"), Money("1234")])
  }

  // MARK: Dates

  @Test func `what a spreadsheet made of a date is asked about, and read as told`() throws {
    let rows = "#1,paid,,,31/12/2023 22:36,1,x,\n#2,paid,,,02/01/2024 1:41 PM,1,x,\n"
    let asked = try read(Self.shopify + rows)
    #expect(asked.rows == [])
    #expect(
      asked.problems.map(\.next) == [
        .chooseDateFormat(["d/M/yyyy"]), .chooseDateFormat(["d/M/yyyy", "M/d/yyyy"]),
      ])
    let told = try read(Self.shopify + rows) { _ = $0.setDateFormat("d/M/yyyy") }
    #expect(told.messages == [])
    #expect(told.counted.map(\.from) == (try [Day("2023-12-31"), Day("2024-01-02")]))
  }

  @Test(arguments: [
    ("date\n04/09/2026\n", "2026-09-04"), ("date\n2026-09-04\n", "2026-09-04"),
    ("date,vendor,outcome\n04/09/2026 15:42,acme,good\n", "2026-09-04"),
    (
      "id,Created (UTC),Amount,Currency,Status,Disputed Amount\nch_1,04/09/2026 15:42,5,usd,Failed,\n",
      "2026-09-04"
    ),
  ])
  func `a chosen date format is every reader's, beside ISO 8601`(text: String, day: String) throws {
    let reading = try read(text) {
      $0.vendor = "acme"
      _ = $0.setDateFormat("d/M/yyyy")
    }
    #expect(reading.messages == [])
    let days = reading.rows.compactMap { if case .checkIn(let day, _) = $0 { day } else { nil } }
    #expect(days + reading.incidents.map(\.day) == (try [Day(day)]))
  }

  @Test(arguments: [
    "Order - Number,Date - Shipped Date,Shipment - Tracking Number,Shipment - Carrier\nS,02/09/2026,9,acme\n",
    "Issue key,Issue Type,Priority,Created,Resolved,Components\nA-1,Bug,High,04/09/2026 15:42,,acme\n",
  ])
  func `an open order of day and month is asked about in every format`(text: String) throws {
    #expect(throws: AmbiguousDates.self) { try read(text) }
    #expect(try !read(text) { _ = $0.setDateFormat("d/M/yyyy") }.rows.isEmpty)
  }

  @Test func `a date that is the same in both orders asks nothing`() throws {
    let text =
      "Issue key,Issue Type,Priority,Created,Resolved,Components\nA-1,Bug,High,03/03/2026 15:42,,acme\n"
    #expect(try read(text).incidents.map(\.day) == [Day("2026-03-03")])
  }

  @Test func `any column of dates decides`() throws {
    let text =
      "Issue key,Issue Type,Priority,Created,Resolved,Components\nA-1,Bug,High,04/09/2026 15:42,25/09/2026 15:42,acme\n"
    let reading = try read(text)
    #expect(reading.incidents.map(\.day) == (try [Day("2026-09-04")]))
    #expect(reading.incidents.map(\.hoursToResolve) == [504])
  }

  @Test(arguments: [
    "04/Sept/26 3:42 PM", "04/Sep./26 3:42\u{202F}PM", "4/september/26 15:42",
    "\u{A0}2026-09-04 15:42\u{2009}",
  ])
  func `month names and blanks of every kind are read, and nothing is asked`(created: String) throws {
    let text = "Issue key,Issue Type,Priority,Created,Resolved,Components\nA-1,Bug,High,\(created),,acme\n"
    #expect(try read(text).incidents.map(\.day) == [Day("2026-09-04")])
  }

  @Test func `rows below the first ones are asked about one by one`() throws {
    let rules =
      #"{"name": "o", "dates": ["iso", "M/d/yyyy", "d/M/yyyy"], "vendor": "acme", "day": "D", "orders": true}"#
    let many = String(repeating: "2026-02-01\n", count: 7000)
    let reading = try read("D\n" + many + "3/4/2026\n5/5/2026\n", rules: rules)
    #expect(reading.messages == ["f.csv:7002:1: D \"3/4/2026\" can be 2026-03-04 or 2026-04-03"])
    #expect(reading.problems.map(\.next) == [.chooseDateFormat(["M/d/yyyy", "d/M/yyyy"])])
    #expect(reading.counted.map(\.orders).reduce(0, +) == 7001)
  }

  @Test func `a character that nobody sees is named`() throws {
    #expect(
      try read("date\n\u{200E}2026-09-04\n").messages == [
        "f.csv:2:1: date \"\u{200E}2026-09-04\" isn't a date. Write YYYY-MM-DD; it holds the invisible character U+200E"
      ])
  }

  // MARK: Excel's hint

  @Test func `a row below Excel's line about the delimiter stands where it stands, and is set aside with it`()
    throws
  {
    let reading = try read("sep=;\ndate;vendor;outcome\n2026-02-01;acme;good\n2026-02-01;nobody;good\n")
    #expect(reading.rows.map(\.line) == [3])
    #expect(reading.refusedLines == [4])
    #expect(
      reading.rejected.map { String(decoding: $0.header, as: UTF8.self) } == ["sep=;\ndate;vendor;outcome"])
  }
}
