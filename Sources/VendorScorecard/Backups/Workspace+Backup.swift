private import Glibc
internal import ScorecardLedger
public import ScorecardModel

/// What a backup came to.
public struct BackupResult: Hashable, Sendable {
  public var backup: Backup
  /// Size of the copy.
  public var bytes: Int
  /// Older backups that were removed, newest first.
  public var removed: [String]
  /// Older backups that this ledger does not continue, or that cannot be read: left as they are, newest first.
  public var unrelated: [String]
  /// Something in the ledger's file is damaged, but not the record; the copy is sound.
  public var isLedgerDamaged: Bool
}

extension Workspace {
  public static let backupsName = BackupStore.folderName

  /// Puts a verified copy of the ledger into a folder, with the catalog of the moment beside it.
  /// Blocks on the disk.
  ///
  /// The catalog is copied since scores come from both; it is the owner's, so ``Restoring`` never touches it.
  ///
  /// - Parameters:
  ///   - directory: made if it is not there; by default `backups/` in the workspace.
  ///   - keep: how many backups of this ledger to keep there, this one included; nil = all. What another ledger
  ///     has written, what was made before a migration and what bears no name of a backup is never removed.
  /// - Throws: ``LedgerError`` (a damaged record is not saved), ``WorkspaceError/cannotWrite(path:reason:)``.
  @discardableResult
  public func backUp(to directory: String? = nil, keep: Int? = nil, at now: Timestamp) throws -> BackupResult
  {
    let folder = try backupFolder(directory)
    let older = Workspace.backupNames(in: folder).filter { $0.beforeMigrationOf == nil }
    func name(_ number: Int) -> BackupName { BackupName(at: Timestamp(seconds: now.seconds + Int64(number))) }
    guard let workspace = self.directory else { throw WorkspaceError.noFolder }
    guard let catalog = try FileWriting.readThroughLink(path(Workspace.catalogName)) else {
      throw WorkspaceError.noCatalog(from: workspace, named: true)
    }
    let copies = BackupStore(policy: self.catalog.policy)
    // A second later for each that is taken, as after a clock was put back: no backup replaces another.
    let (target, extent) = try copies.write(
      from: path(Workspace.ledgerName), to: folder + "/" + name(0).file,
      under: UniqueFilename { folder + "/" + name($0).file })
    guard let name = BackupName(file: FileWriting.name(of: target)) else {
      throw WorkspaceError.cannotWrite(path: target, reason: "it is no name of a backup")
    }
    do throws(WorkspaceError) {
      try FileWriting.replace(folder + "/" + name.catalogFile, with: catalog)
    } catch {
      throw WorkspaceError.cannotWrite(
        path: folder + "/" + name.catalogFile,
        reason: "\(error.message). The ledger's copy is in place and verified: \(name.file)")
    }
    var status = stat()
    let bytes = stat(target, &status) == 0 ? Int(status.st_size) : 0
    var result = BackupResult(
      backup: Backup(path: target, name: name.text, at: name.at, content: .sound(extent)), bytes: bytes,
      removed: [], unrelated: [], isLedgerDamaged: false)
    try sort(older, after: target, keep: keep, into: &result)
    // In the copy everything but the record is new. It is in place, so what goes wrong from here on does not matter to it.
    result.isLedgerDamaged =
      (try? ledger.checkup(depth: .quick).contains { $0 != .otherPolicy }) ?? false
    return result
  }

  /// Removes what is too many, but only what the new backup holds as well.
  private func sort(
    _ older: [BackupName], after new: String, keep: Int?, into result: inout BackupResult
  ) throws {
    let copies = BackupStore()
    let folder = FileWriting.folder(of: new)
    var kept = 1
    // Without anything to remove, the newest one tells whether this ledger is the one that was backed up before.
    for name in keep == nil ? older.prefix(1) : older[...] {
      let old = folder + "/" + name.file
      guard let extent = try? copies.extent(of: old),
        try copies.ledger(at: new, continues: extent)
      else {
        result.unrelated.append(name.text)
        continue
      }
      kept += 1
      guard let keep, kept > max(1, keep) else { continue }
      guard unlink(old) == 0 else {
        throw WorkspaceError.cannotWrite(
          path: old,
          reason:
            "\(FileWriting.reason()). The new backup is in place and verified: \(FileWriting.name(of: new))")
      }
      unlink(folder + "/" + name.catalogFile)
      result.removed.append(name.text)
    }
  }

  private func backupFolder(_ directory: String?) throws(WorkspaceError) -> String {
    // A folder that was named may be a link, such as to a disk.
    if let directory, let there = Workspace.absolute(directory, from: ".") { return there }
    let folder: String
    if let directory { folder = directory } else { folder = try path(Workspace.backupsName) }
    try FileWriting.makeFolder(folder)
    return folder
  }

  /// Newest first; of one moment, the owner's own before the one of a migration.
  static func backupNames(in folder: String) -> [BackupName] {
    FileWriting.names(in: folder).compactMap { BackupName(file: $0) }.sorted {
      ($0.at, $1.beforeMigrationOf ?? 0) > ($1.at, $0.beforeMigrationOf ?? 0)
    }
  }
}
