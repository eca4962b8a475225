package import ScorecardModel

/// What can be said when the month is gone through, and what it came to; not escaped.
package enum AnswerText {
  /// `claimed it`.
  ///
  /// - Parameter others: what else can be said; where nothing can be claimed any more, something is awaited.
  package static func meaning(_ kind: ReviewAnswer.Kind, among others: [ReviewAnswer.Kind]) -> String {
    switch kind {
    case .claimed: "claimed it"
    case .cameBack: "money came back"
    case .handedIn: "handed in"
    case .settled: others.contains(.claimed) ? "won't claim" : "nothing will come"
    case .raised: "done"
    case .askAgain: "ask again on a day"
    case .stillOpen: "still not: ask again in \(ReviewAnswer.daysToAsk) days"
    case .resolved: "resolved by now"
    case .felt: "customers felt it"
    case .notFelt: "nobody felt it"
    case .ours: "our own doing"
    }
  }

  /// `#4 comes again on Thu 22 Oct 2026`.
  ///
  /// - Parameter recorded: the entry with the answer in it.
  package static func done(
    _ kind: ReviewAnswer.Kind, _ recorded: RecordedIncident, in catalog: Catalog
  ) -> String {
    let details = recorded.incident.details
    func money(_ amount: Money?) -> String { HarmText.money(amount ?? .zero, in: catalog) }
    let day = details.followUp.map { " on " + DayText.withWeekday($0) } ?? " later"
    let what =
      switch kind {
      case .claimed: ": \(money(details.claimed)) claimed"
      case .cameBack: ": \(money(details.recovered)) came back"
      case .handedIn: " is handed in, and comes again\(day) for its money"
      case .settled: " is done with"
      case .raised: " is raised"
      case .askAgain, .stillOpen: " comes again" + day
      case .resolved: " is resolved"
      case .felt: " counts"
      case .notFelt: " is taken out"
      case .ours: " was our own doing, and is in no score"
      }
    return "#\(recorded.id)" + what
  }

  /// What is wrong with an amount; nil when it can be saved.
  package static func problem(_ kind: ReviewAnswer.Kind, _ money: Money) -> String? {
    kind == .claimed && money <= .zero ? "A claim needs an amount above 0" : nil
  }

  /// What is wrong with a day to ask again; nil when it can be saved.
  package static func problem(_ day: Day, asOf today: Day) -> String? {
    day > today
      ? nil : "\(day) is not ahead. Try a day such as \(today + ReviewAnswer.daysToAsk)"
  }
}
