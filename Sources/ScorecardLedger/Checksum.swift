package import ScorecardModel

/// A 64-bit checksum over typed, length-prefixed values: it finds random damage, not malice.
///
/// Every step is a bijection of the state (multiplication by an odd number, xor with a shift), so two rows that
/// differ in one word always differ in their checksum. Part of the ledger's format; the finalizer's constants
/// are those of Steele, Lea & Flood (2014), "Fast Splittable Pseudorandom Number Generators", OOPSLA.
struct Checksum: Equatable {
  private var state: UInt64

  init(seed: UInt64 = 0x7665_6E64_6F72_7363) { state = seed }

  var value: Int64 {
    var x = state
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int64(bitPattern: x ^ (x >> 31))
  }

  private mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 29
  }

  mutating func add(_ value: Int64) {
    mix(1)
    mix(UInt64(bitPattern: value))
  }

  mutating func add(_ value: Int64?) {
    if let value { add(value) } else { mix(0) }
  }

  mutating func add(_ value: Bool?) { add(value.map { $0 ? Int64(1) : 0 }) }

  mutating func add(_ value: Double?) { add(value.map { Int64(bitPattern: $0.bitPattern) }) }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    mix(UInt64(bytes.count) << 2 | 2)
    var offset = 0
    while offset + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    mix(rest)
  }
}

/// 128 bits that stand for an imported row: of its source and id, or of its content and repeat number.
package struct KeyHash: Hashable, Sendable {
  package var high: Int64
  package var low: Int64

  /// The key of a row that brings its own id.
  init(source: String, id: String) {
    self.init { sum in
      sum.add(Int64(1))
      sum.add(source)
      sum.add(id)
    }
  }

  /// The key of a row without an id: all that it says.
  init(contentOf incident: Incident, source: String) {
    self.init { sum in
      sum.add(Int64(2))
      sum.add(source)
      sum.add(contentOf: incident)
    }
  }

  /// The key of a thing without an id: all that was read of it.
  init(contentOf thing: UInt128, source: String) {
    self.init { sum in
      sum.add(Int64(3))
      sum.add(source)
      sum.add(Int64(truncatingIfNeeded: thing >> 64))
      sum.add(Int64(truncatingIfNeeded: thing))
    }
  }

  /// The key of a span that a monitor watched: those of one monitor stand together in the index, in the order of time.
  init(monitor: ImportKey, watchedFrom start: Timestamp) {
    self.init { sum in
      sum.add(Int64(4))
      sum.add(monitor.source)
      sum.add(monitor.id)
    }
    low = start.seconds
  }

  /// The key of the same row met again within one file; `number` is 1 for the first repeat.
  func repeated(_ number: Int) -> KeyHash {
    guard number > 0 else { return self }
    return KeyHash { sum in
      sum.add(high)
      sum.add(low)
      sum.add(Int64(number))
    }
  }

  package init(high: Int64, low: Int64) {
    self.high = high
    self.low = low
  }

  private init(_ add: (inout Checksum) -> Void) {
    var first = Checksum()
    var second = Checksum(seed: 0x6B65_7920_6861_7368)
    add(&first)
    add(&second)
    high = first.value
    low = second.value
  }
}

extension Checksum {
  /// Adds all that an incident says, without its key.
  mutating func add(contentOf incident: Incident) {
    add(incident.vendor)
    add(Int64(incident.day.number))
    add(incident.outcome.severity.map { Int64($0.level) })
    add(Int64(incident.dimension.index))
    add(incident.resolved)
    add(incident.mitigated)
    add(incident.attribution.index)
    add(incident.holdMinutes.map(Int64.init))
    add(incident.hoursToResolve)
    add(incident.cost?.thousandths)
    add(incident.channel)
    add(incident.summary)
    // What has none keeps the key and checksum that it would have without details, or a kind.
    if incident.hasDetails { add(DetailsCoding.encode(incident.details)) }
    if let kind = incident.kind { add(Int64(kind.number)) }
  }
}

extension Attribution {
  /// Position in the fixed order, 0...3; part of the ledger's format.
  package var index: Int64 {
    switch self {
    case .vendor: 0
    case .us: 1
    case .customer: 2
    case .external: 3
    }
  }

  static func at(index: Int64) -> Attribution? {
    switch index {
    case 0: .vendor
    case 1: .us
    case 2: .customer
    case 3: .external
    default: nil
    }
  }
}
