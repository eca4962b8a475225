package import ScorecardModel

extension Screen {
  /// Every vendor, or those of one stage: advice, bar, score, likely range, entries; by verdict, then score.
  ///
  /// - Parameter lastNews: nil = it does not matter how fresh they are.
  package func scores(_ evaluation: Evaluation, stage: Stage.ID? = nil, lastNews: Day? = nil) -> String {
    let stages = evaluation.catalog.journey.filter { stage == nil || $0.id == stage }
    let groups = stages.map { stage in
      (stage, evaluation.scorecards.filter { $0.vendor.stage == stage.id }.ranked())
    }
    let shown = groups.flatMap(\.1)
    let stale = staleness(evaluation, lastNews).map { " (\($0))" } ?? ""
    let title = (stage.map { stageName($0, in: evaluation.catalog) } ?? "Scores") + stale
    guard !shown.isEmpty else {
      return lines([legend(title, evaluation), "", noVendors])
    }
    return lines(
      [legend(title, evaluation), ""]
        + forest(groups.map { (group: stage == nil ? safe($0.0.name) : nil, cards: $0.1) })
        + noLogs(shown) + betters(shown, evaluation) + warnings(evaluation) + estimates(evaluation) + [""]
        + next([("Why", .explain()), ("Side by side", .compare())]))
  }

  /// `nothing new since 20 Jul 2026`; nil while the record is fresh.
  func staleness(_ evaluation: Evaluation, _ lastNews: Day?) -> String? {
    guard let lastNews, evaluation.isStale(since: lastNews) else { return nil }
    return "nothing new since " + DayText.short(lastNews)
  }

  /// In place of a list of vendors.
  var noVendors: String { hinted("No vendors yet", .addVendor()) }

  /// `Shipping · as of 30 Sep 2026 · 0–100, higher is better · bar = 90 % likely range`.
  func legend(_ title: String, _ evaluation: Evaluation) -> String {
    let parts = [
      "as of " + DayText.short(evaluation.asOf), "0–100, higher is better", "bar = 90 % likely range",
    ]
    let line = ([title] + parts).joined(separator: " · ")
    if DisplayWidth.of(line) <= columns ?? .max { return heading(title) + line.dropFirst(title.count) }
    return
      (heading(title, asOf: evaluation.asOf)
      + paragraph(parts.dropFirst().prefix(hasBars ? 2 : 1).joined(separator: " · "), indent: 0))
      .joined(separator: "\n")
  }

  /// A narrower screen has room for the numbers alone.
  var hasBars: Bool { usualColumns >= 60 }

  /// The forest plot as a table, with a line above each named group.
  func forest(_ groups: [(group: String?, cards: [Scorecard])]) -> [String] {
    let cards = groups.flatMap(\.cards)
    let longest = cards.map { DisplayWidth.of(safe($0.vendor.name)) }.max() ?? 0
    // Mark, advice and numbers take 33 columns of a line; the name and the bar share the rest.
    let width = ForestBar.fitting(usualColumns - 33 - longest)
    var table = TextTable([.left, .left, .left, .right, .left, .right], flexible: 1, gap: 1)
    table.add(["", "", hasBars ? ForestBar.axis(width: width) : "", "score", "range", "entries"])
    for (group, cards) in groups {
      if let group { table.add(line: style.bold(group)) }
      if cards.isEmpty { table.add(line: style.dim("  no vendor in this stage")) }
      for card in cards { table.add(forestRow(card, width: width)) }
    }
    return table.lines(columns: columns)
  }

  private func forestRow(_ card: Scorecard, width: Int) -> [TextTable.Cell] {
    let advice = card.advice.shown
    let word = advice.mark + " " + advice.capitals
    let padding = String(repeating: " ", count: 9 - DisplayWidth.of(word))
    let bar = ForestBar(card)
    return [
      TextTable.Cell(word + padding, painted: verdict(advice) + padding),
      TextTable.Cell(safe(card.vendor.name)),
      hasBars
        ? TextTable.Cell(bar.text(width: width), painted: bar.text(width: width, style: style)) : .init(""),
      TextTable.Cell(whole(card.score), painted: style.bold(whole(card.score))),
      TextTable.Cell(range(card)), TextTable.Cell(NumberText.grouped(card.incidentCount)),
    ]
  }

  func warnings(_ evaluation: Evaluation) -> [String] {
    let sentences = EvidenceText.warnings(evaluation)
    return sentences.isEmpty ? [] : [""] + sentences.flatMap { paragraph("! " + safe($0), indent: 0) }
  }

  /// Good vendors to whom another would still pay, and since when others are not used.
  private func betters(_ cards: [Scorecard], _ evaluation: Evaluation) -> [String] {
    let notes = cards.compactMap { card -> String? in
      guard card.advice.better != nil || card.advice.shown == .left else { return nil }
      return "\(card.vendor.name): \(AdviceText.reason(card, in: evaluation.catalog))".sentence
    }
    return notes.isEmpty ? [] : [""] + notes.flatMap { paragraph(safe($0), indent: 0) }
  }

  private func noLogs(_ cards: [Scorecard]) -> [String] {
    cards.contains { $0.incidentCount > 0 } ? [] : ["", hinted("No entries about these vendors yet", .log())]
  }
}
