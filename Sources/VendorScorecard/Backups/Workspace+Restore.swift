internal import FileSystem
internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardPresentation

/// A backup that was found and verified, and what it would replace.
public struct RestorePlan: Hashable, Sendable {
  public enum Present: Hashable, Sendable {
    case missing
    /// Damaged, newer than this program, or no ledger; why.
    case unreadable
    /// Everything on record is in the backup as well.
    case contained(LedgerExtent)
    /// Holds what the backup lacks.
    case longer(LedgerExtent)
  }

  public let backup: Backup
  /// How far the backup goes.
  public let extent: LedgerExtent
  public let present: Present
  /// The catalog that was in force with it and is another one than today's; nil when there is none.
  public let otherCatalog: String?
  let directory: String
  let place: LedgerPlace

  /// Puts the backup in the ledger's place, or into the empty one on a server. Blocks on the disk.
  ///
  /// - Returns: the name under which the present ledger is kept beside it; nil when there was none.
  /// - Throws: ``LedgerError``; the present ledger stays as it was, but with ``LedgerError/unsure(place:problem:)``.
  public func run(at now: Timestamp) throws -> String? {
    try place.care(in: WorkspaceLayout(directory)).restore(
      backup.path, by: Workspace.policy(in: directory),
      keepingOldAs: Workspace.asideName(in: directory, at: now)
    ).map { Folder.name(of: $0) }
  }
}

extension Workspace {
  /// The folder of backups that was named; nil for one that is called as a backup of the workspace begins.
  public static func backupFolder(named typed: String, in directory: String) -> String? {
    guard FileStatus.isFolder(typed) else { return nil }
    let isPath = typed.utf8.contains(UInt8(ascii: "/"))
    let names = isPath ? [] : backupNames(in: WorkspaceLayout(directory).backups)
    return names.contains { $0.text.hasPrefix(typed) } ? nil : typed
  }

  /// Whether its backups can be listed, if there are any: what cannot be seen is not "none".
  /// Blocks on the disk.
  ///
  /// - Parameters: as of ``backups(in:folder:)``.
  /// - Throws: ``FileError``.
  public static func checkBackups(in directory: String, folder: String? = nil) throws(FileError) {
    let folder = folder ?? WorkspaceLayout(directory).backups
    if FileStatus.isAnything(at: folder) { _ = try Folder.names(in: folder) }
  }

  /// The backups of a workspace, newest first, each verified. The ledger itself is not opened.
  /// Blocks on the disk.
  ///
  /// - Parameters:
  ///   - directory: the workspace.
  ///   - folder: where they are; nil = `backups/` in it.
  public static func backups(in directory: String, folder: String? = nil) -> [Backup] {
    let folder = folder ?? WorkspaceLayout(directory).backups
    return backupNames(in: folder).map { verified($0, in: folder) }
  }

  /// The newest backup that can be restored: of those that continue the one with the latest name, the longest, since
  /// a clock that was once ahead leaves a name which stays the latest for long. Blocks on the disk.
  public static func newestGoodBackup(in directory: String) -> Backup? {
    let folder = WorkspaceLayout(directory).backups
    let names = backupNames(in: folder)
    let good = names.lazy.map { verified($0, in: folder) }.first { $0.extent != nil }
    guard let good, let extent = good.extent else { return nil }
    return longer(than: extent, of: names, in: folder).lazy.map { verified($0, in: folder) }
      .first { $0.extent != nil } ?? good
  }

  /// The backups that go on where one ends, longest first; not verified.
  static func longer(than extent: LedgerExtent, of names: [BackupName], in folder: String) -> [BackupName] {
    let copies = BackupStore()
    return names.compactMap { name -> (name: BackupName, changes: Int64)? in
      let path = folder + "/" + name.file
      guard let other = try? copies.extent(of: path), other.changes > extent.changes,
        (try? copies.ledger(at: path, continues: extent)) == true
      else { return nil }
      return (name, other.changes)
    }.sorted { $0.changes > $1.changes }.map(\.name)
  }

  /// The shortest name that ``restoring(_:in:)`` finds this backup by: its day, if it is the newest of it.
  public static func shortName(of backup: Backup, in directory: String) -> String {
    let day = String(backup.name.prefix(10))
    let newest = backupNames(in: WorkspaceLayout(directory).backups).first { $0.text.hasPrefix(day) }
    return newest?.text == backup.name ? day : backup.name
  }

  /// Finds a backup and verifies it. Works whatever the present ledger is like; it is only looked at.
  /// Blocks on the disk.
  ///
  /// - Parameters:
  ///   - typed: how its name begins, such as its day: the newest of those; with a slash, in that folder, or the path of
  ///     a file; or the name of a ledger that was put aside here.
  ///   - directory: the workspace.
  ///   - ledgerAddress: as of ``open(_:readOnly:busySeconds:author:ledgerAddress:)``.
  /// - Throws: ``WorkspaceError/noBackup(typed:)``, ``WorkspaceError/badBackup(name:_:)``;
  ///   ``WorkspaceError/ledgerFilled(_:changes:_:)`` on a server; as ``open(_:readOnly:busySeconds:author:ledgerAddress:)``.
  public static func restoring(
    _ typed: String, in directory: String, ledgerAddress: String? = nil
  ) throws -> RestorePlan {
    let isPath = typed.utf8.contains(UInt8(ascii: "/"))
    let file = Folder.name(of: typed)
    let path = isPath ? typed : WorkspaceLayout(directory).path(typed)
    let backup: Backup
    if !file.isEmpty, isPath || BackupName.isCopy(file), FileStatus.isAnything(at: path) {
      let at = BackupName(file: file)?.at ?? Timestamp(seconds: 0)
      backup = Backup(path: path, name: file, at: at, content: content(of: path))
    } else {
      let folder = isPath ? Folder.of(typed) : WorkspaceLayout(directory).backups
      let start = BackupName.withoutSuffix(file)
      guard !start.isEmpty, let name = backupNames(in: folder).first(where: { $0.text.hasPrefix(start) })
      else { throw WorkspaceError.noBackup(typed: typed) }
      backup = verified(name, in: folder)
    }
    switch backup.content {
    case .unusable(let error): throw WorkspaceError.badBackup(name: backup.name, error)
    case .sound(let extent):
      let place = try LedgerPlace.of(folder: directory, address: ledgerAddress)
      return RestorePlan(
        backup: backup, extent: extent,
        present: try place.care(in: WorkspaceLayout(directory)).present(
          for: backup.path, by: policy(in: directory)),
        otherCatalog: try otherCatalog(of: backup, in: directory), directory: directory, place: place)
    }
  }

  /// Of the catalog at hand; the standard one when that can't be read.
  static func policy(in directory: String) -> ScoringPolicy {
    let bytes = try? OrdinaryFile.read(WorkspaceLayout(directory).catalog, for: .reading)
    return bytes.flatMap { try? readCatalog($0).policy } ?? .standard
  }

  /// For a ledger that another one takes the place of.
  static func asideName(in directory: String, at now: Timestamp) -> UniqueFilename {
    UniqueFilename { number in
      WorkspaceLayout(directory).path(
        BackupName(at: Timestamp(seconds: now.seconds + Int64(number))).asideFile)
    }
  }

  /// Of a backup that the owner moved elsewhere, too: the catalog lies beside it.
  private static func otherCatalog(of backup: Backup, in directory: String) throws -> String? {
    guard let path = BackupName.catalog(beside: backup.path),
      let then = try OrdinaryFile.read(path, for: .reading)
    else { return nil }
    return try OrdinaryFile.read(WorkspaceLayout(directory).catalog, for: .reading) == then ? nil : path
  }

  private static func verified(_ name: BackupName, in folder: String) -> Backup {
    let path = folder + "/" + name.file
    return Backup(path: path, name: name.text, at: name.at, content: content(of: path))
  }

  private static func content(of path: String) -> Backup.Content {
    do { return .sound(try BackupStore().verify(path)) } catch let error as LedgerError {
      return .unusable(error)
    } catch {
      let problem = (error as? FileError)?.problem ?? .database("\(error)")
      return .unusable(.cannotOpen(place: path, problem: problem))
    }
  }
}
