internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

// What a file tells of the end of outages that are on record.
extension FileTransaction {
  /// Stores what a monitor saw. An outage that touches one on record, of an earlier window, is that one.
  func add(_ window: MonitorWindow, confirmed: Bool) throws {
    var known = try recorded(near: window)
    for outage in window.outages {
      let touched = known.filter { WindowJoin.touches($0, outage, of: window) }
      known.removeAll { one in touched.contains { $0.id == one.id } }
      let incident = WindowJoin.joined(outage, with: touched.first, of: window)
      try count(session.add(incident, confirmed: confirmed), confirmed: confirmed, line: outage.line, nil)
      for other in touched.dropFirst() where !other.retracted {
        let first = touched.first.map { "#\($0.id)" } ?? ""
        try refuse(
          Diagnostic(
            kind: .warning, file: input.place, line: outage.line,
            message: "#\(other.id) is part of the same outage as \(first) now; take it out"), nil)
      }
    }
    for open in known where open.incident.outageEnd == .open && !open.retracted {
      guard let ended = WindowJoin.ended(open.incident, by: window) else { continue }
      try count(session.add(ended, confirmed: confirmed), line: 0, nil)
    }
    try addWatched(window)
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
            key: ImportKey(source: window.source, id: "\(window.keyPrefix)\(from) watched"), stateAt: to,
            watched: WatchedSpan(of: window.vendor, from: from, to: to)))
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
    func visit(_ days: ClosedRange<Day>, newestFirst: Bool, _ wantsMore: (Timestamp) -> Bool) throws {
      try session.forEachOutage(
        of: window.vendor, source: window.source, days: days, newestFirst: newestFirst
      ) { recorded in
        guard let start = recorded.incident.details.outage?.startedAt,
          recorded.incident.source?.id.hasPrefix(window.keyPrefix) == true
        else { return true }
        if !found.contains(where: { $0.id == recorded.id }) { found.append(recorded) }
        return wantsMore(start)
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
