/// When a service was down, as a vendor or a monitor reports it.
///
/// Without an end it has none that anybody knows; whether it goes on is what ``Incident/outageEnd`` says.
public struct Outage: Hashable, Sendable {
  public var start: OutageMoment
  /// nil = it goes on, or nobody says when it ended.
  public var end: OutageMoment?
  public var impact: OutageImpact

  public init(start: OutageMoment, end: OutageMoment? = nil, impact: OutageImpact = .unknown) {
    self.start = start
    self.end = end
    self.impact = impact
  }

  public init(startedAt: Timestamp, endedAt: Timestamp? = nil, impact: OutageImpact = .unknown) {
    self.init(start: .at(startedAt), end: endedAt.map { .at($0) }, impact: impact)
  }

  /// The first moment at which it is known to have gone on.
  public var startedAt: Timestamp { start.moment }
  /// The last moment to which it may have gone on; nil without an end.
  public var endedAt: Timestamp? { end?.moment }

  /// Hours between its beginning and its end; nil when either is only a bound, there is no end, or an incident cannot
  /// say so many.
  package var hours: Double? {
    guard case .at(let start) = start, case .at(let end) = end, start <= end else { return nil }
    let hours = Double(end.seconds - start.seconds) / 3600
    return hours <= 100_000 ? hours : nil
  }
}

extension Severity {
  /// Of a service that was down for so many seconds: under an hour 2, under eight hours 3, else 4.
  package static func ofDowntime(seconds: Int64) -> Severity {
    Severity(unchecked: seconds < 3600 ? 2 : seconds < 8 * 3600 ? 3 : 4)
  }
}

/// When something happened: known, or known to lie no later than a moment.
public enum OutageMoment: Hashable, Sendable {
  case at(Timestamp)
  /// Nobody saw it happen; at this moment it had happened already.
  case by(Timestamp)

  public var moment: Timestamp {
    switch self {
    case .at(let moment), .by(let moment): moment
    }
  }

  public var isKnown: Bool { if case .at = self { true } else { false } }
}

/// What is known of the end of an outage.
public enum OutageEnd: Hashable, Sendable {
  case known(Timestamp)
  /// It was over by this moment.
  case atLatest(Timestamp)
  /// It is over, or nobody says that it goes on; how long it was is unknown.
  case unknown
  /// Its source said last that it goes on.
  case open
}

extension Incident {
  /// Announced work of a vendor, which is no outage and never counts.
  public var isMaintenance: Bool { hasDetails && details.outage?.impact == .maintenance }

  /// What is known of the end of its outage; nil without one. It goes on only where ``resolved`` says no.
  public var outageEnd: OutageEnd? {
    guard hasDetails, let outage = details.outage else { return nil }
    switch outage.end {
    case .at(let moment): return .known(moment)
    case .by(let moment): return .atLatest(moment)
    case nil: return resolved == false ? .open : .unknown
    }
  }
}

/// How bad an outage was by the teller's own scale (Statuspage's words), worst first.
public enum OutageImpact: String, CaseIterable, Sendable, Hashable, Codable {
  case critical
  case major
  case minor
  case none
  /// Announced work; no outage.
  case maintenance
  case unknown

  /// Whether customers could feel it: what downtime counts.
  public var isDowntime: Bool { self != .none && self != .maintenance }
}
