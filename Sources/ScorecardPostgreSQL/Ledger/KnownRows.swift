import ScorecardLedger

/// Rows that a transaction needn't ask for: what was found of those that were expected, and what was written since.
struct KnownRows<Row> {
  typealias Entry = (row: Row, id: Int64, key: KeyHash?)

  private var entries: [Entry] = []
  private var placesByID: [Int64: Int] = [:]
  /// nil within = there is none.
  private var placesByKey: [KeyHash: Int?] = [:]
  /// From where on entries are newer than what is being looked for.
  private var newer: Int?

  private static var most: Int { 20_000 }

  /// What is added from here on is not among what will be found.
  mutating func beginLooking() { newer = entries.count }

  /// Takes over what was found since ``beginLooking()``; what is known already is as new, or newer.
  ///
  /// - Parameters:
  ///   - keys: those that were looked for; of what was not found among them, there is none.
  ///   - forgetting: whether nothing else is asked for any more than this and what is newer.
  mutating func take(_ found: [Entry], of keys: [KeyHash], forgetting: Bool) {
    if forgetting {
      let kept = newer.map { Array(entries[$0...]) } ?? []
      forget()
      for entry in kept { put(entry) }
    }
    newer = nil
    for entry in found {
      if let key = entry.key, placesByKey[key] == nil { put(entry) }
    }
    for key in keys where placesByKey[key] == nil { placesByKey.updateValue(nil, forKey: key) }
  }

  /// In place of an earlier state of it.
  mutating func add(_ row: Row, id: Int64, key: KeyHash?) {
    // What waits is sent before anything is asked: to forget costs a trip, and nothing else.
    if entries.count >= Self.most, newer == nil { forget() }
    put((row, id, key))
  }

  private mutating func put(_ entry: Entry) {
    placesByID[entry.id] = entries.count
    if let key = entry.key { placesByKey.updateValue(entries.count, forKey: key) }
    entries.append(entry)
  }

  private mutating func forget() {
    entries.removeAll(keepingCapacity: true)
    placesByID.removeAll(keepingCapacity: true)
    placesByKey.removeAll(keepingCapacity: true)
  }

  /// - Returns: nil when it has to be asked for.
  func row(_ id: Int64) -> Row? { placesByID[id].map { entries[$0].row } }

  /// - Returns: nil when it has to be asked for; nil within when there is none.
  func row(_ key: KeyHash) -> Row?? { placesByKey[key].map { place in place.map { entries[$0].row } } }
}
