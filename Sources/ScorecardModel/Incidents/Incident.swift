/// How bad a bad experience was: 1 (annoyance) to 5 (lost sale, parcel or money).
public struct Severity: Hashable, Comparable, Sendable {
  public let level: Int

  /// - Throws: ``SeverityError`` outside 1...5.
  public init(_ level: Int) throws(SeverityError) {
    guard (1...5).contains(level) else { throw SeverityError(level: level) }
    self.level = level
  }

  init(unchecked level: Int) { self.level = level }
  /// Had to be chased: the standard incident.
  public static let standard = Severity(unchecked: 3)
  public static let worst = Severity(unchecked: 5)

  public static func < (a: Severity, b: Severity) -> Bool { a.level < b.level }

  /// What the level means to an owner.
  public var meaning: String {
    switch level {
    case 1: "annoyance"
    case 2: "minor: cost a few minutes"
    case 3: "had to be chased"
    case 4: "major: a customer noticed, or real money or hours went"
    default: "lost sale, lost parcel, lost money"
    }
  }
}

/// A severity outside 1...5.
public struct SeverityError: Error, Hashable, Sendable, CustomStringConvertible {
  public let level: Int
  public var description: String {
    "severity \(level): use 1 (annoyance) to 5 (lost sale or money)"
  }
}

/// Good, or bad with its severity.
public enum Outcome: Hashable, Sendable {
  case good
  case bad(Severity)

  /// `good` or `bad`.
  public var name: String { self == .good ? "good" : "bad" }
  public var severity: Severity? {
    if case .bad(let severity) = self { severity } else { nil }
  }
}

/// Who caused it. Only `vendor` enters the sums (Scoring §1).
public enum Attribution: String, CaseIterable, Sendable, Hashable, Codable {
  case vendor
  case us
  case customer
  /// Weather, strike.
  case external
}

extension Incident {
  /// Two parts of one story as one, whichever came first, and however often: the worse of both from the earlier day on, and
  /// of each amount the larger.
  package func joined(with other: Incident) -> Incident {
    let (level, otherLevel) = (outcome.severity?.level ?? 0, other.outcome.severity?.level ?? 0)
    var joined = self
    if otherLevel > level || otherLevel == level && other.day < day {
      (joined.outcome, joined.kind, joined.summary) = (other.outcome, other.kind, other.summary)
    }
    joined.day = min(day, other.day)
    joined.cost = larger(cost, other.cost)
    joined.details.claimed = larger(details.claimed, other.details.claimed)
    joined.details.recovered = larger(details.recovered, other.details.recovered)
    joined.resolved = [resolved, other.resolved].contains(true) ? true : resolved ?? other.resolved
    if let claimed = joined.details.claimed {
      let isWhole = joined.details.recovered.map { $0.thousandths >= claimed.thousandths } ?? false
      joined.resolved = isWhole ? true : nil
    }
    return joined
  }

  private func larger(_ a: Money?, _ b: Money?) -> Money? {
    guard let a, let b else { return a ?? b }
    return a.thousandths >= b.thousandths ? a : b
  }
}

/// One experience with a vendor, as the owner or an import describes it.
public struct Incident: Hashable, Sendable {
  /// Longest text in UTF-8 bytes that a summary may have: 1 MB fields are refused before they get here.
  public static let longestText = 10_000

  public var vendor: Vendor.ID
  public var day: Day
  public var outcome: Outcome
  public var dimension: Dimension
  /// nil = its owner, or its source, named none.
  public var kind: IncidentKind?
  public var summary: String
  /// nil = unknown.
  public var resolved: Bool?
  /// Circumstances excuse part of it; nil = unknown, counted as no.
  public var mitigated: Bool?
  public var attribution: Attribution
  /// phone, mail, chat, … free text.
  public var channel: String
  /// Minutes on hold, 0...100 000.
  public var holdMinutes: Int?
  /// Hours until it was resolved, 0...100 000.
  public var hoursToResolve: Double?
  public var cost: Money?
  /// The other system's key, when imported.
  public var source: ImportKey?
  /// Boxed, since few incidents have any and a million rows are copied in an import.
  private var boxed = Box.empty

  private indirect enum Box: Hashable, Sendable {
    case empty
    case full(IncidentDetails)
  }

  public var details: IncidentDetails {
    get { if case .full(let details) = boxed { details } else { IncidentDetails() } }
    set { boxed = newValue == IncidentDetails() ? .empty : .full(newValue) }
  }
  public var hasDetails: Bool { if case .full = boxed { true } else { false } }

  public init(
    vendor: Vendor.ID, day: Day, outcome: Outcome, dimension: Dimension = .general, kind: IncidentKind? = nil,
    summary: String = "",
    resolved: Bool? = nil, mitigated: Bool? = nil, attribution: Attribution = .vendor, channel: String = "",
    holdMinutes: Int? = nil, hoursToResolve: Double? = nil, cost: Money? = nil, source: ImportKey? = nil
  ) {
    self.vendor = vendor
    self.day = day
    self.outcome = outcome
    self.dimension = dimension
    self.kind = kind
    self.summary = summary
    self.resolved = resolved
    self.mitigated = mitigated
    self.attribution = attribution
    self.channel = channel
    self.holdMinutes = holdMinutes
    self.hoursToResolve = hoursToResolve
    self.cost = cost
    self.source = source
  }
}

/// Key of an imported row: the same key is imported once, whatever the file is called.
public struct ImportKey: Hashable, Sendable {
  /// The system it came from, such as `incidents-csv`.
  public var source: String
  /// That system's key; empty when it has none, then the row's content stands in for it.
  public var id: String

  public init(source: String, id: String) {
    self.source = source
    self.id = id
  }
}

/// An incident on record. Its number never changes.
public struct RecordedIncident: Hashable, Sendable {
  public var id: Int64
  public var incident: Incident
  public var recordedAt: Timestamp
  /// 1 when first recorded; every change adds one.
  public var revision: Int
  public var standing: IncidentStanding
  /// The first one on record of the incidents that are one event, when there are several: linked by their owner, or
  /// outages that overlap (Scoring §1 "Event").
  public var event: Int64?

  public var retracted: Bool { standing == .retracted }

  public init(
    id: Int64, incident: Incident, recordedAt: Timestamp, revision: Int,
    standing: IncidentStanding = .counted, event: Int64? = nil
  ) {
    self.id = id
    self.incident = incident
    self.recordedAt = recordedAt
    self.revision = revision
    self.standing = standing
    self.event = event
  }
}

/// One state of an incident in its history, oldest first.
public struct IncidentRevision: Hashable, Sendable {
  public var state: RecordedIncident
  /// What kind of change brought it.
  public var kind: Change.Kind
  public var reason: String
  public var at: Timestamp
  /// Who brought it; nil where nobody said so.
  public var author: String?

  public init(
    state: RecordedIncident, kind: Change.Kind, reason: String, at: Timestamp, author: String? = nil
  ) {
    self.author = author
    self.state = state
    self.kind = kind
    self.reason = reason
    self.at = at
  }
}
