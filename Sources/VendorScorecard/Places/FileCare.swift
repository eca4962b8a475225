internal import FileSystem
internal import ScorecardLedger
internal import ScorecardModel

/// A ledger in a file beside its catalog.
struct FileCare: LedgerCare {
  let layout: WorkspaceLayout

  var files: [String] { [WorkspaceLayout.ledgerName] }

  var identity: FileIdentity? {
    (try? FileStatus.of(layout.ledger, followingLinks: true))?.identity
  }

  /// A folder with a catalog and no ledger yet, such as a fresh checkout, gets an empty one, also from a
  /// reader; so does an empty file, such as a ledger whose making was cut short. But where there are backups, one was
  /// lost, or is being restored at this moment.
  func open(_ catalog: Catalog, readOnly: Bool, busySeconds: Int, author: String?) throws -> any Ledger {
    let path = layout.ledger
    let isMissing = FileStatus.isEmptyOrMissing(path)
    if isMissing { try Workspace.checkBackups(in: layout.folder) }
    if isMissing, !Workspace.backupNames(in: layout.backups).isEmpty {
      throw LedgerError.missing(place: path)
    }
    if readOnly, !isMissing {
      do {
        return try SQLiteLedger.open(
          path: path, policy: catalog.policy, mode: .readOnly, busySeconds: busySeconds)
      } catch  where FileStatus.isEmptyOrMissing(path) {
        // The process that was making it was killed, and opening it took back what was there of it.
      } catch LedgerError.olderSchema {
        // The first command of a new version brings it up to date, whichever that is.
      }
    }
    // A catalog that stands in for one that cannot be read may not know it.
    let currency = catalog.currency.isEmpty ? nil : catalog.currency
    return try SQLiteLedger.open(
      path: path, policy: catalog.policy, currency: currency, author: author, mode: .create,
      busySeconds: busySeconds)
  }

  func make(_ catalog: Catalog, busySeconds: Int) throws -> (any Ledger)? {
    try open(catalog, readOnly: false, busySeconds: busySeconds, author: nil)
  }

  func isYetToCome() throws -> Bool {
    guard FileStatus.isEmptyOrMissing(layout.ledger) else { return false }
    try Workspace.checkBackups(in: layout.folder)
    return Workspace.backupNames(in: layout.backups).isEmpty
  }

  // MARK: Copies

  func copy(
    _ ledger: any Ledger, by policy: ScoringPolicy, to target: String, under names: UniqueFilename
  ) throws -> (path: String, extent: LedgerExtent) {
    try BackupStore(policy: policy).write(from: layout.ledger, to: target, under: names)
  }

  func isContinuation(_ ledger: any Ledger, of backup: String, _ extent: LedgerExtent) throws -> Bool {
    try BackupStore().ledger(at: layout.ledger, continues: extent)
  }

  func present(for backup: String, by policy: ScoringPolicy) throws -> RestorePlan.Present {
    let path = layout.ledger
    if !FileStatus.isAnything(at: path) { return .missing }
    do {
      let extent = try BackupStore().extent(of: path)
      let isContained = try BackupStore().ledger(at: backup, continues: extent)
      return isContained ? .contained(extent) : .longer(extent)
    } catch let error as LedgerError {
      if case .locked = error { throw error }
      return .unreadable
    }
  }

  func restore(
    _ backup: String, by policy: ScoringPolicy, keepingOldAs names: UniqueFilename
  ) throws -> String? {
    try BackupStore(policy: policy).restore(backup, to: layout.ledger, keepingOldAs: names)
  }

  // MARK: Health

  func repair(by policy: ScoringPolicy, keepingOldAs names: UniqueFilename) throws -> Finding? {
    let copies = BackupStore(policy: policy)
    guard let replacedFile = try copies.repair(layout.ledger, keepingOldAs: names) else { return nil }
    return .rebuilt(
      keptAs: Folder.name(of: replacedFile), additions: (try? copies.additions(in: replacedFile)) ?? [])
  }

  var renewal: LedgerRecovery { .rebuild }

  /// Reports are made from a ledger; where they are and it holds nothing, the ledger has been lost.
  func findings(changes: Int64) -> [Finding] {
    var findings: [Finding] = []
    let report = (try? Folder.names(in: layout.reports))?.last { Quarter($0.prefix(7)) != nil }
    if changes == 0, let report {
      findings.append(
        .ledgerLost(
          report: WorkspaceLayout.reportsName + "/" + report,
          Workspace.backupToRestore(in: layout.folder)))
    }
    let status = try? FileStatus.of(layout.ledger, followingLinks: true)
    if let status, status.isOpenToOthers { findings.append(.openToOthers) }
    return findings
  }
}
