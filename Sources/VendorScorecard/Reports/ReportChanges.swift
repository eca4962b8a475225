internal import ScorecardModel

extension ReportDecisions {
  /// Points by which a score has to move to be worth a line.
  private static let smallestMove = 5.0

  /// What is different from the quarter before, in the order of the rows.
  ///
  /// - Parameter compared: whether there is anything on record of it.
  func changes(compared: Bool) -> [QuarterReport.Change] {
    guard compared else { return [.firstQuarter] }
    return used.flatMap { row -> [QuarterReport.Change] in
      let card = row.scorecard
      guard let earlier = row.before else {
        return card.incidentCount > 0
          ? [.newOnRecord(card.vendor.id, incidentCount: row.incidentCount)] : []
      }
      return [adviceChange(card, earlier), move(card, earlier), worsening(card, earlier)].compactMap { $0 }
    }
  }

  private func adviceChange(_ now: Scorecard, _ before: Scorecard) -> QuarterReport.Change? {
    let (new, old) = (now.advice.shown, before.advice.shown)
    return new == old ? nil : .advice(now.vendor.id, from: old, to: new)
  }

  private func move(_ now: Scorecard, _ before: Scorecard) -> QuarterReport.Change? {
    guard abs(now.score - before.score) >= Self.smallestMove else { return nil }
    return .score(now.vendor.id, from: ScoreRange(before), to: ScoreRange(now))
  }

  private func worsening(_ now: Scorecard, _ before: Scorecard) -> QuarterReport.Change? {
    guard now.worsening.flagged, !before.worsening.flagged, let since = now.worsening.since else {
      return nil
    }
    return .worsening(now.vendor.id, badDays: now.worsening.badDaysSince, since: since)
  }
}
