internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPresentation

extension Workspace {
  /// How to go back to the newest good backup; nil when there is none.
  func recoveryHint() -> String? {
    guard let directory, let backup = Workspace.newestGoodBackup(in: directory), let extent = backup.extent
    else {
      return nil
    }
    return BackupText.recoveryHint(to: backup, extent, named: Workspace.shortName(of: backup, in: directory))
  }

  /// Whether the newest backup is part of the ledger: if it is not, another ledger has been put in its place.
  ///
  /// That is all that can be told: a ledger is known by what was backed up of it.
  func backupFindings() throws -> [Finding] {
    let layout = try layout
    let folder = layout.backups
    let names = Workspace.backupNames(in: folder)
    guard let latest = names.first else { return [] }
    let copies = BackupStore()
    var name = latest
    do {
      name =
        Workspace.longer(than: try copies.extent(of: folder + "/" + latest.file), of: names, in: folder)
        .first ?? latest
      let extent = try copies.extent(of: folder + "/" + name.file)
      if try copies.ledger(at: layout.ledger, continues: extent) { return [] }
      let entries = NumberText.entries(extent.incidentCount)
      return [
        Finding(
          .problem,
          "this is not the ledger that was backed up: it lacks changes of backup \(name.text) (\(entries))",
          next: "was it replaced by an older copy or another one? See `vendorscore restore`. "
            + "If you did that on purpose: `vendorscore backup`")
      ]
    } catch let error as LedgerError {
      if case .locked = error { throw error }
      return [
        Finding(
          .notice, "the newest backup, \(name.text), cannot be read",
          next: "make another: `vendorscore backup`")
      ]
    }
  }
}
