import Glibc
package import ScorecardModel
import SystemPackage

/// An open file; it is closed when nobody holds it any longer.
package final class OpenFile: Sendable {
  /// What errors call it.
  package let path: String
  let descriptor: FileDescriptor

  /// Takes over an open descriptor.
  init(_ descriptor: FileDescriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { try? descriptor.close() }

  /// Opens whatever the path leads to, to be read.
  package convenience init(reading path: String) throws(FileError) {
    try self.init(reading: path, .closeOnExec)
  }

  convenience init(reading path: String, _ options: FileDescriptor.OpenOptions) throws(FileError) {
    let descriptor = try FileError.naming(path, .read) {
      try FileDescriptor.open(path, .readOnly, options: options)
    }
    self.init(descriptor, path: path)
  }

  /// Opens a file that is there and no link, to be written from its beginning.
  package convenience init(writing path: String) throws(FileError) {
    let descriptor = try FileError.naming(path, .write) {
      try FileDescriptor.open(path, .readWrite, options: [.noFollow, .closeOnExec])
    }
    self.init(descriptor, path: path)
  }

  /// Creates an empty file that is its owner's alone, where nothing is.
  package static func createEmpty(_ path: String) throws(FileError) {
    let descriptor = try FileError.naming(path, .write) { try create(path, .readWrite) }
    try? descriptor.close()
  }

  /// What is piped into the program.
  package static func standardInput(called name: String) throws(FileError) -> OpenFile {
    let descriptor = try FileError.naming(name, .read) { try FileDescriptor.standardInput.duplicate() }
    return OpenFile(descriptor, path: name)
  }

  /// A file to be written and read again, which has no name and is gone whenever the program ends.
  package static func unnamed() throws(FileError) -> OpenFile {
    let chosen = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    for folder in [chosen, "/var/tmp", "/tmp"] where !folder.isEmpty {
      let path = "\(folder)/vendorscore.\(UniqueFilename.token())"
      guard let descriptor = try? create(path, .readWrite) else { continue }
      unlink(path)
      return OpenFile(descriptor, path: "a temporary file")
    }
    throw FileError(.write, "a temporary file in TMPDIR, /var/tmp or /tmp", .last)
  }

  /// Creates a file that is its owner's alone, where nothing is.
  static func create(_ path: String, _ mode: FileDescriptor.AccessMode) throws -> FileDescriptor {
    try FileDescriptor.open(
      path, mode, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
      permissions: .ownerReadWrite)
  }

  package var status: FileStatus? { .of(descriptor) }

  /// Lets those use it who may use another file; a disk that cannot say so leaves it its owner's alone.
  func allow(as other: FileStatus) { _ = fchmod(descriptor.rawValue, other.stat.permissions.rawValue) }

  // MARK: Reading

  /// - Returns: how many bytes came; 0 at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    try FileError.naming(path, .read) { try descriptor.read(into: buffer) }
  }

  /// The same into the beginning of an array.
  package func read(into bytes: inout [UInt8]) throws(FileError) -> Int {
    try FileError.naming(path, .read) { try bytes.withUnsafeMutableBytes { try descriptor.read(into: $0) } }
  }

  /// The bytes that the next ``read(into:)`` begins with; fewer near the end, none from a pipe.
  package func peek(_ count: Int) -> [UInt8] {
    guard let here = try? descriptor.seek(offset: 0, from: .current) else { return [] }
    let bytes = try? [UInt8](unsafeUninitializedCapacity: count) { buffer, count in
      count = try descriptor.read(fromAbsoluteOffset: here, into: UnsafeMutableRawBufferPointer(buffer))
    }
    return bytes ?? []
  }

  package func rewind() throws(FileError) {
    _ = try FileError.naming(path, .read) { try descriptor.seek(offset: 0, from: .start) }
  }

  /// Whether whoever reads a device comes to an end: what someone types has one, and /dev/null.
  package var hasEnd: Bool {
    if isatty(descriptor.rawValue) == 1 { return true }
    guard let device = status, let null = try? FileStatus.of("/dev/null") else { return false }
    return device.stat.specialDeviceID == null.stat.specialDeviceID
  }

  // MARK: Writing

  package func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    _ = try FileError.naming(path, .write) { try descriptor.writeAll(bytes) }
  }

  /// Brings all that was written to disk.
  package func sync() throws(FileError) {
    guard fsync(descriptor.rawValue) == 0 else { throw FileError(.write, path, .last) }
  }
}
