import GRDB
import ScorecardModel

extension IDRegistry {
  /// The lists as tables of the file.
  enum Table: CaseIterable {
    case vendor
    case source

    /// For SQL.
    private var name: String { self == .vendor ? "vendor" : "source" }
    private var column: String { self == .vendor ? "id" : "name" }
    fileprivate var names: WritableKeyPath<IDRegistry, Names> { self == .vendor ? \.vendors : \.sources }

    fileprivate func names(in database: Database) throws -> RowCursor {
      try Row.fetchCursor(database, sql: "SELECT number, \(column) FROM \(name) NOT INDEXED")
    }

    func insert(_ name: String, number: Int64, into database: Database) throws {
      try database.execute(
        sql: "INSERT INTO \(self.name) (number, \(column)) VALUES (?, ?)", arguments: [number, name])
    }
  }

  init(_ database: Database) throws {
    self.init()
    for table in Table.allCases {
      let rows = try table.names(in: database)
      while let row = try rows.next() {
        self[keyPath: table.names].add(try row.decode(atIndex: 1), number: try row.decode(atIndex: 0))
      }
    }
  }

  /// The name's number; a new name gets the next one.
  mutating func number(of name: String, in table: Table, addingTo database: Database) throws -> Int64 {
    if let number = self[keyPath: table.names].number(of: name) { return number }
    let number = self[keyPath: table.names].add(name)
    try table.insert(name, number: number, into: database)
    return number
  }
}
