import Testing

@testable import ScorecardModel

@Suite struct ContentHashTests {
  /// FNV-1a 128 of the bytes of a field: its length in eight, then its text (draft-eastlake-fnv, checked with
  /// an independent computation).
  @Test func `the hash is the same on every machine`() {
    var hash = ContentHash<UInt128>()
    hash.add("foobar")
    #expect(hash.description == "ba1e6cfb320024ea830b5d5c310ef1c2")
    #expect(ContentHash<UInt128>().description == "6c62272e07bb014262b821756295c58d")
  }

  /// The published value of `foobar` (draft-eastlake-fnv, test vectors).
  @Test func `bytes alone have the hash that is published`() {
    var hash = ContentHash<UInt64>()
    for byte in "foobar".utf8 { hash.add(byte: byte) }
    #expect(hash.description == "85944171f73967e8")
  }

  @Test func `fields do not run into each other`() {
    var (one, other) = (ContentHash<UInt128>(), ContentHash<UInt128>())
    one.add("ab")
    one.add("c")
    other.add("a")
    other.add("bc")
    #expect(one.value != other.value)
  }
}
