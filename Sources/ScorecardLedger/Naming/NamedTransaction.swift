import ScorecardModel

struct NamedTransaction: NamedReading, LedgerTransaction {
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

extension Volume {
  func of(_ vendor: Vendor.ID?, orders: Int? = nil) -> Volume {
    var volume = self
    volume.vendor = vendor
    volume.orders = orders ?? volume.orders
    return volume
  }
}
