import GRDB
import ScorecardModel

/// Whether a file defines the tables, indexes and triggers of a ledger, word for word.
///
/// Without one of them a promise of the schema silently does not hold, such as that an earlier state is kept; and what
/// is no table of ours, though it bears the name of one, may never end. Tables and views that someone added harm
/// nothing.
struct SchemaCheck {
  enum Gravity {
    /// A table of the record is missing, or something else bears its name: nothing can be read.
    case fatal
    /// The record can be read; what is wrong can be made anew.
    case refused
    /// An index that someone added, which may refuse rows that this program stores.
    case doubtful
  }

  struct Deviation {
    var damage: LedgerDamage
    var gravity: Gravity
    /// What is read there may not end, or fail.
    var isOfTable = false
  }

  private struct Object {
    var type: String
    var name: String
    /// In lower case, since it is as someone typed it.
    var table: String
    /// Empty for an index that SQLite makes for a constraint.
    var sql: String
  }

  /// Made from the record.
  private static let derived: Set<String> = ["evidence", "passing_harm", "setting", "order_count"]

  private let expected: [Object]

  /// - Parameter version: of the schema, up to the newest that `migrations` make.
  init(_ migrations: Migrations, version: Int) throws {
    let model = try DatabaseQueue()
    expected = try model.inDatabase { database in
      try Migrations(steps: Array(migrations.steps.prefix(version))).define(database, from: 0)
      return try Self.objects(database)
    }
  }

  /// In the order of the schema, then what was added.
  func deviations(_ database: Database) throws -> [Deviation] {
    let objects = try Self.objects(database)
    let found = Dictionary(objects.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return expected.compactMap { Self.deviation(of: $0, found[$0.name]) } + added(objects)
  }

  /// Names of the tables and views that someone added.
  func additions(_ database: Database) throws -> [String] {
    let known = Set(expected.map(\.name))
    return try Self.objects(database).filter {
      ["table", "view"].contains($0.type) && !known.contains($0.name) && !$0.name.hasPrefix("sqlite_")
    }.map(\.name)
  }

  private static func deviation(of expected: Object, _ found: Object?) -> Deviation? {
    guard found?.type != expected.type || found?.sql != expected.sql else { return nil }
    let isTable = expected.type == "table"
    let isReadable = found?.type == "table" && found?.sql.hasPrefix("CREATE TABLE") == true
    return Deviation(
      damage: found == nil
        ? .missing(kind: expected.type, name: expected.name)
        : .otherDefinition(kind: expected.type, name: expected.name),
      gravity: isTable && !isReadable && !derived.contains(expected.name) ? .fatal : .refused,
      isOfTable: isTable)
  }

  private func added(_ objects: [Object]) -> [Deviation] {
    let known = Set(expected.map(\.name))
    let tables = Set(expected.map(\.table))
    return objects.filter { !known.contains($0.name) && tables.contains($0.table) }.compactMap { object in
      let damage = LedgerDamage.added(kind: object.type, name: object.name)
      return switch object.type {
      case "trigger": Deviation(damage: damage, gravity: .refused)
      case "index": Deviation(damage: damage, gravity: .doubtful)
      default: nil
      }
    }
  }

  private static func objects(_ database: Database) throws -> [Object] {
    try Row.fetchAll(
      database, sql: "SELECT type, name, lower(tbl_name), ifnull(sql, '') FROM sqlite_schema"
    ).map { row in
      Object(
        type: try row.decode(atIndex: 0), name: try row.decode(atIndex: 1), table: try row.decode(atIndex: 2),
        sql: try row.decode(atIndex: 3))
    }
  }
}
