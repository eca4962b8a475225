import GRDB
import ScorecardModel

extension SQLiteStore {
  func record(key: KeyHash) throws -> SourceRecordRow? {
    let row = try selectRecordByKey.get()
    defer { row.reset() }
    row.bind(key.high, at: 1)
    row.bind(key.low, at: 2)
    return try row.next() ? SourceRecordRow(row) : nil
  }

  func records(_ id: Int64, _ states: States) throws -> [SourceRecordRow] {
    let (sql, values) = SourceRecordRow.table.select(id, states)
    return try all(sql, values) { try SourceRecordRow($0) }
  }

  func forEachRecord(revisedBy change: Int64, _ body: (Int64) throws -> Bool) throws {
    try forEach(SourceRecordRow.table.selectRevised, [change]) { try body($0.integer(0)) }
  }

  func records(broughtBy change: Int64) throws -> [Int64] {
    let table = SourceRecordRow.table
    return try Array(
      rows(
        ofChange: change, last: "SELECT max(id) FROM \(table.name)", changeOfRow: table.selectFirstChange))
  }

  func insert(_ row: SourceRecordRow, checksum: Int64) throws {
    try row.write(with: insertRecord.get(), checksum: checksum)
  }

  func update(_ row: SourceRecordRow, checksum: Int64) throws {
    try row.write(with: updateRecord.get(), checksum: checksum)
  }

  func watched(vendor: Int64) throws -> [SourceRecordRow] {
    try all(
      """
      SELECT \(SourceRecordRow.table.columns) FROM source_record
      WHERE watched_from IS NOT NULL AND vendor = ? AND voided = 0 ORDER BY watched_from, watched_to
      """, [vendor]
    ) { try SourceRecordRow($0) }
  }

  func forEachSpan(_ side: SpanSide, of start: KeyHash, _ body: (SourceRecordRow) throws -> Bool) throws {
    let condition =
      switch side {
      case .before: "key_low < ?2 ORDER BY key_low DESC"
      case .from: "key_low >= ?2 ORDER BY key_low"
      }
    try forEach(
      "SELECT \(SourceRecordRow.table.columns) FROM source_record WHERE key_high = ?1 AND \(condition)",
      [start.high, start.low]
    ) { try body(SourceRecordRow($0)) }
  }
}
