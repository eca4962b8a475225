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
    if report.lastReportedAt < report.to, report.total.open == 0 {
      notes.append(
        "The last ended \(DayText.moment(report.lastReportedAt)). Silence since then counts as up.")
    }
    if report.total.open > 0 {
      notes.append(
        "\(NumberText.count(report.total.open, "outage")) without an end, counted to the end of the period.")
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
}
