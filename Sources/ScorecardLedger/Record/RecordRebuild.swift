package import ScorecardModel

/// Where a whole record goes, entry by entry, once each was checked.
package protocol RecordStore {
  mutating func put(vendor: Vendor.ID, number: Int64) throws
  mutating func put(source: String, number: Int64) throws
  mutating func put(_ row: IncidentRow) throws
  mutating func put(_ row: SourceRecordRow) throws
  mutating func put(_ row: VolumeRow) throws
  mutating func put(_ row: CheckInRow) throws
  mutating func put(_ row: ChangeRow) throws
  /// At the end.
  mutating func put(countedUntil change: Int64) throws
  mutating func put(currency: String) throws
}

/// Takes a whole record into an empty ledger.
package final class RecordRebuild<Store: RecordStore>: RecordSession {
  package private(set) var store: Store
  private var check = RecordCheck()

  package init(_ store: Store) { self.store = store }

  package func add(_ entry: RecordEntry) throws {
    switch entry {
    case .header(let header): try check.begin(header)
    case .vendor(let id): try store.put(vendor: id, number: try check.vendor(id))
    case .source(let name): try store.put(source: name, number: try check.source(name))
    case .incident(let state): try store.put(try check.incident(state))
    case .sourceRecord(let state): try store.put(try check.sourceRecord(state))
    case .volume(let state): try store.put(try check.volume(state))
    case .checkIn(let entry): try store.put(try check.checkIn(entry))
    case .change(let row): try store.put(try check.change(row))
    }
  }

  /// - Throws: ``LedgerError/unstorable(_:)`` when the record is not complete.
  package func finish() throws {
    let countedUntil = try check.finish()
    if countedUntil > 0 { try store.put(countedUntil: countedUntil) }
    if let currency = check.currency { try store.put(currency: currency) }
  }
}

/// Keeps nothing: what is read from a ledger is only to be checked, so that no record leaves it which another one would
/// not take.
struct NoStore: RecordStore {
  func put(vendor: Vendor.ID, number: Int64) {}
  func put(source: String, number: Int64) {}
  func put(_ row: IncidentRow) {}
  func put(_ row: SourceRecordRow) {}
  func put(_ row: VolumeRow) {}
  func put(_ row: CheckInRow) {}
  func put(_ row: ChangeRow) {}
  func put(countedUntil change: Int64) {}
  func put(currency: String) {}
}

extension KeyHash {
  init(_ word: UInt128) {
    self.init(
      high: Int64(truncatingIfNeeded: word >> 64), low: Int64(truncatingIfNeeded: word))
  }

  var word: UInt128 { UInt128(UInt64(bitPattern: high)) << 64 | UInt128(UInt64(bitPattern: low)) }
}

extension SourceRecordRow {
  /// The state as a record has it, with the checksum that it was stored with.
  func state(names: IDRegistry, checksum: Int64) throws -> SourceRecordState {
    guard let name = names.sources[source] else { throw DamagedRow(table: "source_record", number: id) }
    return SourceRecordState(
      id: id, revision: revision, change: change, source: name, key: key.word,
      stateAt: stateAt.map { Timestamp(seconds: $0) },
      orders: try orders?.volume(names: names, in: "source_record", number: id),
      watched: try watched?.span(names: names, number: id), incidents: incidents,
      isVoided: voided, checksum: checksum)
  }
}

extension IncidentRow {
  /// The state as a record has it, with the checksum that it was stored with.
  func state(checksum: Int64) -> IncidentState {
    let derived = incident.source.flatMap {
      $0.id.isEmpty ? nil : KeyHash(source: $0.source, id: $0.id)
    }
    return IncidentState(
      record: recorded, isVoided: standing == .voided, isLinked: standing == .linked, change: change,
      imported: imported, key: key == derived ? nil : key?.word, checksum: checksum)
  }
}
