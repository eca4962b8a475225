import GRDB
import ScorecardModel

/// Volumes as SQLite holds them.
extension VolumeRow: FetchableRecord {
  static let columns = "change, vendor, from_day, to_day, orders"

  init(row: Row) throws {
    self.init(
      change: try row.decode(atIndex: 0), vendor: try row.decode(atIndex: 1),
      from: try row.decode(atIndex: 2), to: try row.decode(atIndex: 3), orders: try row.decode(atIndex: 4))
  }

  func append(to database: Database) throws {
    try database.cachedStatement(
      sql: "INSERT INTO volume (\(VolumeRow.columns), checksum) VALUES (?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [change, vendor, from, to, orders, checksum])
  }

  static func inForce(_ database: Database, names: IDRegistry) throws -> VolumeBook {
    // With max(), SQLite takes the other columns from the row that has the maximum (lang_select.html §2.5).
    let rows = try VolumeRow.fetchAll(
      database,
      sql: """
        SELECT \(columns), max(number) FROM volume GROUP BY vendor, from_day, to_day HAVING orders IS NOT NULL
        """)
    return VolumeBook(try rows.map { try $0.volume(names: names) })
  }

  /// The same, those apart that an earlier version may have counted from a file.
  ///
  /// - Parameter apart: false: nothing else is counted, so that it does not matter which they are.
  static func inForce(
    _ database: Database, names: IDRegistry, apart: Bool
  ) throws -> (stated: [Volume], earlier: [Volume]) {
    let until = apart ? try ChangeLog.countedUntil(database) : 0
    guard until > 0 else { return (try inForce(database, names: names).all, []) }
    var isImport: [Int64: Bool] = [:]
    var volumes: (stated: [Volume], earlier: [Volume]) = ([], [])
    let rows = try VolumeRow.fetchAll(
      database,
      sql: """
        SELECT \(columns), max(number) FROM volume GROUP BY vendor, from_day, to_day HAVING orders IS NOT NULL
        """)
    for row in rows {
      if isImport[row.change] == nil {
        isImport[row.change] = try row.change <= until && ChangeLog.isImport(row.change, in: database)
      }
      if isImport[row.change] == true {
        volumes.earlier.append(try row.volume(names: names))
      } else {
        volumes.stated.append(try row.volume(names: names))
      }
    }
    return volumes
  }

  /// What a change stored, in its order.
  static func ofChange(_ change: Int64, _ database: Database) throws -> [VolumeRow] {
    let rows = try ChangeLog.rows(ofChange: change, in: "volume", database)
    return try VolumeRow.fetchAll(
      database,
      sql: "SELECT \(columns) FROM volume WHERE number >= ? AND number < ? ORDER BY number",
      arguments: [rows.lowerBound, rows.upperBound])
  }

  /// Whether the range had orders before.
  func isReplacing(in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM volume WHERE vendor IS ? AND from_day = ? AND to_day = ? AND change < ?
          AND orders IS NOT NULL)
        """, arguments: [vendor, from, to, change]) ?? false
  }

  /// The ranges that a change touched, with the orders that each had before it by a change that still stands,
  /// and whether a change that still stands has touched it since.
  ///
  /// - Parameter assumed: a change that is taken to stand.
  static func before(
    change: Int64, assuming assumed: Int64?, _ database: Database, names: IDRegistry
  ) throws -> [(range: Volume, orders: Int?, touchedSince: Bool)] {
    let isUndo = "(SELECT undoes FROM change AS its WHERE its.number = other.change) IS NOT NULL"
    let same = """
      FROM volume AS other WHERE other.vendor IS volume.vendor AND other.from_day = volume.from_day
      AND other.to_day = volume.to_day AND (other.change IS ?4
        OR NOT \(isUndo) AND \(ChangeLog.isUndone("other.change")) = 0)
      """
    let numbers = try ChangeLog.rows(ofChange: change, in: "volume", database)
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT change, vendor, from_day, to_day,
          (SELECT other.orders \(same) AND other.change < ?1 ORDER BY other.number DESC LIMIT 1),
          EXISTS (SELECT 1 \(same) AND other.change > ?1)
        FROM volume WHERE number >= ?2 AND number < ?3 GROUP BY vendor, from_day, to_day
        """, arguments: [change, numbers.lowerBound, numbers.upperBound, assumed])
    return try rows.map { row in
      let state = try VolumeRow(row: row)
      return (
        try state.volume(names: names), state.orders.map(Int.init), touchedSince: try row.decode(atIndex: 5)
      )
    }
  }
}
