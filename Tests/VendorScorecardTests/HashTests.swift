import Testing

@testable import VendorScorecard

@Suite struct HashTests {
  /// FNV-1a 128 of the bytes of a field: its length in eight, then its text (draft-eastlake-fnv, checked with
  /// an independent computation).
  @Test func `the hash is the same on every machine`() {
    var hash = StableHash()
    hash.add("foobar")
    #expect(hash.description == "ba1e6cfb320024ea830b5d5c310ef1c2")
    #expect(StableHash().description == "6c62272e07bb014262b821756295c58d")
  }

  @Test func `fields do not run into each other`() {
    var (one, other) = (StableHash(), StableHash())
    one.add("ab")
    one.add("c")
    other.add("a")
    other.add("bc")
    #expect(one.description != other.description)
  }
}
