package import ScorecardModel

/// What a vendor is to the store, in words.
package enum StandingText {
  /// `primary`, `plan B`, `left on 15 Aug 2026`.
  package static func role(_ standing: VendorStanding) -> String {
    standing.role == .former
      ? standing.until.map { "left on " + DayText.short($0) } ?? word(.former) : word(standing.role)
  }

  /// `plan B`.
  package static func word(_ role: Role) -> String {
    switch role {
    case .primary: "primary"
    case .fallback: "plan B"
    case .candidate: "on trial"
    case .former: "left"
    }
  }
}

/// The dimensions in plain words (SERVQUAL's own term in brackets).
package enum DimensionText {
  package static func plain(_ dimension: Dimension) -> String {
    switch dimension {
    case .reliability: "did not keep its promise (reliability)"
    case .responsiveness: "slow to help (responsiveness)"
    case .assurance: "did not know its job (assurance)"
    case .empathy: "did not listen (empathy)"
    case .tangibles: "came in bad shape (tangibles)"
    case .general: "other trouble (general)"
    }
  }
}
