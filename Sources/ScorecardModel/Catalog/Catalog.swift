/// The owner's `vendors.json`: the store, its journey and its vendors.
public struct Catalog: Hashable, Sendable {
  public var store: String
  /// ISO 4217 code such as `USD`.
  public var currency: String
  /// IANA name such as `Europe/Berlin`; decides which day a timestamp falls on.
  public var timeZone: String
  /// Stages in the order in which a customer meets them.
  public var journey: [Stage]
  public var vendors: [Vendor]
  public var policy: ScoringPolicy
  /// The server that the ledger is on; nil = a file beside the catalog.
  public var ledger: ServerPlace?

  public init(
    store: String, currency: String = "USD", timeZone: String = "UTC", journey: [Stage], vendors: [Vendor],
    policy: ScoringPolicy = .standard, ledger: ServerPlace? = nil
  ) {
    self.ledger = ledger
    self.store = store
    self.currency = currency
    self.timeZone = timeZone
    self.journey = journey
    self.vendors = vendors
    self.policy = policy
  }

  public func vendor(_ id: Vendor.ID) -> Vendor? { vendors.first { $0.id == id } }
  public func stage(_ id: Stage.ID) -> Stage? { journey.first { $0.id == id } }
  /// As people are shown it; of one that the catalog lacks its id.
  public func vendorName(_ id: Vendor.ID) -> String { vendor(id)?.name ?? id }
  public func stageName(_ id: Stage.ID) -> String { stage(id)?.name ?? id }
  public func vendors(in stage: Stage.ID) -> [Vendor] { vendors.filter { $0.stage == stage } }
}

/// A step of the customer's journey.
public struct Stage: Hashable, Sendable, Identifiable {
  public var id: String
  public var name: String

  /// - Parameter name: as people are shown it; nil = the id.
  public init(id: String, name: String? = nil) {
    self.id = id
    self.name = name ?? id
  }
}

/// What a vendor is to the store on a day.
public enum Role: String, CaseIterable, Sendable, Hashable, Codable {
  /// Carries orders.
  case primary
  /// Takes over when a primary fails.
  case fallback
  /// Not used yet.
  case candidate
  /// No longer used.
  case former
}

/// A span of days in which a vendor has one role (Scoring §1 "Roles have dates").
public struct RolePeriod: Hashable, Sendable {
  public var role: Role
  /// First day; nil = from the beginning.
  public var since: Day?
  /// First day on which it no longer holds; nil = until the next period begins, or for good.
  public var until: Day?
  /// Part of the store's orders that a primary carries, 0...1; nil = an equal part of what the others leave.
  public var share: Double?

  public init(role: Role, since: Day? = nil, until: Day? = nil, share: Double? = nil) {
    self.role = role
    self.since = since
    self.until = until
    self.share = share
  }
}

/// A third party on the journey.
public struct Vendor: Hashable, Sendable, Identifiable {
  /// Lower-case letters, digits and hyphens.
  public var id: String
  public var name: String
  public var stage: Stage.ID
  /// What it was to the store, oldest first, as the catalog has it; never empty. ``RoleSchedule`` says what holds on
  /// a day.
  public var periods: [RolePeriod]
  /// Whether the catalog lists `periods`; otherwise the one period stands in `role`, `since`, `until` and `share`.
  public var listsPeriods: Bool
  public var aliases: [String]
  /// Standard incidents that a switch away from it would cost, ≥ 0; nil = the policy's.
  public var switchingCost: Double?
  /// Part of a primary's failures that this fallback absorbs, 0...1; nil = 0.5.
  public var failover: Double?
  public var statusPage: String?
  public var contact: String?
  public var notes: String?
  /// Within how many days it takes claims; nil = not known.
  public var claims: ClaimTerms?
  public var contract: Contract?
  public var price: Price?
  /// Days within which it promises to deliver, or to answer, 1...365; nil = not known.
  public var promisedDays: Int?
  /// What vendors of one company on several stages have in common; nil = its name says it all.
  public var company: String?
  /// What it is across shops, such as `dhl`: lower-case letters, digits and hyphens; nil = its own id says so.
  public var carrier: String?

  public init(
    id: String, name: String, stage: Stage.ID, role: Role = .primary, aliases: [String] = [],
    since: Day? = nil, until: Day? = nil, share: Double? = nil, periods: [RolePeriod]? = nil,
    switchingCost: Double? = nil, failover: Double? = nil, statusPage: String? = nil, contact: String? = nil,
    notes: String? = nil, claims: ClaimTerms? = nil, contract: Contract? = nil, price: Price? = nil,
    promisedDays: Int? = nil, company: String? = nil, carrier: String? = nil
  ) {
    self.id = id
    self.name = name
    self.stage = stage
    self.periods = periods ?? [RolePeriod(role: role, since: since, until: until, share: share)]
    listsPeriods = periods != nil
    self.aliases = aliases
    self.switchingCost = switchingCost
    self.failover = failover
    self.statusPage = statusPage
    self.contact = contact
    self.notes = notes
    self.claims = claims
    self.contract = contract
    self.price = price
    self.promisedDays = promisedDays
    self.company = company
    self.carrier = carrier
  }

  /// What it goes by beside the vendors of other shops.
  public var carrierID: String { carrier ?? id }
}
