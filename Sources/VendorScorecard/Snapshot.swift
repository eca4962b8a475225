internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

/// All that is on record, as of one moment: whatever is asked of it goes together.
///
/// ``Workspace/snapshot(_:)`` hands it out; it must not be kept.
public final class Snapshot {
  let workspace: Workspace
  let reader: any LedgerReader
  private lazy var sums = Result { try workspace.memory.sums(reader, workspace.catalog) }
  // What several questions of one moment rest on.
  private var evaluations: [Day: Evaluation] = [:]
  private var dues: [Day: [DueItem]] = [:]
  private var lastEntries: [Day: Day?] = [:]

  init(_ workspace: Workspace, _ reader: any LedgerReader) {
    self.workspace = workspace
    self.reader = reader
  }

  public var catalog: Catalog { workspace.catalog }
  public var calendar: StoreCalendar { workspace.calendar }

  /// What tells this ledger from every other one, and stays; nil before its first change. Blocks on the disk.
  public func ledgerIdentity() throws -> Int64? { try reader.identity() }

  /// The sums that scores are made of, read once: as quick for ten million incidents as for ten.
  func evidence() throws -> Evidence { try sums.get().evidence }

  func evaluator() throws -> Evaluator { try sums.get().evaluator }

  /// Every vendor's scorecard and the journey.
  public func evaluate(asOf day: Day) throws -> Evaluation {
    if let known = evaluations[day] { return known }
    let evaluation = try evaluator().evaluate(asOf: day)
    evaluations[day] = evaluation
    return evaluation
  }

  /// What has to be done as of a day, missed or not, by its day; then what has no known day. Blocks on the disk.
  ///
  /// A follow-up and a claim stay until they are ticked off; money that came back settles a claim, too. What is merely
  /// offered drops out. What can be claimed, and until when, is ``Catalog/claimDeadline(_:)``. A contract is there from 60
  /// days before its notice has to be given until 60 days after it renewed.
  public func due(asOf day: Day) throws -> [DueItem] {
    if let known = dues[day] { return known }
    let items = try allDue(asOf: day)
    dues[day] = items
    return items
  }

  /// The latest day, up to one, of an entry that counts; nil without any.
  func lastEntry(asOf day: Day) throws -> Day? {
    if let known = lastEntries[day] { return known }
    let last = try newestEntry(asOf: day)
    lastEntries[day] = .some(last)
    return last
  }
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
