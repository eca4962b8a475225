internal import ScorecardFormats
internal import ScorecardModel

/// Joins an outage that a monitor's window shows with the same one on record from other windows, in whatever order they
/// come.
enum WindowJoin {
  /// Whether they are one outage: both were down at some moment, or nobody saw it up between the end of the earlier and
  /// the beginning of the later one.
  static func touches(
    _ recorded: RecordedIncident, _ outage: MonitoredOutage, of window: MonitorWindow
  ) -> Bool {
    guard let old = recorded.incident.details.outage, let new = outage.incident.details.outage else {
      return false
    }
    switch recorded.incident.outageEnd {
    case .known(let end), .atLatest(let end): if new.startedAt >= end { return false }
    case .unknown, nil: if new.startedAt > old.startedAt { return false }
    case .open:
      if let up = outage.upBefore, old.startedAt < new.startedAt, up > old.startedAt { return false }
    }
    if let end = new.endedAt { return old.startedAt < end }
    return old.startedAt <= window.last || !old.start.isKnown
  }

  /// One incident, under the key on record. What its owner hid, or an undone import brought, gives its key alone.
  static func joined(
    _ outage: MonitoredOutage, with recorded: RecordedIncident?, of window: MonitorWindow
  ) -> Incident {
    var incident = outage.incident
    guard let recorded, let new = incident.details.outage, let old = recorded.incident.details.outage else {
      return incident
    }
    incident.source = recorded.incident.source
    if recorded.retracted { return incident }
    let joined = Outage(
      start: earlier(old.start, new.start), end: end(of: new, and: recorded.incident, window),
      impact: old.impact)
    incident = recorded.incident
    incident.details.outage = joined
    if joined.start != old.start, joined.start == new.start { incident.day = outage.incident.day }
    incident.resolved = joined.end != nil
    incident.hoursToResolve = joined.hours
    incident.outcome = .bad(severity(of: joined, window, outage.incident, recorded.incident))
    return incident
  }

  /// What goes on as far as the record knows, when the window saw it up and holds nothing of it; nil when it does not.
  static func ended(_ incident: Incident, by window: MonitorWindow) -> Incident? {
    guard var outage = incident.details.outage else { return nil }
    let moment: Timestamp
    if outage.startedAt < window.first {
      moment = window.first
    } else {
      guard window.endsUp, outage.startedAt < window.last else { return nil }
      moment = window.last
    }
    outage.end = .by(moment)
    var incident = incident
    incident.resolved = true
    incident.details.outage = outage
    return incident
  }

  private static func earlier(_ one: OutageMoment, _ other: OutageMoment) -> OutageMoment {
    if one.moment != other.moment { return one.moment < other.moment ? one : other }
    return one.isKnown ? one : other
  }

  /// The later end; one that still was down when the window ended has only an end that lies after that.
  private static func end(
    of new: Outage, and old: Incident, _ window: MonitorWindow
  ) -> OutageMoment? {
    guard let recorded = old.details.outage?.end else { return new.end }
    guard let end = new.end else { return recorded.moment > window.last ? recorded : nil }
    if recorded.isKnown != end.isKnown { return recorded.isKnown ? recorded : end }
    return recorded.moment > end.moment ? recorded : end
  }

  /// By its length, as far as it was seen: while no end is known, never less than another window has seen.
  private static func severity(
    of outage: Outage, _ window: MonitorWindow, _ incidents: Incident...
  ) -> Severity {
    let isKnown = outage.end?.isKnown == true
    let end = max(isKnown ? outage.endedAt ?? window.last : window.last, outage.startedAt)
    let byLength = Severity.ofDowntime(seconds: end.seconds - outage.startedAt.seconds)
    let seen = isKnown ? [] : incidents.compactMap(\.outcome.severity)
    return max(byLength, seen.max() ?? byLength)
  }
}
