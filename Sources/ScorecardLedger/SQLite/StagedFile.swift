import Glibc
import ScorecardModel

/// A file that SQLite fills beside the one it will become; gone again unless it is published.
final class StagedFile {
  let path: String
  let target: String
  private var isPublished = false

  /// Makes it empty, for its owner alone.
  init(for target: String) throws(LedgerError) {
    self.target = target
    path = StaleTemporaryFiles.name(for: target)
    StaleTemporaryFiles.sweep(beside: target, and: BackupName.isCopy)
    try clear()
  }

  deinit {
    if !isPublished { remove() }
  }

  /// Empties it, of what a process of the same number has left, too.
  func clear() throws(LedgerError) {
    remove()
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LedgerFile.cannotMake(target) }
    close(descriptor)
  }

  private func remove() {
    unlink(path)
    unlink(path + "-journal")
  }

  /// Puts it in place, for good once its folder is on disk. SQLite must have closed it.
  func publish() throws(LedgerError) { try publish(at: target) }

  /// The same in another place in its folder.
  func publish(at target: String) throws(LedgerError) {
    try Self.sync(path, flags: O_RDWR)
    guard rename(path, target) == 0 else {
      throw .cannotWrite(path: target, detail: LedgerFile.lastError())
    }
    try settle(at: target)
  }

  /// The same under the first of these names that no file has, so that nothing is replaced.
  func publish(under names: UniqueFilename) throws(LedgerError) -> String {
    try Self.sync(path, flags: O_RDWR)
    let target = try names.take(for: path)
    unlink(path)
    try settle(at: target)
    return target
  }

  private func settle(at target: String) throws(LedgerError) {
    isPublished = true
    do { try Self.sync(Self.folder(of: target), flags: O_RDONLY | O_DIRECTORY) } catch {
      guard case .cannotWrite(_, let detail) = error else { throw error }
      throw .unsure(path: target, detail: detail)
    }
  }

  static func sync(_ path: String, flags: Int32) throws(LedgerError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, detail: LedgerFile.lastError()) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, detail: LedgerFile.lastError()) }
  }

  /// Makes a folder that only its owner can enter; one that is there is left as it is.
  static func makeFolder(_ path: String) throws(LedgerError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw .cannotWrite(path: path, detail: LedgerFile.lastError())
    }
    var status = stat()
    // A link to a folder elsewhere would carry the copies out of the workspace.
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotWrite(path: path, detail: "it is not a folder")
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
