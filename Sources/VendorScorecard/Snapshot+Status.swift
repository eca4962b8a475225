internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

extension Snapshot {
  /// Days without a backup after which one is asked for.
  private static let daysWithoutBackup = 30
  /// Entries that are worth a backup.
  private static let worthBackup = 10

  /// The latest day, up to one, of which anything is on record: an entry, a check-in, orders; nil without any.
  public func lastNews(asOf day: Day) throws -> Day? {
    let evidence = try evidence()
    let orders = evidence.volumes.lazy.filter { $0.from <= day }.map { min($0.to - 1, day) }.max()
    let checkIn = evidence.checkIns.last { $0 <= day }
    return [try lastEntry(asOf: day), orders, checkIn].compactMap { $0 }.max()
  }

  func newestEntry(asOf day: Day) throws -> Day? {
    var last: Day?
    try reader.forEachIncident(IncidentFilter(through: day), newestFirst: true) { recorded in
      last = recorded.incident.day
      return false
    }
    return last
  }

  /// What an owner needs to know on a day: verdicts, what waits, and how fresh the record is. Blocks on the disk.
  ///
  /// Who is slipping is seen against the end of the quarter before, as in ``quarterReport(_:asOf:)``.
  public func status(asOf day: Day) throws -> StatusReport {
    let evaluator = try evaluator()
    let evaluation = try evaluate(asOf: day)
    let earlier = Quarter(of: day).previous.lastDay
    let verdicts = Verdicts(evaluation.scorecards.ranked()) { id in
      // Before anything was on record a score is only what is assumed of anyone.
      evaluator.scorecard(of: id, asOf: earlier).flatMap { $0.track.firstDay == nil ? nil : $0 }
    }
    let backup = workspace.lastBackup
    var report = StatusReport(
      evaluation: evaluation,
      verdicts: (verdicts.pressing(.drop) + verdicts.pressing(.watch)).map(verdicts.verdict), tasks: [],
      lastEntry: try lastEntry(asOf: day), lastNews: try lastNews(asOf: day), lastBackup: backup,
      lastBackupDay: backup.map(workspace.calendar.day)
    )
    report.tasks = try tasks(report, asOf: day)
    return report
  }

  /// Whom to leave, then what runs out, then whom to watch, then the record itself.
  private func tasks(_ report: StatusReport, asOf day: Day) throws -> [StatusTask] {
    let due = try due(asOf: day)
    var tasks: [StatusTask] = report.verdicts.filter { $0.advice == .drop }.map { .decide($0) }
    // What was missed long ago waits, too, but not before what can still be met.
    let dated = due.filter { $0.day != nil }
    func isLongMissed(_ item: DueItem) -> Bool { item.day.map { $0 < day - Snapshot.daysAfterDue } ?? false }
    tasks += dated.filter { !isLongMissed($0) }.map { .due($0) }
    tasks += report.verdicts.filter { $0.advice != .drop }.map { .decide($0) }
    tasks += dated.filter(isLongMissed).map { .due($0) }
    let unknown = due.count { $0.day == nil }
    if unknown > 0 { tasks.append(.findDeadlines(unknown)) }
    let waiting = try unconfirmed(asOf: day)
    if waiting > 0 { tasks.append(.confirm(waiting)) }
    if let missing = try missingOrders(asOf: day, { report.evaluation.estimates }) { tasks.append(missing) }
    if report.lastEntry == nil, !catalog.vendors.isEmpty { tasks.append(.begin) }
    if report.isStale, let last = report.lastNews { tasks.append(.goOn(since: last)) }
    let entries = report.evaluation.scorecards.reduce(0) { $0 + $1.incidentCount }
    let isOld = report.lastBackupDay.map { day - $0 > Snapshot.daysWithoutBackup } ?? true
    if entries >= Snapshot.worthBackup, isOld, workspace.directory != nil { tasks.append(.backUp) }
    return tasks
  }

  /// How many reported outages the owner may confirm: announced work is none.
  private func unconfirmed(asOf day: Day) throws -> Int {
    var count = 0
    try reader.forEachIncident(IncidentFilter(through: day, standings: [.unconfirmed])) { recorded in
      if !recorded.incident.isMaintenance { count += 1 }
    }
    return count
  }

  /// The last month that is over, when orders of it are missing; nothing before the first entry.
  ///
  /// It is known when each of its days is covered by the whole store's orders, or lies between two such days so close that
  /// there was just no order in between, as where an import counted them; or, where those are nowhere on record, when any
  /// vendor's own cover one.
  ///
  /// - Parameter estimates: what is reckoned where orders are missing.
  func missingOrders(
    asOf day: Day, _ estimates: () throws -> [VolumeEstimate]
  ) throws -> StatusTask? {
    let month = day == day.month.lastDay ? day.month : Month(index: day.month.index - 1)
    guard let first = try evidence().firstDay, first <= month.lastDay else { return nil }
    let volumes = try evidence().volumes
    let own = volumes.filter { $0.vendor == nil }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    let isKnown =
      own.isEmpty
      ? volumes.contains { $0.from <= month.lastDay && $0.to > month.firstDay }
      : Snapshot.covers(max(first, month.firstDay)...month.lastDay, by: own)
    if isKnown { return nil }
    let estimate = try estimates().first {
      $0.vendor == nil && $0.from <= month.lastDay && $0.to > month.firstDay
    }
    return .recordOrders(month, estimated: estimate?.perMonth)
  }
}

extension Snapshot {
  /// Days without an order between two days with some, beyond which orders are missing rather than none.
  private static let daysWithoutOrders = 7

  /// - Parameter volumes: ascending.
  private static func covers(_ days: ClosedRange<Day>, by volumes: [Volume]) -> Bool {
    var next = days.lowerBound
    var before: Day?
    for volume in volumes {
      if volume.from > next {
        // Before the first nothing says that there were none.
        guard let before, volume.from - before <= daysWithoutOrders else { return false }
      }
      before = max(before ?? volume.to, volume.to)
      next = max(next, volume.to)
      if next > days.upperBound { return true }
    }
    return false
  }
}

extension Workspace {
  /// When the newest backup in its folder was made, by its name; nil without any. Looks at the disk.
  public var lastBackup: Timestamp? {
    directory.flatMap { Workspace.backupNames(in: WorkspaceLayout($0).backups).first?.at }
  }
}
