package import ScorecardModel

/// The advice in words, the same wherever it is shown.
package enum AdviceText {
  /// Why the advice is what it is, as a short clause such as `switching pays off with 92 % probability`.
  package static func reason(_ card: Scorecard) -> String {
    let sure = NumberText.probability(card.switching.probability)
    switch card.advice.reason {
    case .stayingPays:
      return "staying is worth it; switching pays off with \(sure) probability"
    case .switchMayPay:
      return "switching may pay off, \(sure) probability; not enough to leave"
    case .recentDisaster:
      let day = card.advice.recentDisaster.map { " on " + DayText.short($0) } ?? ""
      return "a severity 5\(day), less than 90 days ago; switching pays off with \(sure) probability"
    case .switchPays:
      return "switching pays off with \(sure) probability"
    case .switchPaidTwice:
      return "switching pays off with \(sure) probability, at 65 % or more in two monthly reviews running"
    case .earlierVerdictStands:
      let before = card.advice.state == .drop ? "to be dropped" : "on watch"
      return "\(before) since an earlier month, and not clearly better; switching pays off with \(sure) "
        + "probability"
    case .tooLittleEvidence:
      guard card.track.firstDay != nil else { return "too little evidence: nothing on record yet" }
      return "too little evidence: \(NumberText.count(card.logs, "log")) over \(HarmText.watched(card)) "
        + "can't decide"
    }
  }
}

extension Advice {
  /// The shape that repeats the colour: ● keep, ▲ watch, ■ drop, ○ unclear.
  package var mark: String {
    switch self {
    case .keep: "●"
    case .watch: "▲"
    case .drop: "■"
    case .unclear: "○"
    }
  }

  /// `KEEP`, as the terminal shows it.
  package var capitals: String { rawValue.uppercased() }
}
