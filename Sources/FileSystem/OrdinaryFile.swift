package import ScorecardModel
import SystemPackage

/// Ordinary files, read whole.
package enum OrdinaryFile {
  package enum Purpose {
    /// Links are followed.
    case reading
    /// To write it again: what is no ordinary file, also a link to one, stands in the way.
    case rewriting
  }

  /// - Parameter limit: reads no more bytes than these.
  /// - Returns: nil when nothing is there.
  /// - Throws: also when it is a folder, a pipe or a device.
  package static func read(
    _ path: String, for purpose: Purpose, atMost limit: Int = .max
  ) throws(FileError) -> [UInt8]? {
    // Who opens a pipe would wait for its other end.
    var options: FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking]
    if purpose == .rewriting { options.insert(.noFollow) }
    let file: OpenFile
    do {
      file = try OpenFile(reading: path, options)
    } catch {
      switch (error.problem, purpose) {
      case (.missing, _): return nil
      case (.symbolicLink, .rewriting): throw FileError(.write, path, .symbolicLink)
      default: throw error
      }
    }
    guard let status = file.status else { throw FileError(.read, path, .last) }
    switch (status.kind, purpose) {
    case (.ordinary, _): return try read(file, min(status.size, limit))
    case (_, .rewriting): throw FileError(.write, path, .notOrdinary)
    case (.folder, .reading): throw FileError(.read, path, .folder)
    case (_, .reading): throw FileError(.read, path, .notOrdinary)
    }
  }

  private static func read(_ file: OpenFile, _ wanted: Int) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: wanted)
    var count = 0
    while count < wanted {
      let more = try FileError.naming(file.path, .read) {
        try bytes.withUnsafeMutableBytes {
          try file.descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
        }
      }
      if more == 0 { break }
      count += more
    }
    return Array(bytes[..<count])
  }
}
