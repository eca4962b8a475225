internal import ScorecardFormats
internal import ScorecardModel

/// What all windows of one monitor tell together, the one at hand and those on record, in whatever order they came.
///
/// It was down where any of them saw it down, and from one such time to the next when none saw it up in between. It was
/// up where one watched and none saw it down.
struct WindowJoin {
  /// What has to be stored of one outage.
  struct Step {
    /// What is on record of it; nil = nothing.
    var recorded: RecordedIncident?
    /// nil = it is part of another outage, `partOf`.
    var incident: Incident?
    var partOf: Int64?
    /// Line of the check in the window that began it; nil = it was on record, and begins or ends otherwise.
    var line: Int?
    /// Of a new one that was part of one on record: whether that one counts.
    var counts: Bool?
  }

  private let window: MonitorWindow
  private let day: (Timestamp) -> Day?
  /// Of each outage, in the order of time.
  private let runs: [[Sighting]]
  private let up: SeenUp

  /// - Parameters:
  ///   - recorded: its outages on record that the window may touch, the oldest first.
  ///   - watched: when other windows watched it, around those.
  ///   - day: the store's day of a moment.
  init(
    _ window: MonitorWindow, recorded: [RecordedIncident], watched: [Range<Timestamp>],
    day: @escaping (Timestamp) -> Day?
  ) {
    (self.window, self.day) = (window, day)
    let known = recorded.map(Sighting.Outage.recorded) + window.outages.map(Sighting.Outage.told)
    let sightings = SeenDown(window, others: TimeSpans(watched)).sightings(of: known)
    up = SeenUp(window, watched: TimeSpans(watched + window.watched), known, down: sightings)
    runs = WindowJoin.runs(of: sightings, up)
  }

  /// Those that are one outage.
  private static func runs(of sightings: [Sighting], _ up: SeenUp) -> [[Sighting]] {
    var runs: [[Sighting]] = []
    var reached: Timestamp?
    for sighting in sightings {
      if let end = reached, !isUp(from: end, to: sighting, up) {
        runs[runs.count - 1].append(sighting)
        reached = max(end, sighting.to)
      } else {
        runs.append([sighting])
        reached = sighting.to
      }
    }
    return runs.filter { $0.contains(where: \.outage.counts) }
  }

  private static func isUp(from end: Timestamp, to sighting: Sighting, _ up: SeenUp) -> Bool {
    if end > sighting.from { return false }
    // Its beginning was seen, so that it was up right before.
    if end < sighting.from, sighting.start?.isKnown == true { return true }
    return up.isSeen(from: end, through: sighting.from)
  }

  // MARK: Outages

  /// What to store, in the order of time.
  func steps() -> [Step] {
    var steps: [Step] = []
    var taken: [Int64: Int64] = [:]
    let candidates = runs.map(WindowJoin.recorded)
    let counts = candidates.joined().reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
    var parts: [(RecordedIncident, of: Int64?)] = []
    for (run, candidates) in zip(runs, candidates) {
      let base = candidates.first { taken[$0.id] == nil }
      if let base { taken[base.id] = base.id }
      parts += candidates.filter { !$0.retracted }.map { ($0, base?.id) }
      let told = run.lazy.compactMap(\.outage.told).first
      if told == nil, base?.retracted == true { continue }
      let origin = base ?? (told == nil ? candidates.first : nil)
      guard
        let incident = incident(
          of: run, onto: base?.retracted == true ? nil : origin, told,
          isWhole: base.map { counts[$0.id] == 1 } ?? false, key: base)
      else { continue }
      if told == nil, incident == base?.incident { continue }
      steps.append(
        Step(
          recorded: base, incident: incident, line: told?.line,
          counts: base == nil ? origin.map { $0.standing != .unconfirmed } : nil))
    }
    for (recorded, first) in parts where taken[recorded.id] == nil {
      taken[recorded.id] = first ?? 0
      steps.append(Step(recorded: recorded, partOf: first))
    }
    return steps
  }

  /// What is on record of an outage: what began with it before what only goes on in it, and what is hidden last.
  private static func recorded(of run: [Sighting]) -> [RecordedIncident] {
    var found: [RecordedIncident] = []
    for (hidden, begins) in [(false, true), (false, false), (true, true), (true, false)] {
      for sighting in run {
        guard let one = sighting.outage.recorded, one.retracted == hidden, (sighting.start != nil) == begins,
          !found.contains(where: { $0.id == one.id })
        else { continue }
        found.append(one)
      }
    }
    return found
  }

  /// - Parameters:
  ///   - origin: on record, of which the incident keeps all but its time.
  ///   - isWhole: whether all of it belongs to this outage.
  ///   - key: under whose key it is stored.
  private func incident(
    of run: [Sighting], onto origin: RecordedIncident?, _ told: MonitoredOutage?, isWhole: Bool,
    key: RecordedIncident?
  ) -> Incident? {
    let run = run.filter(\.outage.counts)
    guard let first = run.first, let reached = run.map(\.to).max(),
      var incident = origin?.incident ?? told?.incident
    else { return nil }
    let starts = run.filter { $0.from == first.from }.map { $0.start ?? .by($0.from) }
    let start = starts.first(where: \.isKnown) ?? starts[0]
    let isEnd = run.contains { $0.isEnd && $0.to == reached }
    let end = isEnd ? .at(reached) : up.next(from: reached).map { OutageMoment.by($0) }
    let old = incident.details.outage
    let outage = Outage(start: start, end: end, impact: old?.impact ?? .unknown)
    incident.source =
      key?.incident.source
      ?? ImportKey(source: window.source, id: window.keyPrefix + start.moment.description)
    incident.details.outage = outage
    if old?.startedAt != start.moment, let day = day(start.moment) { incident.day = day }
    incident.resolved = end != nil
    incident.hoursToResolve = outage.hours
    let byLength = Severity.ofDowntime(seconds: reached.seconds - start.moment.seconds)
    // While no end is known, never less than another window has seen.
    let seen = isWhole && !isEnd ? origin?.incident.outcome.severity : nil
    incident.outcome = .bad(max(byLength, seen ?? byLength))
    return incident
  }
}
