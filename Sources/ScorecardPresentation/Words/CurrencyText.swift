/// What is wrong with the currency of a catalog.
package enum CurrencyText {
  package static func mismatch(_ currency: String, recorded: String) -> String {
    "currency is \(currency), but the money on record is in \(recorded), and amounts are not converted. Put \(recorded) "
      + "back; if they were \(currency) all along, say so"
  }
}
