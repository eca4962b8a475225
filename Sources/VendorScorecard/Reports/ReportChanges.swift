internal import ScorecardModel
internal import ScorecardPresentation

extension ReportNarrative {
  /// Points by which a score has to move to be worth a line.
  private static let smallestMove = 5.0

  /// What is different from the quarter before, one sentence each, in the order of the rows.
  func changes(since before: Quarter, compared: Bool) -> [String] {
    guard compared else { return ["The first quarter on record: there is nothing to compare it with."] }
    return used.flatMap { row -> [String] in
      let card = row.scorecard
      guard let earlier = row.before else {
        return card.incidentCount > 0
          ? ["\(card.vendor.name) is new on record, with \(NumberText.entries(row.incidentCount))."] : []
      }
      return [adviceChange(card, earlier), move(card, earlier), worsening(card, earlier)].compactMap { $0 }
    }
  }

  private func adviceChange(_ now: Scorecard, _ before: Scorecard) -> String? {
    let (new, old) = (now.advice.shown, before.advice.shown)
    return new == old ? nil : "\(now.vendor.name) went from \(old.rawValue) to \(new.rawValue)."
  }

  private func move(_ now: Scorecard, _ before: Scorecard) -> String? {
    guard abs(now.score - before.score) >= Self.smallestMove else { return nil }
    let verb = now.score < before.score ? "fell" : "rose"
    let overlap = now.low <= before.high && before.low <= now.high
    return "\(now.vendor.name) \(verb) from \(whole(before.score)) to \(whole(now.score)); the likely ranges "
      + "\(range(before)) and \(range(now)) "
      + (overlap ? "overlap, so part of it may be chance." : "do not overlap.")
  }

  private func worsening(_ now: Scorecard, _ before: Scorecard) -> String? {
    guard now.worsening.flagged, !before.worsening.flagged, let since = now.worsening.since else {
      return nil
    }
    let days = NumberText.count(now.worsening.badDaysSince, "bad day")
    return "\(now.vendor.name) is getting worse: \(days) since \(DayText.month(since))."
  }

  private func whole(_ score: Double) -> String { NumberText.fixed(score, digits: 0) }
  private func range(_ card: Scorecard) -> String { whole(card.low) + "–" + whole(card.high) }
}
