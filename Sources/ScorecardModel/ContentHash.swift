/// The FNV-1a hash of bytes or of length-prefixed fields, 64 or 128 bits wide: the same on every machine and in every run.
///
/// It tells whether data changed; it withstands no one who wants two data sets to look alike. Its values are stored, so
/// they stay as they are. Of this module alone, whose compiler writes out each width: called from another one, a byte took
/// twenty times as long. Fowler, Noll & Vo, draft-eastlake-fnv.
struct ContentHash<Word: ContentHashWord>: Sendable {
  private var state = Word.fnvOffset

  init() {}

  var value: Word { state }

  mutating func add(byte: UInt8) { state = (state ^ Word(byte)) &* Word.fnvPrime }

  mutating func add(bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { add(byte: byte) }
  }

  // MARK: Fields

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      add(bytes.count)
      add(bytes: bytes)
    }
  }

  mutating func add(_ number: some FixedWidthInteger) {
    let bits = UInt64(truncatingIfNeeded: number)
    for shift in stride(from: 0, to: 64, by: 8) {
      add(byte: UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
  }

  mutating func add(_ number: Double) { add(number.bitPattern) }

  mutating func add(_ flag: Bool) { add(flag ? 1 : 0) }

  mutating func add<Value>(_ value: Value?, _ body: (inout Self, Value) -> Void) {
    add(value != nil)
    if let value { body(&self, value) }
  }
}

extension ContentHash: CustomStringConvertible {
  /// All digits of its hexadecimal form, 16 or 32.
  var description: String { padded(state, Word.bitWidth / 4, radix: 16) }
}

/// A width that FNV-1a is defined for.
protocol ContentHashWord: FixedWidthInteger, UnsignedInteger, Sendable {
  static var fnvOffset: Self { get }
  static var fnvPrime: Self { get }
}

extension UInt64: ContentHashWord {
  static var fnvOffset: UInt64 { 0xcbf2_9ce4_8422_2325 }
  static var fnvPrime: UInt64 { 0x0000_0100_0000_01b3 }
}

extension UInt128: ContentHashWord {
  static var fnvOffset: UInt128 { 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d }
  static var fnvPrime: UInt128 { 0x0000_0000_0100_0000_0000_0000_0000_013b }
}

/// Sixteen hexadecimal digits that stand for a text: another text has others.
package func contentName(of text: String) -> String {
  var hash = ContentHash<UInt64>()
  hash.add(text)
  return hash.description
}
