import GRDB
import ScorecardModel

/// Brings a ledger file of any earlier version up to the one that this program writes.
package struct Migrations: Sendable {
  /// Step n leads from version n to n + 1.
  let steps: [String]

  package init(steps: [String]) { self.steps = steps }

  /// Released steps never change; tests add one. A step that changes a table writes it out anew: what `ALTER TABLE`
  /// makes of its text differs between versions of SQLite, and ``SchemaCheck`` compares it.
  package static let released = Migrations(steps: [
    Schema.version1, Schema.version2, Schema.version3, Schema.version4,
    Schema.version5, Schema.version6, Schema.version7,
  ])

  /// The schema that this program knows; `user_version` of the file.
  var current: Int { steps.count }

  package func adding(_ step: String) -> Migrations { Migrations(steps: steps + [step]) }

  /// Applies the steps that are missing, in the caller's transaction, and makes the sums anew, which the record holds
  /// in any schema; 0 is an empty file.
  func migrate(_ database: Database, from version: Int, policy: ScoringPolicy) throws {
    guard version < current else { return }
    try define(database, from: version)
    try Rollup.rebuild(SQLiteStore(database), policy: policy)
  }

  /// The tables alone.
  func define(_ database: Database, from version: Int) throws {
    for step in steps[version...] { try database.execute(sql: step) }
    try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(current)")
  }

  /// 0 for an empty file, such as one whose creation was cut short.
  func version(of database: Database, path: String) throws -> Int {
    func number(_ pragma: String) throws -> Int { Int(try Connection.pragma(pragma, database) ?? "") ?? 0 }
    let application = try number("application_id")
    let version = try number("user_version")
    if application == 0, version == 0, try number("schema_version") == 0 { return 0 }
    guard application == Schema.applicationID else { throw LedgerError.foreign(place: path) }
    guard version > 0 else { throw LedgerError.damaged(place: path, .schemaVersion(version)) }
    guard version <= current else { throw LedgerError.newerSchema(found: version, known: current) }
    return version
  }
}
