import Glibc
package import ScorecardModel
import SystemPackage

/// A file in the making, beside the one that it will become. It is locked for as long as it is open, so that nobody
/// takes it for a leftover, and gone again unless it gets another name.
package final class TemporaryFile {
  package let path: String
  package let target: String
  package let file: OpenFile
  private var hasItsName = false

  /// Creates it, its owner's alone, and sweeps up what killed processes have left.
  ///
  /// - Parameter others: the names of other files in the folder whose leftovers are swept up as well.
  package init(
    beside target: String, sweeping others: (String) -> Bool = { _ in false }
  ) throws(FileError) {
    StaleTemporaryFiles.sweep(beside: target, and: others)
    var (path, file) = try Self.create(beside: target)
    // Between its creation and its lock, another process may have swept it up.
    while FileLock.take(file.descriptor) == .busy || file.status?.stat.linkCount == 0 {
      (path, file) = try Self.create(beside: target)
    }
    (self.path, self.target, self.file) = (path, target, file)
  }

  private static func create(beside target: String) throws(FileError) -> (String, OpenFile) {
    let path = StaleTemporaryFiles.name(for: target)
    let descriptor = try FileError.naming(target, .write) { try OpenFile.create(path, .readWrite) }
    return (path, OpenFile(descriptor, path: target))
  }

  deinit {
    if !hasItsName { unlink(path) }
  }

  /// Puts it in the place of its target, for good once the folder is synced.
  package func replaceTarget() throws(FileError) {
    try Folder.rename(path, to: target)
    hasItsName = true
  }

  /// Gives it the name of its target, which no file may have yet.
  package func becomeTarget() throws(FileError) {
    try Folder.link(path, as: target)
    unlink(path)
    hasItsName = true
  }
}
