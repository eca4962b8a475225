import ScorecardLedger
import ScorecardModel

extension PostgreSQLStore: RecordSource {
  func counts() throws -> RecordCounts {
    let tables = [
      "incident", "incident_revision", "source_record", "source_record_revision", "volume", "check_in",
      "change",
    ]
    let sql = tables.map { "(SELECT count(*) FROM \($0) WHERE ledger = $1)" }.joined(separator: ", ")
    let found = try first("SELECT " + sql) { row in
      try tables.indices.map { Int(try row.integer(Int32($0))) }
    }
    var counts = RecordCounts()
    guard let found else { return counts }
    counts.incidents = found[0] + found[1]
    counts.sourceRecords = found[2] + found[3]
    (counts.volumes, counts.checkIns, counts.changes) = (found[4], found[5], found[6])
    return counts
  }

  func checkedCountedUntil() throws -> Int64 {
    let mark = try first(
      """
      SELECT mark.change, mark.chain = entry.chain FROM counted_until AS mark
      LEFT JOIN change AS entry ON entry.ledger = $1 AND entry.number = mark.change
      WHERE mark.ledger = $1 ORDER BY mark.change DESC LIMIT 1
      """
    ) { (change: try $0.integer(0), fits: try $0.optionalInteger(1) == 1) }
    guard let mark else { return 0 }
    guard mark.fits else { throw DamagedRow(table: "counted_until", number: mark.change) }
    return mark.change
  }

  func forEachState(_ body: (IncidentRow, Int64) throws -> Void) throws {
    let names = names()
    try forEachState("incident", IncidentRow.names) { row in
      try body(try IncidentRow(row, names: names), try row.integer(IncidentRow.checksumColumn))
    }
  }

  func forEachRecordState(_ body: (SourceRecordRow, Int64) throws -> Void) throws {
    try forEachState("source_record", SourceRecordRow.names) { row in
      try body(try SourceRecordRow(row), try row.integer(SourceRecordRow.checksumColumn))
    }
  }

  /// Both keys are in this order: nothing is sorted.
  private func forEachState(
    _ table: String, _ names: [String], _ body: (ServerColumns) throws -> Void
  ) throws {
    let columns = names.joined(separator: ", ")
    let sql = """
      SELECT \(columns) FROM \(table)_revision WHERE ledger = $1
      UNION ALL SELECT \(columns) FROM \(table) WHERE ledger = $1 ORDER BY id, revision
      """
    try forEach(sql) { row in
      try body(row)
      return true
    }
  }

  func forEachVolume(_ body: (VolumeRow, Int64) throws -> Void) throws {
    try forEach("SELECT \(VolumeRow.columns), checksum FROM volume WHERE ledger = $1 ORDER BY number") {
      row in
      try body(try VolumeRow(row), try row.integer(VolumeRow.columnCount))
      return true
    }
  }

  func forEachCheckIn(_ body: (CheckInRow, Int64) throws -> Void) throws {
    try forEach("SELECT \(CheckInRow.columns), checksum FROM check_in WHERE ledger = $1 ORDER BY number") {
      row in
      try body(try CheckInRow(row), try row.integer(CheckInRow.columnCount))
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

/// Puts a record into the tables as it was, without making any of it anew; only their owner may.
struct PostgreSQLRecordStore: RecordStore {
  private let store: PostgreSQLStore

  init(_ store: PostgreSQLStore) { self.store = store }

  func put(vendor: Vendor.ID, number: Int64) { store.append(vendor, number: number, to: .vendors) }
  func put(source: String, number: Int64) { store.append(source, number: number, to: .sources) }

  /// The schema keeps the state before a later one.
  func put(_ row: IncidentRow) throws {
    if row.revision == 1 { return try store.insert(row, checksum: row.checksum) }
    try store.update(row, checksum: row.checksum, saysTheSame: false)
  }

  func put(_ row: SourceRecordRow) throws {
    if row.revision == 1 { return try store.insert(row, checksum: row.checksum) }
    try store.update(row, checksum: row.checksum)
  }

  func put(countedUntil change: Int64) {
    store.put(
      "INSERT INTO counted_until SELECT ledger, number, chain FROM change WHERE ledger = $1 AND number = $2",
      [.int8(change)])
  }

  func put(currency: String) { store.state(currency: currency) }
  func put(_ row: VolumeRow) throws { try store.append(row, checksum: row.checksum) }
  func put(_ row: CheckInRow) throws { try store.append(row, checksum: row.checksum) }
  func put(_ row: ChangeRow) throws { try store.append(movedIn: row) }
}
