package import ScorecardModel

extension JSONText {
  /// `restore --json`, the newest first; `reason` says why one cannot be restored.
  package static func backups(_ backups: [Backup]) -> JSONText { list(backups, backup) }

  /// As a closure it makes the optimiser of Swift 6.3.1 crash.
  private static func backup(_ backup: Backup) -> JSONText {
    let (extent, reason) = (backup.extent, reason(backup.content))
    return [
      "name": .string(backup.name), "path": .string(backup.path), "at": .string(backup.at.description),
      "sound": .bool(reason == nil), "logs": optional(extent.map { Double($0.incidentCount) }),
      "changes": optional(extent.map { Double($0.changes) }),
      "schema": optional(extent.map { Double($0.schema) }), "reason": optional(reason),
    ]
  }

  private static func reason(_ content: Backup.Content) -> String? {
    if case .unusable(let error) = content { BackupText.reason(error) } else { nil }
  }
}
