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

/// Which of a vendor's terms a claim for an incident rests on.
package enum ClaimGround: Hashable, CaseIterable, Sendable {
  case damage
  case loss
  /// Either: nothing says whether it was lost or long late.
  case lossOrLateness
  case lateness
}

extension Incident {
  /// What a vendor may owe money for; nil = for nothing.
  ///
  /// By kind: damaged or lost from 3 on, late; any other kind is none of these. Without a kind by dimension and
  /// severity, as nothing else says what went wrong: tangibles from 4 on is damage; reliability 5 is loss; 4 is loss or
  /// long lateness; less is lateness. An outage is none of these.
  package var claimGround: ClaimGround? {
    guard let level = outcome.severity?.level, attribution == .vendor, details.outage == nil else {
      return nil
    }
    return switch (kind, dimension, level) {
    case (.damaged, _, 3...): .damage
    case (.lost, _, 3...): .loss
    case (.late, _, _): .lateness
    case (_?, _, _): nil
    case (nil, .tangibles, 4...): .damage
    case (nil, .reliability, 5): .loss
    case (nil, .reliability, 4): .lossOrLateness
    case (nil, .reliability, _): .lateness
    default: nil
    }
  }
}

extension ClaimTerms {
  /// The terms that may apply, in days; nil = one that is not known. Nothing is owed for lateness where they don't speak
  /// of it.
  package func days(for ground: ClaimGround) -> [Int?] {
    let late = lateDays.map { [Int?.some($0)] } ?? []
    return switch ground {
    case .damage: [damageDays]
    case .loss: [lossDays]
    case .lossOrLateness: [lossDays] + late
    case .lateness: late
    }
  }
}

extension Catalog {
  /// Until when money can be claimed for an incident; nil = nothing can.
  ///
  /// Nothing either, once its owner has said that it won't be claimed. The day that its owner noted, or else by the
  /// vendor's terms for what ``Incident/claimGround`` says.
  public func claimDeadline(_ incident: Incident) -> ClaimDeadline? {
    if incident.details.claimDone, incident.details.claimed == nil { return nil }
    if let day = incident.details.claimBy { return ClaimDeadline(exactly: day) }
    guard let ground = incident.claimGround else { return nil }
    let days = (vendor(incident.vendor)?.claims ?? ClaimTerms()).days(for: ground)
    return days.isEmpty ? nil : ClaimDeadline(after: incident.day, days: days)
  }
}
