/// How many orders went through on the days [from, to).
public struct Volume: Hashable, Sendable {
  public static let mostOrders = 1_000_000_000

  public var from: Day
  /// Exclusive.
  public var to: Day
  /// 0...10⁹.
  public var orders: Int
  /// nil = the whole store.
  public var vendor: Vendor.ID?

  /// One order on one day.
  package static func order(_ vendor: Vendor.ID?, on day: Day) -> Volume {
    Volume(unchecked: day, day + 1, 1, vendor)
  }

  private init(unchecked from: Day, _ to: Day, _ orders: Int, _ vendor: Vendor.ID?) {
    (self.from, self.to, self.orders, self.vendor) = (from, to, orders, vendor)
  }

  /// - Returns: nil when `to` does not lie after `from` or orders are out of range.
  public init?(from: Day, to: Day, orders: Int, vendor: Vendor.ID? = nil) {
    guard from < to, (0...Volume.mostOrders).contains(orders) else { return nil }
    self.from = from
    self.to = to
    self.orders = orders
    self.vendor = vendor
  }
}
