package import ScorecardModel

extension StoredTransaction {
  package func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws -> RecordedIncident {
    try Storable.check(incident)
    try Storable.checkDeadline(incident)
    return try changing(at: now) { writer in
      writer.expectMonth(of: incident)
      if !allowDuplicate, let id = try writer.duplicate(of: incident) { throw LedgerError.duplicate(of: id) }
      let key = incident.source.flatMap { $0.id.isEmpty ? nil : KeyHash(source: $0.source, id: $0.id) }
      if let key, let other = try writer.incident(key: key) { throw LedgerError.duplicate(of: other.id) }
      try writer.checkLink(of: incident)
      let record = try writer.insert(incident, key: key, imported: false).recorded
      try writer.finish(.recorded, summary: ChangeText.incident(record))
      return try writer.incident(record.id)?.recorded ?? record
    }
  }

  package func revise(
    _ ids: [Int64], as revision: Revision, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] {
    try Storable.check(reason, .reason, atMost: Incident.longestText)
    guard !ids.isEmpty else { return [] }
    return try changing(at: now) { writer in
      let records = try ids.map { id in
        let old = try writer.incidentOnRecord(id)
        let incident = try change(old.recorded)
        try Storable.check(incident)
        let before = old.recorded.incident
        if (incident.day, incident.details.claimBy) != (before.day, before.details.claimBy) {
          try Storable.checkDeadline(incident)
        }
        try writer.checkLink(of: incident, id: id, before: old.incident)
        // What is only noted to do about it leaves the rest to its source.
        let isNoted = incident != before && incident.tellsTheSame(as: before)
        return try writer.replace(
          old, with: incident, standing: old.standing, imported: old.imported && isNoted
        ).recorded
      }
      try writer.finish(revision.kind, summary: ChangeText.incidents(records), reason: reason)
      return try records.compactMap { try writer.incident($0.id)?.recorded }
    }
  }

  package func confirm(
    _ ids: [Int64], at now: Timestamp, _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] {
    try changing(at: now) { writer in
      var confirmed: [RecordedIncident] = []
      for id in ids {
        let old = try writer.incidentOnRecord(id)
        guard old.standing == .unconfirmed else { continue }
        if old.incident.isMaintenance { throw LedgerError.maintenance(id) }
        let incident = try change(old.recorded)
        try Storable.check(incident)
        let before = old.recorded.incident
        // What is said of it here is no longer its source's to say.
        let isTold = incident == before || incident.tellsTheSame(as: before)
        confirmed.append(
          try writer.replace(
            old, with: incident, standing: .inForce, imported: old.imported && isTold
          ).recorded)
      }
      if !confirmed.isEmpty {
        try writer.finish(.confirmed, summary: ChangeText.incidents(confirmed))
      }
      return try ids.compactMap { try writer.incident($0)?.recorded }
    }
  }

  package func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident {
    try Storable.check(reason, .reason, atMost: Incident.longestText)
    return try changing(at: now) { writer in
      let old = try writer.incidentOnRecord(id)
      let record = try writer.replace(
        old, with: old.incident, standing: .retracted, imported: old.imported
      ).recorded
      try writer.finish(.retracted, summary: ChangeText.incident(record), reason: reason)
      return try writer.incident(id)?.recorded ?? record
    }
  }

  package func record(_ volumes: [Volume], at now: Timestamp) throws -> [Volume?] {
    for volume in volumes { try Storable.check(volume) }
    return try changing(at: now) { writer in
      var book = try store.volumeBook(writer.names)
      var stored: [Volume] = []
      let replaced = try volumes.map { volume -> Volume? in
        let replaced: Volume?
        switch try book.place(volume) {
        case .same: return volume
        case .new: replaced = nil
        case .replaced(let old): replaced = old
        }
        try writer.append(volume, orders: volume.orders)
        stored.append(volume)
        return replaced
      }
      if !stored.isEmpty { try writer.finish(.volume, summary: ChangeText.volumes(stored)) }
      return replaced
    }
  }

  package func state(currency: String) throws {
    try store.state(currency: currency)
  }

  package func checkIn(_ day: Day, at now: Timestamp) throws -> Bool {
    try changing(at: now) { writer in
      if try store.daysCheckedIn().contains(day) { return false }
      try writer.append(checkIn: day, voided: false)
      try writer.finish(.checkIn, summary: ChangeText.checkIn(day))
      return true
    }
  }
}
