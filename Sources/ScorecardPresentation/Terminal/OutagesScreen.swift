package import ScorecardModel

extension Screen {
  /// `outages VENDOR`: incidents by impact and quarter, downtime, uptime.
  package func outages(_ report: OutageReport, in catalog: Catalog) -> String {
    let impacts = OutageImpact.allCases.filter { report.total.counts[$0] != nil }
    let title =
      "\(name(report.vendor, in: catalog)) · outages reported, \(DayText.moment(report.from)) – "
      + DayText.moment(report.to)
    var table = TextTable([.left] + impacts.map { _ in .right } + [.right, .right, .right, .right])
    table.add(
      heads(["quarter"] + impacts.map(\.rawValue) + ["all", "minutes down", "uptime", "median to resolve"]))
    for period in report.quarters where report.quarters.count > 1 {
      table.add(row(period, label: period.quarter.map(\.description) ?? "", impacts: impacts))
    }
    table.add(row(report.total, label: "all", impacts: impacts))
    return lines([heading(title), ""] + table.lines(columns: columns) + [""] + notes(report))
  }

  private func row(_ period: OutagePeriod, label: String, impacts: [OutageImpact]) -> [String] {
    [label] + impacts.map { NumberText.grouped(period.counts[$0] ?? 0) }
      + [
        NumberText.grouped(period.incidents),
        NumberText.fixed(period.downtimeMinutes, digits: 0, grouped: true),
        period.uptime.map { NumberText.percent($0, digits: 3) } ?? "–",
        period.medianMinutesToResolve.map { NumberText.fixed($0, digits: 0, grouped: true) + " min" } ?? "–",
      ]
  }

  private func notes(_ report: OutageReport) -> [String] {
    var notes = ["Overlapping outages are merged; announced maintenance and impact none are not downtime."]
    notes += lengths(report.total)
    if report.lastReportedAt < report.to, report.total.open == 0 {
      let areKnown = report.total.unknownLength + report.total.latestEnd == 0
      let last = areKnown ? "The last ended" : "The last word of any is of"
      notes.append("\(last) \(DayText.moment(report.lastReportedAt)). Silence since then counts as up.")
    }
    if report.unconfirmed > 0 {
      notes.append(
        hinted(
          "\(NumberText.count(report.unconfirmed, "outage")) waiting for your yes, in no score", "See them",
          .unconfirmedEntries
        ).followed(by: hints.closing("Let them count", .confirm)))
    }
    return notes.flatMap { paragraph($0, indent: 0) }
  }

  /// How far the minutes can be trusted.
  private func lengths(_ total: OutagePeriod) -> [String] {
    func note(_ count: Int, _ what: String) -> String? {
      count > 0 ? NumberText.count(count, "outage") + " " + what : nil
    }
    return [
      note(total.open, "still going on as last reported, counted to the end of the period."),
      note(total.unknownLength, "of unknown length, in no minutes: nobody says when it was over."),
      note(total.latestEnd, "counted to the latest moment at which it can have ended."),
      note(total.latestStart, "that had begun before it was first seen, counted from then on."),
    ].compactMap(\.self)
  }
}
