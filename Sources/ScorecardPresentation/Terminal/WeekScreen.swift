package import ScorecardModel

extension Screen {
  /// `quiet --list`: the weeks, and what is on record of each.
  package func weeks(_ weeks: [WeekRecord], asOf day: Day) -> String {
    lines(heading("Weeks", asOf: day) + table(weeks))
  }

  /// `quiet`: what was put on record, what it does to the scores, and the latest weeks.
  package func checkedIn(_ result: CheckInResult, _ weeks: [WeekRecord], in catalog: Catalog) -> String {
    let days = DayText.range(result.week.start, result.week.lastDay)
    let day = DayText.withWeekday(result.day)
    if !result.isNew, result.week.entries > 0 {
      let entries = NumberText.entries(result.week.entries)
      return lines(
        ["Nothing to check in: the week \(days) has \(entries), so it was not a quiet one.", ""]
          + table(weeks))
    }
    let first =
      result.isNew
      ? "✓ Checked in  \(day): a quiet week, \(days)"
      : "✓ \(day) was already checked in, for the week \(days)"
    return lines(
      [first] + paragraph(safe(CheckInText.effect(result, in: catalog)), indent: 2) + [""] + table(weeks))
  }

  private func table(_ weeks: [WeekRecord]) -> [String] {
    var table = TextTable([.left, .left])
    for week in weeks {
      table.add([DayText.range(week.start, week.lastDay, withYear: true), CheckInText.week(week)])
    }
    return table.lines(columns: columns)
  }
}
