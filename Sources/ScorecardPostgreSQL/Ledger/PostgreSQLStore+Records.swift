import ScorecardLedger
import ScorecardModel

extension PostgreSQLStore {
  static let recordColumns = SourceRecordRow.names.joined(separator: ", ")

  func record(key: KeyHash) throws -> SourceRecordRow? {
    if let known = try known(\.knownRecords, key) { return known }
    return try first(
      "SELECT \(Self.recordColumns) FROM source_record WHERE ledger = $1 AND key_high = $2 AND key_low = $3",
      [.int8(key.high), .int8(key.low)]
    ) { try SourceRecordRow($0) }
  }

  func records(_ id: Int64, _ states: States) throws -> [SourceRecordRow] {
    let (sql, values) = Self.select("source_record", Self.recordColumns, id, states)
    return try all(sql, values) { try SourceRecordRow($0) }
  }

  func forEachRecord(revisedBy change: Int64, _ body: (Int64) throws -> Bool) throws {
    try forEachRevised("source_record", by: change, body)
  }

  func records(broughtBy change: Int64) throws -> [Int64] {
    try all(
      """
      SELECT id FROM source_record_revision WHERE ledger = $1 AND revision = 1 AND change = $2
      UNION ALL SELECT id FROM source_record WHERE ledger = $1 AND revision = 1 AND change = $2 ORDER BY id
      """, [.int8(change)]
    ) { try $0.integer(0) }
  }

  func watched(vendor: Int64) throws -> [SourceRecordRow] {
    try all(
      """
      SELECT \(Self.recordColumns) FROM source_record
      WHERE ledger = $1 AND watched_from IS NOT NULL AND vendor = $2::int8 AND NOT voided
      ORDER BY watched_from, watched_to
      """, [.int8(vendor)]
    ) { try SourceRecordRow($0) }
  }

  func forEachSpan(_ side: SpanSide, of start: KeyHash, _ body: (SourceRecordRow) throws -> Bool) throws {
    let condition =
      switch side {
      case .before: "key_low < $3 ORDER BY key_low DESC"
      case .from: "key_low >= $3 ORDER BY key_low"
      }
    try forEach(
      "SELECT \(Self.recordColumns) FROM source_record WHERE ledger = $1 AND key_high = $2 AND \(condition)",
      [.int8(start.high), .int8(start.low)]
    ) { try body(try SourceRecordRow($0)) }
  }
}
