package import ScorecardModel

extension Screen {
  /// `outages VENDOR`: incidents by impact and quarter, downtime, uptime.
  package func outages(_ report: OutageReport, in catalog: Catalog) -> String {
    let impacts = OutageImpact.allCases.filter { report.total.counts[$0] != nil }
    let title =
      "\(name(report.vendor, in: catalog)) · outages reported, \(DayText.moment(report.from)) – "
      + DayText.moment(report.to)
    let isWatched = report.watched != nil
    let figures =
      ["all", "minutes down", "uptime"] + (isWatched ? ["watched"] : []) + ["median to resolve"]
    var table = TextTable([.left] + impacts.map { _ in .right } + figures.map { _ in .right })
    table.add(heads(["quarter"] + impacts.map(\.rawValue) + figures))
    for period in report.quarters where report.quarters.count > 1 {
      let label = period.quarter.map(\.description) ?? ""
      table.add(row(period, label: label, impacts: impacts, isWatched: isWatched))
    }
    table.add(row(report.total, label: "all", impacts: impacts, isWatched: isWatched))
    return lines([heading(title), ""] + table.lines(columns: columns) + [""] + notes(report))
  }

  private func row(_ period: OutagePeriod, label: String, impacts: [OutageImpact], isWatched: Bool)
    -> [String]
  {
    let watched = period.watchedMinutes > 0 ? share(period.watchedMinutes / period.minutes, digits: 2) : "–"
    return [label] + impacts.map { NumberText.grouped(period.counts[$0] ?? 0) }
      + [
        NumberText.grouped(period.incidents),
        NumberText.fixed(period.downtimeMinutes, digits: 0, grouped: true),
        period.uptime.map { share($0, digits: 3) } ?? "–",
      ] + (isWatched ? [watched] : [])
      + [period.medianMinutesToResolve.map { NumberText.fixed($0, digits: 0, grouped: true) + " min" } ?? "–"]
  }

  private func notes(_ report: OutageReport) -> [String] {
    var notes: [String] = []
    if report.lastReportedAt != nil {
      notes.append("Overlapping outages are merged; announced maintenance and impact none are not downtime.")
    }
    notes += lengths(report.total)
    if let watched = report.watched {
      notes.append(self.watched(watched, report.total))
    } else if let last = report.lastReportedAt, last < report.to, report.total.open == 0 {
      let areKnown = report.total.unknownLength + report.total.latestEnd == 0
      let ended = areKnown ? "The last ended" : "The last word of any is of"
      notes.append("\(ended) \(DayText.moment(last)). Silence since then counts as up.")
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

  /// When monitors watched, and what they saw of it.
  private func watched(_ time: WatchedTime, _ total: OutagePeriod) -> String {
    let span = "Watched from \(DayText.moment(time.from)) to \(DayText.moment(time.to))"
    guard time.incompleteDays > 0, let up = total.watchedUptime else { return span + ", without a gap." }
    let days = NumberText.count(time.incompleteDays, "day")
    return span + ", but not, or not all the time, on \(days) of this period; silence counts as up. "
      + "Of the time watched it was up \(share(up, digits: 3))."
  }

  /// Never 100 % of what is not whole.
  private func share(_ share: Double, digits: Int) -> String {
    let text = NumberText.percent(share, digits: digits)
    return share < 1 && text == NumberText.percent(1, digits: digits) ? "under " + text : text
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
