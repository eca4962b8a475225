import ScorecardModel

/// A form with files, as browsers send it (RFC 7578, RFC 2046 §5.1).
enum Multipart {
  struct Part {
    /// By lower-case name.
    var headers: [String: String]
    var bytes: ArraySlice<UInt8>
  }

  /// More parts than any form of ours has.
  private static let mostParts = 100

  /// - Throws: ``PageError`` for what does not end as it begins.
  static func parts(of body: [UInt8], boundary: String) throws(PageError) -> [Part] {
    guard (1...70).contains(boundary.utf8.count) else { throw .unreadable }
    let line = Array("--\(boundary)".utf8)
    guard body.starts(with: line) else { throw .unreadable }
    let separator = newline + line
    var parts: [Part] = []
    var rest = body[line.count...]
    while true {
      // After the last part come two hyphens; after any other one the next begins on a line of its own.
      if rest.starts(with: Array("--".utf8)) { return parts }
      guard rest.starts(with: newline), parts.count < mostParts,
        let end = position(of: separator, in: rest.dropFirst(newline.count))
      else { throw .unreadable }
      parts.append(try part(rest[(rest.startIndex + newline.count)..<end]))
      rest = rest[(end + separator.count)...]
    }
  }

  private static let newline = Array("\r\n".utf8)

  private static func part(_ bytes: ArraySlice<UInt8>) throws(PageError) -> Part {
    guard let end = position(of: newline + newline, in: bytes) else { throw .unreadable }
    var headers: [String: String] = [:]
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    // Bytes, since CR and LF make one Character together.
    for line in head.utf8.split(separator: UInt8(ascii: "\n")).map({
      String(decoding: Array($0), as: UTF8.self)
    }) {
      let pair = line.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
      guard pair.count == 2 else { throw .unreadable }
      headers[pair[0].lowercased()] = pair[1]
    }
    return Part(headers: headers, bytes: bytes[(end + 2 * newline.count)...])
  }

  /// Where `needle` begins.
  private static func position(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while bytes.endIndex - index >= needle.count {
      guard let next = bytes[index...(bytes.endIndex - needle.count)].firstIndex(of: needle[0]) else {
        return nil
      }
      if bytes[next...].starts(with: needle) { return next }
      index = next + 1
    }
    return nil
  }
}
