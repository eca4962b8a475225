/// What a change of the record is called.
package enum ChangeWords {
  /// The ledger's own name, but for what an owner would not say.
  package static func kind(_ name: String) -> String { name == "retracted" ? "taken out" : name }
}
