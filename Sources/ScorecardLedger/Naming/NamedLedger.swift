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
protocol NamedReading: LedgerReader {
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

struct NamedReader: NamedReading {
  let base: any LedgerReader
  let ids: VendorIDs
  var reader: any LedgerReader { base }
}
