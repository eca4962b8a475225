import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardFormats

@Suite struct NumberReadingTests {
  private func number(_ text: String, _ format: NumberFormat? = nil) throws(FieldProblem) -> Double {
    let reading = NumberReading(format: format, currency: "USD")
    let result = Array(text.utf8).withUnsafeBytes { bytes in
      Result { () throws(FieldProblem) in try reading.number(bytes) }
    }
    return try result.get()
  }

  @Test(arguments: [
    ("12", 12), ("12.5", 12.5), ("12,50", 12.5), ("0.125", 0.125), ("0,125", 0.125), ("1234.567", 1234.567),
    ("1234,567", 1234.567), ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("1,234,567", 1_234_567),
    ("1.234.567", 1_234_567), ("$15.00", 15), ("(7.25)", -7.25), ("$(7.25)", -7.25),
    ("($7.25)", -7.25),
    ("5.00 USD", 5), ("USD 5.00", 5), ("US$5", 5), ("-3", -3), ("3-", -3), ("\u{2212}3,5", -3.5), ("+3", 3),
    ("-$3.10", -3.1), ("$ -3.10", -3.1), ("1 234", 1234), ("1\u{A0}234,5", 1234.5),
    ("1\u{202F}234\u{202F}567.25", 1_234_567.25),
    ("1'234.50", 1234.5), ("1\u{2019}234", 1234), ("１２．５", 12.5), ("\u{A0}7\u{2009}", 7),
  ])
  func `a number is read where it can be only one`(text: String, value: Double) throws {
    #expect(try number(text) == value)
  }

  @Test(arguments: [
    "", "-", "abc", "12abc", "12 kg", "1,23,456", "1.2.3", "1,234.5,6", "1 23", "1 2345", "12.", ".5", "1e3",
    "9.4E+21",
    "0x10", "--3", "-3-", "((3))", "5 USD USD", "12:30", "1,234 567", "012,345.00", "NaN", "٣", "1..5", "12%",
  ])
  func `what is no number is none, however the file writes them`(text: String) {
    for format in [nil] + NumberFormat.allCases {
      #expect(throws: FieldProblem.self, "\(text) as \(format?.rawValue ?? "any")") {
        try number(text, format)
      }
    }
  }

  @Test(arguments: [("1,234", "1234 or 1.234"), ("1.234", "1.234 or 1234"), ("-1,000", "-1000 or -1")])
  func `thousands that may be decimals are asked about`(text: String, ways: String) {
    #expect {
      try number(text)
    } throws: { error in
      let problem = error as? FieldProblem
      return problem?.message == "\"\(text)\" can be \(ways)"
        && problem?.next == .chooseNumberFormat(["1,234.50", "1.234,50"])
    }
  }

  @Test(
    arguments: [
      ("1,234", .point, 1234), ("1.234", .point, 1.234), ("1,234", .comma, 1.234), ("1.234", .comma, 1234),
      ("1 234", .blank, 1234), ("1,234", .blank, 1.234), ("12", .comma, 12), ("12,5", .comma, 12.5),
    ] as [(String, NumberFormat, Double)])
  func `what is chosen settles it`(text: String, format: NumberFormat, value: Double) throws {
    #expect(try number(text, format) == value)
  }

  @Test(
    arguments: [
      ("12,50", .point), ("12.50", .comma), ("1.234,50", .point), ("1.234", .blank), ("1.234,5", .blank),
    ]
      as [(String, NumberFormat)])
  func `a number in another way than the chosen one is none`(text: String, format: NumberFormat) {
    #expect(throws: FieldProblem.self) { try number(text, format) }
  }

  @Test(arguments: [
    ("15,00 €", "EUR", true), ("15,00 €", "usd", false), ("$15", "CAD", true), ("$15", "EUR", false),
    ("C$15", "USD", false),
    ("15 kr", "SEK", true), ("chf 15", "CHF", true), ("5.00 EUR", "USD", false),
  ])
  func `a currency that is written has to be the store's`(text: String, currency: String, isRead: Bool) {
    let reading = NumberReading(format: nil, currency: currency)
    let value = Array(text.utf8).withUnsafeBytes { try? reading.number($0) }
    #expect((value != nil) == isRead)
  }

  @Test func `no bytes make it crash, and what is read has one value`() {
    var random = SeededGenerator(seed: 5)
    let bytes = Array("0123456789.,' -+()$€USD\u{202F}\u{ff}".utf8)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...14, using: &random)).compactMap { _ in
        bytes.randomElement(using: &random)
      }
      text.withUnsafeBytes { text in
        guard let written = WrittenNumber(text) else { return }
        let ways = Set([NumberFormat.point, .comma].compactMap { written.value(as: $0) })
        let value = try? NumberReading(format: nil, currency: "USD").number(text)
        #expect(value == nil || ways == [value ?? 0], "\(text.text)")
      }
    }
  }
}
