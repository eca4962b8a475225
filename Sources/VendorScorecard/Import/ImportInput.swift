private import Glibc
internal import ScorecardFormats

/// A file to import, or what is piped in.
///
/// A pipe may stall, and the ledger is locked while files are read: so what comes through one is first kept on disk,
/// in a file without a name, which is gone whenever the program ends.
final class ImportInput: Sendable {
  /// What stands for standard input in a call.
  static let standardInput = "-"

  /// As the user gave it.
  let file: String
  /// nil for an ordinary file, which is opened when its turn comes.
  private let descriptor: Int32?

  /// - Throws: ``WorkspaceError/cannotRead(path:reason:)``, ``WorkspaceError/cannotWrite(path:reason:)``.
  init(_ file: String) throws(WorkspaceError) {
    self.file = file
    var status = stat()
    let isStandard = file == ImportInput.standardInput
    let isOrdinary =
      (isStandard ? fstat(STDIN_FILENO, &status) : stat(file, &status)) == 0
      && status.st_mode & S_IFMT == S_IFREG
    if isOrdinary, !isStandard {
      descriptor = nil
      return
    }
    let opened = isStandard ? dup(STDIN_FILENO) : open(file, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw .cannotRead(path: file, reason: FileWriting.reason()) }
    if isOrdinary {
      descriptor = opened
      return
    }
    defer { close(opened) }
    // One such as /dev/zero never ends.
    if status.st_mode & S_IFMT == S_IFBLK || (status.st_mode & S_IFMT == S_IFCHR && !ImportInput.ends(opened))
    {
      throw .cannotRead(path: file, reason: "it is a device")
    }
    descriptor = try ImportInput.kept(opened, of: file)
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  var isStandardInput: Bool { file == ImportInput.standardInput }

  /// What it is called on record and in messages.
  var title: String { isStandardInput ? "standard input" : FileWriting.name(of: file) }

  /// What it is called before the place of a mistake.
  var place: String { isStandardInput ? title : file }

  /// Where wrong rows go.
  var rejectedName: String { (isStandardInput ? "stdin" : file) + ".rejected.csv" }

  /// In bytes.
  var size: Int? {
    var status = stat()
    let found = descriptor.map { fstat($0, &status) } ?? stat(file, &status)
    return found == 0 ? Int(status.st_size) : nil
  }

  /// Tells a file from another one, whatever it is called; nil for what comes through a pipe.
  var identity: [UInt64]? {
    var status = stat()
    guard descriptor == nil, stat(file, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Bytes of a byte order mark and of white space before this text; nil when it does not begin so.
  func offset(of text: String) -> Int? {
    let opened = descriptor ?? open(file, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    defer { if descriptor == nil { close(opened) } }
    var bytes = [UInt8](repeating: 0, count: text.utf8.count + 64)
    // Looks without moving, for whoever reads it then.
    let count = bytes.withUnsafeMutableBytes {
      pread(opened, $0.baseAddress, $0.count, lseek(opened, 0, SEEK_CUR))
    }
    let blank: [UInt8] = [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D]
    let rest = bytes[..<max(0, count)].drop(while: blank.contains)
    return rest.starts(with: text.utf8) ? rest.startIndex : nil
  }

  func withSource<Value>(_ body: (ByteSource) throws -> Value) throws -> Value {
    guard let descriptor else { return try ByteSource.withFile(file, body) }
    return try body(ByteSource(descriptor: descriptor, fileName: place))
  }

  // MARK: What is piped

  /// Of devices, what someone types does, and /dev/null.
  private static func ends(_ device: Int32) -> Bool {
    var (status, null) = (stat(), stat())
    return isatty(device) == 1
      || fstat(device, &status) == 0 && stat("/dev/null", &null) == 0 && status.st_rdev == null.st_rdev
  }

  /// - Returns: an open file with all that came, at its beginning.
  private static func kept(_ pipe: Int32, of file: String) throws(WorkspaceError) -> Int32 {
    let copy = try FileWriting.unnamedFile()
    do throws(WorkspaceError) {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
      defer { buffer.deallocate() }
      while true {
        let count = read(pipe, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count < 0 { throw .cannotRead(path: file, reason: FileWriting.reason()) }
        if count == 0 { break }
        var written = 0
        while written < count {
          let more = write(copy, buffer.baseAddress?.advanced(by: written), count - written)
          if more < 0, errno == EINTR { continue }
          if more < 0 { throw .cannotWrite(path: "a temporary file", reason: FileWriting.reason()) }
          written += more
        }
      }
      lseek(copy, 0, SEEK_SET)
      return copy
    } catch {
      close(copy)
      throw error
    }
  }
}
