/// Something that has to be done about an incident, by a day where one is known.
public struct DueItem: Hashable, Sendable {
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
