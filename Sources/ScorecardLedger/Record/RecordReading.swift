import GRDB
import ScorecardModel

/// Everything in a ledger file, in the order of a record; the tables' own orders give it without sorting.
struct RecordReading {
  private let database: Database
  private let names: IDRegistry
  private let source: String

  /// - Parameter usingIndexes: false: from the tables alone, with a sort of the earlier states.
  init(_ database: Database, usingIndexes: Bool = true) throws {
    self.database = database
    names = try IDRegistry(database)
    source = usingIndexes ? "" : "NOT INDEXED"
  }

  /// Why the record of a file can't be read whole; nil when it can, be it without the indexes.
  static func fault(of database: Database) -> LedgerDamage? {
    func attempt(usingIndexes: Bool) -> LedgerDamage? {
      do {
        try LedgerFile.translating(path: "", busySeconds: 0, isReading: true) {
          try RecordReading(database, usingIndexes: usingIndexes).checked(path: "") { _ in }
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

  /// Gives each entry once it is known to fit those before it.
  ///
  /// - Throws: ``LedgerError/damaged(path:_:)`` for one that does not, or for what is missing.
  func checked(path: String, _ body: (RecordEntry) throws -> Void) throws {
    let check = RecordRebuild(NoStore())
    func fits(_ place: LedgerDamage.Place, _ step: () throws -> Void) throws {
      do { try step() } catch LedgerError.unstorable(let reason) {
        throw LedgerError.damaged(path: path, .entry(place, reason))
      }
    }
    try run { entry in
      try fits(Self.place(of: entry)) { try check.add(entry) }
      try body(entry)
    }
    try fits(.end) { try check.finish() }
  }

  /// For the message about one that does not fit.
  private static func place(of entry: RecordEntry) -> LedgerDamage.Place {
    switch entry {
    case .header: .header
    case .vendor(let id): .vendor(id)
    case .source(let name): .source(name)
    case .incident(let state): .incident(state.record.id)
    case .sourceRecord(let state): .sourceRecord(state.id)
    case .volume(let state): .volume(from: state.volume.from)
    case .checkIn(let entry): .checkIn(entry.day)
    case .change(let row): .change(row.number)
    }
  }

  func run(_ give: (RecordEntry) throws -> Void) throws {
    try give(.header(try header()))
    try self.names(names.vendors.all, "vendor") { try give(.vendor($0)) }
    try self.names(names.sources.all, "source") { try give(.source($0)) }
    try states(of: IncidentRow.table) { try give(state($0)) }
    try states(of: SourceRecordRow.table) { try give(recordState($0)) }
    try volumes(give)
    try checkIns(give)
    try changes(give)
  }

  private func header() throws -> RecordHeader {
    func count(_ table: String) throws -> Int {
      try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table) \(source)") ?? 0
    }
    var header = RecordHeader(schema: Migrations.released.current)
    (header.vendors, header.sources) = (names.vendors.all.count, names.sources.all.count)
    header.incidents = try count("incident") + count("incident_revision")
    header.sourceRecords = try count("source_record") + count("source_record_revision")
    header.countedUntil = try countedUntil()
    // A table that is made anew when it is damaged, which is no reason to read nothing else.
    header.currency = (try? RecordedCurrency.read(database)) ?? nil
    header.volumes = try count("volume")
    header.checkIns = try count("check_in")
    header.changes = try count("change")
    return header
  }

  private func names(
    _ names: [Int64: String], _ table: String, _ give: (String) throws -> Void
  ) throws {
    for (index, number) in names.keys.sorted().enumerated() {
      guard number == Int64(index + 1), let name = names[number] else {
        throw DamagedRow(table: table, number: number)
      }
      try give(name)
    }
  }

  /// It is tied to the log by the chain's value at that change.
  private func countedUntil() throws -> Int64 {
    guard let row = try Row.fetchOne(database, sql: "SELECT change, chain FROM counted_until") else {
      return 0
    }
    let (change, chain): (Int64, Int64) = (try row.decode(atIndex: 0), try row.decode(atIndex: 1))
    guard try ChangeLog.chain(at: change, in: database) == chain else {
      throw DamagedRow(table: "counted_until", number: change)
    }
    return change
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

  private func state(_ row: RawStatement) throws -> RecordEntry {
    .incident(try IncidentRow(row, names: names).state(checksum: row.integer(IncidentRow.checksumColumn)))
  }

  private func recordState(_ row: RawStatement) throws -> RecordEntry {
    .sourceRecord(
      try SourceRecordRow(row).state(names: names, checksum: row.integer(SourceRecordRow.checksumColumn)))
  }

  private func volumes(_ give: (RecordEntry) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(VolumeRow.columns), checksum FROM volume ORDER BY number")
    while let row = try rows.next() {
      let state = try VolumeRow(row: row)
      try give(
        .volume(
          VolumeRevision(
            change: state.change, volume: try state.volume(names: names), isVoided: state.orders == nil,
            checksum: try row.decode(atIndex: 5))))
    }
  }

  private func checkIns(_ give: (RecordEntry) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(CheckInRow.columns), checksum FROM check_in ORDER BY number")
    while let row = try rows.next() {
      let state = try CheckInRow(row: row)
      guard let day = Day(number: Int(state.day)) else {
        throw DamagedRow(table: "check_in", number: state.change)
      }
      try give(
        .checkIn(
          CheckInRevision(
            change: state.change, day: day, isVoided: state.voided, checksum: try row.decode(atIndex: 3))))
    }
  }

  private func changes(_ give: (RecordEntry) throws -> Void) throws {
    let rows = try ChangeLog.rows(database, "ORDER BY number")
    while let row = try rows.next() { try give(.change(row)) }
  }
}
