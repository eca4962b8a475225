import ScorecardModel

/// An import into a ledger where a vendor is on record under other ids: a row is known under whichever it came.
final class NamedImport: ImportSession {
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
