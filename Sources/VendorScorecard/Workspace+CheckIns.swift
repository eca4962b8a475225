internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

extension Workspace {
  /// States that nothing happened in the week of a day; not where something did. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/futureDay(_:today:)``.
  @discardableResult
  public func checkIn(_ day: Day, at now: Timestamp) throws -> CheckInResult {
    let today = try checked(day, at: now)
    return try ledger.write { transaction in
      var evidence = try transaction.evidence()
      let week = evidence.week(of: day)
      if week.entries > 0 { return CheckInResult(day: day, isNew: false, week: week, watched: []) }
      let before = Evaluator(catalog: catalog, evidence: evidence)
      guard try transaction.checkIn(day, at: now) else {
        return CheckInResult(day: day, isNew: false, week: week, watched: [])
      }
      evidence.checkIns = try transaction.checkIns()
      let after = Evaluator(catalog: catalog, evidence: evidence)
      let scores = zip(before.evaluate(asOf: today).scorecards, after.evaluate(asOf: today).scorecards)
      return CheckInResult(
        day: day, isNew: true, week: week,
        watched: scores.filter { $0.exposure != $1.exposure }.map(\.0.vendor.id))
    }
  }
}

extension Snapshot {
  /// The latest weeks up to the one that holds a day, oldest first.
  public func weeks(_ count: Int, asOf day: Day) throws -> [WeekRecord] {
    let evidence = try evidence()
    return (0..<count).reversed().map { evidence.week(of: day - 7 * $0) }
  }
}
