import GRDB
package import ScorecardModel

extension SQLiteLedger {
  package func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws -> RecordedIncident {
    try Storable.check(incident)
    return try writing(at: now) { writer in
      if !allowDuplicate, let id = try writer.duplicate(of: incident) { throw LedgerError.duplicate(of: id) }
      let key = incident.source.flatMap { $0.id.isEmpty ? nil : KeyHash(source: $0.source, id: $0.id) }
      if let key, let other = try writer.incident(key: key) { throw LedgerError.duplicate(of: other.id) }
      try writer.checkLink(of: incident)
      let record = try writer.insert(incident, key: key, imported: false).recorded
      _ = try writer.finish(action: "recorded", summary: ChangeText.incident(record))
      return (try writer.incident(record.id)?.recorded ?? record, true)
    }
  }

  package func revise(
    _ ids: [Int64], action: String, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident] {
    try Storable.check(action, "action", atLeast: 1, atMost: 100)
    try Storable.check(reason, "reason", atMost: Incident.longestText)
    guard !ids.isEmpty else { return [] }
    return try writing(at: now) { writer in
      let records = try ids.map { id in
        let old = try writer.incidentOnRecord(id)
        let incident = try change(old.recorded)
        try Storable.check(incident)
        try writer.checkLink(of: incident, id: id, before: old.incident)
        return try writer.replace(old, with: incident, standing: old.standing, imported: false).recorded
      }
      _ = try writer.finish(action: action, summary: ChangeText.incidents(records), reason: reason)
      return (try records.compactMap { try writer.incident($0.id)?.recorded }, true)
    }
  }

  package func confirm(_ ids: [Int64], at now: Timestamp) throws -> [RecordedIncident] {
    try writing(at: now) { writer in
      var confirmed: [RecordedIncident] = []
      for id in ids {
        let old = try writer.incidentOnRecord(id)
        guard old.standing == .unconfirmed else { continue }
        if old.incident.isMaintenance { throw LedgerError.maintenance(id) }
        confirmed.append(
          try writer.replace(old, with: old.incident, standing: .inForce, imported: old.imported).recorded)
      }
      if !confirmed.isEmpty {
        _ = try writer.finish(action: "confirmed", summary: ChangeText.incidents(confirmed))
      }
      return (try ids.compactMap { try writer.incident($0)?.recorded }, !confirmed.isEmpty)
    }
  }

  package func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident {
    try Storable.check(reason, "reason", atMost: Incident.longestText)
    return try writing(at: now) { writer in
      let old = try writer.incidentOnRecord(id)
      let record = try writer.replace(
        old, with: old.incident, standing: .retracted, imported: old.imported
      ).recorded
      _ = try writer.finish(action: "retracted", summary: ChangeText.incident(record), reason: reason)
      return (try writer.incident(id)?.recorded ?? record, true)
    }
  }

  package func record(_ volume: Volume, at now: Timestamp) throws -> Volume? {
    try Storable.check(volume)
    return try writing(at: now) { writer in
      var book = try VolumeRow.inForce(writer.database, names: writer.names)
      switch try book.place(volume) {
      case .same: return (volume, false)
      case .new: try finish(nil)
      case .replaced(let old): return try finish(old)
      }
      return (nil, true)

      @discardableResult
      func finish(_ old: Volume?) throws -> (Volume?, Bool) {
        try writer.append(volume, orders: volume.orders)
        _ = try writer.finish(action: "volume", summary: ChangeText.volume(volume))
        return (old, true)
      }
    }
  }

  package func checkIn(_ day: Day, at now: Timestamp) throws -> Bool {
    try writing(at: now) { writer in
      if try CheckInRow.inForce(writer.database).contains(day) { return (false, false) }
      try writer.append(checkIn: day, voided: false)
      _ = try writer.finish(action: "check-in", summary: ChangeText.checkIn(day))
      return (true, true)
    }
  }
}
