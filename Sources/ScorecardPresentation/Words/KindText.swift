package import ScorecardModel

/// Kinds of experience in words.
package enum KindText {
  /// `Late`, `No answer`.
  package static func name(_ kind: IncidentKind) -> String {
    kind == .noanswer ? "No answer" : kind.rawValue.capitalizedFirst
  }

  /// `Lost 4 · Late 6 · No answer 3`; empty without any.
  package static func counts(_ kinds: [KindCount]) -> String {
    kinds.map { "\(name($0.kind)) \(NumberText.grouped($0.count))" }.joined(separator: " · ")
  }
}
