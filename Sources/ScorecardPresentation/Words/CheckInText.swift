package import ScorecardModel

/// Quiet weeks in words.
package enum CheckInText {
  /// What a check-in does to the scores; not escaped.
  package static func effect(_ result: CheckInResult, in catalog: Catalog) -> String {
    let watched = result.watched.map(catalog.vendorName)
    if !watched.isEmpty { return "A week without trouble for \(NameList.and(watched))".sentence }
    if !result.isNew { return "It adds nothing." }
    if !result.week.checkIns.isEmpty {
      return "It adds nothing to the scores: the week was checked in on "
        + "\(NameList.and(result.week.checkIns.map(DayText.short))) already".sentence
    }
    return "It adds nothing to the scores: no vendor in use is judged by weeks. Where orders are counted, "
      + "they say more than a quiet week."
  }

  package static func week(_ week: WeekRecord) -> String {
    if week.entries > 0 { return NumberText.entries(week.entries) }
    return week.checkIns.isEmpty ? "nothing on record" : "quiet"
  }
}
