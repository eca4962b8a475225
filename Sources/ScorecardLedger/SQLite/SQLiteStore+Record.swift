import GRDB
import ScorecardModel

/// The tables' own orders give a record without sorting.
extension SQLiteStore: RecordSource {
  /// Why the record of a file can't be read whole; nil when it can, be it without the indexes.
  static func recordFault(of database: Database) -> LedgerDamage? {
    func attempt(usingIndexes: Bool) -> LedgerDamage? {
      do {
        try LedgerFile.translating(path: "", busySeconds: 0, isReading: true) {
          let store = SQLiteStore(database, usingIndexes: usingIndexes)
          try RecordReading(store).checked(place: "") { _ in }
        }
        return nil
      } catch LedgerError.damaged(_, let damage) {
        return damage
      } catch LedgerError.cannotRead(_, .database(let detail)) {
        return .database(detail)
      } catch {
        return .database("\(error)")
      }
    }
    return attempt(usingIndexes: true) == nil ? nil : attempt(usingIndexes: false)
  }

  func counts() throws -> RecordCounts {
    func count(_ table: String) throws -> Int {
      try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table) \(source)") ?? 0
    }
    var counts = RecordCounts()
    counts.incidents = try count("incident") + count("incident_revision")
    counts.sourceRecords = try count("source_record") + count("source_record_revision")
    counts.volumes = try count("volume")
    counts.checkIns = try count("check_in")
    counts.changes = try count("change")
    return counts
  }

  func checkedCountedUntil() throws -> Int64 {
    let mark = try first("SELECT change, chain FROM counted_until", []) {
      (change: $0.integer(0), chain: $0.integer(1))
    }
    guard let mark else { return 0 }
    guard try SQLiteStore.chain(at: mark.change, in: database) == mark.chain else {
      throw DamagedRow(table: "counted_until", number: mark.change)
    }
    return mark.change
  }

  func forEachState(_ body: (IncidentRow, Int64) throws -> Void) throws {
    let names = try names()
    try states(of: IncidentRow.table) { row in
      try body(try IncidentRow(row, names: names), row.integer(IncidentRow.checksumColumn))
    }
  }

  func forEachRecordState(_ body: (SourceRecordRow, Int64) throws -> Void) throws {
    try states(of: SourceRecordRow.table) { row in
      try body(try SourceRecordRow(row), row.integer(SourceRecordRow.checksumColumn))
    }
  }

  /// Earlier states and current ones have the same columns; the earlier ones of each thing come first.
  private func states(of table: StateTable, _ give: (RawStatement) throws -> Void) throws {
    let current = try RawStatement(database, "SELECT \(table.columns) FROM \(table.name) ORDER BY id")
    let earlier = try RawStatement(
      database, "SELECT \(table.columns) FROM \(table.earlier) \(source) ORDER BY id, revision")
    defer {
      current.reset()
      earlier.reset()
    }
    var hasEarlier = try earlier.next()
    while try current.next() {
      while hasEarlier, earlier.integer(0) <= current.integer(0) {
        try give(earlier)
        hasEarlier = try earlier.next()
      }
      try give(current)
    }
    if hasEarlier { throw DamagedRow(table: table.earlier, number: earlier.integer(0)) }
  }

  func forEachVolume(_ body: (VolumeRow, Int64) throws -> Void) throws {
    try forEach("SELECT \(VolumeRow.columns), checksum FROM volume ORDER BY number") { row in
      try body(try VolumeRow(row), row.integer(VolumeRow.columnCount))
      return true
    }
  }

  func forEachCheckIn(_ body: (CheckInRow, Int64) throws -> Void) throws {
    try forEach("SELECT \(CheckInRow.columns), checksum FROM check_in ORDER BY number") { row in
      try body(try CheckInRow(row), row.integer(CheckInRow.columnCount))
      return true
    }
  }

  func forEachChange(_ body: (ChangeRow) throws -> Void) throws {
    try forEachChange(Int64.min...Int64.max, newestFirst: false, action: nil) { row in
      try body(row)
      return true
    }
  }
}
