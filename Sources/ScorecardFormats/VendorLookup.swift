internal import ScorecardModel

/// Finds vendors by the bytes of a field, remembering spellings it has met: a file repeats few of them.
struct VendorLookup {
  private struct Entry {
    var hash: UInt64
    /// Where its bytes stand in `spellings`.
    var spelling: Range<Int>
    var vendor: Int
  }

  /// Spellings and unknown names beyond these are looked up each time, so that memory stays bounded.
  private static let mostSpellings = 4096
  private static let mostUnknown = 256
  private static let longestSpelling = 256

  private let names: VendorNames
  /// Spellings that rules give to vendors, before the catalog's own names.
  private let map: [String: Vendor.ID]
  /// Open addressing; a power of two, at most a quarter full.
  private var entries = [Entry?](repeating: nil, count: 4 * mostSpellings)
  private var known = 0
  private var spellings: [UInt8] = []
  private var ids: [Vendor.ID] = []
  private var unknown: [String: String] = [:]

  init(_ catalog: Catalog, map: [String: Vendor.ID] = [:]) {
    names = VendorNames(catalog)
    self.map = map
  }

  /// - Throws: `unknown vendor "acme"; closest: Acme Freight. Add it to vendors.json`.
  mutating func id(_ bytes: FieldBytes) throws(FieldProblem) -> Vendor.ID {
    let hash = bytes.hash
    var slot = Int(truncatingIfNeeded: hash) & (entries.count - 1)
    while let entry = entries[slot] {
      if entry.hash == hash, matches(entry.spelling, bytes) { return ids[entry.vendor] }
      slot = (slot + 1) & (entries.count - 1)
    }
    let text = bytes.text
    guard let id = map[text] ?? names.vendor(named: text)?.id else {
      throw FieldProblem(sentence: unknownMessage(text))
    }
    if known < VendorLookup.mostSpellings, bytes.count <= VendorLookup.longestSpelling {
      entries[slot] = Entry(
        hash: hash, spelling: spellings.count..<spellings.count + bytes.count, vendor: ids.count)
      ids.append(id)
      spellings += bytes
      known += 1
    }
    return id
  }

  private mutating func unknownMessage(_ text: String) -> String {
    if let known = unknown[text] { return known }
    let start = "unknown vendor \(quoted(text))"
    let end = ". Add it to \(WorkspaceLayout.catalogName)"
    guard unknown.count < VendorLookup.mostUnknown else { return start + end }
    let closest = names.closest(text).map(\.name).joined(separator: ", ")
    let message = (closest.isEmpty ? start : start + "; closest: " + closest) + end
    unknown[text] = message
    return message
  }

  private func matches(_ spelling: Range<Int>, _ bytes: FieldBytes) -> Bool {
    spellings.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[spelling]).hasBytes(of: bytes) }
  }
}

extension UnsafeRawBufferPointer {
  /// FNV-1a, eight bytes at a step; its high half is mixed into the low one, which chooses the slot.
  var hash: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = 0
    while index + 8 <= count {
      hash = (hash ^ loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x0000_0100_0000_01B3
      index += 8
    }
    while index < count {
      hash = (hash ^ UInt64(self[index])) &* 0x0000_0100_0000_01B3
      index += 1
    }
    return hash ^ (hash >> 32)
  }
}
