extension QuarterReport {
  /// How it stands with a vendor that there is something to decide about.
  public struct Verdict: Hashable, Sendable {
    public var vendor: Vendor.ID
    public var advice: Advice
    /// As in ``Decision``.
    public var successor: Vendor.ID?
    /// As in ``Decision``.
    public var isSlipping: Bool
    /// It carries nothing yet, so that it is ruled out rather than left.
    public var isOnTrial: Bool

    public init(
      vendor: Vendor.ID, advice: Advice, successor: Vendor.ID? = nil, isSlipping: Bool = false,
      isOnTrial: Bool = false
    ) {
      self.vendor = vendor
      self.advice = advice
      self.successor = successor
      self.isSlipping = isSlipping
      self.isOnTrial = isOnTrial
    }
  }

  /// One row of "Decide".
  public struct Decision: Hashable, Sendable {
    public var vendor: Vendor.ID
    public var advice: Advice
    /// The vendor to change to; nil when it would be an unknown one.
    public var successor: Vendor.ID?
    /// Worse than before, not merely under observation.
    public var isSlipping: Bool
    public var firstStep: FirstStep

    public init(
      vendor: Vendor.ID, advice: Advice, successor: Vendor.ID? = nil, isSlipping: Bool = false,
      firstStep: FirstStep
    ) {
      self.vendor = vendor
      self.advice = advice
      self.successor = successor
      self.isSlipping = isSlipping
      self.firstStep = firstStep
    }

    public var verdict: Verdict {
      Verdict(
        vendor: vendor, advice: advice, successor: successor, isSlipping: isSlipping,
        isOnTrial: firstStep == .ruleOut)
    }
  }

  /// What to do first about a vendor.
  public enum FirstStep: Hashable, Sendable {
    // MARK: Drop
    /// A candidate is ruled out.
    case ruleOut
    /// None of the others could take over: find out what new ones would cost.
    case askOthers
    /// Try the successor for a month.
    case tryForMonth(Vendor.ID)
    /// Move a tenth of the orders to the successor; whether it carries some already.
    case moveTenth(to: Vendor.ID, isPrimary: Bool)

    // MARK: Watch
    /// Raise entries that are not resolved, and look again on the day.
    case raise(open: Int, again: Day)
    /// Find out whether bad entries were resolved, and look again on the day.
    case askWhetherResolved(Int, again: Day)
    case askWhatWentWrong(again: Day)
    case lookAgain(Day)

    // MARK: Unclear
    /// This many more weeks with an entry or a check-in.
    case checkIn(weeks: Int)
    /// This many more experiences, each in another week.
    case logExperiences(Int)
    /// Give it this many orders.
    case giveOrders(Int)
    /// This many more orders without trouble would settle it.
    case wait(orders: Int)
    /// Record how many orders it carries; how many without trouble would settle it.
    case recordOrders(Int?)
    case logMore
  }

  /// Vendors without a row in "Decide", and why they have none.
  public struct LeftOut: Hashable, Sendable {
    /// Good ones to whom another would still pay.
    public var better: [Vendor.ID]
    /// Too little is known about them; others come first.
    public var unclear: [Vendor.ID]
    /// They carried nothing and had no entries for a year.
    public var unused: [Vendor.ID]

    public init(better: [Vendor.ID] = [], unclear: [Vendor.ID] = [], unused: [Vendor.ID] = []) {
      self.better = better
      self.unclear = unclear
      self.unused = unused
    }
  }

  /// What is different from the quarter before.
  public enum Change: Hashable, Sendable {
    /// There is none before.
    case firstQuarter
    case newOnRecord(Vendor.ID, incidentCount: Int)
    case advice(Vendor.ID, from: Advice, to: Advice)
    /// A score that moved by 5 points or more.
    case score(Vendor.ID, from: ScoreRange, to: ScoreRange)
    /// Worse since a month, with the number of bad days since.
    case worsening(Vendor.ID, badDays: Int, since: Month)
  }
}

/// A score and its likely range, all 0...100.
public struct ScoreRange: Hashable, Sendable {
  public var score: Double
  public var low: Double
  public var high: Double

  public init(_ card: Scorecard) { (score, low, high) = (card.score, card.low, card.high) }

  public func overlaps(_ other: ScoreRange) -> Bool { low <= other.high && other.low <= high }
}
