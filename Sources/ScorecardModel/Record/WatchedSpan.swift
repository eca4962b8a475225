/// A time in which a monitor watched a vendor: what it found down is on record as outages, and the rest was up.
public struct WatchedSpan: Hashable, Sendable {
  public var vendor: Vendor.ID
  public private(set) var from: Timestamp
  /// Exclusive.
  public private(set) var to: Timestamp

  /// - Returns: nil unless it has a length.
  public init?(of vendor: Vendor.ID, from: Timestamp, to: Timestamp) {
    guard from < to else { return nil }
    (self.vendor, self.from, self.to) = (vendor, from, to)
  }
}
