/// Finds where a JSON value ends, by its brackets and quotes alone; goes on where it stopped when more bytes come.
struct JSONExtent {
  /// Bytes of a cut escape (`\uD83D\uDCE`) or word.
  static let longestToken = 12

  /// Bytes of the value that were looked at; all of them when it is complete.
  private(set) var offset = 0
  private(set) var depth = 0
  private(set) var isInString = false

  /// - Parameter bytes: the value from its first byte.
  /// - Returns: whether its end was found.
  mutating func advance(_ bytes: UnsafeRawBufferPointer) -> Bool {
    while offset < bytes.count {
      if isInString {
        guard endString(bytes) else { return false }
        if depth == 0 { return true }
        continue
      }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        if depth == 0, offset > 0 { return true }
        isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 0, offset > 0 { return true }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
        if depth == 0 {
          offset += 1
          return true
        }
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: " "), 0x09...0x0D:
        if depth == 0 { return true }
      default: break
      }
      offset += 1
    }
    return false
  }

  /// Moves behind the closing quote, eight bytes at a time.
  private mutating func endString(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let quotes = UInt64(repeating: UInt8(ascii: "\""))
    let backslashes = UInt64(repeating: UInt8(ascii: "\\"))
    while offset < bytes.count {
      if offset + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let stops = (word ^ quotes).zeroBytes | (word ^ backslashes).zeroBytes
        offset += stops == 0 ? 8 : stops.trailingZeroBitCount / 8
        if stops == 0 { continue }
      }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        isInString = false
        return true
      case UInt8(ascii: "\\"):
        if offset + 1 == bytes.count { return false }
        offset += 2
      default: offset += 1
      }
    }
    return false
  }
}
