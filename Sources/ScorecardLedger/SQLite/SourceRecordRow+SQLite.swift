import GRDB
import ScorecardModel

/// Records of sources as SQLite holds them.
extension SourceRecordRow {
  static let names = [
    "id", "revision", "change", "voided", "source", "key_high", "key_low", "state_at", "vendor", "from_day",
    "days", "orders", "incidents", "watched_from", "watched_to", "checksum",
  ]
  static let checksumColumn: Int32 = 15
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

  /// Reads the columns of ``table``.
  ///
  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  init(_ row: RawStatement) throws {
    id = row.integer(0)
    revision = row.integer(1)
    change = row.integer(2)
    voided = row.integer(3) == 1
    source = row.integer(4)
    key = KeyHash(high: row.integer(5), low: row.integer(6))
    stateAt = row.optionalInteger(7)
    if let from = row.optionalInteger(9), let days = row.optionalInteger(10) {
      orders = CountedOrders(
        vendor: row.optionalInteger(8), from: from, days: days, orders: row.integer(11))
    }
    if let from = row.optionalInteger(13), let to = row.optionalInteger(14) {
      guard let vendor = row.optionalInteger(8) else { throw DamagedRow(table: "source_record", number: id) }
      watched = Watched(vendor: vendor, from: from, to: to)
    }
    guard let text = row.optionalText(12) else { return }
    incidents = try text.split(separator: " ").map { [id] number in
      guard let number = Int64(number) else { throw DamagedRow(table: "source_record", number: id) }
      return number
    }
  }

  static func fetchAll(_ database: Database, _ sql: String, _ values: [Int64]) throws -> [SourceRecordRow] {
    let rows = try RawStatement(database, sql)
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    var found: [SourceRecordRow] = []
    while try rows.next() { found.append(try SourceRecordRow(rows)) }
    return found
  }
}

// MARK: Watched spans

extension SourceRecordRow {
  /// After so many spans in a row that end too early the search for one that reaches ends. Windows that are imported one
  /// after another have none of them; short ones inside a long one are few.
  private static let mostShorter = 100

  /// A monitor's spans that begin before a moment and reach it, and the last one that does not.
  static func watched(before start: KeyHash, _ database: Database) throws -> [Range<Timestamp>] {
    var (found, shorter): ([Range<Timestamp>], Int) = ([], 0)
    try forEachWatched(
      "key_high = ?1 AND key_low < ?2 ORDER BY key_low DESC", [start.high, start.low], database
    ) { span in
      let reaches = span.upperBound.seconds >= start.low
      if reaches || shorter == 0 { found.append(span) }
      shorter = reaches ? 0 : shorter + 1
      return shorter < mostShorter
    }
    return found
  }

  /// A monitor's spans that begin from one moment through another, and the first one after.
  static func watched(
    from start: KeyHash, through end: Int64, _ database: Database
  ) throws -> [Range<Timestamp>] {
    var found: [Range<Timestamp>] = []
    try forEachWatched(
      "key_high = ?1 AND key_low >= ?2 ORDER BY key_low", [start.high, start.low], database
    ) { span in
      found.append(span)
      return span.lowerBound.seconds <= end
    }
    return found
  }

  private static func forEachWatched(
    _ condition: String, _ values: [Int64], _ database: Database, _ body: (Range<Timestamp>) -> Bool
  ) throws {
    let rows = try RawStatement(database, "SELECT \(table.columns) FROM source_record WHERE " + condition)
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    while try rows.next() {
      guard let span = try SourceRecordRow(rows).standingWatched, span.from < span.to else { continue }
      if !body(Timestamp(seconds: span.from)..<Timestamp(seconds: span.to)) { return }
    }
  }
}
