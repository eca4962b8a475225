package import ScorecardModel

/// A ledger seen with the catalog of today: vendors appear, and are asked for, under the ids that they have now, whatever
/// they are on record as. What is recorded is never rewritten for it.
package final class NamedLedger: Ledger {
  private let base: any Ledger
  private let catalog: Catalog

  package init(_ base: any Ledger, catalog: Catalog) { (self.base, self.catalog) = (base, catalog) }

  package func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T {
    try base.read { reader in
      let ids = VendorIDs(catalog, onRecord: try reader.vendorsOnRecord())
      return try body(ids.isPlain ? reader : NamedReader(base: reader, ids: ids))
    }
  }

  package func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T {
    try base.write { transaction in
      let ids = VendorIDs(catalog, onRecord: try transaction.vendorsOnRecord())
      return try body(ids.isPlain ? transaction : NamedTransaction(base: transaction, ids: ids))
    }
  }

  package func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws {
    // Ids that another process records until then are as they were before: none of them was named otherwise by us.
    let (ids, stated) = try base.read { reader in
      let ids = VendorIDs(catalog, onRecord: try reader.vendorsOnRecord())
      return (ids, ids.isPlain ? [] : try reader.statedVolumes())
    }
    try base.importing(files: files, at: now, commit: commit) { session in
      if ids.isPlain { return try body(session) }
      let named = NamedImport(session, ids: ids, stated: stated)
      try body(named)
      try named.finish()
    }
  }

  package func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws {
    try base.takeRecord(commit: commit, body)
  }

  package func adoptPolicy() throws -> Bool { try base.adoptPolicy() }

  package func checkup(depth: CheckupDepth) throws -> [LedgerProblem] { try base.checkup(depth: depth) }
}

/// What both sides of a named ledger read.
private protocol NamedReading: LedgerReader {
  var reader: any LedgerReader { get }
  var ids: VendorIDs { get }
}

extension NamedReading {
  func evidence() throws -> Evidence { ids.named(try reader.evidence()) }

  func evidence(of vendors: Set<Vendor.ID>) throws -> Evidence {
    ids.named(try reader.evidence(of: Set(vendors.flatMap(ids.all))))
  }

  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (RecordedIncident) throws -> Bool
  ) throws {
    var filter = filter
    filter.vendors = Set(filter.vendors.flatMap(ids.all))
    try reader.forEachIncident(filter, newestFirst: newestFirst) { try body(ids.named($0)) }
  }

  func incident(_ id: Int64) throws -> RecordedIncident? { try reader.incident(id).map(ids.named) }

  func history(of id: Int64) throws -> [IncidentRevision] {
    try reader.history(of: id).map { revision in
      var revision = revision
      revision.state = ids.named(revision.state)
      return revision
    }
  }

  func volumes() throws -> [Volume] { ids.named(try reader.volumes()) }
  func statedVolumes() throws -> [Volume] { ids.named(try reader.statedVolumes()) }

  func orderConflicts() throws -> [OrderConflict] {
    try reader.orderConflicts().map { conflict in
      var conflict = conflict
      conflict.loser.volume = ids.named(conflict.loser.volume)
      return conflict
    }
  }

  func checkIns() throws -> [Day] { try reader.checkIns() }

  func watched(_ vendor: Vendor.ID) throws -> [WatchedSpan] {
    try ids.all(of: vendor).flatMap { try reader.watched($0) }.map { span in
      var span = span
      span.vendor = vendor
      return span
    }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  func vendorsOnRecord() throws -> Set<Vendor.ID> { Set(try reader.vendorsOnRecord().map(ids.owner)) }
  func changes(limit: Int) throws -> [Change] { try reader.changes(limit: limit) }

  func subject(ofChange number: Int64) throws -> ChangeSubject {
    var subject = try reader.subject(ofChange: number)
    subject.volumes = subject.volumes.map(ids.named)
    return subject
  }

  func imports() throws -> [ImportBatch] { try reader.imports() }
  func sources() throws -> [SourceSummary] { try reader.sources() }
  func identity() throws -> Int64? { try reader.identity() }
  func currency() throws -> String? { try reader.currency() }
  func readRecord(_ body: (RecordEntry) throws -> Void) throws { try reader.readRecord(body) }
}

private struct NamedReader: NamedReading {
  let base: any LedgerReader
  let ids: VendorIDs
  var reader: any LedgerReader { base }
}

private struct NamedTransaction: NamedReading, LedgerTransaction {
  let base: any LedgerTransaction
  let ids: VendorIDs
  var reader: any LedgerReader { base }

  func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws -> RecordedIncident {
    var stored = incident
    stored.vendor = try place(of: incident)
    if !allowDuplicate, let id = try duplicate(of: incident, besides: stored.vendor) {
      throw LedgerError.duplicate(of: id)
    }
    return ids.named(try base.record(stored, allowDuplicate: allowDuplicate, at: now))
  }

  func revise(
    _ numbers: [Int64], as revision: Revision, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] {
    try base.revise(numbers, as: revision, reason: reason, at: now) { recorded in
      var revised = try change(ids.named(recorded))
      let stays = revised.vendor == ids.owner(recorded.incident.vendor)
      revised.vendor = stays ? recorded.incident.vendor : try place(of: revised)
      return revised
    }.map(ids.named)
  }

  func confirm(
    _ numbers: [Int64], at now: Timestamp, _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] {
    try base.confirm(numbers, at: now) { recorded in
      var confirmed = try change(ids.named(recorded))
      confirmed.vendor = recorded.incident.vendor
      return confirmed
    }.map(ids.named)
  }

  func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident {
    ids.named(try base.retract(id, reason: reason, at: now))
  }

  /// What is stated of a vendor is stated of all that it is on record as: the others have none left.
  func record(_ volumes: [Volume], at now: Timestamp) throws -> [Volume?] {
    var stored: [Volume] = []
    /// Of each of the volumes, which of the stored ones are its own.
    var places: [Range<Int>] = []
    for volume in volumes {
      let start = stored.count
      stored +=
        volume.vendor.map { vendor in
          [volume.of(ids.own(vendor))] + ids.others(of: vendor).map { volume.of($0, orders: 0) }
        } ?? [volume]
      places.append(start..<stored.count)
    }
    let replaced = try base.record(stored, at: now)
    return zip(volumes, places).map { volume, place in
      if place.allSatisfy({ replaced[$0] == stored[$0] }) { return volume }
      let before = replaced[place].compactMap(\.self)
      return before.isEmpty ? nil : volume.of(volume.vendor, orders: before.reduce(0) { $0 + $1.orders })
    }
  }

  func state(currency: String) throws { try base.state(currency: currency) }
  func checkIn(_ day: Day, at now: Timestamp) throws -> Bool { try base.checkIn(day, at: now) }
  func undo(at now: Timestamp) throws -> Change? { try base.undo(at: now) }
  func redo(at now: Timestamp) throws -> Change? { try base.redo(at: now) }
  func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo {
    try base.undoImport(number, at: now)
  }

  /// The id that an incident is recorded under: that of the event which it names, for an event is under one.
  private func place(of incident: Incident) throws -> Vendor.ID {
    if let named = incident.details.sameAs, let other = try base.incident(named)?.incident.vendor,
      ids.owner(other) == incident.vendor
    {
      return other
    }
    return ids.own(incident.vendor)
  }

  /// As the ledger looks for one, under the other ids.
  private func duplicate(of incident: Incident, besides id: Vendor.ID) throws -> Int64? {
    let others = ids.all(of: incident.vendor).filter { $0 != id }
    if others.isEmpty { return nil }
    let text = comparable(incident.summary)
    var found: Int64?
    try base.forEachIncident(
      IncidentFilter(vendors: Set(others), from: incident.day, through: incident.day), newestFirst: false
    ) { other in
      let isSame =
        comparable(other.incident.summary) == text && (!text.isEmpty || other.incident.kind == incident.kind)
      if isSame { found = other.id }
      return !isSame
    }
    return found
  }
}

/// An import into a ledger where a vendor is on record under other ids: a row is known under whichever it came.
private final class NamedImport: ImportSession {
  private let base: any ImportSession
  private let ids: VendorIDs
  /// On record before, under the ids of the record.
  private let stated: Set<Volume>

  init(_ base: any ImportSession, ids: VendorIDs, stated: [Volume]) {
    (self.base, self.ids, self.stated) = (base, ids, Set(stated))
  }

  func identity() throws -> Int64? { try base.identity() }
  func beginFile() throws { try base.beginFile() }

  var looksAhead: Bool { base.looksAhead }

  func expect(_ rows: ExpectedRows) throws { try base.expect(rows) }

  func numbered(_ incident: StorableIncident) throws -> StorableIncident {
    guard incident.isContent, ids.isElsewhere(incident.incident.vendor) else {
      return try base.numbered(incident)
    }
    let all = ids.all(of: incident.incident.vendor)
    if all.count == 1 { return try base.numbered(incident.keyed(as: all[0])) }
    // Each id counts the repeats that those before it did not know.
    let own = try base.numbered(incident.keyed(as: ids.own(incident.incident.vendor)))
    if try base.incident(knownAs: own) != nil { return own }
    for id in ids.others(of: incident.incident.vendor) {
      let row = try base.numbered(incident.keyed(as: id))
      if try base.incident(knownAs: row) != nil { return row }
    }
    return own
  }

  func incident(knownAs incident: StorableIncident) throws -> RecordedIncident? {
    try base.incident(knownAs: incident).map(ids.named)
  }

  func incident(with key: ImportKey) throws -> RecordedIncident? {
    try base.incident(with: key).map(ids.named)
  }
  func incident(_ id: Int64) throws -> RecordedIncident? { try base.incident(id).map(ids.named) }

  func forEachOutage(
    of vendor: Vendor.ID, source: String, days: ClosedRange<Day>?, newestFirst: Bool,
    _ body: (RecordedIncident) throws -> Bool
  ) throws {
    let all = ids.all(of: vendor)
    if all.count == 1 {
      return try base.forEachOutage(of: all[0], source: source, days: days, newestFirst: newestFirst) {
        try body(ids.named($0))
      }
    }
    var found: [RecordedIncident] = []
    for id in all {
      try base.forEachOutage(of: id, source: source, days: days, newestFirst: newestFirst) {
        found.append(ids.named($0))
        return true
      }
    }
    let ascending = found.sorted { ($0.incident.day, $0.id) < ($1.incident.day, $1.id) }
    for outage in newestFirst ? ascending.reversed() : ascending {
      if try !body(outage) { return }
    }
  }

  func watched(
    by monitor: ImportKey, around span: ClosedRange<Timestamp>
  ) throws -> [Range<Timestamp>] {
    try base.watched(by: monitor, around: span)
  }

  func add(_ incident: StorableIncident, confirmed: Bool) throws -> ImportOutcome {
    let vendor = incident.incident.vendor
    guard ids.isElsewhere(vendor) else { return try base.add(incident, confirmed: confirmed) }
    let row = incident.isContent && !incident.isNumbered ? try numbered(incident) : incident
    return try base.add(row.of(try place(of: row)), confirmed: confirmed)
  }

  func revise(_ id: Int64, to incident: StorableIncident?) throws -> ImportOutcome {
    guard let incident, ids.isElsewhere(incident.incident.vendor) else {
      return try base.revise(id, to: incident)
    }
    let known = try base.incident(id)?.incident.vendor
    let stays = known.map(ids.owner) == incident.incident.vendor
    return try base.revise(id, to: incident.of(stays ? known : ids.own(incident.incident.vendor)))
  }

  func add(_ record: StorableRecord) throws -> RecordOutcome {
    let stored: StorableRecord
    do throws(LedgerError) { stored = try self.stored(record) } catch {
      guard let reason = error.refusal else { throw error }
      var outcome = RecordOutcome()
      outcome.refused = reason
      return outcome
    }
    return try base.add(stored)
  }

  func stands(beforeFile record: StorableRecord) throws -> Bool {
    try base.stands(beforeFile: stored(record))
  }

  /// Orders of a vendor that is on record under several ids: a file of before names it by each of them, one of today once,
  /// for all. So what is on record to the number is known again, the rest goes to the ids that are not named yet, and in
  /// the end those that were not named have none left, unless nothing was new.
  func add(_ volume: Volume) throws -> ImportOutcome {
    guard let vendor = volume.vendor, ids.isElsewhere(vendor) else { return try base.add(volume) }
    let all = ids.all(of: vendor)
    let wide = stated.first { other in
      other.vendor.map(all.contains) == true && other.from < volume.to && volume.from < other.to
        && (other.from, other.to) != (volume.from, volume.to)
    }
    if all.count > 1, let wide { return .refused(.overlap(ids.named(wide), inThisImport: false)) }
    let range = volume.of(vendor, orders: 0)
    let free = all.filter { told[range]?.ids.contains($0) != true }
    let same = free.first { stated.contains(volume.of($0)) }
    let own = ids.own(vendor)
    let id = same ?? (free.contains(own) ? own : free.first ?? own)
    let outcome = try base.add(volume.of(id))
    told[range, default: Told()].ids.insert(id)
    if same == nil { told[range]?.isNew = true }
    return outcome
  }

  /// What an import stated of some days of a vendor.
  private struct Told {
    var ids: Set<Vendor.ID> = []
    var isNew = false
  }

  /// By days and vendor, without orders.
  private var told: [Volume: Told] = [:]

  /// Once all is told.
  func finish() throws {
    for (range, told) in told.sorted(by: {
      ($0.key.from, $0.key.vendor ?? "") < ($1.key.from, $1.key.vendor ?? "")
    })
    where told.isNew {
      for id in range.vendor.map(ids.all) ?? [] where !told.ids.contains(id) {
        _ = try base.add(range.of(id, orders: 0))
      }
    }
  }

  func add(checkIn day: Day) throws -> ImportOutcome { try base.add(checkIn: day) }

  // MARK: Parts

  /// The id that a row is recorded under: the one that it has, or that of the event which it names.
  private func place(of row: StorableIncident) throws -> Vendor.ID {
    let vendor = row.incident.vendor
    let all = ids.all(of: vendor)
    if all.count == 1 { return all[0] }
    if let known = try base.incident(knownAs: row)?.incident.vendor, all.contains(known) { return known }
    var named = row.incident.details.sameAs
    if case .with(let number) = row.link { named = number }
    if let named, let other = try base.incident(named)?.incident.vendor, all.contains(other) { return other }
    return ids.own(vendor)
  }

  private func stored(_ record: StorableRecord) throws(LedgerError) -> StorableRecord {
    let told =
      record.record.incidents.map(\.incident.vendor)
      + [record.record.orders?.vendor, record.record.watched?.vendor].compactMap(\.self)
    guard told.contains(where: ids.isElsewhere) else { return record }
    var stored = record.record
    stored.orders = stored.orders.map { $0.of($0.vendor.map(ids.own)) }
    if let watched = stored.watched { stored.watched?.vendor = ids.own(watched.vendor) }
    for index in stored.incidents.indices {
      let vendor = stored.incidents[index].incident.vendor
      stored.incidents[index].incident.vendor = ids.own(vendor)
    }
    return try StorableRecord(stored)
  }
}

extension Volume {
  fileprivate func of(_ vendor: Vendor.ID?, orders: Int? = nil) -> Volume {
    var volume = self
    volume.vendor = vendor
    volume.orders = orders ?? volume.orders
    return volume
  }
}
