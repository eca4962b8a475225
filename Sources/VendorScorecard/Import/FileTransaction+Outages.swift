internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

// What a file tells of the end of outages that are on record.
extension FileTransaction {
  /// Stores what a monitor saw, together with what its other windows saw.
  func add(_ window: MonitorWindow, confirmed: Bool) throws {
    let known = try recorded(near: window)
    let starts = known.compactMap(\.incident.details.outage?.startedAt)
    let ends = known.compactMap(\.incident.details.outage?.endedAt)
    let watched = try session.watched(
      by: window.monitor,
      around: min(
        starts.min() ?? window.first, window.first)...max(
          (starts + ends).max() ?? window.last, window.last))
    let join = WindowJoin(window, recorded: known, watched: watched, day: context.dayOf)
    for step in join.steps() { try store(step, confirmed: confirmed) }
    try addWatched(window)
  }

  private func store(_ step: WindowJoin.Step, confirmed: Bool) throws {
    guard let incident = step.incident else {
      guard let part = step.recorded else { return }
      return try takeBack(part, partOf: step.partOf)
    }
    let line = step.line ?? 0
    if let recorded = step.recorded, !recorded.retracted {
      try count(session.revise(recorded.id, to: incident), line: line, nil)
    } else {
      let confirmed = step.counts ?? confirmed
      var incident = incident
      if step.recorded == nil { try giveOwnKey(&incident) }
      try count(session.add(incident, confirmed: confirmed), confirmed: confirmed, line: line, nil)
    }
  }

  /// An outage that was one with another may have had a key of this one's beginning, and keeps it.
  private func giveOwnKey(_ incident: inout Incident) throws {
    guard let key = incident.source else { return }
    var number = 1
    while let other = try incident.source.flatMap(session.incident), !other.retracted {
      number += 1
      incident.source?.id = "\(key.id) \(number)"
    }
  }

  /// Of two on record that are one, the owner decides about what was edited here.
  private func takeBack(_ part: RecordedIncident, partOf whole: Int64?) throws {
    guard case .keptLocal = try session.revise(part.id, to: nil) else {
      result.takenBack += 1
      return
    }
    let other = whole.map { " as #\($0)" } ?? ""
    let message = "#\(part.id) is part of the same outage\(other) now; take it out"
    try refuse(Diagnostic(kind: .warning, file: input.place, message: message), nil)
  }

  /// Stores when it was watched, each span for itself: what of them is joined is seen together when it is read, and an
  /// undone import takes its own with it. Of two that begin at the same check the longer one stands.
  private func addWatched(_ window: MonitorWindow) throws {
    for span in window.watched {
      let (from, to) = (span.lowerBound, span.upperBound)
      let record: StorableRecord
      do throws(LedgerError) {
        record = try StorableRecord(
          SourceRecord(
            key: window.monitor, stateAt: to, watched: WatchedSpan(of: window.vendor, from: from, to: to)))
      } catch {
        guard let reason = error.refusal else { throw error }
        try count(.refused(reason), line: 0, nil)
        continue
      }
      note(span, isNew: try session.add(record).isWatchedNew)
    }
    if !window.watched.isEmpty { result.watched?.services += 1 }
  }

  private func note(_ span: Range<Timestamp>, isNew: Bool) {
    var tally = result.watched ?? WatchedTally(from: span.lowerBound, to: span.upperBound)
    tally.from = min(tally.from, span.lowerBound)
    tally.to = max(tally.to, span.upperBound)
    if isNew { tally.isNew = true }
    result.watched = tally
  }

  /// This monitor's outages that the window may touch, the oldest first: those that began in it, the last one before, and
  /// the first one after.
  private func recorded(near window: MonitorWindow) throws -> [RecordedIncident] {
    guard let first = window.first.dayInUTC, let last = window.last.dayInUTC else { return [] }
    var found: [RecordedIncident] = []
    var seen: Set<Int64> = []
    func visit(_ days: ClosedRange<Day>, newestFirst: Bool, _ wantsMore: (Timestamp) -> Bool) throws {
      // Those of one day come in the order of their numbers.
      var lastDay: Day?
      try session.forEachOutage(
        of: window.vendor, source: window.source, days: days, newestFirst: newestFirst
      ) { recorded in
        guard let start = recorded.incident.details.outage?.startedAt,
          window.isOwn(recorded.incident.source)
        else { return true }
        if seen.insert(recorded.id).inserted { found.append(recorded) }
        if lastDay == nil, !recorded.retracted, !wantsMore(start) { lastDay = recorded.incident.day }
        return lastDay == nil || lastDay == recorded.incident.day
      }
    }
    // The store's day of a moment may be another than UTC's.
    try visit(Day.earliest...(last + 1), newestFirst: true) { $0 >= window.first }
    try visit((first - 1)...Day.latest, newestFirst: false) { $0 <= window.last }
    return found.sorted {
      let starts = ($0.incident.details.outage?.startedAt, $1.incident.details.outage?.startedAt)
      guard let one = starts.0, let other = starts.1, one != other else { return $0.id < $1.id }
      return one < other
    }
  }

  /// Ends what goes on as far as the record knows, and a list of all that goes on no longer has.
  func end(allBut list: UnresolvedList) throws {
    var open: [Incident] = []
    try session.forEachOutage(of: list.vendor, source: list.source, days: nil, newestFirst: false) {
      recorded in
      let incident = recorded.incident
      if incident.outageEnd == .open, !recorded.retracted, let key = incident.source?.id,
        !list.ids.contains(key), list.holdsMaintenance || !incident.isMaintenance
      {
        open.append(incident)
      }
      return true
    }
    for incident in open { try count(session.add(list.ended(incident), confirmed: true), line: 0, nil) }
  }
}

extension Timestamp {
  fileprivate var dayInUTC: Day? {
    Day(number: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }
}

extension UnresolvedList {
  /// An outage that the list no longer has: it ended by the time of the list, if that lies after its beginning.
  fileprivate func ended(_ incident: Incident) -> Incident {
    var incident = incident
    incident.resolved = true
    guard var outage = incident.details.outage, let asOf, asOf >= outage.startedAt else { return incident }
    outage.end = .by(asOf)
    incident.details.outage = outage
    return incident
  }
}
