import GRDB

/// Brings a ledger file of any earlier version up to the one that this program writes.
enum Migrations {
  /// The schema that this program knows; `user_version` of the file.
  static let current = 1

  /// Step n leads from version n to n + 1. Released steps never change.
  private static let steps = [Schema.version1]

  /// Applies the steps that are missing, in the caller's transaction; 0 is an empty file.
  static func migrate(_ database: Database, from version: Int) throws {
    guard version < current else { return }
    for step in steps[version...] { try database.execute(sql: step) }
    try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(current)")
  }
}
