import ScorecardModel

/// Everything that a ledger was told, in the order of a record.
struct RecordReading {
  private let rows: any RecordSource
  private let names: IDRegistry

  init(_ rows: any RecordSource) throws {
    self.rows = rows
    names = try rows.names()
  }

  /// Gives each entry once it is known to fit those before it.
  ///
  /// - Throws: ``LedgerError/damaged(place:_:)`` for one that does not, or for what is missing.
  func checked(place: String, _ body: (RecordEntry) throws -> Void) throws {
    let check = RecordRebuild(NoStore())
    func fits(_ part: LedgerDamage.Place, _ step: () throws -> Void) throws {
      do { try step() } catch LedgerError.unstorable(let reason) {
        throw LedgerError.damaged(place: place, .entry(part, reason))
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

  private func run(_ give: (RecordEntry) throws -> Void) throws {
    try give(.header(try header()))
    try list(names.vendors, "vendor") { try give(.vendor($0)) }
    try list(names.sources, "source") { try give(.source($0)) }
    try rows.forEachState { try give(.incident($0.state(checksum: $1))) }
    try rows.forEachRecordState { try give(.sourceRecord(try $0.state(names: names, checksum: $1))) }
    try rows.forEachVolume { row, checksum in
      try give(
        .volume(
          VolumeRevision(
            change: row.change, volume: try row.volume(names: names), isVoided: row.orders == nil,
            checksum: checksum)))
    }
    try rows.forEachCheckIn { row, checksum in
      guard let day = Day(number: Int(row.day)) else {
        throw DamagedRow(table: "check_in", number: row.change)
      }
      try give(
        .checkIn(CheckInRevision(change: row.change, day: day, isVoided: row.voided, checksum: checksum)))
    }
    try rows.forEachChange { try give(.change($0)) }
  }

  private func header() throws -> RecordHeader {
    let counts = try rows.counts()
    // Of whatever ledger: the record is that of a file of this schema.
    var header = RecordHeader(schema: Migrations.released.current)
    (header.vendors, header.sources) = (names.vendors.all.count, names.sources.all.count)
    (header.incidents, header.sourceRecords) = (counts.incidents, counts.sourceRecords)
    header.countedUntil = try rows.checkedCountedUntil()
    // A table that is made anew when it is damaged, which is no reason to read nothing else.
    header.currency = (try? rows.currency()) ?? nil
    (header.volumes, header.checkIns, header.changes) = (counts.volumes, counts.checkIns, counts.changes)
    return header
  }

  private func list(_ names: IDRegistry.Names, _ table: String, _ give: (String) throws -> Void) throws {
    for (index, number) in names.all.keys.sorted().enumerated() {
      guard number == Int64(index + 1), let name = names[number] else {
        throw DamagedRow(table: table, number: number)
      }
      try give(name)
    }
  }
}
