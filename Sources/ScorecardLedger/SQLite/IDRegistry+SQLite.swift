import GRDB
import ScorecardModel

extension IDRegistry {
  /// The lists as tables of the file.
  enum Table {
    case vendor
    case source

    /// For SQL.
    private var name: String { self == .vendor ? "vendor" : "source" }
    private var column: String { self == .vendor ? "id" : "name" }

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
    try vendors.add(.vendor, from: database)
    try sources.add(.source, from: database)
  }

  /// The name's number; a new name gets the next one.
  mutating func number(of name: String, in table: Table, addingTo database: Database) throws -> Int64 {
    // Asked for twice a row of an import, where a key path would cost 3 % of its time.
    switch table {
    case .vendor: try vendors.number(of: name, in: table, addingTo: database)
    case .source: try sources.number(of: name, in: table, addingTo: database)
    }
  }
}

extension IDRegistry.Names {
  fileprivate mutating func add(_ table: IDRegistry.Table, from database: Database) throws {
    let rows = try table.names(in: database)
    while let row = try rows.next() {
      add(try row.decode(atIndex: 1), number: try row.decode(atIndex: 0))
    }
  }

  fileprivate mutating func number(
    of name: String, in table: IDRegistry.Table, addingTo database: Database
  ) throws -> Int64 {
    if let number = number(of: name) { return number }
    let number = add(name)
    try table.insert(name, number: number, into: database)
    return number
  }
}
