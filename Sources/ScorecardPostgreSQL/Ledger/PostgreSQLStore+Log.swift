import ScorecardLedger
import ScorecardModel

extension PostgreSQLStore {
  func countedUntil() throws -> Int64 {
    try first("SELECT coalesce(max(change), 0) FROM counted_until WHERE ledger = $1") { try $0.integer(0) }
      ?? 0
  }

  /// Where a change moved in from a file that doesn't know who made it, nobody is named.
  private static let changes = "SELECT \(ChangeRow.columns), nullif(author, '') FROM change WHERE ledger = $1"

  func change(_ number: Int64) throws -> ChangeRow? {
    try first(Self.changes + " AND number = $2", [.int8(number)]) { try ChangeRow($0) }
  }

  func change(undoing number: Int64) throws -> Int64? {
    try first("SELECT number FROM change WHERE ledger = $1 AND undoes = $2", [.int8(number)]) {
      try $0.integer(0)
    }
  }

  func forEachChange(
    _ numbers: ClosedRange<Int64>, newestFirst: Bool, action: String?, _ body: (ChangeRow) throws -> Bool
  ) throws {
    try forEach(
      Self.changes + " AND number BETWEEN $2 AND $3 AND ($4::text IS NULL OR action = $4) ORDER BY number "
        + (newestFirst ? "DESC" : "ASC"),
      [.int8(numbers.lowerBound), .int8(numbers.upperBound), action.map(ServerValue.text) ?? .null]
    ) { try body(try ChangeRow($0)) }
  }

  // MARK: Volumes

  func volumesInForce() throws -> [VolumeRow] {
    try all(Self.allVolumes) { try VolumeRow($0) }
  }

  static let allVolumes = """
    SELECT \(VolumeRow.columns) FROM (
      SELECT DISTINCT ON (vendor, from_day, to_day) \(VolumeRow.columns) FROM volume WHERE ledger = $1
      ORDER BY vendor, from_day, to_day, number DESC
    ) AS newest WHERE orders IS NOT NULL
    """

  func volumes(ofChange change: Int64) throws -> [VolumeRow] {
    try all(
      "SELECT \(VolumeRow.columns) FROM volume WHERE ledger = $1 AND change = $2 ORDER BY number",
      [.int8(change)]
    ) { try VolumeRow($0) }
  }

  func volumes(vendor: Int64?, from: Int64, to: Int64) throws -> [VolumeRow] {
    let isOfVendor = vendor == nil ? "vendor IS NULL AND $2::int8 IS NULL" : "vendor = $2::int8"
    return try all(
      """
      SELECT \(VolumeRow.columns) FROM volume
      WHERE ledger = $1 AND \(isOfVendor) AND from_day = $3::int8 AND to_day = $4::int8 ORDER BY number
      """, [ServerValue(vendor), .int8(from), .int8(to)]
    ) { try VolumeRow($0) }
  }

  // MARK: Check-ins

  func checkInsInForce() throws -> [CheckInRow] {
    try all(Self.allCheckIns) { try CheckInRow($0) }
  }

  static let allCheckIns = """
    SELECT \(CheckInRow.columns) FROM (
      SELECT DISTINCT ON (day) \(CheckInRow.columns) FROM check_in WHERE ledger = $1 ORDER BY day, number DESC
    ) AS newest WHERE NOT withdrawn ORDER BY day
    """

  func checkIns(ofChange change: Int64) throws -> [CheckInRow] {
    try all(
      "SELECT \(CheckInRow.columns) FROM check_in WHERE ledger = $1 AND change = $2 ORDER BY day",
      [.int8(change)]
    ) { try CheckInRow($0) }
  }
}
