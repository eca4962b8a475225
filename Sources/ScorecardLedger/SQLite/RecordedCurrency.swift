import GRDB

/// Which currency all money on record is in, as the file holds it.
enum RecordedCurrency {
  /// nil = no amount is on record, or nobody said so.
  static func read(_ database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'currency'")
  }

  static func state(_ currency: String, in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO setting VALUES ('currency', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      arguments: [currency])
  }
}
