internal import ScorecardModel

/// Which vendors there is something to decide about, and how it stands with them.
struct Verdicts {
  /// By verdict, then score.
  private let cards: [Scorecard]
  /// As of the end of the quarter before, of those of which something was on record by then.
  private let before: [Vendor.ID: Scorecard]

  /// - Parameter before: nil = nothing was on record yet.
  init(_ cards: [Scorecard], before: Evaluation?) {
    self.cards = cards
    // Before anything was on record a score is only what is assumed of anyone.
    let known = (before?.scorecards ?? []).filter { $0.track.firstDay != nil }
    self.before = Dictionary(known.map { ($0.vendor.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  init(rows: [QuarterReport.Row]) {
    cards = rows.map(\.scorecard)
    before = Dictionary(
      rows.compactMap { row in row.before.map { ($0.vendor.id, $0) } },
      uniquingKeysWith: { first, _ in first })
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
      isSlipping: isSlipping(card), isOnTrial: card.role == .candidate)
  }

  private func isSlipping(_ card: Scorecard) -> Bool {
    if card.worsening.flagged { return true }
    guard let before = before[card.vendor.id], before.advice.shown == .keep else { return false }
    return card.score < before.score
  }
}
