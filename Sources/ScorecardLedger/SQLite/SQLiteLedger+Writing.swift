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
      let record = try writer.insert(incident, key: key, imported: false).recorded
      _ = try writer.finish(action: "recorded", summary: ChangeText.incident(record))
      return (record, true)
    }
  }

  package func revise(
    _ id: Int64, to incident: Incident, action: String, reason: String, at now: Timestamp
  ) throws -> RecordedIncident {
    try Storable.check(incident)
    try Storable.check(action, "action", atLeast: 1, atMost: 100)
    return try replace(id, action: action, reason: reason, at: now) { writer, old in
      try writer.replace(old, with: incident, standing: .inForce, imported: false)
    }
  }

  package func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident {
    try replace(id, action: "retracted", reason: reason, at: now) { writer, old in
      try writer.replace(old, with: old.incident, standing: .retracted, imported: old.imported)
    }
  }

  private func replace(
    _ id: Int64, action: String, reason: String, at now: Timestamp,
    _ change: (LedgerWriter, IncidentRow) throws -> IncidentRow
  ) throws -> RecordedIncident {
    try Storable.check(reason, "reason", atMost: Incident.longestText)
    return try writing(at: now) { writer in
      guard let old = try writer.incident(id) else { throw LedgerError.noIncident(id) }
      guard old.standing == .inForce else { throw LedgerError.retracted(id) }
      let record = try change(writer, old).recorded
      _ = try writer.finish(action: action, summary: ChangeText.incident(record), reason: reason)
      return (record, true)
    }
  }

  package func record(_ volume: Volume, at now: Timestamp) throws -> Volume? {
    try Storable.check(volume)
    return try writing(at: now) { writer in
      var book = try VolumeState.inForce(writer.database, names: writer.names)
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
      if try CheckInState.inForce(writer.database).contains(day) { return (false, false) }
      try writer.append(checkIn: day, withdrawn: false)
      _ = try writer.finish(action: "check-in", summary: ChangeText.checkIn(day))
      return (true, true)
    }
  }
}
