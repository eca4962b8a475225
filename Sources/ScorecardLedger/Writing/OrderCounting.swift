import ScorecardModel

/// Orders by (vendor, days, source): what the records that stand count, kept in step with them.
struct OrderCounting {
  /// What the change in the making adds.
  private var differences: [OrderCountRow.Range: Int64] = [:]
  /// The last cell that was touched: files are mostly in the order of days.
  private var last: (cell: OrderCountRow.Range, difference: Int64)?

  /// Takes what a record counted out, and adds what it counts.
  mutating func replace(
    _ old: SourceRecordRow.CountedOrders?, by new: SourceRecordRow.CountedOrders?, of source: Int64
  ) {
    if old == new { return }
    if let old { add(-old.orders, to: old, source) }
    if let new { add(new.orders, to: new, source) }
  }

  private mutating func add(_ orders: Int64, to range: SourceRecordRow.CountedOrders, _ source: Int64) {
    let cell = OrderCountRow.Range(
      vendor: range.vendor ?? 0, from: range.from, days: range.days, source: source)
    if last?.cell == cell {
      last?.difference += orders
    } else {
      settle()
      last = (cell, orders)
    }
  }

  private mutating func settle() {
    guard let (cell, difference) = last else { return }
    differences[cell, default: 0] += difference
    last = nil
  }

  mutating func flush(to store: any LedgerStore) throws {
    settle()
    let changed = differences.filter { $0.value != 0 }
    differences = [:]
    if changed.isEmpty { return }
    let stored = Dictionary(try store.orderCounts(of: Array(changed.keys)).map { ($0.range, $0.orders) }) {
      first, _ in first
    }
    for (range, difference) in changed {
      let orders = (stored[range] ?? 0) + difference
      guard orders >= 0 else { throw DamagedRow(table: "order_count", number: range.from) }
      try store.put(OrderCountRow(range: range, orders: orders))
    }
  }

  /// What is stored, or was counted afresh.
  static func counts(_ rows: [OrderCountRow], names: IDRegistry) throws -> [OrderCount] {
    try rows.filter { $0.orders > 0 }.map { row in
      let range = SourceRecordRow.CountedOrders(
        vendor: row.range.vendor == 0 ? nil : row.range.vendor, from: row.range.from, days: row.range.days,
        orders: min(row.orders, Int64(Volume.mostOrders)))
      guard let source = names.sources[row.range.source] else {
        throw DamagedRow(table: "order_count", number: row.range.from)
      }
      return OrderCount(
        source: source, volume: try range.volume(names: names, in: "order_count", number: row.range.from))
    }
  }
}
