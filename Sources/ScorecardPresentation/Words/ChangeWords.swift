package import ScorecardModel

/// What a change of the record is called.
package enum ChangeWords {
  /// `recorded: #214 northwind bad, severity 4`; not escaped.
  package static func line(_ change: Change) -> String { "\(kind(change.kind.name)): \(change.summary)" }

  /// The ledger's own name, but for what an owner would not say.
  package static func kind(_ name: String) -> String { name == "retracted" ? "taken out" : name }
}
