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
    // Who reads them reads the rest of what scores are made of.
    for rest in [Self.allHarms, Self.allOrderCounts, Self.allVolumes, Self.allCheckIns] { expect(rest) }
    for row in try ask(sql, [vendors.map { ServerValue.int8s($0.sorted()) } ?? .null]).rows {
      let columns = ServerColumns(row)
      try columns.bytes(2).withUnsafeBytes { try body(Self.month(columns), $0) }
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
    try all(Self.allHarms) { try HarmRow($0) }
  }

  private static let allHarms = "SELECT \(HarmRow.columns) FROM passing_harm WHERE ledger = $1"

  func harms(of spans: [HarmRow.Span]) throws -> [HarmRow] {
    let values = spans.map(\.values)
    return try all(
      Self.find(HarmRow.columns, in: "passing_harm", by: ["vendor", "day", "dimension", "until"]),
      (0..<4).map { column in .int8s(values.map { $0[column] }) }
    ) { try HarmRow($0) }
  }

  // MARK: Orders

  func orderCounts() throws -> [OrderCountRow] {
    try all(Self.allOrderCounts) { try OrderCountRow($0) }
  }

  private static let allOrderCounts = """
    SELECT \(OrderCountRow.columns) FROM order_count WHERE ledger = $1 AND orders > 0
    ORDER BY vendor, from_day, days, source
    """

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
