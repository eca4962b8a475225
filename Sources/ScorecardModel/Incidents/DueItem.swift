/// Something that has to be done, by a day where one is known.
public enum DueItem: Hashable, Sendable {
  case entry(DueEntry)
  case contract(DueContract)

  /// The last day for it; of a contract that has renewed the day of that. nil = not known, to be looked up.
  public var day: Day? {
    switch self {
    case .entry(let entry): entry.day
    case .contract(let contract): contract.day
    }
  }

  public var vendor: Vendor.ID {
    switch self {
    case .entry(let entry): entry.incident.incident.vendor
    case .contract(let contract): contract.vendor
    }
  }

  /// The entry that it is about; nil when it is about a contract.
  public var entry: DueEntry? {
    if case .entry(let entry) = self { entry } else { nil }
  }

  /// The contract that it is about; nil when it is about an entry.
  public var contract: DueContract? {
    if case .contract(let contract) = self { contract } else { nil }
  }
}

/// Why something may have to be done about an incident, as far as the incident alone says it.
package enum DueReason: Hashable, Sendable {
  /// A follow-up or a claim is noted, and not settled.
  case noted
  /// A vendor's terms may owe money for it, which nobody has settled.
  case claimable(ClaimGround)
}

extension Incident {
  package var dueReason: DueReason? {
    if details.followUp != nil { return .noted }
    if details.recovered != nil || details.claimDone { return nil }
    if details.claimBy != nil || details.claimed != nil { return .noted }
    return claimGround.map { .claimable($0) }
  }
}

/// What has to be done about an incident.
public struct DueEntry: Hashable, Sendable {
  public enum Kind: String, Sendable, Hashable {
    /// Money is claimed; its evidence is due.
    case evidence
    /// Nothing is claimed yet, and the vendor's terms leave until then to do it, or are to be looked up.
    case claim
    /// To be raised with the vendor.
    case followUp
  }

  /// The last day for it; nil = not known, to be looked up.
  public var day: Day?
  /// The incident may be of two kinds that the vendor's terms treat apart; `day` is by the shorter known of them.
  public var isShortest: Bool
  public var kind: Kind
  public var incident: RecordedIncident
  /// The money that it is about, when it is known.
  public var amount: Money?

  public init(
    day: Day?, isShortest: Bool = false, kind: Kind, incident: RecordedIncident, amount: Money?
  ) {
    self.day = day
    self.isShortest = isShortest
    self.kind = kind
    self.incident = incident
    self.amount = amount
  }
}

/// What has to be done about a vendor's contract.
public struct DueContract: Hashable, Sendable {
  public enum State: String, Sendable, Hashable {
    /// Notice can be given until ``Contract/decideBy``.
    case decide
    /// It is too late for notice, and it has not renewed yet.
    case missed
    /// It has renewed, and the next date is not in the catalog yet.
    case renewed
  }

  public var vendor: Vendor.ID
  public var contract: Contract
  public var state: State
  /// What is advised about the vendor; nil when it is not on the journey.
  public var advice: Advice?

  public init(vendor: Vendor.ID, contract: Contract, state: State, advice: Advice?) {
    self.vendor = vendor
    self.contract = contract
    self.state = state
    self.advice = advice
  }

  public var day: Day { state == .renewed ? contract.renews : contract.decideBy }
}

extension Contract {
  /// Days before ``decideBy`` from which on there is something to decide.
  public static let daysToDecide = 60
  /// Days after it renewed in which the next date is asked for.
  public static let daysAfterRenewal = 60

  /// How it stands on a day; nil when there is nothing to do about it.
  public func state(on day: Day) -> DueContract.State? {
    if renews < day { return day - renews <= Contract.daysAfterRenewal ? .renewed : nil }
    if decideBy < day { return .missed }
    return decideBy - day <= Contract.daysToDecide ? .decide : nil
  }
}
