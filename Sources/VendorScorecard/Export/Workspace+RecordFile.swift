internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// Writes everything on record, with every earlier state and every change, into one file of JSON Lines.
  /// Blocks on the disk.
  ///
  /// The same ledger gives the same bytes. ``importFiles(_:options:at:progress:)`` of it into an empty workspace makes
  /// the same ledger again.
  /// - Parameter path: an ordinary file there is replaced.
  /// - Returns: how much it holds.
  /// - Throws: ``WorkspaceError/ownFile(path:)``, ``FileError``, ``LedgerError/damaged(place:_:)``.
  @discardableResult
  public func exportRecord(to path: String) throws -> RecordHeader {
    guard !isOwnFile(path) else { throw WorkspaceError.ownFile(path: path) }
    let file = try AtomicFile(replacing: path)
    let header = try writeRecord { try file.write($0) }
    try file.sync()
    try file.publish()
    return header
  }

  /// Hands out the bytes of the same file, once all of them are known to be good. Blocks on the disk.
  ///
  /// Whoever takes them may stall, and the ledger is locked while it is read: so they are first kept on disk, in a file
  /// without a name.
  /// - Throws: what `body` throws; otherwise as ``exportRecord(to:)``.
  public func exportRecord(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    let file = try SpooledFile()
    _ = try writeRecord { try file.write($0) }
    try file.replay(body)
  }

  private func writeRecord(_ write: (String) throws -> Void) throws -> RecordHeader {
    var digest = RecordDigest()
    var first: RecordHeader?
    try ledger.read { reader in
      try reader.readRecord { entry in
        if case .header(let header) = entry { first = header }
        var line = RecordLine(entry).text
        line.withUTF8 { digest.add(line: $0) }
        line += "\n"
        try write(line)
      }
    }
    try write(RecordLine(endOf: digest).text + "\n")
    return first ?? RecordHeader(schema: 0)
  }

  /// Whether a file is a catalog, a ledger, a backup or what belongs to one, by name or by a link.
  func isOwnFile(_ path: String) -> Bool {
    let ledgers = [""] + WorkspaceLayout.ledgerCompanions
    let names = [WorkspaceLayout.catalogName] + ledgers.map { WorkspaceLayout.ledgerName + $0 }
    // Of another workspace, too.
    let name = Folder.name(of: path)
    if names.contains(name) || BackupName.isCatalog(name) || BackupName(file: name) != nil { return true }
    if let layout = try? layout, names.contains(where: { FileStatus.isSame(path, layout.path($0)) }) {
      return true
    }
    // A backup, or what a restore has put aside.
    return (try? OrdinaryFile.read(path, for: .reading, atMost: 15)) == Array("SQLite format 3".utf8)
  }
}
