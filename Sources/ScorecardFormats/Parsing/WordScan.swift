/// Looking at eight bytes at a time.
extension UInt64 {
  init(repeating byte: UInt8) { self = UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// Nonzero exactly when some byte is zero; the lowest bit set is in the lowest such byte (Mycroft's test).
  var zeroBytes: UInt64 {
    (self &- UInt64(repeating: 1)) & ~self & UInt64(repeating: 0x80)
  }

  /// The same for bytes below 0x20.
  var controlBytes: UInt64 {
    (self &- UInt64(repeating: 0x20)) & ~self & UInt64(repeating: 0x80)
  }

  /// How many of its bytes continue a character of UTF-8 (10xxxxxx).
  var continuationBytes: Int { ((self >> 7) & (~self >> 6) & UInt64(repeating: 1)).nonzeroBitCount }
}
