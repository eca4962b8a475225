import ScorecardModel

/// The sections with numbers.
extension MarkdownReport {
  var journey: String {
    let evaluation = report.evaluation
    let whole =
      evaluation.journey.reliability.map { "**\(HarmText.passing($0).capitalizedFirst).**" }
      ?? "No stage is counted in orders yet: record how many orders went through."
    let findings = JourneyText.findings(evaluation).map { "- \(Escaping.markdown($0))\n" }.joined()
    guard !evaluation.journey.stages.isEmpty else { return "## Journey\n\n\(whole)\n" }
    var table = MarkdownTable(
      ["Stage", "Vendors", "Of 1,000 orders pass", "Score", "Fallback"], rightAligned: [2, 3])
    for stage in evaluation.journey.stages {
      table.add([
        Escaping.markdown(stage.stage.name), primaries(stage),
        stage.reliability.map(HarmText.ofThousand) ?? "not counted", stage.score.map(self.whole) ?? "–",
        fallback(stage),
      ])
    }
    return "## Journey\n\n\(whole)\n\n\(table.text)\(findings.isEmpty ? "" : "\n" + findings)"
  }

  private func primaries(_ stage: StageScore) -> String {
    if stage.primaries.isEmpty { return "none" }
    let several = stage.primaries.count > 1
    return stage.primaries.map { name($0.id) + (several ? " " + NumberText.percent($0.share) : "") }
      .joined(separator: ", ")
  }

  private func fallback(_ stage: StageScore) -> String {
    guard let fallback = stage.fallback else { return stage.singlePointOfFailure ? "none" : "–" }
    let worth = fallback.worth.map { ", worth " + HarmText.ofThousand($0) }
    return "\(name(fallback.id)), catches \(NumberText.percent(fallback.failover))\(worth ?? "")"
  }

  var scores: String {
    guard !report.rows.isEmpty else { return "## Scores\n\nNo vendors yet.\n" }
    var table = MarkdownTable(
      [
        "Vendor", "Stage", "Score", "Likely range", "Logs",
        "Since \(DayText.quarter(report.quarter.previous))",
        "Advice",
      ],
      rightAligned: [2, 3, 4, 5])
    for row in report.rows {
      let card = row.scorecard
      table.add([
        Escaping.markdown(card.vendor.name), stage(card.vendor.stage), whole(card.score),
        "\(whole(card.low))–\(whole(card.high))", NumberText.grouped(card.logs), change(row),
        verdict(card.advice.shown),
      ])
    }
    let caption = "Scores of \(NumberText.count(report.rows.count, "vendor")) with their likely ranges"
    return "## Scores\n\n![\(caption)](\(figure))\n\n" + table.text
  }

  /// `48 → 45 (−3)`: the difference of what is shown, so that it adds up.
  private func change(_ row: QuarterReport.Row) -> String {
    guard let before = row.before else { return "new" }
    let then = whole(before.score)
    let now = whole(row.scorecard.score)
    guard then != now, let old = Double(then), let new = Double(now) else { return "±0" }
    return "\(then) → \(now) (\(NumberText.signed(new - old, digits: 0)))"
  }

  var recovery: String {
    var table = MarkdownTable(
      ["Vendor", "Bad", "Resolved", "Median hours to resolve", "Minutes on hold", "Money lost"],
      rightAligned: [1, 2, 3, 4, 5])
    let rows = report.rows.filter { $0.recovery.bad > 0 }
    guard report.recovery.bad > 0 || !rows.isEmpty else {
      return "## Recovery\n\nNo bad experience of a vendor's own making in this quarter.\n"
    }
    for row in rows {
      table.add([Escaping.markdown(row.scorecard.vendor.name)] + recoveryCells(row.recovery))
    }
    table.add(["**All**"] + recoveryCells(report.recovery))
    return "## Recovery\n\nHow failures of the vendors' own making were put right.\n\n" + table.text
  }

  private func recoveryCells(_ recovery: QuarterReport.Recovery) -> [String] {
    let known = recovery.resolved + recovery.unresolved
    let unknown = recovery.bad - known
    var resolved = "\(NumberText.grouped(recovery.resolved)) of \(NumberText.grouped(known))"
    if known > 0 { resolved += ", " + NumberText.percent(Double(recovery.resolved) / Double(known)) }
    if unknown > 0 { resolved += known > 0 ? "; \(unknown) unknown" : "" }
    return [
      NumberText.grouped(recovery.bad), known > 0 ? resolved : "unknown",
      recovery.medianHoursToResolve.map { NumberText.fixed($0, digits: 1, grouped: true) } ?? "–",
      NumberText.grouped(recovery.holdMinutes),
      recovery.moneyLost == .zero ? "–" : Escaping.markdown(HarmText.money(recovery.moneyLost, in: catalog)),
    ]
  }
}
