package import ScorecardModel

extension Screen {
  /// `restore` without a name: the newest first.
  ///
  /// - Parameter folder: the one that was named.
  package func backups(_ backups: [Backup], in folder: String? = nil) -> String {
    guard !backups.isEmpty else {
      return lines(
        folder.map { ["No backups in \(safe($0))"] }
          ?? [
            hinted("No backups here yet", "Make one", .backUp).followed(
              by: hints.closing("Those in another folder", .backups(in: "DIR")))
          ])
    }
    var table = TextTable([.left, .left, .right, .right, .left], flexible: 4)
    table.add(heads("name", "created", "entries", "changes", "can be restored"))
    for backup in backups {
      let made = DayText.moment(backup.at)
      switch backup.content {
      case .sound(let extent):
        table.add([
          backup.name, made, NumberText.grouped(extent.incidentCount),
          NumberText.grouped(Int(extent.changes)),
          "✓ yes",
        ])
      case .unusable(let error):
        table.add([backup.name, made, "", "", "✗ no: " + safe(BackupText.reason(error))])
      }
    }
    let good = backups.first { $0.extent != nil }
    let next =
      good.map { self.next([("Restore one", .restore(folder == nil ? $0.name : $0.path))]) } ?? []
    return lines(table.lines(columns: columns) + next)
  }

  /// The answer to `backup`.
  ///
  /// - Parameter path: the file as the owner would name it.
  package func backedUp(_ extent: LedgerExtent, path: String, bytes: Int, removed: [String]) -> String {
    let entries = NumberText.entries(extent.incidentCount)
    let changes = NumberText.count(Int(extent.changes), "change")
    let gone = removed.isEmpty ? [] : ["  Removed \(NumberText.count(removed.count, "older backup"))"]
    return lines(["✓ Backed up to \(safe(path))  (\(entries), \(changes), \(size(bytes)), verified)"] + gone)
  }

  /// The answer to `restore`.
  package func restored(
    _ backup: Backup, _ extent: LedgerExtent, replacedFile: String?, otherCatalog: String?
  ) -> String {
    var text = ["✓ Restored \(safe(backup.name)): \(NumberText.entries(extent.incidentCount))"]
    if let replacedFile {
      text += labelled("Before", "the ledger that was here is kept as \(safe(replacedFile))")
    }
    if let otherCatalog {
      text += labelled(
        "Vendors", "\(WorkspaceLayout.catalogName) is as it was; that day's: \(safe(otherCatalog))")
    }
    // Until then a newer backup is missed in the ledger.
    let steps = [("Next", NextStep.backUp)] + (replacedFile.map { [("Undo", .restore($0))] } ?? [])
    return lines(text + next(steps, indent: 2))
  }

  private func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\(NumberText.grouped((bytes + 999) / 1000)) kB"
      : NumberText.fixed(Double(bytes) / 1e6, digits: 1) + " MB"
  }
}
