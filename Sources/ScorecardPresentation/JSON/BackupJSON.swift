package import ScorecardModel

extension JSONText {
  /// `restore --json`, the newest first; `reason` says why one cannot be restored.
  package static func backups(_ backups: [Backup]) -> JSONText {
    list(backups) { backup in
      var reason: String?
      if case .unusable(let error) = backup.content { reason = BackupText.reason(error) }
      return [
        "name": .string(backup.name), "path": .string(backup.path), "at": .string(backup.at.description),
        "sound": .bool(reason == nil), "logs": optional(backup.extent.map { Double($0.incidentCount) }),
        "changes": optional(backup.extent.map { Double($0.changes) }),
        "schema": optional(backup.extent.map { Double($0.schema) }),
        "reason": reason.map { .string($0) } ?? .null,
      ]
    }
  }
}
