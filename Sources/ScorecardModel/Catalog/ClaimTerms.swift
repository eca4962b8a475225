/// Within how many days after an incident a vendor takes claims, by what went wrong; nil = not known.
///
/// Nothing is taken for usual: terms differ by vendor, service and country, and a guess that is too long costs the
/// claim.
public struct ClaimTerms: Hashable, Sendable {
  /// For what arrived broken, 1...3 650.
  public var damageDays: Int?
  /// For what never arrived, 1...3 650.
  public var lossDays: Int?
  /// For what arrived late, 1...3 650; nil also where the vendor pays nothing for lateness.
  public var lateDays: Int?

  public init(damageDays: Int? = nil, lossDays: Int? = nil, lateDays: Int? = nil) {
    self.damageDays = damageDays
    self.lossDays = lossDays
    self.lateDays = lateDays
  }
}

/// Until when money can be claimed for an incident, as far as that is known.
public struct ClaimDeadline: Hashable, Sendable {
  /// The last day by the shortest of the terms that may apply and are known; nil = none is known.
  public var earliest: Day?
  /// The last day by the longest of the terms that may apply; nil = one of them is not known.
  public var latest: Day?

  /// Whether it is one of several days, because the incident does not say which of the terms applies.
  public var isShortest: Bool { earliest != latest }

  init(exactly day: Day) { (earliest, latest) = (day, day) }

  /// - Parameter days: of each of the terms that may apply; nil = not known.
  init(after day: Day, days: [Int?]) {
    let known = days.compactMap { $0 }
    earliest = known.min().map { day + $0 }
    latest = known.count == days.count ? known.max().map { day + $0 } : nil
  }
}

extension Catalog {
  /// From this level of severity on something is lost or broken that nobody says what it was.
  package static let claimableLevel = 4
  /// The least severity of what is said to be damaged or lost.
  package static let claimableKind = 3

  /// Until when money can be claimed for an incident; nil = nothing can.
  ///
  /// Nothing either, once its owner has said that it won't be claimed. The day that its owner noted, or else the vendor's terms. Those are chosen by kind: damaged or lost from 3 on, late;
  /// any other kind is none of these. Without a kind by dimension and severity, as nothing else says what went wrong:
  /// tangibles from 4 on is damage; reliability 5 is loss; reliability 4 is loss
  /// or, where the vendor's terms speak of lateness, long lateness; less is lateness, and nothing where they don't.
  /// An outage is none of these.
  public func claimDeadline(_ incident: Incident) -> ClaimDeadline? {
    if incident.details.claimDone, incident.details.claimed == nil { return nil }
    if let day = incident.details.claimBy { return ClaimDeadline(exactly: day) }
    guard let level = incident.outcome.severity?.level, incident.attribution == .vendor,
      incident.details.outage == nil
    else { return nil }
    let terms = vendor(incident.vendor)?.claims ?? ClaimTerms()
    let late = terms.lateDays.map { [Int?.some($0)] } ?? []
    let days: [Int?]
    switch (incident.kind, incident.dimension, level) {
    case (.damaged, _, Catalog.claimableKind...): days = [terms.damageDays]
    case (.lost, _, Catalog.claimableKind...): days = [terms.lossDays]
    case (.late, _, _): days = late
    case (_?, _, _): days = []
    case (nil, .tangibles, Catalog.claimableLevel...): days = [terms.damageDays]
    case (nil, .reliability, 5): days = [terms.lossDays]
    case (nil, .reliability, 4): days = [terms.lossDays] + late
    case (nil, .reliability, _): days = late
    default: days = []
    }
    return days.isEmpty ? nil : ClaimDeadline(after: incident.day, days: days)
  }
}
