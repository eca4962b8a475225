/// Where things are in a workspace, and what they are called there.
public struct WorkspaceLayout: Hashable, Sendable {
  public static let catalogName = "vendors.json"
  public static let proposedCatalogName = "vendors.proposed.json"
  public static let earlierCatalogName = "vendors.earlier.json"
  /// What a catalog may say, for editors.
  public static let schemaName = "vendors.schema.json"
  public static let ledgerName = "vendorscore.sqlite"
  public static let reportsName = "reports"
  public static let lettersName = "letters"
  public static let backupsName = "backups"

  /// The path of the folder, without a slash at the end.
  public let folder: String

  public init(_ folder: String) { self.folder = folder }

  public var catalog: String { path(Self.catalogName) }
  /// The catalog with the vendors added that an import met, for the owner to read.
  public var proposedCatalog: String { path(Self.proposedCatalogName) }
  /// The catalog as it was before the newest change that the program made of it.
  public var earlierCatalog: String { path(Self.earlierCatalogName) }
  public var schema: String { path(Self.schemaName) }
  public var ledger: String { path(Self.ledgerName) }
  public var reports: String { path(Self.reportsName) }
  public var letters: String { path(Self.lettersName) }
  public var backups: String { path(Self.backupsName) }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String { folder + "/" + name }

  /// What SQLite keeps beside a ledger, as it is called after the ledger's name.
  package static let ledgerCompanions = ["-journal", "-wal", "-shm"]
}
