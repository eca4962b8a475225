package import ScorecardModel

/// What a monitor saw of one service, from its first check in a file to its last.
///
/// A file holds a window of what was watched: an outage in it may have begun before, go on after, and be on record from an
/// earlier window. Whoever stores it looks for what it touches.
package struct MonitorWindow: Hashable, Sendable {
  package var vendor: Vendor.ID
  /// First half of the keys of its outages.
  package var source: String
  /// What the second half begins with.
  package var keyPrefix: String
  /// What it began with while the monitor was known by its name; nil = it always was like this.
  package var formerPrefix: String?
  package var first: Timestamp
  package var last: Timestamp
  /// When it was watched, as far as the file shows: silences that nobody watched are left out, and a list of changes
  /// shows nothing of it. In order; no two touch.
  package var watched: [Range<Timestamp>]
  /// The oldest first; no two overlap.
  package var outages: [MonitoredOutage]

  package init(
    vendor: Vendor.ID, source: String, keyPrefix: String, first: Timestamp, last: Timestamp,
    watched: [Range<Timestamp>], outages: [MonitoredOutage]
  ) {
    (self.vendor, self.source, self.keyPrefix) = (vendor, source, keyPrefix)
    (self.first, self.last, self.watched, self.outages) = (first, last, watched, outages)
  }

  /// By which it is known when it was watched.
  package var monitor: ImportKey { ImportKey(source: source, id: keyPrefix) }

  /// Whether an outage with this key is the monitor's.
  package func isOwn(_ key: ImportKey?) -> Bool {
    guard let id = key?.id else { return false }
    // A name may hold what stands between names and times.
    return [keyPrefix, formerPrefix].compactMap { $0 }.contains { prefix in
      id.hasPrefix(prefix) && Timestamp(id.dropFirst(prefix.count).prefix { $0 != " " }) != nil
    }
  }

  /// Whether it was up at the last check.
  package var endsUp: Bool { outages.last?.incident.resolved != false }
}

/// An outage in a window. One that the window's first check found has no known beginning, only the moment at which it was
/// seen; one that its last check found has no end.
package struct MonitoredOutage: Hashable, Sendable {
  package var incident: Incident
  /// Line of the check that began it.
  package var line: Int

  package init(incident: Incident, line: Int) {
    (self.incident, self.line) = (incident, line)
  }
}
