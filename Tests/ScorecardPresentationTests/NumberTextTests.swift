import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPresentation

struct NumberTextTests {
  @Test(arguments: [
    (83.25, 1, "83.3"), (1.005, 2, "1.01"), (0.125, 2, "0.13"), (-0.04, 1, "0.0"), (-0.05, 1, "-0.1"),
    (0.5, 0, "1"), (-0.5, 0, "-1"), (2.5, 0, "3"), (99.95, 1, "100.0"), (9.99, 0, "10"), (0, 0, "0"),
    (1e-7, 3, "0.000"), (Double.leastNonzeroMagnitude, 2, "0.00"),
    (1e21, 0, "1" + String(repeating: "0", count: 21)), (123.456, 0, "123"),
    (0.049, 1, "0.0"), (0.0996, 2, "0.10"), (-0.0, 2, "0.00"), (.nan, 1, "–"), (-.infinity, 1, "–"),
  ])
  func `decimals round half away from zero and never show minus nothing`(
    value: Double, digits: Int, text: String
  ) {
    #expect(NumberText.fixed(value, digits: digits) == text)
  }

  @Test func `a rounded number is never further than half a unit away`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<5000 {
      let value = Double.random(in: -1000...1000, using: &random)
      for digits in 0...4 {
        let shown = try #require(Double(NumberText.fixed(value, digits: digits)))
        let unit = (0..<digits).reduce(1.0) { unit, _ in unit / 10 }
        #expect(abs(shown - value) <= unit / 2 * (1 + 1e-9))
      }
    }
  }

  @Test func `thousands are grouped`() {
    #expect(
      [0, 999, 1186, 1_000_000, -1234].map { NumberText.grouped($0) } == [
        "0", "999", "1,186", "1,000,000", "-1,234",
      ])
    #expect(NumberText.fixed(-1234.56, digits: 1, grouped: true) == "-1,234.6")
    #expect(NumberText.count(1, "log") + NumberText.count(1186, "log") == "1 log1,186 logs")
  }

  @Test func `nothing is certain`() {
    let shown = [1, 0.9901, 0.99, 0.92, 0.5, 0.01, 0.0099, 0].map(NumberText.probability)
    #expect(shown == ["over 99 %", "over 99 %", "99 %", "92 %", "50 %", "1 %", "under 1 %", "under 1 %"])
  }

  @Test func `days read in English everywhere`() {
    let day = Fixture.day("2026-09-21")
    #expect(DayText.withWeekday(day) == "Mon 21 Sep 2026")
    #expect(DayText.range(Fixture.day("2026-07-01"), Fixture.asOf) == "1 Jul – 30 Sep")
    #expect(DayText.range(Fixture.day("2025-11-01"), day) == "1 Nov 2025 – 21 Sep 2026")
  }

  @Test func `points add up on screen`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let parts = (0..<5).map { _ in Double.random(in: 0...32, using: &random) }
      let total = parts.reduce(0, +)
      let tenths = PointRounding.tenths(parts, total: total)
      #expect(PointRounding.text(tenths: tenths.reduce(0, +)) == NumberText.fixed(total, digits: 1))
      #expect(zip(parts, tenths).allSatisfy { abs($0 * 10 - Double($1)) < 1.0000001 })
    }
    #expect(PointRounding.tenths([1.25, 1.25, 1.25], total: 3.75) == [13, 13, 12])
  }
}
