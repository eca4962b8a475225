internal import ScorecardModel

/// Which vendors there is something to decide about, and how it stands with them.
struct Verdicts {
  /// By verdict, then score.
  private let cards: [Scorecard]
  private let before: (Vendor.ID) -> Scorecard?

  /// - Parameter before: as of the end of the quarter before; nil when nothing was on record of it by then.
  init(_ cards: [Scorecard], before: @escaping (Vendor.ID) -> Scorecard?) {
    (self.cards, self.before) = (cards, before)
  }

  /// The used vendors with this advice, what saves most first.
  func pressing(_ advice: Advice) -> [Scorecard] {
    let found = cards.filter { !$0.isUnused && $0.advice.shown == advice }
    return found.enumerated().sorted { a, b in
      let (first, second) = (a.element.switching?.gain ?? 0, b.element.switching?.gain ?? 0)
      return first != second ? first > second : a.offset < b.offset
    }.map(\.element)
  }

  /// To whom to move; nil when nobody is known who is worth it.
  func successor(of card: Scorecard) -> Scorecard? {
    guard let id = card.switching?.alternative, let other = cards.first(where: { $0.vendor.id == id }),
      other.advice.shown != .drop
    else { return nil }
    return other
  }

  func verdict(_ card: Scorecard) -> QuarterReport.Verdict {
    QuarterReport.Verdict(
      vendor: card.vendor.id, advice: card.advice.shown, successor: successor(of: card)?.vendor.id,
      isSlipping: card.advice.shown == .watch && isSlipping(card), isOnTrial: card.role == .candidate)
  }

  private func isSlipping(_ card: Scorecard) -> Bool {
    if card.worsening.flagged { return true }
    guard let before = before(card.vendor.id), before.advice.shown == .keep else { return false }
    return card.score < before.score
  }
}
