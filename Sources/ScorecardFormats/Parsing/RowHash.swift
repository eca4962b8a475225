/// 128 bits that stand for all that was read of a row without an id: the same fields give the same bits, on every machine.
///
/// Every step is a bijection of each half's state, so rows that differ in one word always differ in their hash.
struct RowHash {
  private var high: UInt64 = 0x726F_7720_6861_7368
  private var low: UInt64 = 0x6F66_2066_6965_6C64

  var value: UInt128 { UInt128(high) << 64 | UInt128(low) }

  private mutating func mix(_ word: UInt64) {
    high = (high ^ word) &* 0x9E37_79B9_7F4A_7C15
    high ^= high >> 29
    low = (low &+ word) &* 0xD1B5_4A32_D192_ED03
    low ^= low >> 32
  }

  /// Adds a field with its length, so that no two rows run together.
  mutating func add(_ bytes: FieldBytes) {
    mix(UInt64(bytes.count))
    var offset = 0
    while offset + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    guard offset < bytes.count else { return }
    var rest: UInt64 = 0
    for index in offset..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
    mix(rest)
  }
}
