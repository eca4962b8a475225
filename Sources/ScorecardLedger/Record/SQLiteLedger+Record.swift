import GRDB
import ScorecardModel

extension SQLiteLedger {
  package func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws {
    try LedgerFile.translating(path: path, busySeconds: busySeconds) {
      try queue.inTransaction(.immediate) { database in
        let transaction = StoredTransaction(SQLiteStore(database), place: path, policy: policy)
        try transaction.checkEmpty()
        let session = RecordRebuild(SQLiteRecordStore(SQLiteStore(database)))
        // A third of the time that it takes to keep them row by row.
        try database.execute(sql: Schema.dropLargeIndexes + Schema.dropRecordIndexes)
        try body(session)
        try session.finish()
        try database.execute(sql: Connection.sorting(Schema.createLargeIndexes + Schema.createRecordIndexes))
        try transaction.rebuildSums()
        return commit ? .commit : .rollback
      }
    }
  }
}

/// Writes a record into the tables as it was, without making any of it anew.
private struct SQLiteRecordStore: RecordStore {
  private let store: SQLiteStore

  init(_ store: SQLiteStore) { self.store = store }

  func put(vendor: Vendor.ID, number: Int64) throws { try store.append(vendor, number: number, to: .vendors) }
  func put(source: String, number: Int64) throws { try store.append(source, number: number, to: .sources) }

  /// The schema keeps the state before a later one.
  func put(_ row: IncidentRow) throws {
    if row.revision == 1 { return try store.insert(row, checksum: row.checksum) }
    try store.update(row, checksum: row.checksum, saysTheSame: false)
  }

  func put(_ row: SourceRecordRow) throws {
    if row.revision == 1 { return try store.insert(row, checksum: row.checksum) }
    try store.update(row, checksum: row.checksum)
  }

  func put(countedUntil change: Int64) throws {
    try store.database.execute(
      sql: "INSERT INTO counted_until SELECT number, chain FROM change WHERE number = ?", arguments: [change])
  }

  func put(currency: String) throws { try store.state(currency: currency) }
  func put(_ row: VolumeRow) throws { try store.append(row, checksum: row.checksum) }
  func put(_ row: CheckInRow) throws { try store.append(row, checksum: row.checksum) }
  func put(_ row: ChangeRow) throws { try store.append(row) }
}
