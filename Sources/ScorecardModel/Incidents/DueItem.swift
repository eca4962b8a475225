/// Something that has to be done about an incident by a day.
public struct DueItem: Hashable, Sendable {
  public enum Kind: String, Sendable, Hashable {
    /// Money is claimed; its evidence is due.
    case evidence
    /// Nothing is claimed yet, and the vendor's terms leave until then to do it.
    case claim
    /// To be raised with the vendor.
    case followUp
  }

  public var day: Day
  public var kind: Kind
  public var incident: RecordedIncident
  /// The money that it is about, when it is known.
  public var amount: Money?

  public init(day: Day, kind: Kind, incident: RecordedIncident, amount: Money?) {
    self.day = day
    self.kind = kind
    self.incident = incident
    self.amount = amount
  }
}

/// Within how many days a vendor takes claims, and how that is known.
public struct ClaimTerms: Hashable, Sendable {
  /// After the day of the incident, 1...3 650.
  public var days: Int
  /// Where it says so, such as an address.
  public var source: String?
  /// When that was looked up.
  public var checked: Day?

  public init(days: Int, source: String? = nil, checked: Day? = nil) {
    self.days = days
    self.source = source
    self.checked = checked
  }

  /// Loss and damage with the large carriers of the US: 60 days from mailing or delivery, as their public terms had
  /// it when this was written; a vendor's own `claims` in the catalog stand before it.
  public static let carriers = ClaimTerms(days: 60)
  private static let carrierNames: Set = ["usps", "ups", "fedex"]

  /// The catalog's terms for a vendor, or what is usual for one that bears a large carrier's name.
  public static func of(_ vendor: Vendor) -> ClaimTerms? {
    if let own = vendor.claims { return own }
    let names = [vendor.id, vendor.name] + vendor.aliases
    return names.contains { carrierNames.contains(VendorNames.key($0)) } ? carriers : nil
  }
}
