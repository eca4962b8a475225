import ScorecardModel
import Testing

@testable import ScorecardCommands

@Suite struct AmountParserTests {
  @Test(arguments: [
    ("12.50", "USD", "12.50"), ("12,50", "EUR", "12.50"), ("6,5", "EUR", "6.50"), ("€45", "EUR", "45"),
    ("45 €", "EUR", "45"), ("12,50 EUR", "EUR", "12.50"), ("12.5 eur", "EUR", "12.50"), ("$30", "USD", "30"),
  ]) func `amounts are read as people type them`(typed: String, currency: String, amount: String) throws {
    #expect(try AmountParser.money(typed, option: "--cost", currency: currency) == Money(amount))
  }

  @Test(arguments: [
    ("1,200", "USD"), ("1.200,50", "EUR"), ("€45", "USD"), ("45 EUR", "USD"), ("12,", "EUR"), ("", "EUR"),
    ("EUR", "EUR"),
    ("-5", "EUR"), ("1,2,3", "EUR"),
  ]) func `what may be another amount, or another currency, is refused`(typed: String, currency: String) {
    #expect(throws: Failure.self) { try AmountParser.money(typed, option: "--cost", currency: currency) }
  }
}
