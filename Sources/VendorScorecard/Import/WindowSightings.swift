internal import ScorecardFormats
internal import ScorecardModel

/// A time in which a monitor was seen down.
struct Sighting {
  enum Outage {
    case recorded(RecordedIncident)
    case told(MonitoredOutage)

    var recorded: RecordedIncident? { if case .recorded(let one) = self { one } else { nil } }
    var told: MonitoredOutage? { if case .told(let one) = self { one } else { nil } }
    var outage: ScorecardModel.Outage? { (recorded?.incident ?? told?.incident)?.details.outage }
    /// What its owner hid, or an undone import brought, gives its key alone.
    var counts: Bool { recorded?.retracted != true }
  }

  var from: Timestamp
  /// The last moment at which it was, or when it ended.
  var to: Timestamp
  var outage: Outage
  /// nil = the outage began before.
  var start: OutageMoment?
  /// Whether the outage is known to have ended at ``to``.
  var isEnd = false
}

/// When windows of a monitor saw it down.
struct SeenDown {
  private let window: MonitorWindow
  private let own: TimeSpans
  private let ownUp: TimeSpans
  private let others: TimeSpans

  /// - Parameter others: when other windows watched it.
  init(_ window: MonitorWindow, others: TimeSpans) {
    (self.window, self.others) = (window, others)
    own = TimeSpans(window.watched)
    let down = TimeSpans(
      window.outages.compactMap(\.incident.details.outage).map { outage in
        let end = outage.endedAt ?? Timestamp(seconds: .max)
        return outage.startedAt..<max(end, outage.startedAt)
      })
    ownUp = TimeSpans(window.watched.flatMap { down.gaps(in: $0) })
  }

  /// In the order of time.
  func sightings(of known: [Sighting.Outage]) -> [Sighting] {
    known.flatMap(sightings).sorted { $0.from != $1.from ? $0.from < $1.from : $0.to < $1.to }
  }

  private func sightings(of known: Sighting.Outage) -> [Sighting] {
    guard let outage = known.outage else { return [] }
    let (start, end) = (outage.startedAt, outage.endedAt)
    let isEndKnown = outage.end?.isKnown == true
    var found = spans(of: known, from: start, to: end, isEndKnown: isEndKnown).map { span in
      Sighting(from: span.lowerBound, to: span.upperBound, outage: known)
    }
    if found.first?.from != start {
      found.insert(Sighting(from: start, to: start, outage: known), at: 0)
    }
    if isEndKnown, let end, found[found.count - 1].to < end {
      found.append(Sighting(from: end, to: end, outage: known))
    }
    found[0].start = outage.start
    found[found.count - 1].isEnd = isEndKnown
    return found
  }

  private func spans(
    of known: Sighting.Outage, from start: Timestamp, to end: Timestamp?, isEndKnown: Bool
  ) -> [Range<Timestamp>] {
    let isTold = known.told != nil
    let limit = end ?? Timestamp(seconds: .max)
    let spans = (isTold ? own : others).clamped(to: start..<max(start, limit)).all
    if spans.isEmpty {
      // A list of changes, or on record since before it was noted when a monitor watched.
      let last = isTold ? end ?? window.last : isEndKnown ? end ?? start : start
      return start < last ? [start..<last] : []
    }
    if isTold {
      guard end == nil, let last = spans.last else { return spans }
      // Its last check stands no longer than to another window's first.
      let next = others.first(beginningAfter: window.last)?.lowerBound ?? last.upperBound
      return spans.dropLast() + [last.clamped(to: last.lowerBound..<max(next, last.lowerBound))]
    }
    // The last check of a window stands until the next one, and that may be this window's.
    return spans.flatMap { isEndKnown && $0.upperBound == end ? [$0] : ownUp.gaps(in: $0) }
  }
}

/// When a monitor was seen up.
struct SeenUp {
  /// Watched, and not seen down.
  private let spans: TimeSpans
  /// Where a check found it up, of those that a span does not show; ascending.
  private let moments: [Timestamp]

  /// - Parameters:
  ///   - watched: by any window.
  ///   - down: when any window saw it down.
  init(_ window: MonitorWindow, watched: TimeSpans, _ known: [Sighting.Outage], down sightings: [Sighting]) {
    let down = TimeSpans(sightings.filter(\.outage.counts).map { $0.from..<$0.to })
    spans = TimeSpans(watched.all.flatMap { down.gaps(in: $0) })
    var moments = known.compactMap(\.outage?.endedAt)
    if window.outages.first?.incident.details.outage?.startedAt != window.first {
      moments.append(window.first)
    }
    if window.endsUp { moments.append(window.last) }
    self.moments = moments.filter { moment in
      down.first(endingAfter: moment).map { $0.lowerBound >= moment } ?? true
    }
    .sorted()
  }

  func isSeen(from start: Timestamp, through end: Timestamp) -> Bool {
    if let moment = moment(from: start), moment <= end { return true }
    return spans.first(endingAfter: start).map { $0.lowerBound < end } ?? false
  }

  /// The first moment from one on.
  func next(from moment: Timestamp) -> Timestamp? {
    let inSpan = spans.first(endingAfter: moment).map { max($0.lowerBound, moment) }
    return [self.moment(from: moment), inSpan].compactMap { $0 }.min()
  }

  private func moment(from start: Timestamp) -> Timestamp? {
    let index = moments.partitioningIndex { $0 >= start }
    return index < moments.count ? moments[index] : nil
  }
}
