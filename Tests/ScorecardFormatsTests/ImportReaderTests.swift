import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct ImportReaderTests {
  let header =
    "date,vendor,outcome,severity,dimension,summary,resolved,mitigated,attribution,channel,hold_minutes,"
    + "hours_to_resolve,cost,id\n"

  @Test func `every column reaches its incident`() throws {
    let reading = try Fixture.read(
      header
        + "2026-09-21,Northwind Freight,bad,4,reliability,\"Lost, \"\"again\"\"\",no,yes,vendor,phone,40,2.5,12.50,x1\n"
        + "2026-09-22,nwf,good,,,,,,,,,,,\n")
    #expect(reading.messages == [])
    let full = Incident(
      vendor: "northwind", day: try Day("2026-09-21"), outcome: .bad(try Severity(4)),
      dimension: .reliability,
      summary: "Lost, \"again\"", resolved: false, mitigated: true, attribution: .vendor, channel: "phone",
      holdMinutes: 40, hoursToResolve: 2.5, cost: Money("12.50"),
      source: ImportKey(source: "incidents-csv", id: "x1"))
    let bare = Incident(
      vendor: "northwind", day: try Day("2026-09-22"), outcome: .good,
      source: ImportKey(source: "incidents-csv", id: ""))
    #expect(
      reading.rows == [.incident(full, confirmed: true, line: 2), .incident(bare, confirmed: true, line: 3)])
  }

  @Test(arguments: [
    ("2026-09-21,acme,bad,high", "f.csv:2:21: severity \"high\" isn't 1–5"),
    ("2026-09-21,acme,bad,6", "f.csv:2:21: severity \"6\" isn't 1–5"),
    ("2026-09-21,acme,bad,3.0", "f.csv:2:21: severity \"3.0\" isn't 1–5"),
    (
      "2026-09-21,acme,bad,",
      "f.csv:2:21: a bad experience without severity; write 1 (annoyance) to 5 (lost sale or money)"
    ),
    ("2026-09-21,acme,good,3", "f.csv:2:22: severity of a good experience; leave it empty"),
    ("2026-09-21,acme,Bad,3", "f.csv:2:17: outcome \"Bad\" isn't good or bad"),
    (
      "2026-09-21,Acme Frieght,bad,3",
      "f.csv:2:12: unknown vendor \"Acme Frieght\"; closest: Acme Freight. Add it to vendors.json"
    ),
    ("2026-09-21,zzz,bad,3", "f.csv:2:12: unknown vendor \"zzz\". Add it to vendors.json"),
    ("2026-13-40,acme,bad,3", "f.csv:2:1: date \"2026-13-40\": no month 13"),
    ("2023-02-30,acme,bad,3", "f.csv:2:1: date \"2023-02-30\": no day 30 in 2023-02"),
    ("0000-01-01,acme,bad,3", "f.csv:2:1: date \"0000-01-01\": no year 0000 (0001 to 9999)"),
    ("10000-01-01,acme,bad,3", "f.csv:2:1: date \"10000-01-01\" isn't a date. Write YYYY-MM-DD"),
    ("21/09/2026,acme,bad,3", "f.csv:2:1: date \"21/09/2026\" isn't a date written YYYY-MM-DD"),
    (",acme,bad,3", "f.csv:2:1: date \"\" isn't a date. Write YYYY-MM-DD"),
    ("2027-09-21,acme,bad,3", "f.csv:2:1: 2027-09-21 is in the future"),
    ("2026-09-21,acme,bad", "f.csv:2:20: 3 fields instead of 4"),
    ("2026-09-21,acme,bad,3,x", "f.csv:2:23: 5 fields instead of 4; put quotes around a text with a comma"),
  ])
  func `a bad row is named with line, column and what next`(row: String, message: String) throws {
    let reading = try Fixture.read(
      "date,vendor,outcome,severity\n" + row + "\n2026-09-21,acme,good,\n", latestDay: try Day("2026-12-31"))
    #expect(reading.messages == [message])
    #expect(reading.problems.first?.excerpt == row)
    #expect(reading.rows.count == 1)
    #expect(reading.rejected.map { String(decoding: $0.row, as: UTF8.self) } == [row])
    #expect(
      reading.rejected.map { String(decoding: $0.header, as: UTF8.self) } == ["date,vendor,outcome,severity"])
  }

  @Test(arguments: [
    ("resolved", "true", "isn't yes, no or empty"), ("mitigated", "YES", "isn't yes, no or empty"),
    ("attribution", "them", "isn't vendor, us, customer or external"),
    ("dimension", "speed", "isn't reliability, responsiveness, assurance, empathy, tangibles or general"),
    ("hold_minutes", "-1", "isn't a whole number of minutes from 0 to 100000"),
    ("hold_minutes", "100001", "isn't a whole number of minutes from 0 to 100000"),
    ("hold_minutes", "1e3", "isn't a whole number of minutes from 0 to 100000"),
    ("hold_minutes", "99999999999999999999", "isn't a whole number of minutes from 0 to 100000"),
    ("hours_to_resolve", "NaN", "isn't a number of hours from 0 to 100000, such as 2.5"),
    ("hours_to_resolve", "inf", "isn't a number of hours from 0 to 100000, such as 2.5"),
    ("hours_to_resolve", "1e30", "isn't a number of hours from 0 to 100000, such as 2.5"),
    ("hours_to_resolve", "100000.1", "isn't a number of hours from 0 to 100000, such as 2.5"),
    ("hours_to_resolve", "0x1", "isn't a number of hours from 0 to 100000, such as 2.5"),
    ("cost", "12abc", "isn't an amount such as 12.50 (digits, at most three decimals)"),
    ("cost", "-5", "isn't an amount such as 12.50 (digits, at most three decimals)"),
    ("cost", "1.2345", "isn't an amount such as 12.50 (digits, at most three decimals)"),
    ("cost", "1000000000.001", "isn't an amount such as 12.50 (digits, at most three decimals)"),
  ])
  func `a value out of range is refused`(column: String, value: String, reason: String) throws {
    let reading = try Fixture.read("date,vendor,outcome,\(column)\n2026-09-21,acme,good,\(value)\n")
    #expect(reading.messages == ["f.csv:2:22: \(column) \"\(value)\" \(reason)"])
  }

  @Test(arguments: [
    ("33.333333333333336", 33.333333333333336), ("0.1", 0.1), ("100000", 100_000), ("007", 7), ("2.50", 2.5),
  ])
  func `hours are read to the last bit`(text: String, value: Double) throws {
    let reading = try Fixture.read("date,vendor,outcome,hours_to_resolve\n2026-09-21,acme,good,\(text)\n")
    #expect(reading.incidents.first?.hoursToResolve == value)
  }

  @Test func `texts have limits`() throws {
    let start = "date,vendor,outcome,summary\n2026-09-21,acme,good,"
    let most = String(repeating: "é", count: Incident.longestText / 2)
    #expect(try Fixture.read(start + most).incidents.first?.summary == most)
    #expect(
      try Fixture.read(start + most + "x").messages == [
        "f.csv:2:22: summary has 10001 bytes; at most 10000 fit"
      ])
  }

  @Test func `an apostrophe that an export put before a formula is taken away`() throws {
    let rows = ["'=1+1", "'@x", "'-5 %", "'tis", "it's", "'"].map { "2026-09-21,acme,good,\($0)\n" }
    let reading = try Fixture.read("date,vendor,outcome,summary\n" + rows.joined())
    #expect(reading.incidents.map(\.summary) == ["=1+1", "@x", "-5 %", "'tis", "it's", "'"])
  }

  @Test func `column order, case and blanks in names are free`() throws {
    let reading = try Fixture.read("Hold Minutes;OUTCOME; Vendor ;Date\n5; good ;acme;2026-09-21\n;;;\n")
    #expect(reading.messages == [])
    #expect(reading.incidents.map(\.holdMinutes) == [5])
  }

  @Test func `columns that mean nothing here are named once`() throws {
    let reading = try Fixture.read(
      "date,vendor,mood,outcome,\n2026-09-21,acme,x,good,\n2026-09-22,acme,x,good,\n")
    #expect(reading.messages == ["f.csv:1: ignored columns: mood, (column 5)"])
    #expect(reading.problems.first?.kind == .warning)
    #expect(reading.incidents.count == 2)
  }

  @Test(
    arguments: [
      ("date,vendor,outcome,Date", [:], "column \"date\" twice"),
      (
        "date,supplier,outcome", ["vendor": "suplier"],
        "vendor=suplier: the file has no column \"suplier\". Did you mean \"supplier\"?"
      ),
      (
        "date,vendor,outcome", ["vendr": "vendor"],
        "vendr=vendor: no column \"vendr\". Did you mean \"vendor\"?"
      ),
    ] as [(String, [String: String], String)])
  func `a header that does not fit is told all at once`(
    header: String, map: [String: String], message: String
  ) throws {
    let reading = try Fixture.read(header + "\n", map: map)
    #expect(reading.messages == ["f.csv:1:1: " + message])
    #expect(reading.stop?.excerpt == header)
  }

  @Test(
    arguments: [
      ("date,supplier,note", ["vendor", "outcome"], ["vendor": "supplier"]),
      (
        "when,supplier,verdict", ["date", "vendor", "outcome"],
        ["date": "when", "vendor": "supplier", "outcome": "verdict"]
      ),
      ("a,b", ["date", "vendor", "outcome"], ["date": nil]),
      ("from,to,count", ["orders"], ["orders": "count"]),
      ("from,to,orders,Carrier Name", ["vendor"], ["vendor": "Carrier Name"]),
      ("date,weather", ["vendor", "outcome"], ["vendor": nil]),
    ] as [(String, [String], KeyValuePairs<String, String?>)])
  func `a missing column comes with the one that it may be called`(
    header: String, missing: [String], guesses: KeyValuePairs<String, String?>
  ) throws {
    let reading = try Fixture.read(header + "\n")
    let names = missing.map { "\"\($0)\"" }.joined(separator: ", ")
    let found = header.split(separator: ",").joined(separator: ", ")
    #expect(reading.messages == ["f.csv:1:1: no column \(names). Found: \(found)"])
    #expect(reading.stop?.next == .mapColumns(guesses.map { ColumnMapping(field: $0.key, column: $0.value) }))
  }

  @Test func `an empty file says what it wants`() throws {
    #expect(try Fixture.read("").stop?.message.hasPrefix("the file is empty") == true)
  }

  @Test func `a mapped column takes the place of one with the right name`() throws {
    let reading = try Fixture.read(
      "date,vendor,supplier,outcome\n2026-09-21,Fred,acme,good\n", map: ["vendor": "supplier"])
    #expect(reading.messages == ["f.csv:1: ignored columns: vendor"])
    #expect(reading.incidents.map(\.vendor) == ["acme"])
  }

  @Test func `the source of a key can be named`() throws {
    let reading = try Fixture.read(
      Array("date,vendor,outcome,id\n2026-09-21,acme,good,7\n".utf8), source: "desk")
    #expect(reading.incidents.first?.source == ImportKey(source: "desk", id: "7"))
  }

  @Test func `volumes are of a vendor or the whole store`() throws {
    let reading = try Fixture.read(
      "from,to,orders,vendor\n2026-09-01,2026-10-01,1200,\n2026-09-01,2026-10-01,0,nwf\n2026-10-01,2026-10-01,1,\n"
        + "2026-09-01,2026-10-01,12.5,\n")
    let (from, to) = (try Day("2026-09-01"), try Day("2026-10-01"))
    let volumes = [
      Volume(from: from, to: to, orders: 1200), Volume(from: from, to: to, orders: 0, vendor: "northwind"),
    ].compactMap(\.self)
    #expect(reading.rows == zip(volumes, 2...3).map { .volume($0, line: $1) })
    #expect(
      reading.messages == [
        "f.csv:4:12: to 2026-10-01 isn't after from 2026-10-01; to is the first day that no longer counts",
        "f.csv:5:23: orders \"12.5\" isn't a whole number from 0 to 1000000000",
      ])
  }

  @Test func `a single column of dates is check-ins`() throws {
    let reading = try Fixture.read("date\r\n2026-09-21\r\n\r\n2026-09-22\r\n")
    #expect(
      reading.rows == [.checkIn(try Day("2026-09-21"), line: 2), .checkIn(try Day("2026-09-22"), line: 4)])
  }

  @Test func `lines are counted through quoted texts`() throws {
    let reading = try Fixture.read(
      "date,vendor,outcome,summary,cost\n2026-09-21,acme,good,\"a\nb\r\nc\rd\",x\n2026-09-21,acme,good,,y\n")
    #expect(reading.problems.map(\.line) == [5, 6])
    #expect(reading.problems.map(\.column) == [4, 23])
  }

  @Test func `an error of the receiver ends the reading`() {
    struct Full: Error {}
    #expect(throws: Full.self) {
      try ImportFormat.read(
        ByteSource(Array("date\n2026-09-21\n".utf8)), fileName: "f.csv",
        context: ImportContext(catalog: Fixture.catalog, dayOf: { _ in nil }),
        sink: ImportSink(row: { _, _ in throw Full() }, problem: { _, _ in }))
    }
  }

  @Test func `no bytes make it crash`() throws {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "date", "vendor", "outcome", "2026-09-21", "T24:00", "+25:00", "acme", "bad", "\"", ",", ",", "\n",
      "\r", "é", "1", "\u{0}",
    ]
    for _ in 0..<2000 {
      let text = (0..<30).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      _ = try Fixture.read("date,vendor,outcome\n" + text)
      var bytes = Array(text.utf8)
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      _ = try Fixture.read(bytes)
    }
  }
}

/// The store of these tests lies two hours east of UTC.
struct DateTextTests {
  @Test(arguments: [
    ("2026-09-21", "2026-09-21"), ("2026-09-21T21:59:59Z", "2026-09-21"),
    ("2026-09-21T22:00:00Z", "2026-09-22"),
    ("2026-09-21 23:30:00Z", "2026-09-22"), ("2026-09-21t23:30:00z", "2026-09-22"),
    ("2026-09-21T23:30:00.123456789Z", "2026-09-22"), ("2026-09-21T23:30:00+02:00", "2026-09-21"),
    ("2026-09-21T23:30:00-0500", "2026-09-22"), ("2026-09-21T23:30+14", "2026-09-21"),
    ("2026-09-21T23:30:00", "2026-09-21"), ("2026-09-21 23:30", "2026-09-21"),
    ("2016-12-31T23:59:60Z", "2017-01-01"), ("2017-01-01T08:59:60+09:00", "2017-01-01"),
  ])
  func `a moment falls on a day of the store`(text: String, day: String) throws {
    let reading = try Fixture.read("date\n\(text)\n")
    #expect(reading.messages == [])
    #expect(reading.rows == [.checkIn(try Day(day), line: 2)])
  }

  @Test(arguments: [
    ("2026-09-21T24:00:00Z", ": no hour 24"), ("2026-09-21T23:60:00Z", ": no minute 60"),
    ("2026-09-21T23:59:61Z", ": no second 61"),
    ("2026-09-21T22:59:60Z", ": no second 60 (leap seconds are at 23:59:60 UTC)"),
    ("2026-09-21T23:59:60", ": a leap second needs Z or an offset"),
    ("2026-09-21T23:30:00+25:00", ": no offset +25:00"), ("2026-09-21T23:30:00-12:01", ": no offset -12:01"),
    ("2026-09-21T23:30:00+01:60", ": no offset +01:60"), ("2026-02-29T10:00:00Z", ": no day 29 in 2026-02"),
    ("2026-09-21T", " isn't a time. Write 2026-09-21T23:30:00Z"),
    ("2026-09-21T2:30:00Z", " isn't a time. Write 2026-09-21T23:30:00Z"),
    ("2026-09-21T23:30:0Z", " isn't a time. Write 2026-09-21T23:30:00Z"),
    ("2026-09-21T23:30:00.Z", " isn't a time. Write 2026-09-21T23:30:00Z"),
    ("2026-09-21T23:30:00 UTC", " isn't a time. Write 2026-09-21T23:30:00Z"),
    ("2026-09-21x", " isn't a date. Write YYYY-MM-DD"),
    ("9999-12-31T23:00:00Z", ": outside the years 1 to 9999"),
    ("9999-12-31T23:59:59-12:00", ": outside the years 1 to 9999"),
    ("0001-01-01T00:00:00+14:00", ": outside the years 1 to 9999"),
    ("2026/09/21", " isn't a date written YYYY-MM-DD"), ("46286", " isn't a date. Write YYYY-MM-DD"),
  ])
  func `a moment that does not exist is refused`(text: String, reason: String) throws {
    #expect(try Fixture.read("date\n\(text)\n").messages == ["f.csv:2:1: date \"\(text)\"" + reason])
  }
}
