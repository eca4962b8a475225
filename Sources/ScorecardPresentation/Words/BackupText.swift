package import ScorecardModel

/// Backups in words.
package enum BackupText {
  package static func day(_ backup: Backup) -> String {
    (try? Day(backup.name.prefix(10))).map(DayText.short) ?? backup.name
  }

  /// Why a copy can't be restored.
  package static func reason(_ error: LedgerError) -> String {
    switch error {
    case .damaged(_, let damage): "damaged: \(LedgerDamageText.clause(damage))"
    case .foreign: "not a vendorscore ledger"
    case .missing: "it is empty"
    case .newerSchema(let found, let known): "it has schema \(found), this version knows \(known)"
    case .cannotOpen(_, let problem), .cannotRead(_, let problem), .cannotWrite(_, let problem):
      FileProblemText.text(problem)
    default: LedgerErrorText.sentence(error)
    }
  }
}

/// The way back to a good ledger, in words.
package enum RecoveryText {
  /// nil when none is known.
  package static func sentence(_ recovery: LedgerRecovery) -> String? {
    switch recovery {
    case .rebuild, .newLedger: "Every record is readable"
    case .backup(let backup, _):
      "Last good backup: \(BackupText.day(backup)), \(NumberText.entries(backup.extent?.incidentCount ?? 0))"
    case .unknown: nil
    }
  }

  /// What stands before the step that takes it.
  package static func lead(_ recovery: LedgerRecovery) -> String {
    switch recovery {
    case .rebuild: "Rebuild the ledger file"
    case .newLedger: "Back it up, then restore it into a new ledger"
    case .backup, .unknown: "Restore it"
    }
  }
}
