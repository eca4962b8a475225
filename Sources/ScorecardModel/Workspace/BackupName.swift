/// Names of backups: the moment they were made at, in UTC, so that they sort by it on any computer.
///
/// What is made before a migration bears the schema, too: nobody asked for it, so `--keep` leaves it alone.
package struct BackupName: Hashable, Sendable {
  package let at: Timestamp
  /// The schema of a ledger that was about to be brought up to date; nil for the owner's own backups.
  package let beforeMigrationOf: Int?

  package init(at: Timestamp, beforeMigrationOf schema: Int? = nil) {
    self.at = at
    beforeMigrationOf = schema
  }

  /// Reads the name of a file; nil when it is not exactly one that ``file`` writes.
  package init?(file: String) {
    guard file.utf8.count >= 18 else { return nil }
    let digits = Array(file.utf8.prefix(18))
    let moment = digits[..<13] + [0x3A] + digits[13..<15] + [0x3A] + digits[15...]
    guard let at = Timestamp(String(decoding: moment, as: UTF8.self)) else { return nil }
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    let schema = parts.count == 3 ? Int(parts[1].dropFirst("schema".count)) : nil
    self.init(at: at, beforeMigrationOf: schema)
    guard self.file == file else { return nil }
  }

  /// `2026-09-20T101500Z`, or `2026-09-20T101500Z.schema1`.
  package var text: String {
    let moment = at.description.split(separator: ":").joined()
    return moment + (beforeMigrationOf.map { ".schema\($0)" } ?? "")
  }

  package var file: String { text + Self.suffix }

  private static let suffix = ".sqlite"

  /// Of the ledger that a restore or a repair at that moment has put aside.
  package var asideFile: String { Self.asidePrefix + file }

  private static let asidePrefix = "vendorscore.replaced-"

  /// Whether a file is a ledger that this program has copied or put aside.
  package static func isCopy(_ file: String) -> Bool {
    BackupName(file: file.hasPrefix(asidePrefix) ? String(file.dropFirst(asidePrefix.count)) : file) != nil
  }

  /// Of the catalog that was in force then.
  package var catalogFile: String { text + Self.catalogSuffix }

  private static let catalogSuffix = "." + WorkspaceLayout.catalogName

  /// Whether a file is the catalog that was copied with a backup.
  package static func isCatalog(_ file: String) -> Bool { file.hasSuffix(catalogSuffix) }

  /// What is typed for a backup, without the ending of its file.
  package static func withoutSuffix(_ typed: String) -> String {
    typed.hasSuffix(suffix) ? String(typed.dropLast(suffix.count)) : typed
  }

  /// The path of the catalog beside a backup, wherever its owner has put both; nil for what is no backup's path.
  package static func catalog(beside path: String) -> String? {
    path.hasSuffix(suffix) ? withoutSuffix(path) + catalogSuffix : nil
  }
}
