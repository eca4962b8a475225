import ScorecardLedger
import ScorecardModel

extension PostgreSQLStore {
  // MARK: Months

  /// To ask would cost a trip.
  func bytesOfMonths() -> [Int64: Int] { [:] }

  func forEachMonth(
    of vendors: Set<Int64>?, _ body: (EvidenceMonth, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let sql = """
      SELECT vendor, month, cells FROM evidence
      WHERE ledger = $1 AND ($2::int8[] IS NULL OR vendor = ANY ($2)) ORDER BY vendor, month
      """
    try forEach(sql, [vendors.map { ServerValue.int8s($0.sorted()) } ?? .null]) { row in
      let month = try Self.month(row)
      try row.bytes(2).withUnsafeBytes { try body(month, $0) }
      return true
    }
  }

  func cells(of months: [EvidenceMonth]) throws -> [EvidenceMonth: [UInt8]] {
    let rows = try all(
      """
      SELECT e.vendor, e.month, e.cells FROM unnest($2::int8[], $3::int8[]) AS w(vendor, month)
      JOIN evidence AS e ON e.ledger = $1 AND e.vendor = w.vendor AND e.month = w.month
      """, [.int8s(months.map(\.vendor)), .int8s(months.map { Int64($0.month.index) })]
    ) { (try Self.month($0), try $0.bytes(2)) }
    return Dictionary(rows) { first, _ in first }
  }

  private static func month(_ row: ServerColumns) throws -> EvidenceMonth {
    // Whatever a server says, a month is one of those that have days.
    let index = Int(try row.integer(1))
    guard (Day.earliest.month.index...Day.latest.month.index).contains(index) else { throw DamagedCells() }
    return EvidenceMonth(vendor: try row.integer(0), month: Month(index: index))
  }

  // MARK: Passing harm

  func harms() throws -> [HarmRow] {
    try all("SELECT \(HarmRow.columns) FROM passing_harm WHERE ledger = $1") { try HarmRow($0) }
  }

  func harms(of spans: [HarmRow.Span]) throws -> [HarmRow] {
    let values = spans.map(\.values)
    return try all(
      """
      SELECT h.vendor, h.day, h.dimension, h.until, h.harm, h.harm_squared
      FROM unnest($2::int8[], $3::int8[], $4::int8[], $5::int8[]) AS w(vendor, day, dimension, until)
      JOIN passing_harm AS h ON h.ledger = $1 AND h.vendor = w.vendor AND h.day = w.day
        AND h.dimension = w.dimension AND h.until = w.until
      """, (0..<4).map { column in .int8s(values.map { $0[column] }) }
    ) { try HarmRow($0) }
  }

  // MARK: Orders

  func orderCounts() throws -> [OrderCountRow] {
    try all(
      """
      SELECT \(OrderCountRow.columns) FROM order_count WHERE ledger = $1 AND orders > 0
      ORDER BY vendor, from_day, days, source
      """
    ) { try OrderCountRow($0) }
  }

  func recountedOrders() throws -> [OrderCountRow] {
    try all(
      """
      SELECT coalesce(vendor, 0), from_day, days, source, sum(orders) FROM source_record
      WHERE ledger = $1 AND NOT voided AND orders > 0 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      """
    ) { try OrderCountRow($0) }
  }

  func orderCounts(of ranges: [OrderCountRow.Range]) throws -> [OrderCountRow] {
    let values = ranges.map(\.values)
    return try all(
      """
      SELECT o.vendor, o.from_day, o.days, o.source, o.orders
      FROM unnest($2::int8[], $3::int8[], $4::int8[], $5::int8[]) AS w(vendor, from_day, days, source)
      JOIN order_count AS o ON o.ledger = $1 AND o.vendor = w.vendor AND o.from_day = w.from_day
        AND o.days = w.days AND o.source = w.source
      """, (0..<4).map { column in .int8s(values.map { $0[column] }) }
    ) { try OrderCountRow($0) }
  }
}
