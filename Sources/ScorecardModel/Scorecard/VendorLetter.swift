/// What a letter to a vendor tells: facts of the record, in no format yet.
public struct VendorLetter: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable, Hashable {
    case complaint
    case claim
    case thanks
  }

  /// Money that is claimed for an entry, or is to be.
  public struct Claim: Hashable, Sendable {
    public var entry: RecordedIncident
    /// What is claimed, or else what it cost; nil = not known.
    public var amount: Money?
    /// The last day for it; nil = not known.
    public var lastDay: Day?
    /// Claimed before this letter.
    public var isClaimed: Bool

    public init(entry: RecordedIncident, amount: Money?, lastDay: Day?, isClaimed: Bool) {
      self.entry = entry
      self.amount = amount
      self.lastDay = lastDay
      self.isClaimed = isClaimed
    }
  }

  /// Days within which an answer is asked for.
  public static let daysToAnswer = 14

  public var kind: Kind
  public var vendor: Vendor
  public var catalog: Catalog
  /// Of the letter.
  public var day: Day
  /// From which day on entries are looked at; of a claim that of the oldest entry.
  public var since: Day
  /// What went wrong and the vendor caused, by (day, number); of a claim only what is claimed for.
  public var bad: [RecordedIncident]
  /// What went well since that day, by (day, number).
  public var good: [RecordedIncident]
  /// Of a claim, by (day, number).
  public var claims: [Claim]

  public init(
    kind: Kind, vendor: Vendor, catalog: Catalog, day: Day, since: Day, bad: [RecordedIncident],
    good: [RecordedIncident], claims: [Claim] = []
  ) {
    self.kind = kind
    self.vendor = vendor
    self.catalog = catalog
    self.day = day
    self.since = since
    self.bad = bad
    self.good = good
    self.claims = claims
  }

  /// By when an answer is asked for, which leaves time to claim again in form; nil where nothing is asked.
  public var answerBy: Day? {
    kind == .thanks ? nil : min(day + VendorLetter.daysToAnswer, firstLastDay ?? .latest)
  }

  /// What it cost, of the bad entries.
  public var moneyLost: Money { bad.reduce(.zero) { $0 + ($1.incident.cost ?? .zero) } }
  public var moneyClaimed: Money { bad.reduce(.zero) { $0 + ($1.incident.details.claimed ?? .zero) } }
  public var moneyRecovered: Money { bad.reduce(.zero) { $0 + ($1.incident.details.recovered ?? .zero) } }
  public var holdMinutes: Int { bad.reduce(0) { $0 + ($1.incident.holdMinutes ?? 0) } }
  public var minutesSpent: Int { bad.reduce(0) { $0 + ($1.incident.details.minutesSpent ?? 0) } }
  public var resolved: Int { bad.count { $0.incident.resolved == true } }
  /// nil when it is not known of any.
  public var medianHoursToResolve: Double? { bad.compactMap(\.incident.hoursToResolve).median }

  /// All that is claimed, or is to be, as far as its amount is known.
  public var claimedTotal: Money { claims.reduce(.zero) { $0 + ($1.amount ?? .zero) } }
  /// The first of the last days that are not over.
  public var firstLastDay: Day? { claims.compactMap(\.lastDay).filter { $0 >= day }.min() }

  /// The entries that an answer to it is about: those that are claimed for, or the newest.
  public var subjects: [RecordedIncident] {
    kind == .claim ? claims.map(\.entry) : [bad.last].compactMap { $0 }
  }
}
