import GRDB
import ScorecardModel

extension SQLiteStore {
  func head() throws -> LedgerHead {
    let newest = try first("SELECT number, chain FROM change ORDER BY number DESC LIMIT 1", []) {
      (number: $0.integer(0), chain: $0.integer(1))
    }
    return LedgerHead(
      number: newest?.number ?? 0, chain: newest?.chain ?? 0, newestOnRecord: try newestOnRecord(),
      lastIncident: try Int64.fetchOne(database, sql: "SELECT max(id) FROM incident") ?? 0,
      lastRecord: try Int64.fetchOne(database, sql: "SELECT max(id) FROM source_record") ?? 0)
  }

  /// A few looks, however large the ledger is.
  private func newestOnRecord() throws -> Int64 {
    try Int64.fetchOne(
      database,
      sql: """
        SELECT max(
          ifnull((SELECT change FROM incident ORDER BY id DESC LIMIT 1), 0),
          ifnull((SELECT max(ended_by) FROM incident_revision), 0),
          ifnull((SELECT change FROM source_record ORDER BY id DESC LIMIT 1), 0),
          ifnull((SELECT max(ended_by) FROM source_record_revision), 0),
          ifnull((SELECT change FROM volume ORDER BY number DESC LIMIT 1), 0),
          ifnull((SELECT change FROM check_in ORDER BY number DESC LIMIT 1), 0))
        """) ?? 0
  }

  /// The newest entry, as a ledger of any schema tells it; nil for an empty log.
  static func newest(_ database: Database) throws -> (number: Int64, chain: Int64, at: Timestamp)? {
    try SQLiteStore(database).first("SELECT number, chain, at FROM change ORDER BY number DESC LIMIT 1", []) {
      ($0.integer(0), $0.integer(1), Timestamp(seconds: $0.integer(2)))
    }
  }

  /// Of a ledger of any schema; nil when there is no such change, 0 for the state before the first.
  static func chain(at number: Int64, in database: Database) throws -> Int64? {
    if number == 0 { return 0 }
    return try SQLiteStore(database).first("SELECT chain FROM change WHERE number = ?", [number]) {
      $0.integer(0)
    }
  }

  func countedUntil() throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT change FROM counted_until") ?? 0
  }

  private static let changes = """
    SELECT \(ChangeRow.columns), (SELECT name FROM author WHERE author.change = change.number) FROM change
    """

  func change(_ number: Int64) throws -> ChangeRow? {
    try first(Self.changes + " WHERE number = ?", [number]) { try ChangeRow($0) }
  }

  func change(undoing number: Int64) throws -> Int64? {
    try first("SELECT number FROM change WHERE undoes = ?", [number]) { $0.integer(0) }
  }

  func forEachChange(
    _ numbers: ClosedRange<Int64>, newestFirst: Bool, action: String?, _ body: (ChangeRow) throws -> Bool
  ) throws {
    let order = newestFirst ? "DESC" : "ASC"
    try forEach(
      Self.changes + " WHERE number BETWEEN ? AND ? ORDER BY number \(order)",
      [numbers.lowerBound, numbers.upperBound]
    ) { row in
      if let action, row.text(1) != action { return true }
      return try body(try ChangeRow(row))
    }
  }

  func append(_ row: ChangeRow) throws {
    try database.execute(
      sql: "INSERT INTO change (\(ChangeRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        row.number, row.action, row.summary, row.reason, row.at.seconds, row.undoes,
        row.incidents?.lowerBound, row.incidents?.upperBound, row.digest, row.chain,
      ])
    if let author = row.author {
      try database.execute(
        sql: "INSERT INTO author (change, name) VALUES (?, ?)", arguments: [row.number, author])
    }
  }

  // MARK: Volumes

  func volumesInForce() throws -> [VolumeRow] {
    // With max(), SQLite takes the other columns from the row that has the maximum (lang_select.html §2.5).
    try all(
      """
      SELECT \(VolumeRow.columns), max(number) FROM volume GROUP BY vendor, from_day, to_day
      HAVING orders IS NOT NULL
      """
    ) { try VolumeRow($0) }
  }

  func volumes(ofChange change: Int64) throws -> [VolumeRow] {
    let rows = try appended(byChange: change, to: "volume")
    return try all(
      "SELECT \(VolumeRow.columns) FROM volume WHERE number >= ? AND number < ? ORDER BY number",
      [rows.lowerBound, rows.upperBound]
    ) { try VolumeRow($0) }
  }

  func volumes(vendor: Int64?, from: Int64, to: Int64) throws -> [VolumeRow] {
    try all(
      """
      SELECT \(VolumeRow.columns) FROM volume WHERE vendor IS ? AND from_day = ? AND to_day = ? ORDER BY number
      """, [vendor, from, to]
    ) { try VolumeRow($0) }
  }

  func append(_ row: VolumeRow, checksum: Int64) throws {
    try database.cachedStatement(
      sql: "INSERT INTO volume (\(VolumeRow.columns), checksum) VALUES (?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [row.change, row.vendor, row.from, row.to, row.orders, checksum])
  }

  // MARK: Check-ins

  func checkInsInForce() throws -> [CheckInRow] {
    try all(
      """
      SELECT \(CheckInRow.columns), max(number) FROM check_in GROUP BY day HAVING withdrawn = 0 ORDER BY day
      """
    ) { try CheckInRow($0) }
  }

  func checkIns(ofChange change: Int64) throws -> [CheckInRow] {
    let rows = try appended(byChange: change, to: "check_in")
    return try all(
      "SELECT \(CheckInRow.columns) FROM check_in WHERE number >= ? AND number < ? ORDER BY day",
      [rows.lowerBound, rows.upperBound]
    ) { try CheckInRow($0) }
  }

  func append(_ row: CheckInRow, checksum: Int64) throws {
    try database.cachedStatement(
      sql: "INSERT INTO check_in (\(CheckInRow.columns), checksum) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [row.change, row.day, row.voided, checksum])
  }

  private func appended(byChange change: Int64, to table: String) throws -> Range<Int64> {
    try rows(
      ofChange: change, last: "SELECT max(number) FROM \(table)",
      changeOfRow: "SELECT change FROM \(table) WHERE number = ?1")
  }
}
