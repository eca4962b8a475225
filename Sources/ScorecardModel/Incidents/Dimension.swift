/// What an experience was about: the five SERVQUAL dimensions, or general when the owner names none.
///
/// Parasuraman, Zeithaml & Berry (1988), "SERVQUAL", Journal of Retailing 64(1).
public enum Dimension: String, CaseIterable, Sendable, Hashable, Codable {
  /// Did what was promised.
  case reliability
  /// Helped promptly.
  case responsiveness
  /// Knew their job and were courteous.
  case assurance
  /// Listened, treated you as a person.
  case empathy
  /// Tools, documents, packaging, condition.
  case tangibles
  /// The owner named none.
  case general

  /// How many there are.
  public static let count = allCases.count

  /// The four that service quality is made of (Scoring §3).
  public static let service: [Dimension] = [.responsiveness, .assurance, .empathy, .tangibles]

  /// Position in the fixed order, 0..<``count``; part of the ledger's format.
  public var index: Int {
    switch self {
    case .reliability: 0
    case .responsiveness: 1
    case .assurance: 2
    case .empathy: 3
    case .tangibles: 4
    case .general: 5
    }
  }
}
