import Glibc
package import ScorecardModel
import SystemPackage

/// Folders, and the names that files have in them.
package enum Folder {
  /// The folder that a path is in.
  package static func of(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What a path is called in its folder; nothing after a slash at the end.
  package static func name(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// A path without links and dots.
  ///
  /// - Returns: nil when nothing is there, or its name is not UTF-8: there is no way to speak of it.
  package static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  /// The names of what is in a folder, sorted.
  package static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else { throw FileError(.read, folder, .last) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Creates a folder that only its owner can enter; one that is there is left as it is.
  ///
  /// - Throws: also where a link to a folder is, which would carry files elsewhere.
  package static func create(_ path: String) throws(FileError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw FileError(.write, path, .last) }
    guard (try? FileStatus.of(path))?.kind == .folder else { throw FileError(.write, path, .notFolder) }
  }

  // MARK: Names of files

  /// Gives a file another name in the same folder or on the same disk; what has that name is replaced.
  package static func rename(_ path: String, to target: String) throws(FileError) {
    guard Glibc.rename(path, target) == 0 else {
      throw FileError(.write, target, errno == ENOENT && !FileStatus.isAnything(at: path) ? .missing : .last)
    }
  }

  /// Gives a file a name that must be free, besides the one it has; where no file can have two, it is renamed.
  package static func link(_ path: String, as target: String) throws(FileError) {
    if Glibc.link(path, target) == 0 { return }
    if errno == EEXIST || FileStatus.isAnything(at: target) { throw FileError(.write, target, .exists) }
    try rename(path, to: target)
  }

  package static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 else { throw FileError(.write, path, .last) }
  }

  /// Brings to disk which names are in a folder.
  package static func sync(_ path: String) throws(FileError) {
    let descriptor = try FileError.naming(path, .write) {
      try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
    }
    try OpenFile(descriptor, path: path).sync()
  }
}
