import FileSystem
import ScorecardModel

/// A file that SQLite fills beside the one it will become; gone again unless it is published.
///
/// What SQLite opens must not be opened by anyone else, so the lock that keeps it from being swept up is on an empty
/// file beside it.
final class StagedFile {
  let path: String
  let target: String
  private let claim: TemporaryFile
  private var isPublished = false

  /// Makes it empty, for its owner alone.
  init(for target: String) throws(LedgerError) {
    self.target = target
    do throws(FileError) {
      claim = try TemporaryFile(beside: target, sweeping: BackupName.isCopy)
      path = claim.path + "-ledger"
      try OpenFile.createEmpty(path)
    } catch {
      throw LedgerFile.cannotCreate(target, error.problem)
    }
  }

  deinit {
    if !isPublished { remove() }
  }

  /// Empties it.
  func clear() throws(LedgerError) {
    remove()
    do { try OpenFile.createEmpty(path) } catch {
      throw LedgerFile.cannotCreate(target, error.problem)
    }
  }

  private func remove() {
    try? Folder.remove(path)
    try? Folder.remove(path + "-journal")
  }

  /// Puts it in place, for good once its folder is on disk. SQLite must have closed it.
  func publish() throws(LedgerError) { try publish(at: target) }

  /// The same in another place in its folder.
  func publish(at target: String) throws(LedgerError) {
    do throws(FileError) {
      try OpenFile(writing: path).sync()
      try Folder.rename(path, to: target)
    } catch {
      throw .cannotWrite(place: target, problem: error.problem)
    }
    try settle(at: target)
  }

  /// The same under the first of these names that no file has, so that nothing is replaced.
  func publish(under names: UniqueFilename) throws(LedgerError) -> String {
    let target: String
    do throws(FileError) {
      try OpenFile(writing: path).sync()
      target = try names.take(for: path)
    } catch {
      throw .cannotWrite(place: self.target, problem: error.problem)
    }
    try? Folder.remove(path)
    try settle(at: target)
    return target
  }

  private func settle(at target: String) throws(LedgerError) {
    isPublished = true
    do { try Folder.sync(Folder.of(target)) } catch { throw .unsure(place: target, problem: error.problem) }
  }
}
