import Foundation
import Testing
import VendorScorecard

/// Foundation's dates in and out.
@Suite struct DateTests {
  @Test(arguments: [(0.0, 0), (1.9, 1), (-0.1, -1), (-2, -2), (1_790_071_200.999, 1_790_071_200)])
  func `a moment is the second that it falls in`(seconds: Double, expected: Int64) {
    let moment = Timestamp(Date(timeIntervalSince1970: seconds))
    #expect(moment.seconds == expected)
    #expect(Timestamp(Date(moment)) == moment)
  }

  @Test func `the end of time is no crash`() throws {
    #expect(Timestamp(.distantFuture) > Timestamp(Date(timeIntervalSince1970: 0)))
    #expect(Timestamp(Date(timeIntervalSince1970: 1e300)).seconds == .max)
    #expect(Timestamp(Date(timeIntervalSince1970: -1e300)).seconds == .min)
    #expect(Day(Date(timeIntervalSince1970: 1e300), in: .gmt) == .latest)
    #expect(Day(Date(timeIntervalSince1970: -.infinity), in: .gmt) == .earliest)
  }

  @Test func `the day is the one of the time zone`() throws {
    let date = try Date("2026-09-22T20:00:00Z", strategy: .iso8601)
    #expect(Day(date, in: .gmt) == (try Day("2026-09-22")))
    #expect(Day(date, in: try #require(TimeZone(identifier: "Asia/Tokyo"))) == (try Day("2026-09-23")))
  }

  @Test func `a day starts at its first moment, also where midnight is skipped`() throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    #expect(try Day("2026-03-29").start(in: berlin) == Date("2026-03-28T23:00:00Z", strategy: .iso8601))
    #expect(try Day("2026-03-30").start(in: berlin) == Date("2026-03-29T22:00:00Z", strategy: .iso8601))
    let havana = try #require(TimeZone(identifier: "America/Havana"))
    #expect(try Day("2026-03-08").start(in: havana) == Date("2026-03-08T05:00:00Z", strategy: .iso8601))
  }
}
