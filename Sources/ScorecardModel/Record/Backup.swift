/// How far a ledger goes: enough to tell whether another one continues it.
public struct LedgerExtent: Hashable, Sendable {
  /// Incidents that count.
  public var incidentCount: Int
  /// Number of the newest change; 0 = nothing on record yet.
  public var changes: Int64
  /// Checksum of the newest change and of all before it.
  public var chain: Int64
  /// When the newest change was made.
  public var lastChange: Timestamp?
  /// Schema of its file.
  public var schema: Int

  public init(incidentCount: Int, changes: Int64, chain: Int64, lastChange: Timestamp?, schema: Int) {
    self.incidentCount = incidentCount
    self.changes = changes
    self.chain = chain
    self.lastChange = lastChange
    self.schema = schema
  }
}

/// A copy of the ledger in a folder of backups.
public struct Backup: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// All of it was checked, row by row.
    case sound(LedgerExtent)
    /// It cannot be restored; why.
    case unusable(LedgerError)
  }

  public var path: String
  /// What `restore` calls it, such as `2026-09-20T101500Z`: the moment it was made at, in UTC.
  public var name: String
  public var at: Timestamp
  public var content: Content

  public init(path: String, name: String, at: Timestamp, content: Content) {
    self.path = path
    self.name = name
    self.at = at
    self.content = content
  }

  /// The name of its file.
  public var file: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// How far it goes; nil when it cannot be restored.
  public var extent: LedgerExtent? {
    if case .sound(let extent) = content { extent } else { nil }
  }
}
