internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

/// All that is on record, as of one moment: whatever is asked of it goes together.
///
/// ``Workspace/snapshot(_:)`` hands it out; it must not be kept.
public final class Snapshot {
  let workspace: Workspace
  let reader: any LedgerReader
  private lazy var sums = Result { try reader.evidence() }
  private lazy var scoring = sums.map { Evaluator(catalog: workspace.catalog, evidence: $0) }

  init(_ workspace: Workspace, _ reader: any LedgerReader) {
    self.workspace = workspace
    self.reader = reader
  }

  public var catalog: Catalog { workspace.catalog }
  public var calendar: StoreCalendar { workspace.calendar }

  /// What tells this ledger from every other one, and stays; nil before its first change. Blocks on the disk.
  public func ledgerIdentity() throws -> Int64? { try reader.identity() }

  /// The sums that scores are made of, read once: as quick for ten million incidents as for ten.
  func evidence() throws -> Evidence { try sums.get() }

  func evaluator() throws -> Evaluator { try scoring.get() }
}

extension Workspace {
  /// Reads several things as of one moment. Blocks on the disk.
  ///
  /// It waits for nobody who is about to write, but nobody can finish writing before `body` returns: so take out of it
  /// what you want to know, and show it afterwards.
  /// - Throws: ``LedgerError``; what `body` throws.
  public func snapshot<T>(_ body: (Snapshot) throws -> T) throws -> T {
    try ledger.read { try body(Snapshot(self, $0)) }
  }
}
