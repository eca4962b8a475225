internal import ScorecardLedger
internal import ScorecardModel

extension Workspace {
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
      if try care.isContinuation(ledger, of: folder + "/" + name.file, extent) { return [] }
      return [.otherLedger(backup: name.text, incidentCount: extent.incidentCount)]
    } catch let error as LedgerError {
      switch error {
      case .locked, .server: throw error
      default: break
      }
      return [.unreadableBackup(name.text)]
    }
  }
}
