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

  static func question(about month: EvidenceMonth, ledger: Int32) -> ServerStatement {
    ServerStatement(
      "SELECT cells FROM evidence WHERE ledger = $1 AND vendor = $2::int8 AND month = $3::int8",
      [.int4(ledger), .int8(month.vendor), .int8(Int64(month.month.index))])
  }

  func cells(of months: [EvidenceMonth]) throws -> [EvidenceMonth: [UInt8]] {
    if let foundMonth, months == [foundMonth.month] {
      return foundMonth.cells.map { [foundMonth.month: $0] } ?? [:]
    }
    let rows = try all(
      Self.find("vendor, month, cells", in: "evidence", by: ["vendor", "month"]),
      [.int8s(months.map(\.vendor)), .int8s(months.map { Int64($0.month.index) })]
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
      Self.find(HarmRow.columns, in: "passing_harm", by: ["vendor", "day", "dimension", "until"]),
      (0..<4).map { column in .int8s(values.map { $0[column] }) }
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
      Self.find(OrderCountRow.columns, in: "order_count", by: ["vendor", "from_day", "days", "source"]),
      (0..<4).map { column in .int8s(values.map { $0[column] }) }
    ) { try OrderCountRow($0) }
  }
}
