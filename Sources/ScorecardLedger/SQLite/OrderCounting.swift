import GRDB
import ScorecardModel

/// Orders by (vendor, days, source): what the records that stand count, kept in step with them.
struct OrderCounting {
  private struct Cell: Hashable {
    /// 0 = the whole store.
    var vendor: Int64
    var from: Int64
    var days: Int64
    var source: Int64
  }

  /// What the change in the making adds.
  private var differences: [Cell: Int64] = [:]
  /// The last cell that was touched: files are mostly in the order of days.
  private var last: (cell: Cell, difference: Int64)?

  /// Takes what a record counted out, and adds what it counts.
  mutating func replace(
    _ old: SourceRecordRow.CountedOrders?, by new: SourceRecordRow.CountedOrders?, of source: Int64
  ) {
    if old == new { return }
    if let old { add(-old.orders, to: old, source) }
    if let new { add(new.orders, to: new, source) }
  }

  private mutating func add(_ orders: Int64, to range: SourceRecordRow.CountedOrders, _ source: Int64) {
    let cell = Cell(vendor: range.vendor ?? 0, from: range.from, days: range.days, source: source)
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

  mutating func flush(to database: Database) throws {
    settle()
    for (cell, difference) in differences where difference != 0 {
      let key: StatementArguments = [cell.vendor, cell.from, cell.days, cell.source]
      let place = "vendor = ? AND from_day = ? AND days = ? AND source = ?"
      let stored =
        try Int64.fetchOne(database, sql: "SELECT orders FROM order_count WHERE \(place)", arguments: key)
        ?? 0
      let orders = stored + difference
      guard orders >= 0 else { throw DamagedRow(table: "order_count", number: cell.from) }
      if orders == 0 {
        try database.execute(sql: "DELETE FROM order_count WHERE \(place)", arguments: key)
      } else {
        try database.execute(
          sql:
            "INSERT OR REPLACE INTO order_count (vendor, from_day, days, source, orders) VALUES (?, ?, ?, ?, ?)",
          arguments: key + [orders])
      }
    }
    differences = [:]
  }

  // MARK: The whole

  private static let columns = "vendor, from_day, days, source, orders"
  private static let recounted = """
    SELECT ifnull(vendor, 0) AS vendor, from_day, days, source, sum(orders) AS orders FROM source_record
    WHERE voided = 0 AND orders > 0 GROUP BY 1, 2, 3, 4
    """

  /// Makes the table anew from the records.
  static func rebuild(_ database: Database) throws {
    try database.execute(sql: "DELETE FROM order_count")
    try database.execute(sql: "INSERT INTO order_count (\(columns)) \(recounted)")
  }

  /// By (vendor, days, source), the whole store first.
  static func stored(_ database: Database, names: IDRegistry) throws -> [OrderCount] {
    try counts(database, "SELECT \(columns) FROM order_count ORDER BY vendor, from_day, days, source", names)
  }

  /// The same, counted afresh.
  static func recount(_ database: Database, names: IDRegistry) throws -> [OrderCount] {
    try counts(database, recounted + " ORDER BY 1, 2, 3, 4", names)
  }

  private static func counts(_ database: Database, _ sql: String, _ names: IDRegistry) throws -> [OrderCount]
  {
    let rows = try RawStatement(database, sql)
    defer { rows.reset() }
    var counts: [OrderCount] = []
    while try rows.next() {
      let vendor = rows.integer(0)
      let range = SourceRecordRow.CountedOrders(
        vendor: vendor == 0 ? nil : vendor, from: rows.integer(1), days: rows.integer(2),
        orders: min(rows.integer(4), Int64(Volume.mostOrders)))
      guard let source = names.sources[rows.integer(3)] else {
        throw DamagedRow(table: "order_count", number: rows.integer(1))
      }
      counts.append(
        OrderCount(
          source: source, volume: try range.volume(names: names, in: "order_count", number: rows.integer(1))))
    }
    return counts
  }
}
