internal import ScorecardModel

/// Orders that are counted one by one while a file is read, by vendor and range of days.
struct OrderCounts {
  private struct Range: Hashable {
    var vendor: Vendor.ID?
    var from: Day
    var to: Day
  }

  private struct Count {
    var orders: Int
    /// Line of the first.
    var line: Int
  }

  private var counts: [Range: Count] = [:]
  private var seen: Set<UInt64> = []

  /// Whether an order is met for the first time; eight bytes are kept of each.
  ///
  /// Of a million orders two share their 64 bits with a chance of 1 in 37 million, and then one is missed.
  mutating func isNew(_ id: FieldBytes) -> Bool { seen.insert(id.hash).inserted }

  mutating func add(_ orders: Int = 1, vendor: Vendor.ID?, day: Day, line: Int) {
    add(orders, vendor, day, day + 1, line)
  }

  mutating func add(_ orders: Int = 1, vendor: Vendor.ID?, month: Month, line: Int) {
    add(orders, vendor, month.firstDay, month.lastDay + 1, line)
  }

  private mutating func add(_ orders: Int, _ vendor: Vendor.ID?, _ from: Day, _ to: Day, _ line: Int) {
    counts[Range(vendor: vendor, from: from, to: to), default: Count(orders: 0, line: line)].orders += orders
  }

  /// Hands out the volumes by vendor and day. A file may hold a part of a range, so that none may shrink one.
  func emit(to sink: ImportSink) throws {
    let sorted = counts.sorted { a, b in
      (a.key.vendor ?? "", a.key.from) < (b.key.vendor ?? "", b.key.from)
    }
    for (range, count) in sorted {
      let orders = min(count.orders, Volume.mostOrders)
      guard let volume = Volume(from: range.from, to: range.to, orders: orders, vendor: range.vendor) else {
        continue
      }
      try sink.row(.volume(volume, mayShrink: false, line: count.line)) { nil }
    }
  }
}
