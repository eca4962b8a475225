import GRDB
import ScorecardModel

extension SQLiteLedger {
  package func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws {
    let policy = policy
    try LedgerFile.translating(path: path, busySeconds: busySeconds) {
      try queue.inTransaction(.immediate) { database in
        guard try ChangeLog.head(database).number == 0, try ChangeLog.newestOnRecord(database) == 0 else {
          throw LedgerError.notEmpty
        }
        let session = RecordRebuild(try SQLiteRecordStore(database))
        // A third of the time that it takes to keep them row by row.
        try database.execute(sql: Schema.dropLargeIndexes + Schema.dropRecordIndexes)
        try body(session)
        try session.finish()
        try database.execute(sql: Connection.sorting(Schema.createLargeIndexes + Schema.createRecordIndexes))
        try Rollup.rebuild(database, policy: policy)
        try OrderCounting.rebuild(database)
        return commit ? .commit : .rollback
      }
    }
  }
}

/// Writes a record into the tables as it was, without making any of it anew.
private struct SQLiteRecordStore: RecordStore {
  private let database: Database
  private let insert: RawStatement
  private let update: RawStatement
  private let insertRecord: RawStatement
  private let updateRecord: RawStatement

  init(_ database: Database) throws {
    self.database = database
    insert = try RawStatement(database, IncidentRow.insert)
    update = try RawStatement(database, IncidentRow.update)
    insertRecord = try RawStatement(database, SourceRecordRow.insert)
    updateRecord = try RawStatement(database, SourceRecordRow.update)
  }

  func put(vendor: Vendor.ID, number: Int64) throws {
    try IDRegistry.Table.vendor.insert(vendor, number: number, into: database)
  }

  func put(source: String, number: Int64) throws {
    try IDRegistry.Table.source.insert(source, number: number, into: database)
  }

  /// The schema keeps the state before a later one.
  func put(_ row: IncidentRow) throws {
    try row.write(with: row.revision == 1 ? insert : update, checksum: row.checksum)
  }

  func put(_ row: SourceRecordRow) throws {
    try row.write(with: row.revision == 1 ? insertRecord : updateRecord, checksum: row.checksum)
  }

  func put(countedUntil change: Int64) throws {
    try database.execute(
      sql: "INSERT INTO counted_until SELECT number, chain FROM change WHERE number = ?", arguments: [change])
  }

  func put(currency: String) throws { try RecordedCurrency.state(currency, in: database) }

  func put(_ state: VolumeRow, of volume: Volume) throws { try state.append(to: database) }
  func put(_ state: CheckInRow) throws { try state.append(to: database) }
  func put(_ row: ChangeRow) throws { try ChangeLog.append(row, in: database) }
}
