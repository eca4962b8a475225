import GRDB
import ScorecardModel

extension SQLiteStore {
  func evidenceKey() throws -> String? { try setting("evidence") }
  func state(evidenceKey: String) throws { try set("evidence", to: evidenceKey) }

  func clearSums() throws {
    try database.execute(sql: "DELETE FROM evidence; DELETE FROM passing_harm; DELETE FROM order_count")
  }

  // MARK: Months

  func bytesOfMonths() throws -> [Int64: Int] {
    Dictionary(
      try all("SELECT vendor, sum(length(cells)) FROM evidence GROUP BY vendor") {
        ($0.integer(0), Int($0.integer(1)))
      }
    ) { first, _ in first }
  }

  func forEachMonth(
    of vendors: Set<Int64>?, _ body: (EvidenceMonth, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    func read(_ condition: String, _ values: [Int64?]) throws {
      try forEach("SELECT vendor, month, cells FROM evidence \(condition)", values) { row in
        let month = EvidenceMonth(vendor: row.integer(0), month: Month(index: Int(row.integer(1))))
        try row.withBlob(2) { try body(month, $0) }
        return true
      }
    }
    guard let vendors else { return try read("ORDER BY vendor, month", []) }
    for vendor in vendors.sorted() { try read("WHERE vendor = ? ORDER BY month", [vendor]) }
  }

  func expect(cellsOf month: EvidenceMonth) {}

  func cells(of months: [EvidenceMonth]) throws -> [EvidenceMonth: [UInt8]] {
    var found: [EvidenceMonth: [UInt8]] = [:]
    for month in months {
      try forEach(
        "SELECT cells FROM evidence WHERE vendor = ? AND month = ?", [month.vendor, Int64(month.month.index)]
      ) { row in
        found[month] = row.withBlob(0) { Array($0) }
        return false
      }
    }
    return found
  }

  func put(cells: [UInt8], of month: EvidenceMonth) throws {
    let write = try RawStatement(
      database,
      cells.isEmpty
        ? "DELETE FROM evidence WHERE vendor = ?1 AND month = ?2"
        : "INSERT INTO evidence VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET cells = excluded.cells")
    write.bind(month.vendor, at: 1)
    write.bind(Int64(month.month.index), at: 2)
    if !cells.isEmpty { write.bind(cells, at: 3) }
    try write.run()
  }

  // MARK: Passing harm

  private static let harmIsThere = "vendor = ?1 AND day = ?2 AND dimension = ?3 AND until = ?4"

  func harms() throws -> [HarmRow] {
    try all("SELECT \(HarmRow.columns) FROM passing_harm") { try HarmRow($0) }
  }

  func harms(of spans: [HarmRow.Span]) throws -> [HarmRow] {
    try spans.compactMap { span in
      try first("SELECT \(HarmRow.columns) FROM passing_harm WHERE \(Self.harmIsThere)", span.values) {
        try HarmRow($0)
      }
    }
  }

  func put(_ row: HarmRow) throws {
    if row.harm == 0 {
      try database.execute(
        sql: "DELETE FROM passing_harm WHERE \(Self.harmIsThere)",
        arguments: StatementArguments(row.span.values))
    } else {
      try database.execute(
        sql: """
          INSERT INTO passing_harm (\(HarmRow.columns)) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET harm = excluded.harm, harm_squared = excluded.harm_squared
          """, arguments: StatementArguments(row.span.values + [row.harm, row.harmSquared]))
    }
  }

  // MARK: Orders

  private static let rangeIsThere = "vendor = ? AND from_day = ? AND days = ? AND source = ?"

  func orderCounts() throws -> [OrderCountRow] {
    try all(
      "SELECT \(OrderCountRow.columns) FROM order_count ORDER BY vendor, from_day, days, source"
    ) { try OrderCountRow($0) }
  }

  func recountedOrders() throws -> [OrderCountRow] {
    try all(
      """
      SELECT ifnull(vendor, 0), from_day, days, source, sum(orders) FROM source_record
      WHERE voided = 0 AND orders > 0 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      """
    ) { try OrderCountRow($0) }
  }

  func orderCounts(of ranges: [OrderCountRow.Range]) throws -> [OrderCountRow] {
    try ranges.compactMap { range in
      try first("SELECT \(OrderCountRow.columns) FROM order_count WHERE \(Self.rangeIsThere)", range.values) {
        try OrderCountRow($0)
      }
    }
  }

  func put(_ row: OrderCountRow) throws {
    if row.orders == 0 {
      try database.execute(
        sql: "DELETE FROM order_count WHERE \(Self.rangeIsThere)",
        arguments: StatementArguments(row.range.values))
    } else {
      try database.execute(
        sql: "INSERT OR REPLACE INTO order_count (\(OrderCountRow.columns)) VALUES (?, ?, ?, ?, ?)",
        arguments: StatementArguments(row.range.values + [row.orders]))
    }
  }
}
