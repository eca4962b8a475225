internal import Glibc

/// Where bytes come from, piece by piece: an open file, a pipe, or memory.
package struct ByteSource {
  /// Fills a part of the buffer and says how many bytes; 0 at the end.
  package let read: (UnsafeMutableRawBufferPointer) throws -> Int

  package init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) { self.read = read }

  /// Reads an open file from where it stands; it stays open.
  ///
  /// Reading throws ``FileError``.
  package init(descriptor: Int32, fileName: String) {
    self.init { buffer in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        if errno != EINTR { throw FileError(file: fileName, code: errno) }
      }
    }
  }

  package init(_ bytes: [UInt8]) {
    var position = 0
    self.init { buffer in
      let count = min(buffer.count, bytes.count - position)
      buffer.copyBytes(from: bytes[position..<position + count])
      position += count
      return count
    }
  }

  /// Opens a file, hands its bytes to `body`, and closes it.
  ///
  /// - Throws: ``FileError`` when it cannot be opened, and what `body` throws.
  package static func withFile<Result>(
    _ path: String, _ body: (ByteSource) throws -> Result
  ) throws -> Result {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(file: path, code: errno) }
    defer { close(descriptor) }
    return try body(ByteSource(descriptor: descriptor, fileName: path))
  }

  /// All that is left, or nil when it is more than `limit` bytes.
  package func readAll(limit: Int) throws -> [UInt8]? {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try read($0) }
      if count == 0 { return all }
      guard all.count + count <= limit else { return nil }
      all += chunk[..<count]
    }
  }
}

/// A file that cannot be opened or read.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// As the user gave it.
  package var file: String
  /// `errno`.
  package var code: Int32

  package var isMissing: Bool { code == ENOENT }

  /// `can't read incidents.csv: No such file or directory`.
  package var description: String { "can't read \(file): \(String(cString: strerror(code)))" }
}
