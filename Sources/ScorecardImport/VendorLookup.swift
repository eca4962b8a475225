internal import ScorecardModel

/// Finds vendors by the bytes of a field, remembering spellings it has met: a file repeats few of them.
struct VendorLookup {
  private struct Entry {
    var spelling: [UInt8]
    var id: Vendor.ID
  }

  /// Spellings and unknown names beyond these are looked up each time, so that memory stays bounded.
  private static let mostSpellings = 4096
  private static let mostUnknown = 256

  private let names: VendorNames
  /// Open addressing; a power of two, at most a quarter full.
  private var entries = [Entry?](repeating: nil, count: 4 * mostSpellings)
  private var spellings = 0
  private var unknown: [String: String] = [:]

  init(_ catalog: Catalog) { names = VendorNames(catalog) }

  /// - Throws: `unknown vendor "acme"; closest: Acme Freight. Add it to vendors.json`.
  mutating func id(_ bytes: FieldBytes) throws(FieldProblem) -> Vendor.ID {
    var slot = hash(bytes) & (entries.count - 1)
    while let entry = entries[slot] {
      if matches(entry.spelling, bytes) { return entry.id }
      slot = (slot + 1) & (entries.count - 1)
    }
    let text = bytes.text
    guard let vendor = names.vendor(named: text) else { throw FieldProblem(sentence: unknownMessage(text)) }
    if spellings < VendorLookup.mostSpellings {
      entries[slot] = Entry(spelling: Array(bytes), id: vendor.id)
      spellings += 1
    }
    return vendor.id
  }

  private mutating func unknownMessage(_ text: String) -> String {
    if let known = unknown[text] { return known }
    let start = "unknown vendor \(quoted(text))"
    guard unknown.count < VendorLookup.mostUnknown else { return start + ". Add it to vendors.json" }
    let closest = names.closest(text, limit: 3).map(\.name).joined(separator: ", ")
    let message = (closest.isEmpty ? start : start + "; closest: " + closest) + ". Add it to vendors.json"
    unknown[text] = message
    return message
  }

  /// FNV-1a.
  private func hash(_ bytes: FieldBytes) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: hash >> 16)
  }

  private func matches(_ spelling: [UInt8], _ bytes: FieldBytes) -> Bool {
    spelling.withUnsafeBytes { $0.hasBytes(of: bytes) }
  }
}
