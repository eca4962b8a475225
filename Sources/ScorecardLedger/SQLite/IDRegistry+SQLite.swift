import GRDB
import ScorecardModel

extension IDRegistry {
  init(_ database: Database) throws {
    self.init()
    for list in [List.vendors, .sources] {
      let rows = try list.names(in: database)
      while let row = try rows.next() {
        add(try row.decode(atIndex: 1), number: try row.decode(atIndex: 0), to: list)
      }
    }
  }
}

/// The lists as tables of the file.
extension IDRegistry.List {
  /// For SQL.
  private var table: String { self == .vendors ? "vendor" : "source" }
  private var column: String { self == .vendors ? "id" : "name" }

  fileprivate func names(in database: Database) throws -> RowCursor {
    try Row.fetchCursor(database, sql: "SELECT number, \(column) FROM \(table) NOT INDEXED")
  }

  func insert(_ name: String, number: Int64, into database: Database) throws {
    try database.execute(
      sql: "INSERT INTO \(table) (number, \(column)) VALUES (?, ?)", arguments: [number, name])
  }
}
