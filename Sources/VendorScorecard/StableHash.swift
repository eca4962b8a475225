/// A 128-bit FNV-1a hash of length-prefixed fields: the same on every machine and in every run.
///
/// It tells whether data changed; it withstands no one who wants two data sets to look alike.
/// Fowler, Noll & Vo, draft-eastlake-fnv.
struct StableHash {
  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  mutating func add(_ text: String) {
    add(text.utf8.count)
    for byte in text.utf8 { add(byte: byte) }
  }

  mutating func add(_ number: some FixedWidthInteger) {
    let bits = UInt64(truncatingIfNeeded: number)
    for shift in stride(from: 0, to: 64, by: 8) {
      add(byte: UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
  }

  mutating func add(_ number: Double) { add(number.bitPattern) }

  mutating func add(_ flag: Bool) { add(flag ? 1 : 0) }

  mutating func add<Value>(_ value: Value?, _ body: (inout StableHash, Value) -> Void) {
    add(value != nil)
    if let value { body(&self, value) }
  }

  private mutating func add(byte: UInt8) {
    state = (state ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }

  /// 32 hexadecimal digits.
  var description: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
