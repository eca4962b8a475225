private import Glibc
internal import ScorecardLedger

/// Files that are either the old ones or the new ones, whatever happens in between: written beside, synced,
/// renamed. Never used for the ledger, which only SQLite may open.
enum FileWriting {
  enum Existing {
    case none
    case ordinary
    /// A symlink, folder, device, …
    case other
  }

  static func existing(_ path: String) -> Existing {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .none }
    return status.st_mode & S_IFMT == S_IFREG ? .ordinary : .other
  }

  /// Nothing is there, or an ordinary file without a byte.
  static func isEmptyOrMissing(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) != 0 || (status.st_mode & S_IFMT == S_IFREG && status.st_size == 0)
  }

  /// Whether two paths lead to one file that is there.
  static func isSame(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }

  /// Writes `bytes` to `path`, replacing an ordinary file there.
  ///
  /// - Throws: ``WorkspaceError/notOrdinaryFile(path:)`` for a symlink,
  ///   ``WorkspaceError/cannotWrite(path:reason:)``.
  static func replace(_ path: String, with bytes: [UInt8]) throws(WorkspaceError) {
    let file = try PendingFile(replacing: path)
    try file.write(bytes)
    try file.sync()
    try file.publish()
  }

  /// The whole of an ordinary file that is to be written again: no link is followed.
  ///
  /// - Returns: nil when there is none.
  /// - Throws: ``WorkspaceError/notOrdinaryFile(path:)``, ``WorkspaceError/cannotRead(path:reason:)``.
  static func read(_ path: String) throws(WorkspaceError) -> [UInt8]? {
    try read(path, flags: O_NOFOLLOW) { _ in .notOrdinaryFile(path: path) }
  }

  /// The whole of a file that is only read, also through a link.
  ///
  /// - Returns: nil when there is none.
  /// - Throws: ``WorkspaceError/cannotRead(path:reason:)``.
  static func readThroughLink(_ path: String, atMost: Int = .max) throws(WorkspaceError) -> [UInt8]? {
    try read(path, flags: 0, atMost: atMost) { mode in
      .cannotRead(path: path, reason: mode == S_IFDIR ? "it is a folder" : "it is not an ordinary file")
    }
  }

  private static func read(
    _ path: String, flags: Int32, atMost: Int = .max, refused: (mode_t) -> WorkspaceError
  ) throws(WorkspaceError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
    if descriptor < 0 {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw refused(S_IFLNK)
      default: throw .cannotRead(path: path, reason: reason())
      }
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw refused(status.st_mode & S_IFMT)
    }
    var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), atMost))
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .cannotRead(path: path, reason: reason()) }
      if got == 0 { break }
      count += got
    }
    return Array(bytes[..<count])
  }

  /// Why the names in a folder cannot be read; nil when they can.
  static func unlistable(_ folder: String) -> String? {
    guard let stream = opendir(folder) else { return reason() }
    closedir(stream)
    return nil
  }

  /// What is in a folder, sorted; empty when there is none.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
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

  /// Makes a folder that only its owner can enter; one that exists is left as it is.
  static func makeFolder(_ path: String) throws(WorkspaceError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw .cannotWrite(path: path, reason: reason()) }
    var status = stat()
    // A link to a folder elsewhere would carry the files out of the workspace.
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .notFolder(path: path)
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// An open file that is gone whenever the program ends.
  static func unnamedFile() throws(WorkspaceError) -> Int32 {
    let chosen = getenv("TMPDIR").map { String(cString: $0) }
    for folder in [chosen, "/var/tmp", "/tmp"] {
      guard let folder, !folder.isEmpty else { continue }
      var path = Array("\(folder)/vendorscore.XXXXXX".utf8CString)
      let descriptor = mkstemp(&path)
      if descriptor >= 0 {
        unlink(path)
        return descriptor
      }
    }
    throw .cannotWrite(path: "a temporary file in TMPDIR, /var/tmp or /tmp", reason: FileWriting.reason())
  }

  static func reason() -> String { reason(errno) }

  static func reason(_ code: Int32) -> String {
    switch code {
    case EROFS: "read-only disk"
    case ENOSPC, EDQUOT: "disk full"
    case EACCES, EPERM: "no permission"
    case ENOENT: "no such folder"
    case EISDIR: "it is a folder"
    default: String(cString: strerror(code))
    }
  }
}

/// A file being written beside the one it will replace; gone again unless committed.
final class PendingFile {
  let path: String
  /// nil for a file without a name.
  private let temporary: String?
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// - Throws: ``WorkspaceError/notOrdinaryFile(path:)`` when something else than a file stands at `path`.
  init(replacing path: String) throws(WorkspaceError) {
    if case .other = FileWriting.existing(path) { throw .notOrdinaryFile(path: path) }
    self.path = path
    let temporary = StaleTemporaryFiles.name(for: path)
    self.temporary = temporary
    StaleTemporaryFiles.sweep(beside: path)
    // Of a process of the same number.
    unlink(temporary)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw .cannotWrite(path: path, reason: FileWriting.reason()) }
  }

  /// A file without a name, which replaces none and is gone whenever the program ends.
  ///
  /// - Throws: ``WorkspaceError/cannotWrite(path:reason:)``.
  init() throws(WorkspaceError) {
    (path, temporary) = ("a temporary file", nil)
    descriptor = try FileWriting.unnamedFile()
  }

  deinit { discard() }

  func write(_ bytes: some Collection<UInt8>) throws(WorkspaceError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= PendingFile.bufferSize { try flush() }
  }

  func write(_ text: String) throws(WorkspaceError) { try write(text.utf8) }

  /// Brings all that was written to disk.
  func sync() throws(WorkspaceError) {
    try flush()
    guard fsync(descriptor) == 0 else { throw failure() }
  }

  /// Hands out all that was written.
  func replay(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    try flush()
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure() }
    var bytes = [UInt8](repeating: 0, count: PendingFile.bufferSize)
    while true {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { return }
      try bytes[..<count].withUnsafeBufferPointer(body)
    }
  }

  /// Puts the synced file in place, for good once its folder is on disk.
  func publish() throws(WorkspaceError) {
    guard let temporary, rename(temporary, path) == 0 else { throw failure() }
    close(descriptor)
    descriptor = -1
    let folder = open(FileWriting.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw failure() }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure() }
  }

  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if let temporary { unlink(temporary) }
    descriptor = -1
  }

  private func flush() throws(WorkspaceError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> WorkspaceError {
    .cannotWrite(path: path, reason: FileWriting.reason())
  }
}
