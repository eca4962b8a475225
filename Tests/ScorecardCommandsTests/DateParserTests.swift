import ScorecardModel
import Testing

@testable import ScorecardCommands

/// What people type for days, months and quarters. Today is Tuesday 22 September 2026.
@Suite struct DateParserTests {
  private let dates: DateParser

  init() throws { dates = DateParser(today: try Day("2026-09-22")) }

  @Test(arguments: [
    ("2026/09/21", "2026-09-21"), ("2026.9.21", "2026-09-21"), ("09/21/2026", "2026-09-21"),
    ("21/9/2026", "2026-09-21"), ("21.9.2026", "2026-09-21"), ("9/9/2026", "2026-09-09"),
    ("last fri", "2026-09-18"), ("tue", "2026-09-22"), ("3 days ago", "2026-09-19"), ("21 sep", "2026-09-21"),
    ("nov 27", "2025-11-27"),
  ])
  func `a day looks back`(typed: String, day: String) throws {
    #expect(try dates.pastDay(typed).description == day)
  }

  @Test(arguments: ["9/10/2026", "10.9.2026"]) func `two meanings are asked about`(typed: String) throws {
    #expect(throws: Failure.self) { try dates.day(typed) }
  }

  @Test(arguments: [
    ("next week", "2026-09-29"), ("in 7 days", "2026-09-29"), ("in 2 weeks", "2026-10-06"),
    ("in a month", "2026-10-22"),
    ("next month", "2026-10-22"), ("next fri", "2026-09-25"), ("fri", "2026-09-25"),
    ("next tue", "2026-09-29"),
    ("20 jan", "2027-01-20"), ("22 sep", "2026-09-22"), ("tomorrow", "2026-09-23"),
    ("12/24/2026", "2026-12-24"),
  ])
  func `a deadline looks ahead`(typed: String, day: String) throws {
    #expect(try dates.deadline(typed).description == day)
  }

  @Test func `a month has no day of its own where the next is shorter`() throws {
    let dates = DateParser(today: try Day("2027-01-31"))
    #expect(try dates.deadline("next month").description == "2027-02-28")
  }

  @Test(arguments: [
    ("2026-08", "2026-08"), ("sep", "2026-09"), ("Oct", "2025-10"), ("sept.", "2026-09"),
    ("october 2026", "2026-10"),
    ("last month", "2026-08"), ("this month", "2026-09"),
  ])
  func `a month looks back`(typed: String, month: String) throws {
    #expect(try dates.month(typed).description == month)
  }

  @Test(arguments: ["", "2026-13", "month", "oct nov", "sep 21", "sep +026", "se"])
  func `what is no month is refused`(
    typed: String
  ) {
    #expect(throws: Failure.self) { try dates.month(typed) }
  }

  @Test(arguments: [
    ("2026-Q1", "2026-Q1"), ("Q3", "2026-Q3"), ("q4", "2025-Q4"), ("last", "2026-Q2"),
    ("last quarter", "2026-Q2"),
    ("this quarter", "2026-Q3"),
  ])
  func `a quarter looks back`(typed: String, quarter: String) throws {
    #expect(try dates.quarter(typed).description == quarter)
  }

  @Test func `on its last day a quarter is over, as for the report that is written by default`() throws {
    let dates = DateParser(today: try Day("2026-09-30"))
    #expect(try dates.quarter("last").description == "2026-Q3")
  }

  @Test(arguments: ["", "Q5", "2026", "q", "lasts"]) func `what is no quarter is refused`(typed: String) {
    #expect(throws: Failure.self) { try dates.quarter(typed) }
  }
}
