package import ScorecardModel

/// The advice in words, the same wherever it is shown.
package enum AdviceText {
  /// Why the advice is what it is, as a short clause such as `leaving pays off, 92 % sure`.
  ///
  /// - Parameter better: the name of the vendor to which a switch would still pay, though this one is good.
  package static func reason(_ card: Scorecard, better: String? = nil) -> String {
    switch card.advice.reason {
    case .left(let day): day.map { "not used since " + DayText.short($0) } ?? "not used any more"
    case .tooLittleSeen: tooLittleSeen(card)
    case .rangeTooWide:
      "too little seen: the likely range \(likely(card)) still starts below 40"
    case .nothingAgainst: better.map { "good, but \($0) is better: \(sure(card))" } ?? staying(card)
    case .watching(let cause, let since): watching(cause, card) + onWatch(since: since, card)
    case .leavingPays(let sureAtOnce, let since): leaving(card, sureAtOnce: sureAtOnce, since: since)
    }
  }

  /// The clause with the name of the better vendor, if there is one, from the catalog.
  package static func reason(_ card: Scorecard, in catalog: Catalog) -> String {
    reason(card, better: card.advice.better.map(catalog.vendorName))
  }

  /// `leaving pays off, 92 % sure`; of a vendor on trial, which nobody leaves, `another is better, 92 % sure`.
  private static func sure(_ card: Scorecard) -> String {
    "\(another(card)), \(NumberText.probability(card.switching?.probability ?? 0)) sure"
  }

  private static func another(_ card: Scorecard) -> String {
    card.role == .candidate ? "another is better" : "leaving pays off"
  }

  private static func staying(_ card: Scorecard) -> String {
    let doubt = NumberText.probability(card.switching?.probability ?? 0)
    let fine = card.role == .candidate ? "going on trying it is fine" : "staying is fine"
    return "\(fine): \(doubt) sure that \(another(card))"
  }

  private static func tooLittleSeen(_ card: Scorecard) -> String {
    guard card.track.firstDay != nil else { return "nothing on record yet" }
    let needed = card.exposure.unit == .orders ? "28 recent orders" : "two months"
    let watched = HarmText.watched(card)
    let recent = NumberText.fixed(card.exposure.amount.rounded(.down), digits: 0)
    // So many that they would be enough, were they all of today.
    let isOld =
      card.exposure.unit == .orders && card.track.amount >= 28 && card.exposure.amount < 28
      && !watched.hasSuffix(")")
    let seen = isOld ? "\(watched), which count as \(recent) recent ones" : watched
    return "too little seen: \(seen), and it takes \(needed) to judge"
  }

  private static func watching(_ cause: WatchCause, _ card: Scorecard) -> String {
    let doubt = NumberText.probability(card.switching?.probability ?? 0)
    switch cause {
    case .loss(let day): return "something was lost on \(DayText.short(day)); \(sure(card))"
    case .leavingMayPay:
      return (card.role == .candidate ? "another may be better" : "leaving may pay off") + ", \(doubt) sure"
    case .lowScore: return "the score was under 60 after a bad day; \(sure(card))"
    case .afterDrop:
      return
        (card.role == .candidate
        ? "another is no longer clearly better" : "leaving no longer clearly pays off")
        + ", \(doubt) sure"
    }
  }

  private static func onWatch(since day: Day, _ card: Scorecard) -> String {
    day < card.advice.reviews.last?.day ?? day ? "; on watch since \(DayText.short(day))" : ""
  }

  private static func leaving(_ card: Scorecard, sureAtOnce: Bool, since: Day) -> String {
    let now = sure(card)
    guard since < card.advice.reviews.last?.day ?? since else {
      return sureAtOnce ? now : now + ", in two monthly reviews with a new bad day each"
    }
    return now + "; advised since \(DayText.short(since))"
  }

  private static func likely(_ card: Scorecard) -> String {
    NumberText.fixed(card.low, digits: 0) + "–" + NumberText.fixed(card.high, digits: 0)
  }
}

extension Advice {
  /// The shape that repeats the colour: ● keep, ▲ watch, ■ drop, ○ unclear and left.
  package var mark: String {
    switch self {
    case .keep: "●"
    case .watch: "▲"
    case .drop: "■"
    case .unclear, .left: "○"
    }
  }

  /// `KEEP`, as the terminal shows it.
  package var capitals: String { rawValue.uppercased() }
}
