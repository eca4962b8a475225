import GRDB
import ScorecardModel

/// The rows of a ledger file, inside one access to its database.
final class SQLiteStore: LedgerStore {
  let database: Database
  private var registry: IDRegistry?
  lazy var insertIncident = Result { try RawStatement(database, IncidentRow.insert) }
  lazy var updateIncident = Result { try RawStatement(database, IncidentRow.update) }
  lazy var updateStanding = Result { try RawStatement(database, IncidentRow.updateStanding) }
  lazy var selectByKey = Result { try RawStatement(database, IncidentRow.table.selectByKey) }
  lazy var insertRecord = Result { try RawStatement(database, SourceRecordRow.insert) }
  lazy var updateRecord = Result { try RawStatement(database, SourceRecordRow.update) }
  lazy var selectRecordByKey = Result { try RawStatement(database, SourceRecordRow.table.selectByKey) }

  /// For statements that read whole tables, which they can do without the indexes.
  let source: String

  /// - Parameter usingIndexes: false: a record is read from the tables alone, with a sort of the earlier states.
  init(_ database: Database, usingIndexes: Bool = true) {
    self.database = database
    source = usingIndexes ? "" : "NOT INDEXED"
  }

  func names() throws -> IDRegistry {
    if let registry { return registry }
    let read = try IDRegistry(database)
    registry = read
    return read
  }

  func append(_ name: String, number: Int64, to list: IDRegistry.List) throws {
    try list.insert(name, number: number, into: database)
    registry?.add(name, number: number, to: list)
  }

  func currency() throws -> String? { try setting("currency") }
  func state(currency: String) throws { try set("currency", to: currency) }

  func setting(_ name: String) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
  }

  func set(_ name: String, to value: String) throws {
    try database.execute(
      sql: "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      arguments: [name, value])
  }

  // MARK: Rows

  /// Hands out rows until `body` has enough.
  func forEach(_ sql: String, _ values: [Int64?] = [], _ body: (RawStatement) throws -> Bool) throws {
    let rows = try RawStatement(database, sql)
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    while try rows.next() {
      guard try body(rows) else { return }
    }
  }

  func all<Row>(
    _ sql: String, _ values: [Int64?] = [], _ make: (RawStatement) throws -> Row
  ) throws -> [Row] {
    var found: [Row] = []
    try forEach(sql, values) { row in
      found.append(try make(row))
      return true
    }
    return found
  }

  func first<Row>(_ sql: String, _ values: [Int64?], _ make: (RawStatement) throws -> Row) throws -> Row? {
    var found: Row?
    try forEach(sql, values) { row in
      found = try make(row)
      return false
    }
    return found
  }

  /// Numbers of the rows that a change brought, in a table whose numbers and changes ascend together: this takes few
  /// looks and no index.
  ///
  /// - Parameters:
  ///   - last: selects the largest number.
  ///   - changeOfRow: selects the change that brought the row with a number.
  func rows(ofChange change: Int64, last: String, changeOfRow: String) throws -> Range<Int64> {
    let last = min(try Int64.fetchOne(database, sql: last) ?? 0, .max - 1)
    func first(from change: Int64) throws -> Int64 {
      var (low, high) = (Int64(1), last + 1)
      while low < high {
        let middle = low + (high - low) / 2
        let found = try Int64.fetchOne(database, sql: changeOfRow, arguments: [middle])
        if let found, found < change { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = try first(from: change)
    return start..<max(start, try first(from: change &+ 1))
  }
}

extension RawStatement: RowColumns {}
