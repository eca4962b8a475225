public import ScorecardModel

/// What another system says of one thing, as an import may store it: checked, and with the key by which it will be known
/// again.
///
/// Made on whatever thread reads the file.
public struct StorableRecord: Sendable {
  package let record: SourceRecord
  let key: KeyHash
  /// Of the id that it may have had before; see ``SourceRecord/formerID``.
  let formerKey: KeyHash?
  var isContent: Bool { record.key.id.isEmpty }
  let incidents: [(incident: StorableIncident, confirmed: Bool)]

  /// - Throws: ``LedgerError/unstorable(_:)``, also for one without a source, or with neither a key nor content.
  package init(_ record: SourceRecord) throws(LedgerError) {
    self.record = record
    try Storable.check(record.key.source, .source, atLeast: 1)
    try Storable.check(record.key.id, .id)
    if let orders = record.orders { try Storable.check(orders) }
    if let moment = record.stateAt, !moment.isInYears { throw .unstorable(.stateOutsideYears) }
    if let watched = record.watched { try Storable.check(watched, orders: record.orders) }
    if record.key.id.isEmpty {
      guard let content = record.content else { throw .unstorable(.empty(.id)) }
      key = KeyHash(contentOf: content, source: record.key.source)
    } else if let watched = record.watched {
      key = KeyHash(monitor: record.key, watchedFrom: watched.from)
    } else {
      key = KeyHash(source: record.key.source, id: record.key.id)
    }
    formerKey = record.formerID.map { KeyHash(source: record.key.source, id: $0) }
    var incidents: [(incident: StorableIncident, confirmed: Bool)] = []
    for told in record.incidents { incidents.append((try StorableIncident(told.incident), told.confirmed)) }
    self.incidents = incidents
  }
}

/// What became of what another system says of one thing.
public struct RecordOutcome: Hashable, Sendable {
  public enum Orders: Hashable, Sendable {
    case none
    case new
    /// Another number, day or vendor than before, or no order any more.
    case changed
    case alreadyPresent
  }

  /// A newer state is on record: nothing of it was taken.
  public var isOlder = false
  public var orders = Orders.none
  /// It tells of a time in which a monitor watched, and that was not on record like this.
  public var isWatchedNew = false
  /// Of each of its incidents.
  public var incidents: [ImportOutcome] = []
  /// Incidents that it had and that the system no longer tells: they are hidden now.
  public var takenBack = 0
  /// Of those, the ones that were edited or confirmed here, and so stay.
  public var keptLocal: [Int64] = []
  /// It cannot be stored, and nothing of it was.
  public var refused: Unstorable?
}
