package import ScorecardModel

/// What a change did to a vendor's score and advice; not escaped.
package enum ScoreMove {
  /// `48 → 45`, or `45, as before`; without an earlier one the score alone.
  package static func text(_ before: Scorecard?, _ after: Scorecard) -> String {
    let (then, now) = (before.map(score), score(after))
    return then.map { $0 == now ? "\(now), as before" : "\($0) → \(now)" } ?? now
  }

  /// `Northwind Freight 48 → 45 (likely 29–63).`
  package static func sentence(_ before: Scorecard?, _ after: Scorecard) -> String {
    let range =
      NumberText.fixed(after.low, digits: 0) + "–" + NumberText.fixed(after.high, digits: 0)
    return "\(after.vendor.name) \(text(before, after)) (likely \(range))."
  }

  /// `Advice: watch → drop: leaving pays off, 92 % sure.`
  package static func advice(_ before: Scorecard?, _ after: Scorecard) -> String {
    let (then, now) = (before?.advice.shown, after.advice.shown)
    let move = then.flatMap { $0 == now ? nil : $0.rawValue + " → " } ?? ""
    return "Advice: \(move)\(now.rawValue): \(AdviceText.reason(after))".sentence
  }

  private static func score(_ card: Scorecard) -> String { NumberText.fixed(card.score, digits: 0) }
}
