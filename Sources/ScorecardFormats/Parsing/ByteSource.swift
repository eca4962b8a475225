/// Where bytes come from, piece by piece: a file, a pipe, or memory.
package struct ByteSource {
  /// Fills a part of the buffer and says how many bytes; 0 at the end.
  package let read: (UnsafeMutableRawBufferPointer) throws -> Int

  package init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) { self.read = read }

  package init(_ bytes: [UInt8]) {
    var position = 0
    self.init { buffer in
      let count = min(buffer.count, bytes.count - position)
      buffer.copyBytes(from: bytes[position..<position + count])
      position += count
      return count
    }
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
