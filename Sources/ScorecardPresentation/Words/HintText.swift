package import ScorecardModel

extension Hints {
  /// `See all: `vendorscore vendors``; nil where the front end offers no such step.
  package func closing(_ lead: String, _ step: NextStep) -> String? {
    self[step].map { "\(lead): `\($0)`" }
  }
}

extension String {
  /// The sentence with another one after it, if there is one.
  package func followed(by next: String?) -> String {
    guard let next, !next.isEmpty else { return self }
    let ends = [".", "?", "!", ":"].contains { hasSuffix($0) }
    return self + (ends ? " " : ". ") + next
  }
}
