package import ScorecardModel

/// Backups in a sentence.
package enum BackupText {
  /// `Last good backup: 20 Sep 2026, 212 logs. …`, with the command.
  ///
  /// - Parameter name: what `restore` finds it by.
  package static func recoveryHint(to backup: Backup, _ extent: LedgerExtent, named name: String) -> String {
    "Last good backup: \(day(backup)), \(NumberText.entries(extent.incidentCount)). `vendorscore restore \(name)`"
  }

  package static func day(_ backup: Backup) -> String {
    (try? Day(backup.name.prefix(10))).map(DayText.short) ?? backup.name
  }
}
