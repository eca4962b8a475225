/// A quarter's scorecard: what the report shows, computed, in no format yet.
public struct QuarterReport: Hashable, Sendable {
  /// One vendor in the quarter.
  public struct Row: Hashable, Sendable {
    public var scorecard: Scorecard
    /// As of the end of the quarter before; nil when nothing was on record of it by then.
    public var before: Scorecard?
    /// Entries dated in the quarter.
    public var incidentCount: Int
    /// At most three each, worst and best first.
    public var worst: [RecordedIncident]
    public var best: [RecordedIncident]
    public var recovery: Recovery
    /// What was the vendor's doing in the quarter, by kind.
    public var kinds: [KindCount] = []
    public init(
      scorecard: Scorecard, before: Scorecard?, incidentCount: Int, worst: [RecordedIncident],
      best: [RecordedIncident], recovery: Recovery
    ) {
      self.scorecard = scorecard
      self.before = before
      self.incidentCount = incidentCount
      self.worst = worst
      self.best = best
      self.recovery = recovery
    }
  }

  /// How failures of the quarter were resolved; only bad incidents that the vendor caused.
  public struct Recovery: Hashable, Sendable {
    public var bad: Int
    public var resolved: Int
    public var unresolved: Int
    public var medianHoursToResolve: Double?
    public var holdMinutes: Int
    public var moneyLost: Money
    /// The owner's own time.
    public var minutesSpent = 0
    public var claims: Claims
    /// Bad ones not marked as resolved or unresolved.
    public var unknown: Int { bad - resolved - unresolved }

    public init(
      bad: Int, resolved: Int, unresolved: Int, medianHoursToResolve: Double?, holdMinutes: Int,
      moneyLost: Money, claims: Claims = Claims()
    ) {
      self.bad = bad
      self.resolved = resolved
      self.unresolved = unresolved
      self.medianHoursToResolve = medianHoursToResolve
      self.holdMinutes = holdMinutes
      self.moneyLost = moneyLost
      self.claims = claims
    }
  }

  /// Money that could be claimed for incidents of the quarter, whoever caused them.
  public struct Claims: Hashable, Sendable {
    public var claimed = Money.zero
    public var recovered = Money.zero
    /// Claimed and refused, in part or whole, or never handed in until its last day; with what was lost and never claimed.
    public var missed = Money.zero
    /// Claimed, nothing came back yet, and there is time.
    public var open = Money.zero

    public init() {}

    /// - Parameters:
    ///   - day: the last day that counts as in time.
    ///   - lastDay: until when an incident's cost can be claimed; nil = it cannot, or that is not known.
    public init(of incidents: [Incident], asOf day: Day, lastDay: (Incident) -> Day?) {
      for incident in incidents {
        let details = incident.details
        claimed = claimed + (details.claimed ?? .zero)
        recovered = recovered + (details.recovered ?? .zero)
        if let back = details.recovered {
          let rest = (details.claimed?.thousandths ?? 0) - back.thousandths
          missed = missed + (Money(thousandths: max(0, rest)) ?? .zero)
        } else if let money = details.claimed {
          let isLate = !details.claimDone && (lastDay(incident).map { $0 < day } ?? false)
          if isLate { missed = missed + money } else { open = open + money }
        } else if let cost = incident.cost, let last = lastDay(incident), last < day {
          missed = missed + cost
        }
      }
    }
  }

  public var quarter: Quarter
  /// The last day of the quarter, or the as-of day when that is earlier.
  public var evaluation: Evaluation
  /// The day on which the report is made (as-of), which decides `provisional`.
  public var asOf: Day
  public var provisional: Bool
  /// Drops, then watches, then the unclear; of equals what saves most first.
  public var decisions: [Decision]
  /// Vendors that "Decide" passes over.
  public var leftOut: LeftOut
  /// By verdict, then score; those unused for a year too.
  public var rows: [Row]
  /// What changed since the quarter before, in the order of the rows.
  public var changes: [Change]
  public var incidentCount: Int
  public var recovery: Recovery
  /// Orders of the whole store that are on record of the quarter; nil = none are.
  public var orders: Int?
  /// Months of the quarter up to its day of which no orders are on record.
  public var monthsWithoutOrders: [Month] = []
  /// The last quarters up to this one; nil = not drawn.
  public var trend: ScoreTrend?
  /// Version of the program, schema of the report, key of the policy, hash of the data.
  public var programVersion: String
  public var dataHash: String

  /// The rows of vendors that were used in the year up to the last day.
  public var used: [Row] { rows.filter { !$0.scorecard.isUnused } }

  public init(
    quarter: Quarter, evaluation: Evaluation, asOf: Day, provisional: Bool, decisions: [Decision],
    leftOut: LeftOut, rows: [Row], changes: [Change], incidentCount: Int, recovery: Recovery,
    programVersion: String, dataHash: String
  ) {
    self.quarter = quarter
    self.evaluation = evaluation
    self.asOf = asOf
    self.provisional = provisional
    self.decisions = decisions
    self.leftOut = leftOut
    self.rows = rows
    self.changes = changes
    self.incidentCount = incidentCount
    self.recovery = recovery
    self.programVersion = programVersion
    self.dataHash = dataHash
  }
}

extension QuarterReport.Recovery {
  /// How a vendor's, or all vendors', failures among these were resolved.
  ///
  /// - Parameter day: the last day that counts as in time for a claim.
  package init(of incidents: [Incident], asOf day: Day, in catalog: Catalog) {
    let bad = incidents.filter { $0.outcome != .good && $0.attribution == .vendor }
    self.init(
      bad: bad.count, resolved: bad.count { $0.resolved == true },
      unresolved: bad.count { $0.resolved == false },
      medianHoursToResolve: bad.compactMap(\.hoursToResolve).median,
      holdMinutes: bad.reduce(0) { $0 + ($1.holdMinutes ?? 0) },
      moneyLost: bad.reduce(.zero) { $0 + ($1.cost ?? .zero) },
      claims: QuarterReport.Claims(
        of: incidents, asOf: day, lastDay: { catalog.claimDeadline($0)?.latest }))
    minutesSpent = bad.reduce(0) { $0 + ($1.details.minutesSpent ?? 0) }
  }
}
