internal import FileSystem
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
  /// Puts a verified copy of the ledger, an ordinary file wherever the ledger is, into a folder, with the catalog of the moment beside it.
  /// Blocks on the disk.
  ///
  /// The catalog is copied since scores come from both; it is the owner's, so ``Restoring`` never touches it.
  ///
  /// - Parameters:
  ///   - directory: made if it is not there; by default `backups/` in the workspace.
  ///   - keep: how many backups of this ledger to keep there, this one included; nil = all. What another ledger
  ///     has written, what was made before a migration and what bears no name of a backup is never removed.
  /// - Throws: ``LedgerError`` (a damaged record is not saved), ``WorkspaceError/backupUnfinished(name:_:)``,
  ///   ``FileError``.
  @discardableResult
  public func backUp(to directory: String? = nil, keep: Int? = nil, at now: Timestamp) throws -> BackupResult
  {
    let layout = try layout
    let folder = try Workspace.backupFolder(directory, in: layout)
    let older = Workspace.backupNames(in: folder).filter { $0.beforeMigrationOf == nil }
    func name(_ number: Int) -> BackupName { BackupName(at: Timestamp(seconds: now.seconds + Int64(number))) }
    guard let catalog = try OrdinaryFile.read(layout.catalog, for: .reading) else {
      throw WorkspaceError.noCatalog(from: layout.folder, named: true)
    }
    // A second later for each that is taken, as after a clock was put back: no backup replaces another.
    let (target, extent) = try care.copy(
      ledger, by: self.catalog.policy, to: folder + "/" + name(0).file,
      under: UniqueFilename { folder + "/" + name($0).file })
    guard let name = BackupName(file: Folder.name(of: target)) else {
      throw FileError(.write, target, .nothingDone)
    }
    do { try AtomicFile.replace(folder + "/" + name.catalogFile, with: catalog) } catch {
      throw WorkspaceError.backupUnfinished(name: name.file, error)
    }
    let bytes = (try? FileStatus.of(target))?.size ?? 0
    var result = BackupResult(
      backup: Backup(path: target, name: name.text, at: name.at, content: .sound(extent)), bytes: bytes,
      removed: [], unrelated: [], isLedgerDamaged: false)
    try sort(older, after: target, keep: keep, into: &result)
    // In the copy everything but the record is new. It is in place, so what goes wrong from here on does not matter to it.
    result.isLedgerDamaged =
      (try? ledger.checkup(depth: .quick).contains { $0.damage != .otherPolicy }) ?? false
    return result
  }

  /// Removes what is too many, but only what the new backup holds as well.
  private func sort(
    _ older: [BackupName], after new: String, keep: Int?, into result: inout BackupResult
  ) throws {
    let copies = BackupStore()
    let folder = Folder.of(new)
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
      do { try Folder.remove(old) } catch {
        throw WorkspaceError.backupUnfinished(name: Folder.name(of: new), error)
      }
      try? Folder.remove(folder + "/" + name.catalogFile)
      result.removed.append(name.text)
    }
  }

  private static func backupFolder(
    _ directory: String?, in layout: WorkspaceLayout
  ) throws(FileError) -> String {
    // A folder that was named may be a link, such as to a disk.
    if let directory, let there = absolute(directory, from: ".") { return there }
    let folder = directory ?? layout.backups
    try Folder.create(folder)
    return folder
  }

  /// Newest first; of one moment, the owner's own before the one of a migration.
  static func backupNames(in folder: String) -> [BackupName] {
    let names = (try? Folder.names(in: folder)) ?? []
    return names.compactMap { BackupName(file: $0) }.sorted {
      ($0.at, $1.beforeMigrationOf ?? 0) > ($1.at, $0.beforeMigrationOf ?? 0)
    }
  }
}
