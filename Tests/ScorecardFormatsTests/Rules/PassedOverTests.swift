import ScorecardModel
import Testing

@testable import ScorecardFormats

/// Rows that come to nothing are counted by what decided it.
@Suite struct PassedOverTests {
  private func read(_ text: String, ignore: String = "", orders: String? = nil) throws -> Fixture.Reading {
    try Fixture.read(
      Array(text.utf8),
      rules: """
        { "name": "depot", "dates": ["iso"], "vendor": { "field": "Carrier", "unknown": "skip" }, "day": "Day",
          "id": "Id", "only": [{ "field": "Kind", "equals": "parcel" }], \(ignore)
          \(orders ?? #""orders": { "only": [{ "field": "State", "oneOf": ["came", "lost"] }] },"#)
          "incidents": [{ "only": [{ "field": "State", "equals": "lost" }], "severity": 4 }] }
        """)
  }

  private let header = "Id,Carrier,Day,Kind,State\n"

  @Test func `each reason is told with the value that decided, and every row is somewhere`() throws {
    let rows = [
      "1,acme,2026-09-01,parcel,came", "2,acme,2026-09-01,parcel,lost", "3,acme,2026-09-01,letter,came",
      "4,acme,2026-09-01,parcel,refunded", "5,acme,2026-09-01,parcel,refunded", "6,acme,2026-09-01,parcel,",
      "7,someone,2026-09-01,parcel,came", "8,acme,2026-09-01,parcel,came",
    ]
    let reading = try read(header + rows.joined(separator: "\n"))
    #expect(reading.passReasons == ["State refunded: 2", "Kind letter: 1", "State : 1"])
    // Of no vendor of ours, which the rules say to skip.
    #expect(reading.passedOver.expected == 1)
    #expect(reading.counted.map(\.orders) == [3])
    #expect(reading.passedOver.count + 3 == rows.count)
  }

  @Test func `a file most of which passes for reasons that the rules do not know is refused`() throws {
    let rows = ["1,acme,2026-09-01,parcel,came"] + (2...4).map { "\($0),acme,2026-09-01,parcel,angekommen" }
    let text = header + rows.joined(separator: "\n")
    let ignore = #""ignore": [{ "field": "State", "equals": "on its way" }],"#
    #expect(
      try read(text, ignore: ignore).stop?.message
        == "nothing comes of 3 of its 4 rows, most often because of: State is \"angekommen\"."
        + " If that is as it should be, say so in the rules, with \"ignore\"")
    // What counts orders should know its rows; of tickets alone rules may want a few, and the owner is told of the rest.
    #expect(try read(text).stop != nil)
    let lost = text + "\n5,acme,2026-09-01,parcel,lost"
    #expect(try read(lost, orders: "").stop == nil)
    let known = try read(text.replacing("angekommen", with: "On its way"), ignore: ignore)
    #expect(known.stop == nil)
    #expect((known.passedOver.expected, known.passedOver.unexpected) == (3, 0))
  }

  @Test func `a file of nothing but what is expected to pass is no mistake`() throws {
    let ignore = #""ignore": [{ "field": "State", "equals": "on its way" }],"#
    let text = header + "1,acme,2026-09-01,parcel,on its way\n"
    #expect(try read(text, ignore: ignore).stop == nil)
    #expect(try read(text).stop?.message == "the depot rules match none of its 1 row")
  }

  @Test func `reasons beyond the most that are told apart are counted together`() {
    var passed = PassedOver()
    for number in 0...PassedOver.mostReasons { passed.add(.init(field: "State", text: "\(number)")) }
    #expect(passed.reasons.count == PassedOver.mostReasons)
    #expect((passed.ofFurtherReasons, passed.unexpected) == (1, PassedOver.mostReasons + 1))
  }
}
