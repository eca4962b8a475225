internal import FileSystem
internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPostgreSQL

/// A ledger on a server. Of a ledger's file beside the catalog nothing is read but how much it holds, for `doctor`.
struct ServerCare: LedgerCare {
  let place: ServerPlace
  let layout: WorkspaceLayout

  var files: [String] { [] }
  var identity: FileIdentity? { nil }

  /// Whoever logs in there is the author.
  func open(_ catalog: Catalog, readOnly: Bool, busySeconds: Int, author: String?) throws -> any Ledger {
    try PostgreSQLLedger.open(
      place, policy: catalog.policy, currency: catalog.currency.isEmpty ? nil : catalog.currency,
      lockSeconds: busySeconds)
  }

  func make(_ catalog: Catalog, busySeconds: Int) throws -> (any Ledger)? {
    try PostgreSQLLedger.create(place, policy: catalog.policy, lockSeconds: busySeconds)
    let ledger = try open(catalog, readOnly: false, busySeconds: busySeconds, author: nil)
    return try Self.changes(ledger) == 0 ? ledger : nil
  }

  func isYetToCome() throws -> Bool { false }

  static func changes(_ ledger: any Ledger) throws -> Int64 {
    try ledger.read { try $0.changes(limit: 1).first?.number ?? 0 }
  }

  // MARK: Copies

  func copy(
    _ ledger: any Ledger, by policy: ScoringPolicy, to target: String, under names: UniqueFilename
  ) throws -> (path: String, extent: LedgerExtent) {
    try BackupStore(policy: policy).write(recordOf: ledger, to: target, under: names)
  }

  /// By its first change and by the backup's last one: the values between them the record alone would tell.
  func isContinuation(_ ledger: any Ledger, of backup: String, _ extent: LedgerExtent) throws -> Bool {
    if extent.changes == 0 { return true }
    return try ledger.read { reader in
      guard let identity = try reader.identity(),
        let newest = try reader.changes(limit: 1).first?.number, newest >= extent.changes
      else { return false }
      let first = LedgerExtent(incidentCount: 0, changes: 1, chain: identity, lastChange: nil, schema: 0)
      guard try BackupStore().ledger(at: backup, continues: first) else { return false }
      let last = try reader.changes(limit: Int(newest - extent.changes) + 1).last
      return last?.number == extent.changes && last?.at == extent.lastChange
    }
  }

  /// Others log there meanwhile, so nothing of theirs is replaced.
  func present(for backup: String, by policy: ScoringPolicy) throws -> RestorePlan.Present {
    let ledger = try opened(by: policy)
    let changes = try Self.changes(ledger)
    if changes > 0 { throw WorkspaceError.ledgerFilled(place, changes: Int(changes), .backup) }
    return .missing
  }

  func restore(
    _ backup: String, by policy: ScoringPolicy, keepingOldAs names: UniqueFilename
  ) throws -> String? {
    let ledger = try opened(by: policy)
    do {
      try ledger.takeRecord(commit: true) { session in
        try BackupStore().readRecord(of: backup) { try session.add($0) }
      }
    } catch LedgerError.notEmpty {
      throw WorkspaceError.ledgerFilled(place, changes: Int(try Self.changes(ledger)), .backup)
    }
    return nil
  }

  private func opened(by policy: ScoringPolicy) throws -> any Ledger {
    try PostgreSQLLedger.open(
      place, policy: policy, currency: nil, lockSeconds: Workspace.usualBusySeconds)
  }

  // MARK: Health

  func repair(by policy: ScoringPolicy, keepingOldAs names: UniqueFilename) throws -> Finding? {
    throw WorkspaceError.notRepairable(place)
  }

  var renewal: LedgerRecovery { .newLedger }

  func findings(changes: Int64) -> [Finding] {
    guard let unused = try? BackupStore().extent(of: layout.ledger).changes, unused > 0 else { return [] }
    return [.ledgerUnused(changes: Int(unused), place)]
  }
}
