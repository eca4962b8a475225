internal import FileSystem
internal import ScorecardLedger
internal import ScorecardModel

/// What is done with a ledger as a whole, and differs between one in a file and one on a server.
protocol LedgerCare: Sendable {
  /// Opens it with sums made by the catalog's policy.
  ///
  /// - Parameters:
  ///   - busySeconds: how long to wait for another one who writes.
  ///   - author: of changes, for the log; not asked where whoever logs in has a name.
  func open(_ catalog: Catalog, readOnly: Bool, busySeconds: Int, author: String?) throws -> any Ledger
  /// Makes an empty one where there is none, and opens it for a workspace that begins.
  ///
  /// - Returns: nil for one that holds something already, which is not to be filled.
  func make(_ catalog: Catalog, busySeconds: Int) throws -> (any Ledger)?
  /// What stands for it in a folder that was made.
  var files: [String] { get }
  /// Whether there is none yet, and none was lost, so that who only reads need not make it.
  func isYetToCome() throws -> Bool
  /// What another one would not have that was put in its place; nil where that can't be done.
  var identity: FileIdentity? { get }

  // MARK: Copies

  /// Writes an ordinary ledger file with all that is on record, verified, under the first name that is free.
  func copy(
    _ ledger: any Ledger, by policy: ScoringPolicy, to target: String, under names: UniqueFilename
  ) throws -> (path: String, extent: LedgerExtent)
  /// Whether it holds all that a backup does, as far as the changes tell.
  func isContinuation(_ ledger: any Ledger, of backup: String, _ extent: LedgerExtent) throws -> Bool
  /// What a backup would take the place of.
  ///
  /// - Throws: ``WorkspaceError/ledgerFilled(_:changes:_:)`` where nothing may be replaced.
  func present(for backup: String, by policy: ScoringPolicy) throws -> RestorePlan.Present
  /// - Returns: the path under which the ledger that was there is kept; nil when there was none.
  func restore(
    _ backup: String, by policy: ScoringPolicy, keepingOldAs names: UniqueFilename
  ) throws -> String?

  // MARK: Health

  /// - Returns: nil when nothing was to be done.
  func repair(by policy: ScoringPolicy, keepingOldAs names: UniqueFilename) throws -> Finding?
  /// The way back when what is damaged can be made anew from the record.
  var renewal: LedgerRecovery { get }
  /// What is wrong around it, where `changes` is how many it holds.
  func findings(changes: Int64) -> [Finding]
}
