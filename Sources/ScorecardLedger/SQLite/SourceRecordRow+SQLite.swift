import GRDB
import ScorecardModel

/// Records of sources as SQLite holds them.
extension SourceRecordRow {
  static let table = StateTable("source_record", columns: names)

  static let insert =
    "INSERT INTO source_record (\(table.columns)) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"
  /// Everything that can change, so that the key index is not written.
  static let update = """
    UPDATE source_record SET revision = ?2, change = ?3, voided = ?4, state_at = ?8, vendor = ?9, from_day = ?10,
      days = ?11, orders = ?12, incidents = ?13, watched_from = ?14, watched_to = ?15, checksum = ?16 WHERE id = ?1
    """

  /// Binds and runs ``insert`` or ``update``.
  func write(with statement: RawStatement, checksum: Int64) throws {
    statement.bind(id, at: 1)
    statement.bind(revision, at: 2)
    statement.bind(change, at: 3)
    statement.bind(voided, at: 4)
    statement.bind(source, at: 5)
    statement.bind(key.high, at: 6)
    statement.bind(key.low, at: 7)
    statement.bind(stateAt, at: 8)
    statement.bind(vendor, at: 9)
    statement.bind(orders?.from, at: 10)
    statement.bind(orders?.days, at: 11)
    statement.bind(orders?.orders ?? 0, at: 12)
    statement.bind(incidentsText, at: 13)
    statement.bind(watched?.from, at: 14)
    statement.bind(watched?.to, at: 15)
    statement.bind(checksum, at: 16)
    try statement.run()
  }
}
