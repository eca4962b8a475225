package import ScorecardModel

/// The rules of scoring, one sentence each, as an owner reads them (Scoring article, "The rules").
package enum RuleText {
  package static let score =
    "75 is typical, and what to expect of a vendor you know nothing about; twice the trouble gives 56, half gives "
    + "87, none 100."
  package static let severity = "An entry counts for what it cost you, whatever its kind."
  package static let service =
    "A vendor that treats you better than the others do is forgiven up to a fifth of its trouble."
  package static let neighbours =
    "A vendor is judged by what the others of its kind lead us to expect, never by an expectation that its own "
    + "bad day has set; and one very bad vendor says little about the others."
  package static let unclear =
    "UNCLEAR until 28 orders or two months have been seen and the likely range stays above 40."
  package static let watch =
    "WATCH: after a new bad day, when leaving may pay, the score is under 60, or something was lost in the last "
    + "90 days."
  package static let drop =
    "DROP takes three bad days, at least a week apart, a score under 75, and leaving to pay: 90 % sure once, or "
    + "65 % sure in two monthly reviews, each with a new bad day."
  package static let noNews = "Advice never gets harsher without a new bad day."
  package static let better =
    "From 75 on nobody is dropped; if another would still pay, you are told: good, but B is better."
  package static let moving =
    "Moving costs 6 troubles and three months of typical trouble on the orders that move."
  package static let compare = "Better means less trouble; how sure is the chance of that."

  /// All of them, in the order in which they build on each other.
  package static let all = [
    score, severity, service, neighbours, unclear, watch, drop, noNews, better, moving, compare,
  ]

  /// The rule that holds a vendor's advice where it is, and what lifts it.
  package static func holding(_ card: Scorecard) -> String {
    switch card.advice.reason {
    case .left(let day):
      day == nil
        ? "Left, nobody remembers when: nothing to decide."
        : "Left: nothing to decide. Its score is kept up, because what was seen of it still says something."
    case .tooLittleSeen, .rangeTooWide: unclear
    case .nothingAgainst: card.score >= 75 ? better : noNews
    case .watching:
      watch + " It ends when leaving is under 25 % sure with a score of 60 or more, or at a score of 80."
    case .leavingPays: drop + " It ends when leaving is under 50 % sure, or at a score of 75."
    }
  }
}
