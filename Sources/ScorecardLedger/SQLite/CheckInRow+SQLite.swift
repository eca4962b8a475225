import GRDB
import ScorecardModel

/// Check-ins as SQLite holds them.
extension CheckInRow: FetchableRecord {
  static let columns = "change, day, withdrawn"

  init(row: Row) throws {
    self.init(
      change: try row.decode(atIndex: 0), day: try row.decode(atIndex: 1), voided: try row.decode(atIndex: 2))
  }

  func append(to database: Database) throws {
    try database.cachedStatement(
      sql: "INSERT INTO check_in (\(CheckInRow.columns), checksum) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [change, day, voided, checksum])
  }

  /// Ascending.
  static func inForce(_ database: Database) throws -> [Day] {
    try days(
      database,
      "SELECT day, withdrawn, max(number) FROM check_in GROUP BY day HAVING withdrawn = 0 ORDER BY day")
  }

  /// The days that a change checked in, ascending.
  static func days(ofChange change: Int64, _ database: Database) throws -> [Day] {
    let rows = try ChangeLog.rows(ofChange: change, in: "check_in", database)
    return try days(
      database, "SELECT day FROM check_in WHERE number >= ? AND number < ? AND withdrawn = 0 ORDER BY day",
      [rows.lowerBound, rows.upperBound])
  }

  private static func days(
    _ database: Database, _ sql: String, _ arguments: StatementArguments = StatementArguments()
  ) throws -> [Day] {
    try Int.fetchAll(database, sql: sql, arguments: arguments).map { number in
      guard let day = Day(number: number) else {
        throw DamagedRow(table: "check_in", number: Int64(number))
      }
      return day
    }
  }
}
