internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

extension Snapshot {
  /// Days without a backup after which one is asked for.
  private static let daysWithoutBackup = 30
  /// Entries that are worth a backup.
  private static let worthBackup = 10

  /// The day of the latest entry; nil without any.
  public func lastEntry() throws -> Day? { try reader.span()?.upperBound }

  /// What an owner needs to know on a day: verdicts, what waits, and how fresh the record is. Blocks on the disk.
  public func status(asOf day: Day) throws -> StatusReport {
    let evaluator = try evaluator()
    let evaluation = evaluator.evaluate(asOf: day)
    let rows = evaluation.scorecards.ranked().map { card in
      QuarterReport.Row(
        scorecard: card, before: nil, incidentCount: 0, worst: [], best: [],
        recovery: QuarterReport.Recovery(
          bad: 0, resolved: 0, unresolved: 0, medianHoursToResolve: nil, holdMinutes: 0, moneyLost: .zero))
    }
    let decisions = ReportDecisions(rows: rows, evaluator: evaluator, end: day).decisions(about: [
      .drop, .watch,
    ])
    var report = StatusReport(
      evaluation: evaluation, decisions: decisions, tasks: [], lastEntry: try lastEntry(),
      lastBackup: workspace.lastBackup)
    report.tasks = try tasks(report, asOf: day)
    return report
  }

  /// What runs out first, then verdicts, then the record itself.
  private func tasks(_ report: StatusReport, asOf day: Day) throws -> [StatusTask] {
    let entries = report.evaluation.scorecards.reduce(0) { $0 + $1.incidentCount }
    var tasks: [StatusTask] = report.decisions.filter { $0.advice == .drop }.map { .decide($0) }
    let due = try due(asOf: day)
    tasks += due.filter { $0.day != nil }.map { .due($0) }
    tasks += report.decisions.filter { $0.advice != .drop }.map { .decide($0) }
    let unknown = due.count { $0.day == nil }
    if unknown > 0 { tasks.append(.findDeadlines(unknown)) }
    let waiting = try reader.incidents(IncidentFilter(standings: [.unconfirmed])).count
    if waiting > 0 { tasks.append(.confirm(waiting)) }
    if let missing = try missingOrders(report, asOf: day) { tasks.append(missing) }
    if report.isStale, let last = report.lastEntry { tasks.append(.goOn(since: last)) }
    let isOld =
      report.lastBackup.map { day - workspace.calendar.day(of: $0) > Snapshot.daysWithoutBackup } ?? true
    if entries >= Snapshot.worthBackup, isOld, workspace.directory != nil { tasks.append(.backUp) }
    return tasks
  }

  /// The last month that is over, when the store's orders of it are not on record; nothing before the first entry.
  private func missingOrders(_ report: StatusReport, asOf day: Day) throws -> StatusTask? {
    let month = day == day.month.lastDay ? day.month : Month(index: day.month.index - 1)
    guard let span = try reader.span(), span.lowerBound <= month.lastDay else { return nil }
    let volumes = try reader.volumes()
    if volumes.contains(where: { $0.from <= month.lastDay && $0.to > month.firstDay }) { return nil }
    let estimate = report.evaluation.estimates.first {
      $0.vendor == nil && $0.from <= month.lastDay && $0.to > month.firstDay
    }
    return .recordOrders(month, estimated: estimate?.perMonth)
  }
}

extension Workspace {
  /// By its name, which is not opened.
  fileprivate var lastBackup: Timestamp? {
    directory.flatMap { Workspace.backupNames(in: WorkspaceLayout($0).backups).first?.at }
  }
}
