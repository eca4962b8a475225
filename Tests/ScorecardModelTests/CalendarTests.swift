import ScorecardModel
import Testing

struct CalendarTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("0001-01-01", -719_162), ("2000-02-29", 11_016), ("2026-09-21", 20_717),
    ("9999-12-31", 2_932_896),
  ])
  func `a day is its number of days since 1970`(text: String, number: Int) throws {
    let day = try Day(text)
    #expect(day.number == number)
    #expect(day.description == text)
    #expect(Day(number: number) == day)
  }

  @Test(arguments: [
    ("2023-02-29", "no day 29 in 2023-02"), ("1900-02-29", "no day 29 in 1900-02"),
    ("2026-04-31", "no day 31 in 2026-04"), ("2026-13-40", "no month 13"), ("2026-00-01", "no month 0"),
    ("2026-01-00", "no day 0 in 2026-01"), ("0000-01-01", "no year 0000 (0001 to 9999)"),
    ("10000-01-01", "not a date"), ("2026-1-1", "not a date"), ("2026-01-01 ", "not a date"),
    ("", "not a date"),
    ("+026-01-01", "not a date"), ("2026‐01‐01", "not a date"), ("２026-01-01", "not a date"),
  ])
  func `a day that does not exist is refused with its reason`(text: String, reason: String) {
    #expect { try Day(text) } throws: { "\($0)" == reason }
  }

  @Test func `every day of four centuries follows the one before`() throws {
    var expected = try Day("1800-01-01")
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...31 {
          guard let made = try? Day(year: year, month: month, day: day) else { continue }
          #expect(made == expected)
          #expect(made.components == (year, month, day))
          expected = expected + 1
        }
      }
    }
    #expect(try expected == Day("2200-01-01"))
  }

  @Test func `weeks begin on Monday`() throws {
    let monday = try Day("2026-09-21")
    #expect((0..<7).map { (monday + $0).weekday } == [1, 2, 3, 4, 5, 6, 7])
    #expect((0..<7).allSatisfy { (monday + $0).weekStart == monday })
    #expect(try Day("1969-12-29").weekday == 1)
  }

  @Test func `days stop at the ends of the calendar`() {
    #expect(Day.latest + 1 == .latest)
    #expect(Day.latest + .max == .latest)
    #expect(Day.earliest - .max == .earliest)
    #expect(Day.earliest - .min == .latest)
    #expect(Day(number: .max) == nil)
  }

  @Test func `a month knows its days`() throws {
    let february = try #require(Month("2024-02"))
    #expect(february.firstDay.description == "2024-02-01")
    #expect(february.lastDay.description == "2024-02-29")
    #expect(february.advanced(by: -2).description == "2023-12")
    #expect(try Day("2024-02-29").month == february)
    #expect(Month("2024-2") == nil)
    #expect(Month("2024-02-01") == nil)
    #expect(Month("2024-13") == nil)
  }

  @Test func `a month beyond the calendar ends where the calendar does`() {
    #expect(Month(index: .max).firstDay == .latest)
    #expect(Month(index: .min).firstDay == .earliest)
    #expect((1...12).contains(Month(index: -1).number))
  }

  @Test(arguments: ["2026-Q3", "2026q3", "2026-q3", "2026Q3"])
  func `a quarter is read in its usual forms`(text: String) throws {
    let quarter = try #require(Quarter(text))
    #expect(quarter.description == "2026-Q3")
    #expect(quarter.firstDay.description == "2026-07-01")
    #expect(quarter.lastDay.description == "2026-09-30")
    #expect(quarter.previous.description == "2026-Q2")
    #expect(Quarter(of: quarter.lastDay) == quarter)
  }

  @Test(arguments: [
    "2026-Q5", "2026-Q0", "+202Q3", "-2026Q3", "2-026Q3", "2026Q-3", "2026--Q3", "0000-Q1", "Q3", "",
  ])
  func `what is not a quarter is refused`(text: String) {
    #expect(Quarter(text) == nil)
  }

  @Test func `the quarter before the first of a year is the last of the year before`() {
    #expect(Quarter(year: 2026, number: 1)?.previous == Quarter(year: 2025, number: 4))
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1_790_033_400, "2026-09-21T23:30:00Z"),
  ])
  func `a moment is written in UTC`(seconds: Int64, text: String) {
    #expect(Timestamp(seconds: seconds).description == text)
  }

  @Test(arguments: [Int64.min, .max])
  func `the furthest moments can be written`(seconds: Int64) {
    #expect(Timestamp(seconds: seconds).description.hasSuffix("Z"))
  }
}
