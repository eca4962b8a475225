internal import ScorecardModel

/// The first bytes of a file, and what they look like: enough to tell its format.
package struct FileSample: Sendable {
  package static let length = 65_536

  package enum Shape: Hashable, Sendable {
    /// Keys of the root object, or of the first element of the root list.
    case json(keys: Set<String>)
    /// Name of the root element.
    case xml(root: String)
    /// Names in the first line, as they are written.
    case table(columns: [String])
  }

  package let bytes: [UInt8]
  package let shape: Shape

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let start = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    switch start.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): shape = .json(keys: FileSample.keys(start))
    case UInt8(ascii: "<"): shape = .xml(root: FileSample.root(start))
    default: shape = .table(columns: FileSample.columns(bytes))
    }
  }

  package var keys: Set<String> { if case .json(let keys) = shape { keys } else { [] } }
  /// Those of these columns, or keys at any depth, that it does not have.
  func missing(of marks: [String]) -> [String] {
    switch shape {
    case .table(let columns):
      let found = Set(columns.map(InterchangeHeader.fold))
      return marks.filter { !found.contains(InterchangeHeader.fold($0)) }
    case .json: return marks.filter { !mentions(key: $0) }
    case .xml: return marks
    }
  }

  /// Whether some object within has this key.
  func mentions(key: String) -> Bool {
    let quoted = Array("\"\(key)\"".utf8)
    var start = bytes.startIndex
    while let quote = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) {
      if bytes[quote...].starts(with: quoted) { return true }
      start = quote + 1
    }
    return false
  }

  package var columns: [String] { if case .table(let columns) = shape { columns } else { [] } }

  /// Keys at the first depth that has any, as far as the sample reaches.
  private static func keys(_ text: ArraySlice<UInt8>) -> Set<String> {
    var keys: Set<String> = []
    var depth = 0
    var objectDepth: Int?
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "{"):
        depth += 1
        objectDepth = objectDepth ?? depth
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == objectDepth { return keys }
        depth -= 1
      case UInt8(ascii: "\""):
        let start = index + 1
        index = start
        while index < text.endIndex, text[index] != UInt8(ascii: "\"") {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < text.endIndex else { return keys }
        let after = text[(index + 1)...].first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
        if depth == objectDepth, after == UInt8(ascii: ":") {
          keys.insert(String(decoding: text[start..<index], as: UTF8.self))
        }
      default: break
      }
      index += 1
    }
    return keys
  }

  /// The first element's name, after declarations and comments.
  private static func root(_ text: ArraySlice<UInt8>) -> String {
    var rest = text
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(open + 1)...]
      guard let first = rest.first else { return "" }
      if first != UInt8(ascii: "?"), first != UInt8(ascii: "!") {
        let name = rest.prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") && $0 > 0x20 }
        return String(decoding: name, as: UTF8.self)
      }
    }
    return ""
  }

  private static func columns(_ bytes: [UInt8]) -> [String] {
    guard var reader = try? CSVReader(ByteSource(bytes), fileName: "") else { return [] }
    return (try? reader.header()) ?? []
  }
}

/// A file with what its first bytes look like.
struct SampledFile {
  let sample: FileSample
  /// All of its bytes, the first ones too.
  let source: ByteSource

  init(_ source: ByteSource) throws {
    var bytes = [UInt8](repeating: 0, count: FileSample.length)
    var filled = 0
    while filled < bytes.count {
      let count = try bytes.withUnsafeMutableBytes { buffer in
        try source.read(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    sample = FileSample(bytes)
    var position = 0
    self.source = ByteSource { [bytes] buffer in
      guard position < bytes.count else { return try source.read(buffer) }
      let count = min(buffer.count, bytes.count - position)
      buffer.copyBytes(from: bytes[position..<position + count])
      position += count
      return count
    }
  }
}
