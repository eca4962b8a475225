/// Everything that waits for the owner, in the order in which it is gone through: the five-minute month.
public struct MonthReview: Hashable, Sendable {
  /// What may be missing on the record itself.
  public struct Gaps: Hashable, Sendable {
    /// A month whose orders are not on record, and what is reckoned for it; nil when they are.
    public var orders: (month: Month, estimated: Double?)? {
      get { month.map { ($0, estimated) } }
      set { (month, estimated) = (newValue?.month, newValue?.estimated) }
    }
    private var month: Month?
    private var estimated: Double?
    /// The latest day of which anything is on record, when it is more than a week ago; nil otherwise.
    public var lastNews: Day?

    public init() {}
  }

  /// Days after which something unresolved is asked about.
  public static let daysUnresolved = 14
  /// How far back, in days, unresolved entries are looked for: by then each was asked about three times, and whoever looks
  /// further reads every row of a large ledger.
  public static let daysLookedBack = 90
  /// Most outages, and most unresolved entries: more are no five minutes.
  public static let mostEntries = 20
  /// Days without anything on record after which it is asked whether all was quiet.
  public static let daysOfSilence = 7

  public var day: Day
  /// Claims and evidence that can still be handed in, or were missed; the first to run out first.
  public var claims: [DueEntry]
  /// Those whose day has come.
  public var followUps: [DueEntry]
  public var contracts: [DueContract]
  /// Reported, and in no score until the owner confirms them; the newest.
  public var outages: [RecordedIncident]
  /// Bad ones marked as not resolved and older than 14 days; the newest of 90 days.
  public var unresolved: [RecordedIncident]
  public var gaps: Gaps

  public init(
    day: Day, claims: [DueEntry], followUps: [DueEntry], contracts: [DueContract],
    outages: [RecordedIncident], unresolved: [RecordedIncident], gaps: Gaps
  ) {
    self.day = day
    self.claims = claims
    self.followUps = followUps
    self.contracts = contracts
    self.outages = outages
    self.unresolved = unresolved
    self.gaps = gaps
  }

  /// How many things wait.
  public var count: Int {
    claims.count + followUps.count + contracts.count + outages.count + unresolved.count
      + (gaps.orders == nil ? 0 : 1) + (gaps.lastNews == nil ? 0 : 1)
  }
}

/// What the owner says about an entry when the month is gone through.
public enum ReviewAnswer: Hashable, Sendable {
  /// The amount is above 0.
  case claimed(Money)
  case cameBack(Money)
  case handedIn
  /// It will not be claimed, or nothing will come of the claim.
  case settled
  case raised
  case askAgain(Day)
  case stillOpen
  case resolved
  case felt
  case notFelt
  /// It was the store's own doing.
  case ours

  /// An answer without what has to be typed for it.
  public enum Kind: String, Hashable, Sendable {
    case claimed
    case cameBack = "came-back"
    case handedIn = "handed-in"
    case settled = "done"
    case raised
    case askAgain = "again"
    case stillOpen = "still-open"
    case resolved
    case felt
    case notFelt = "not"
    case ours
  }

  /// Days after which something is asked again.
  public static let daysToAsk = 14
  /// Days after which the money of a claim that was handed in is asked about.
  public static let daysToPay = 30

  /// What can be said about something that is due.
  public static func kinds(for entry: DueEntry) -> [Kind] {
    switch entry.kind {
    case .claim: return [.claimed, .settled]
    case .followUp:
      // What was claimed may have come back meanwhile.
      let details = entry.incident.incident.details
      let isAwaited = details.claimed != nil && details.recovered == nil
      return (isAwaited ? [.cameBack] : []) + [.raised, .askAgain]
    case .evidence: return [.cameBack, .handedIn, .settled]
    }
  }

  /// What can be said about an outage that somebody reported.
  public static let kindsForOutage: [Kind] = [.felt, .notFelt, .ours]
  /// What can be said about an entry that is not resolved.
  public static let kindsForUnresolved: [Kind] = [.resolved, .stillOpen]
}
