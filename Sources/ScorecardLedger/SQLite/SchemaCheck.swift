import GRDB
import ScorecardModel

/// Whether a file defines the tables, indexes and triggers of a ledger, word for word.
///
/// Without one of them a promise of the schema silently does not hold, such as that an earlier state is kept; and what
/// is no table of ours, though it bears the name of one, may never end. Tables, views and indexes that someone added
/// harm nothing.
struct SchemaCheck {
  struct Deviation {
    var message: String
    /// What the record is in can't be read; everything else can be made anew.
    var isInTable: Bool
  }

  private struct Object {
    var type: String
    /// Empty for an index that SQLite makes for a constraint.
    var sql: String
  }

  private let expected: [(name: String, object: Object)]

  /// - Parameter version: of the schema, up to the newest that `migrations` make.
  init(_ migrations: Migrations, version: Int) throws {
    let model = try DatabaseQueue()
    expected = try model.inDatabase { database in
      try Migrations(steps: Array(migrations.steps.prefix(version))).migrate(database, from: 0)
      return try Self.objects(database)
    }
  }

  /// In the order of the schema.
  func deviations(_ database: Database) throws -> [Deviation] {
    var found = Dictionary(
      try Self.objects(database).map { ($0.name, $0.object) }, uniquingKeysWith: { first, _ in first })
    var deviations: [Deviation] = []
    for (name, object) in expected {
      let present = found.removeValue(forKey: name)
      guard present?.type != object.type || present?.sql != object.sql else { continue }
      deviations.append(
        Deviation(
          message: "\(object.type) \(name) is " + (present == nil ? "missing" : "not as it was made"),
          isInTable: object.type == "table"))
    }
    return deviations
      + found.filter { $0.value.type == "trigger" }.keys.sorted().map {
        Deviation(message: "trigger \($0) was added", isInTable: false)
      }
  }

  private static func objects(_ database: Database) throws -> [(name: String, object: Object)] {
    let rows = try RawStatement(database, "SELECT type, name, ifnull(sql, '') FROM sqlite_schema")
    defer { rows.reset() }
    var objects: [(name: String, object: Object)] = []
    while try rows.next() {
      objects.append((rows.text(1), Object(type: rows.text(0), sql: rows.text(2))))
    }
    return objects
  }
}
