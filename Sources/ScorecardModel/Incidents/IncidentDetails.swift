/// What few incidents carry: how many they stand for, an outage's span, a reference, money claimed, dates to act by.
///
/// The default value says nothing of any of them.
public struct IncidentDetails: Hashable, Sendable {
  /// How many incidents of the same kind this one stands for (Scoring §1).
  public var count = IncidentCount.one
  public var outage: Outage?
  /// Number of an incident of the same vendor that this one is part of the same event with, as its owner, or the
  /// import's `event`, says.
  public var sameAs: Int64?
  /// The vendor's own number of the case, parcel or order, at most ``longestReference`` bytes; nil = none.
  public var reference: String?
  /// Minutes of its owner's own time, 0...100 000; nil = unknown.
  public var minutesSpent: Int?
  /// Money claimed from the vendor, > 0; nil = none.
  public var claimed: Money?
  /// Money that came back, ≥ 0; nil = nothing yet.
  public var recovered: Money?
  /// Last day on which a claim, or its evidence, can be handed in.
  public var claimBy: Day?
  /// Nothing is left to do about a claim: it is handed in, or won't be made. The money may still come.
  public var claimDone = false
  /// Raise it with the vendor by this day.
  public var followUp: Day?

  /// How many entries it counts as, ≥ 1.
  package var wholeCount: Int { max(1, Int(count.rounded)) }

  /// Bytes of UTF-8.
  public static let longestReference = 60

  public init() {}
}

/// A number of like incidents, such as a month's late arrivals from a statistic; fractions of a thousandth are lost.
public struct IncidentCount: Hashable, Comparable, Sendable {
  /// 1...1 000 000 000.
  public let thousandths: Int64
  public static let limit: Int64 = 1_000_000_000

  /// nil outside the range; nothing happened is no incident.
  public init?(thousandths: Int64) {
    guard (1...IncidentCount.limit).contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  private init(unchecked thousandths: Int64) { self.thousandths = thousandths }
  public static let one = IncidentCount(unchecked: 1000)

  public static func < (a: IncidentCount, b: IncidentCount) -> Bool { a.thousandths < b.thousandths }

  /// The nearest whole number, half up.
  public var rounded: Int64 { (thousandths + 500) / 1000 }
}

/// Whether an incident counts.
public enum IncidentStanding: String, CaseIterable, Sendable, Hashable {
  /// On record and in the sums.
  case counted
  /// Reported by a vendor or a monitor: on record, in no sum until the owner confirms it.
  case unconfirmed
  /// Hidden by its owner, or by the undoing of its import; in no sum.
  case retracted
}
