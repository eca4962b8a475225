package import ScorecardModel

/// The rows of one ledger in one transaction, in whatever engine keeps them.
///
/// What a row means, what follows from a change and what may be changed at all is said once, above
/// (``StoredTransaction``, ``LedgerWriter``, ``Rollup``); a store only finds and keeps rows. What it keeps it may hold back
/// until something is asked that depends on it, or until the transaction ends. Where it can't read a row, it throws
/// ``DamagedRow``.
package protocol LedgerStore: IncidentStore, RecordStates, LogStore, SumStore {
  /// Vendors and sources by number, with those that were added in this transaction.
  func names() throws -> IDRegistry
  func append(_ name: String, number: Int64, to list: IDRegistry.List) throws
  /// Of all money on record; nil = no amount is on record, or nobody said so.
  func currency() throws -> String?
  func state(currency: String) throws
}

/// Incidents, with every state that each of them had.
package protocol IncidentStore: AnyObject {
  func incident(_ id: Int64) throws -> IncidentRow?
  /// The one that an import knows by this key.
  func incident(key: KeyHash) throws -> IncidentRow?
  /// Oldest first.
  func incidents(_ id: Int64, _ states: States) throws -> [IncidentRow]
  /// By (day, id). The filter's limit is the caller's affair.
  ///
  /// - Parameter body: returns whether it wants more.
  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (IncidentRow) throws -> Bool) throws
  /// Those in force, in any order, with only what sums read of them.
  func forEachCounted(_ body: (CountedIncident) throws -> Void) throws
  /// Numbers of those of earlier changes to which a change gave another state, ascending.
  ///
  /// - Parameter body: returns whether it wants more; changes nothing.
  func forEachIncident(revisedBy change: Int64, _ body: (Int64) throws -> Bool) throws
  /// How many were new with a change or came back with it, and how many of them are hidden now.
  func incidents(broughtBy change: ChangeRow) throws -> (all: Int, hidden: Int)
  func insert(_ row: IncidentRow, checksum: Int64) throws
  /// Replaces the state of one, and keeps the earlier one.
  ///
  /// - Parameter saysTheSame: what happened is told as before; only how it counts is not.
  func update(_ row: IncidentRow, checksum: Int64, saysTheSame: Bool) throws
  /// What each source has told, the one that told most first.
  func sources() throws -> [SourceSummary]

  // MARK: Imports

  /// Whether each look takes a trip, so that ``expect(incidents:records:)`` saves any.
  var looksAhead: Bool { get }
  /// Says which keys are asked for next, so that they can be looked for together.
  func expect(incidents: [KeyHash], records: [KeyHash]) throws
  /// Before many rows are added to few: the first halves of all keys on record. The store needn't keep their index
  /// meanwhile, and nothing is to be looked for by them until ``indexKeys(of:)``.
  func leaveKeysUnindexed(of table: KeyedTable) throws -> [Int64]
  func indexKeys(of table: KeyedTable) throws
}

/// What other systems said of their things, with every state that each of them had.
package protocol RecordStates: AnyObject {
  func record(key: KeyHash) throws -> SourceRecordRow?
  /// Oldest first.
  func records(_ id: Int64, _ states: States) throws -> [SourceRecordRow]
  /// As ``IncidentStore/forEachIncident(revisedBy:_:)``.
  func forEachRecord(revisedBy change: Int64, _ body: (Int64) throws -> Bool) throws
  /// Those that a change brought, ascending.
  func records(broughtBy change: Int64) throws -> [Int64]
  func insert(_ row: SourceRecordRow, checksum: Int64) throws
  /// Replaces the state of one, and keeps the earlier one.
  func update(_ row: SourceRecordRow, checksum: Int64) throws
  /// The standing ones of a vendor that tell when it was watched, by time.
  func watched(vendor: Int64) throws -> [SourceRecordRow]
  /// Of a monitor's keys those that begin before a moment, the last first, or from one on, the first first.
  ///
  /// - Parameters:
  ///   - start: the key that a span has which begins at the moment.
  ///   - body: returns whether it wants more.
  func forEachSpan(
    _ side: SpanSide, of start: KeyHash, _ body: (SourceRecordRow) throws -> Bool) throws
}

/// The log of changes, and what is only appended to.
package protocol LogStore: AnyObject {
  func head() throws -> LedgerHead
  /// The last change by a version that counted orders without their keys; 0 = none was.
  func countedUntil() throws -> Int64
  func change(_ number: Int64) throws -> ChangeRow?
  /// The number of the change that undid this one, or redid it.
  func change(undoing number: Int64) throws -> Int64?
  /// - Parameters:
  ///   - numbers: first and last.
  ///   - body: returns whether it wants more.
  func forEachChange(
    _ numbers: ClosedRange<Int64>, newestFirst: Bool, action: String?, _ body: (ChangeRow) throws -> Bool
  ) throws
  func append(_ row: ChangeRow) throws

  /// The newest state of each vendor's range of days that has orders, in any order.
  func volumesInForce() throws -> [VolumeRow]
  /// In their order.
  func volumes(ofChange change: Int64) throws -> [VolumeRow]
  /// Every state of a range of days, oldest first.
  func volumes(vendor: Int64?, from: Int64, to: Int64) throws -> [VolumeRow]
  func append(_ row: VolumeRow, checksum: Int64) throws
  /// Ascending.
  func checkInsInForce() throws -> [CheckInRow]
  /// Ascending by day.
  func checkIns(ofChange change: Int64) throws -> [CheckInRow]
  func append(_ row: CheckInRow, checksum: Int64) throws
}

/// What is made from the record, to be read at once.
package protocol SumStore: AnyObject {
  /// The policy that the sums were made with; nil = they have to be made.
  func evidenceKey() throws -> String?
  /// Without any of them.
  func clearSums() throws
  func state(evidenceKey: String) throws
  /// How long the packed months of each vendor are together, to make room for them.
  func bytesOfMonths() throws -> [Int64: Int]
  /// Packed months of vendors, by (vendor, month). See ``CellCoding``.
  ///
  /// - Parameter vendors: by number; nil = all.
  func forEachMonth(
    of vendors: Set<Int64>?, _ body: (EvidenceMonth, UnsafeRawBufferPointer) throws -> Void) throws
  /// Says which month is asked for before the change ends, so that it can come along with another answer.
  func expect(cellsOf month: EvidenceMonth)
  /// Those that are there.
  func cells(of months: [EvidenceMonth]) throws -> [EvidenceMonth: [UInt8]]
  /// None = the month has nothing.
  func put(cells: [UInt8], of month: EvidenceMonth) throws
  func harms() throws -> [HarmRow]
  /// Those that are there.
  func harms(of spans: [HarmRow.Span]) throws -> [HarmRow]
  /// No harm = it is not there.
  func put(_ row: HarmRow) throws
  /// By (vendor, days, source), the whole store first.
  func orderCounts() throws -> [OrderCountRow]
  /// The same, counted afresh.
  func recountedOrders() throws -> [OrderCountRow]
  /// Those that are there.
  func orderCounts(of ranges: [OrderCountRow.Range]) throws -> [OrderCountRow]
  /// No orders = it is not there.
  func put(_ row: OrderCountRow) throws
}

/// Which states of something that has several.
package enum States: Hashable, Sendable {
  case current
  /// Those that came before a change.
  case before(change: Int64)
  /// Those that came after a change.
  case after(change: Int64)
  /// The one when a change had been made.
  case asOf(change: Int64)
}

package enum SpanSide: Hashable, Sendable {
  case before
  case from
}

/// What is found by a key of another system.
package enum KeyedTable: Hashable, Sendable {
  case incidents
  case records
}

/// What the next change goes on from.
package struct LedgerHead: Hashable, Sendable {
  /// Number and chain value of the newest entry of the log; zeros for an empty one.
  package var number: Int64
  package var chain: Int64
  /// The newest change that brought any state on record; more than `number` where the log was cut off.
  package var newestOnRecord: Int64
  /// The largest numbers of an incident, and of what another system tells.
  package var lastIncident: Int64
  package var lastRecord: Int64

  package init(number: Int64, chain: Int64, newestOnRecord: Int64, lastIncident: Int64, lastRecord: Int64) {
    (self.number, self.chain, self.newestOnRecord) = (number, chain, newestOnRecord)
    (self.lastIncident, self.lastRecord) = (lastIncident, lastRecord)
  }
}
