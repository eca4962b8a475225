package import ScorecardModel

/// A file that is either the old one or the new one, whatever happens in between: written beside, synced, renamed.
/// Gone again unless it is published. Never used for a ledger, which only SQLite may open.
package final class AtomicFile {
  private let temporary: TemporaryFile
  private var buffer: WriteBuffer
  package var path: String { temporary.target }

  /// - Throws: when something else than an ordinary file stands at `path`.
  package init(replacing path: String) throws(FileError) {
    switch (try? FileStatus.of(path))?.kind {
    case nil, .ordinary: break
    case .symbolicLink: throw FileError(.write, path, .symbolicLink)
    default: throw FileError(.write, path, .notOrdinary)
    }
    temporary = try TemporaryFile(beside: path)
    buffer = WriteBuffer(temporary.file)
  }

  /// Writes a whole file, in place of an ordinary one if one is there.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let file = try AtomicFile(replacing: path)
    try file.write(bytes)
    try file.sync()
    try file.publish()
  }

  /// The same for a file of the owner's: whoever may read it or write it still may.
  package static func rewrite(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let status = try FileStatus.of(path)
    let file = try AtomicFile(replacing: path)
    if let status { file.temporary.file.allow(as: status) }
    try file.write(bytes)
    try file.sync()
    try file.publish()
  }

  /// Writes a whole file where none is; of two processes that do so at once, one is refused.
  ///
  /// - Throws: with the problem ``FileProblem/exists`` where something is.
  package static func create(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let file = try AtomicFile(replacing: path)
    try file.write(bytes)
    try file.sync()
    try file.temporary.becomeTarget()
    try file.settle()
  }

  package func write(_ bytes: some Collection<UInt8>) throws(FileError) { try buffer.write(bytes) }

  package func write(_ text: String) throws(FileError) { try buffer.write(text.utf8) }

  /// Brings all that was written to disk.
  package func sync() throws(FileError) {
    try buffer.flush()
    try temporary.file.sync()
  }

  /// Puts the synced file in place, for good once its folder is on disk.
  package func publish() throws(FileError) {
    try temporary.replaceTarget()
    try settle()
  }

  private func settle() throws(FileError) {
    do { try Folder.sync(Folder.of(path)) } catch { throw FileError(.write, path, error.problem) }
  }
}

/// What is written into a file without a name, to be read again as often as is wanted.
package final class SpooledFile {
  private let file: OpenFile
  private var buffer: WriteBuffer

  package init() throws(FileError) {
    file = try .unnamed()
    buffer = WriteBuffer(file)
  }

  package func write(_ text: String) throws(FileError) { try buffer.write(text.utf8) }

  /// Hands out all that was written.
  package func replay(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    try buffer.flush()
    try file.rewind()
    var bytes = [UInt8](repeating: 0, count: WriteBuffer.size)
    while true {
      let count = try file.read(into: &bytes)
      if count == 0 { return }
      try bytes[..<count].withUnsafeBufferPointer(body)
    }
  }
}

/// Gathers what is written in small pieces.
struct WriteBuffer {
  static let size = 1 << 16

  private let file: OpenFile
  private var bytes: [UInt8] = []

  init(_ file: OpenFile) { self.file = file }

  mutating func write(_ more: some Collection<UInt8>) throws(FileError) {
    bytes.append(contentsOf: more)
    if bytes.count >= WriteBuffer.size { try flush() }
  }

  mutating func flush() throws(FileError) {
    if bytes.isEmpty { return }
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
