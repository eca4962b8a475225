import ScorecardLedger
import Testing

@testable import ScorecardPostgreSQL

@Suite struct KnownRowsTests {
  private let a = KeyHash(high: 1, low: 1)
  private let b = KeyHash(high: 2, low: 1)
  private let c = KeyHash(high: 3, low: 1)

  @Test func `what was looked for is there or not, and the rest has to be asked for`() {
    var rows = KnownRows<String>()
    #expect(rows.row(a) == .none)
    rows.beginLooking()
    rows.take([("found", 1, a)], of: [a, b], forgetting: true)
    #expect(rows.row(a) == "found" && rows.row(1) == "found")
    #expect(rows.row(b) == .some(nil))
    #expect(rows.row(c) == .none && rows.row(2) == nil)
  }

  @Test(arguments: [true, false])
  func `what was written while others were looked for is newer than what is found`(forgetting: Bool) {
    var rows = KnownRows<String>()
    rows.add("before", id: 3, key: c)
    rows.beginLooking()
    rows.add("written", id: 1, key: a)
    rows.add("written twice", id: 2, key: b)
    rows.add("written twice", id: 2, key: b)
    rows.take([("found", 1, a)], of: [a, b], forgetting: forgetting)
    #expect(rows.row(a) == "written" && rows.row(1) == "written")
    #expect(rows.row(b) == "written twice")
    #expect(rows.row(c) == (forgetting ? .none : "before"))
  }

  @Test func `many are forgotten, but none that was written while others were looked for`() {
    var rows = KnownRows<String>()
    for id in Int64(1)...20_000 { rows.add("old", id: id, key: nil) }
    rows.add("new", id: 20_001, key: a)
    #expect(rows.row(20_000) == nil && rows.row(a) == "new")
    rows.beginLooking()
    for id in Int64(1)...30_000 { rows.add("new", id: id, key: nil) }
    rows.take([], of: [], forgetting: true)
    #expect(rows.row(1) == "new" && rows.row(30_000) == "new" && rows.row(a) == .none)
  }
}
