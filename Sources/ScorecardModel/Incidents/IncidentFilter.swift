/// Which incidents to read. Empty sets and nil mean all.
public struct IncidentFilter: Hashable, Sendable {
  public var vendors: Set<Vendor.ID>
  public var from: Day?
  /// Inclusive.
  public var through: Day?
  public var good: Bool?
  public var dimension: Dimension?
  public var kinds: Set<IncidentKind>
  public var minimumSeverity: Severity?
  /// true: only bad ones that are marked as not resolved.
  public var open: Bool
  public var standings: Set<IncidentStanding>
  /// The system they came from; an empty text: those without another system's key.
  public var source: String?
  /// Text that the summary contains, compared without case.
  public var text: String?
  /// true: only those that carry ``IncidentDetails``, which few do.
  public var hasDetails: Bool
  /// true: only those that are one event with others, which few are.
  public var inEvent: Bool
  /// Those of one event, by its number.
  public var event: Int64?
  /// Those that something may be due of, for one of these reasons.
  package var dueReasons: Set<DueReason> = []
  /// Newest this many, after sorting by (day, id).
  public var limit: Int?

  public init(
    vendors: Set<Vendor.ID> = [], from: Day? = nil, through: Day? = nil, good: Bool? = nil,
    dimension: Dimension? = nil, kinds: Set<IncidentKind> = [], minimumSeverity: Severity? = nil,
    open: Bool = false,
    standings: Set<IncidentStanding> = [.counted], source: String? = nil, text: String? = nil,
    hasDetails: Bool = false, inEvent: Bool = false, event: Int64? = nil, limit: Int? = nil
  ) {
    self.vendors = vendors
    self.from = from
    self.through = through
    self.good = good
    self.dimension = dimension
    self.kinds = kinds
    self.minimumSeverity = minimumSeverity
    self.open = open
    self.standings = standings
    self.source = source
    self.text = text
    self.hasDetails = hasDetails
    self.inEvent = inEvent
    self.event = event
    self.limit = limit
  }
}
