import TestSupport
import Testing

@testable import ScorecardModel

@Suite struct DateFormatTests {
  private func value(_ text: String, _ pattern: String) throws -> WrittenDate? {
    let pattern = try #require(DateFormat(pattern))
    return Array(text.utf8).withUnsafeBytes { try? pattern.read($0) }
  }

  @Test(arguments: [
    ("2-Jun-06", "d-MMM-yy", "2006-06-02"), ("14-Nov-98", "d-MMM-yy", "1998-11-14"),
    ("2-JUN-06", "d-MMM-yy", "2006-06-02"), ("8/30/2013", "M/d/yyyy", "2013-08-30"),
    ("30/08/2013", "dd/MM/yyyy", "2013-08-30"), ("Aug 3, 2026", "MMM d, yyyy", "2026-08-03"),
    ("2026-09-21", "iso", "2026-09-21"), ("29-Feb-24", "d-MMM-yy", "2024-02-29"),
    ("01-Sept-06", "d-MMM-yy", "2006-09-01"), ("1 June 2006", "d MMM yyyy", "2006-06-01"),
    ("2/Sep./21", "d/MMM/yy", "2021-09-02"), ("SEPTEMBER 3, 2026", "MMM d, yyyy", "2026-09-03"),
    ("2.Aug.2026", "d.MMM.yyyy", "2026-08-02"), ("2.Aug..2026", "d.MMM.yyyy", "2026-08-02"),
    ("3\u{A0}May\u{202F}2026", "d MMM yyyy", "2026-05-03"),
    ("01-Jan-68", "dd-MMM-yy", "2068-01-01"), ("01-Jan-69", "dd-MMM-yy", "1969-01-01"),
  ])
  func `a date is read as its pattern says`(text: String, pattern: String, day: String) throws {
    let value = try #require(try value(text, pattern))
    #expect(value == WrittenDate(day: try Day(day)))
  }

  @Test(arguments: [
    ("2026-09-21T23:30:00Z", "iso", "2026-09-21T23:30:00Z"),
    ("2026-09-21T23:30:00.123456789+02:00", "iso", "2026-09-21T21:30:00Z"),
    ("2020-05-01 10:00:00 -0400", "iso", "2020-05-01T14:00:00Z"),
    ("14/Jul/25 3:42 PM", "dd/MMM/yy h:mm a", "2025-07-14T15:42:00Z"),
    ("14/Jul/25 12:05 am", "dd/MMM/yy h:mm a", "2025-07-14T00:05:00Z"),
    ("6/21/2025 16:14", "M/d/yyyy H:mm", "2025-06-21T16:14:00Z"),
    ("4/9/2026 15:42", "d/M/yyyy", "2026-09-04T15:42:00Z"),
    ("4/9/2026  3:42:10 PM", "d/M/yyyy", "2026-09-04T15:42:10Z"),
    ("4/9/2026, 12:42 am", "d/M/yyyy", "2026-09-04T00:42:00Z"),
    ("4/9/2026 3:42\u{202F}pm", "d/M/yyyy", "2026-09-04T15:42:00Z"),
    ("4/9/2026T15:42:10.25+02:00", "d/M/yyyy", "2026-09-04T13:42:10Z"),
    ("4/Sept/26 15:42 UTC", "d/MMM/yy", "2026-09-04T15:42:00Z"),
    ("1756857600", "epoch", "2025-09-03T00:00:00Z"), ("1756857600999", "epochMillis", "2025-09-03T00:00:00Z"),
  ])
  func `a moment is read as its pattern says`(text: String, pattern: String, moment: String) throws {
    #expect(try value(text, pattern)?.moment(elseOffset: 0)?.description == moment)
  }

  @Test func `a month alone stands for its middle day`() throws {
    let value = try #require(try value("2018-1", "yyyy-M"))
    #expect(value == WrittenDate(day: try Day("2018-01-16"), isMonth: true))
  }

  @Test(arguments: [
    ("30-Feb-24", "d-MMM-yy"), ("2-Jux-06", "d-MMM-yy"), ("2-Jun-06 ", "d-MMM-yy"),
    ("2-Jun-2006", "d-MMM-yy"),
    ("13/13/2013", "M/d/yyyy"), ("2026-09-21T24:00:00Z", "iso"), ("2026-09-21T10:00:00+25:00", "iso"),
    ("2026-9-21", "iso"), ("2026-09-21T10", "iso"), ("2026-09-21Tx", "iso"), ("2026-09-21\u{0}23:30", "iso"),
    ("", "iso"), ("-5", "epoch"),
    ("9999-12-31T23:59:59-12:00", "iso"), ("12/31/9999 23:00 -0400", "M/d/yyyy H:mm Z"),
    ("99999999999999999999", "epoch"), ("14/Jul/25 13:42 PM", "dd/MMM/yy h:mm a"),
    ("14/Jul/25 3:42", "dd/MMM/yy h:mm a"), ("6/21/2025 16:14 +02:", "M/d/yyyy H:mm Z"),
    ("12/31/2016 23:59:60", "M/d/yyyy HH:mm:ss"), ("6/21/2025 22:59:60 Z", "M/d/yyyy HH:mm:ss Z"),
    ("2-Septem-06", "d-MMM-yy"), ("2-Sept-06", "d-MMM-yyyy"), ("2-Augu-06", "d-MMM-yy"),
    ("4/9/2026 25:42", "d/M/yyyy"), ("4/9/2026 15:42 EST", "d/M/yyyy"), ("4/9/2026 13:42 PM", "d/M/yyyy"),
    ("4/9/202615:42", "d/M/yyyy"), ("4/9/2026 15", "d/M/yyyy"), ("4/9/2026 ", "d/M/yyyy"),
    ("2026-9 10:00", "yyyy-M"),
    ("4/9/2026 15:42:60", "d/M/yyyy"), ("4/9/2026 15:42 16:00", "d/M/yyyy"),
    ("0000-01-01", "iso"), ("Date Not Captured", "d-MMM-yy"),
  ])
  func `what is no such date is none`(text: String, pattern: String) throws {
    #expect(try value(text, pattern) == nil)
  }

  @Test(arguments: ["", "d", "yyyy", "foo", "MMMM yyyy", "yyyy-MM-dd q"])
  func `what names no date is no pattern`(text: String) { #expect(DateFormat(text) == nil) }

  @Test func `a moment with an offset falls on the store's day, one without stands`() throws {
    let dayOf = { (moment: Timestamp) in Day(number: Int((moment.seconds + 7200) / 86_400)) }
    #expect(try value("2026-09-21T23:30:00Z", "iso")?.day(in: dayOf) == (try Day("2026-09-22")))
    #expect(try value("2026-09-21T23:30:00", "iso")?.day(in: dayOf) == (try Day("2026-09-21")))
  }

  @Test(arguments: [
    ("d/M/yyyy", "M/d/yyyy", true), ("dd/MM/yyyy", "M/d/yyyy", true), ("d/M/yyyy H:mm", "M/d/yyyy", true),
    ("d/M/yyyy", "d/M/yyyy", false), ("d.M.yyyy", "M/d/yyyy", false), ("d/M/yy", "M/d/yyyy", false),
    ("d/MMM/yyyy", "M/d/yyyy", false), ("iso", "yyyy-dd-MM", true), ("iso", "yyyy-MM-dd", false),
    ("epoch", "M/d/yyyy", false),
  ])
  func `two patterns are rivals where a text can be a date of both`(a: String, b: String, are: Bool) throws {
    let (first, second) = (try #require(DateFormat(a)), try #require(DateFormat(b)))
    #expect(first.swapsDayAndMonth(of: second) == are && second.swapsDayAndMonth(of: first) == are)
  }

  @Test(arguments: [
    ("d/M/yyyy", "d/M/yyyy iso d-MMM-yy"), ("iso", "iso d-MMM-yy"), ("yyyy-dd-MM", "yyyy-dd-MM d-MMM-yy"),
    ("yy-MMM-d", "yy-MMM-d iso"),
  ])
  func `a chosen pattern leaves of the others what it cannot be taken for`(chosen: String, left: String)
    throws
  {
    let own = try ["iso", "M/d/yyyy", "d-MMM-yy", "epoch"].map { try #require(DateFormat($0)) }
    let formats = try #require(DateFormat(chosen)).over(own)
    #expect(formats.map(\.text).joined(separator: " ") == left)
  }

  @Test func `no bytes make it crash`() throws {
    var random = SeededGenerator(seed: 3)
    let patterns = try ["iso", "epoch", "d/MMM/yy h:mm a Z", "yyyy-MM-dd HH:mm:ss"].map {
      try #require(DateFormat($0))
    }
    let bytes = Array("0123456789-/: TZapmJun+,.\u{ff}".utf8)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
        bytes.randomElement(using: &random)
      }
      for pattern in patterns { _ = text.withUnsafeBytes { try? pattern.read($0) } }
    }
  }

  @Test func `a moment in UTC is compared by the store's day, and midnight there is a day alone`() throws {
    // Five hours behind UTC.
    let day = { (text: String) throws -> String in
      let written = try DateFormat.iso.read(text)
      return written.calendarDay(in: { Day(number: Int(($0.seconds - 5 * 3600) / 86_400)) }).description
    }
    #expect(try day("2026-09-05T01:00:00Z") == "2026-09-04")
    #expect(try day("2026-09-05T00:00:00Z") == "2026-09-05")
    #expect(try day("2026-09-05T01:00:00-07:00") == "2026-09-05")
    #expect(try day("2026-09-05T01:00:00") == "2026-09-05")
    #expect(try day("2026-09-05") == "2026-09-05")
  }
}
