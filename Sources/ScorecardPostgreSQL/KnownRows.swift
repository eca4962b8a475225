import ScorecardLedger

/// Rows that a transaction needn't ask for: what was found of those that were expected, and what was written since.
struct KnownRows<Row> {
  private var rows: [Row] = []
  private var placesByID: [Int64: Int] = [:]
  /// nil within = there is none.
  private var placesByKey: [KeyHash: Int?] = [:]

  private static var most: Int { 20_000 }

  /// Forgets what was known. Of these keys none is there but those that are added.
  mutating func expect(_ keys: [KeyHash]) {
    forget()
    for key in keys { placesByKey.updateValue(nil, forKey: key) }
  }

  /// In place of an earlier state of it.
  mutating func add(_ row: Row, id: Int64, key: KeyHash?) {
    // What waits is sent before anything is asked: to forget costs a trip, and nothing else.
    if rows.count == Self.most { forget() }
    placesByID[id] = rows.count
    if let key { placesByKey.updateValue(rows.count, forKey: key) }
    rows.append(row)
  }

  private mutating func forget() {
    rows.removeAll(keepingCapacity: true)
    placesByID.removeAll(keepingCapacity: true)
    placesByKey.removeAll(keepingCapacity: true)
  }

  /// - Returns: nil when it has to be asked for.
  func row(_ id: Int64) -> Row? { placesByID[id].map { rows[$0] } }

  /// - Returns: nil when it has to be asked for; nil within when there is none.
  func row(_ key: KeyHash) -> Row?? { placesByKey[key].map { place in place.map { rows[$0] } } }
}
