import Testing

@testable import VendorScorecard

/// Ids of vendors that an import proposes.
@Suite struct FreeIDsTests {
  @Test func `an id is like its vendor's own name, and no other's`() {
    var ids = FreeIDs(taken: ["acme", "Acme Freight", "Nord", "nord-2", "Nord!"])
    #expect(
      ["Acme Freight", "Nord", "Nord!", "北", "南"].map { ids.take(for: $0) }
        == ["acme-freight", "nord", "nord-3", "vendor", "vendor-2"])
  }

  @Test func `many names with one beginning, or without letters of an id, take no more steps each`() {
    let beginning = String(repeating: "a", count: 60)
    let names = (0..<2_000).flatMap { number in
      [
        beginning + "\(number)",
        String(String.UnicodeScalarView([Unicode.Scalar(0x4E00 + UInt16(number)) ?? "a"])),
      ]
    }
    var ids = FreeIDs(taken: names)
    let found = names.map { ids.take(for: $0) }
    #expect(Set(found).count == names.count)
    #expect(found.allSatisfy { $0.utf8.count <= 64 })
    #expect(ids.tried <= 2 * names.count)
  }
}
