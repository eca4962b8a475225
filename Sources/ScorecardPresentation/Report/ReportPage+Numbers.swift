import ScorecardModel

/// The sections with numbers.
extension ReportPage {
  var journey: Section {
    let evaluation = report.evaluation
    let whole: RichText =
      evaluation.journey.reliability.map { "\(strong: "\(own: HarmText.passing($0).capitalizedFirst).")" }
      ?? "No stage is counted in orders yet: record how many orders went through."
    guard !evaluation.journey.stages.isEmpty else {
      return Section(title: "Journey", parts: [.paragraph(whole)])
    }
    var table = ReportTable(
      caption: "The stages in the order in which a customer meets them",
      columns: [
        .text("Stage"), .text("Vendors"), .number("Of 1,000 orders go through"), .number("Score"),
        .text("Plan B"),
      ], mainColumn: 3)
    table.rows = evaluation.journey.stages.map(stageRow)
    let findings = JourneyText.findings(evaluation).map { "\($0)" as RichText }
    return Section(
      title: "Journey",
      parts: [.paragraph(whole), .chain(table)] + (findings.isEmpty ? [] : [.list(findings)]))
  }

  private func stageRow(_ stage: StageScore) -> ReportTable.Row {
    let passing = stage.reliability.map(HarmText.ofThousand) ?? "not counted"
    return ReportTable.Row(
      cells: [
        .text("\(stage.stage.name)"), .text(primaries(stage)), .text(RichText(own: passing)),
        .text(RichText(own: stage.score.map(whole) ?? "–")), .text(fallback(stage)),
      ], isWeakest: stage.stage.id == weakestStage)
  }

  /// The one that loses most, where there are several; the weakest vendor may be of another.
  private var weakestStage: Stage.ID? {
    let counted = report.evaluation.journey.stages.compactMap { stage in
      stage.reliability.map { (stage.stage.id, $0) }
    }
    return counted.count > 1 ? counted.min { $0.1 < $1.1 }?.0 : nil
  }

  private func primaries(_ stage: StageScore) -> RichText {
    if stage.primaries.isEmpty { return "none" }
    let carriers = StageCarriers(stage, weakest: report.evaluation.journey.weakest)
    let several = stage.primaries.count > 1
    let named: [RichText] = carriers.named.map {
      "\(name($0.id))\(own: several ? " " + NumberText.percent($0.share) : "")"
    }
    let others = carriers.others.map { "\($0.count) others together \(NumberText.percent($0.share))" }
    return .joined(named + (others.map { [RichText(own: $0)] } ?? []), by: ", ")
  }

  private func fallback(_ stage: StageScore) -> RichText {
    guard let fallback = stage.fallback else { return stage.singlePointOfFailure ? "none" : "–" }
    let worth = fallback.worth.map { ", worth " + HarmText.ofThousand($0) } ?? ""
    return "\(name(fallback.id)), catches \(own: NumberText.percent(fallback.failover))\(own: worth)"
  }

  var scores: Section {
    guard !report.used.isEmpty else {
      return Section(title: "Scores", parts: [.paragraph("No vendors yet.")])
    }
    var table = ReportTable(
      caption: "Scores of \(NumberText.count(report.used.count, "vendor")) with their likely ranges",
      columns: [
        .text("Vendor"), .text("Stage"), .number("Score"), .number("Likely range"), .number("Entries"),
        .number("Since \(own: DayText.quarter(report.quarter.previous))"), .text("Advice"),
      ], mainColumn: 2)
    table.rows = report.used.map { row in
      let card = row.scorecard
      let range = "\(whole(card.low))–\(whole(card.high))"
      return ReportTable.Row(
        cells: [
          .text("\(card.vendor.name)"), .text(stage(card.vendor.stage)),
          .text(RichText(own: whole(card.score))), .text(RichText(own: range)),
          .text(RichText(own: NumberText.grouped(card.incidentCount))), .text(RichText(own: change(row))),
          .advice(card.advice.shown),
        ], bar: ForestBar(card))
    }
    return Section(title: "Scores", parts: [.scores(table)])
  }

  /// `48 → 45 (−3)`: the difference of what is shown, so that it adds up.
  private func change(_ row: QuarterReport.Row) -> String {
    guard let before = row.before else { return "new" }
    let then = whole(before.score)
    let now = whole(row.scorecard.score)
    guard then != now, let old = Double(then), let new = Double(now) else { return "±0" }
    return "\(then) → \(now) (\(NumberText.signed(new - old, digits: 0)))"
  }

  var recovery: Section {
    let rows = report.rows.filter { $0.recovery.bad > 0 }
    guard report.recovery.bad > 0 || !rows.isEmpty else {
      let none: RichText = "No bad experience that a vendor caused in this quarter."
      return Section(title: "Recovery", parts: [.paragraph(none)])
    }
    var table = ReportTable(
      caption: "How failures were resolved, by vendor",
      columns: [
        .text("Vendor"), .number("Bad"), .number("Resolved"), .number("Median hours to resolve"),
        .number("Minutes on hold"), .number("Own time"), .number("Money lost"), .number("Money recovered"),
      ])
    table.rows = rows.map { recoveryRow("\($0.scorecard.vendor.name)", $0.recovery) }
    table.rows.append(recoveryRow("\(strong: "All")", report.recovery))
    let intent: RichText = "How failures that the vendors caused were resolved."
    return Section(title: "Recovery", parts: [.paragraph(intent), .table(table)])
  }

  private func recoveryRow(_ name: RichText, _ recovery: QuarterReport.Recovery) -> ReportTable.Row {
    let known = recovery.resolved + recovery.unresolved
    let unknown = recovery.bad - known
    var resolved = "\(NumberText.grouped(recovery.resolved)) of \(NumberText.grouped(known))"
    if known > 0 { resolved += ", " + NumberText.percent(Double(recovery.resolved) / Double(known)) }
    if unknown > 0 { resolved += "; \(NumberText.grouped(unknown)) unknown" }
    let hours = recovery.medianHoursToResolve.map { NumberText.fixed($0, digits: 1, grouped: true) } ?? "–"
    return ReportTable.Row(cells: [
      .text(name), .text(RichText(own: NumberText.grouped(recovery.bad))),
      .text(RichText(own: known > 0 ? resolved : "unknown")), .text(RichText(own: hours)),
      .text(RichText(own: recovery.holdMinutes > 0 ? NumberText.grouped(recovery.holdMinutes) : "–")),
      .text(
        RichText(own: recovery.minutesSpent == 0 ? "–" : NumberText.span(minutes: recovery.minutesSpent))),
      money(recovery.moneyLost),
      money(recovery.claims.recovered),
    ])
  }
}
